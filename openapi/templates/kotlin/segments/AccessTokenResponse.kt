package segments.client.models

import com.squareup.moshi.Json

/**
 * An access token. Its text form does not show the token.
 *
 * @param expiresIn the number of seconds until the token expires, if the server says it. A string is
 *     read as a number.
 */
class AccessTokenResponse(
    @Json(name = "access_token") val accessToken: String,
    @Json(name = "expires_in") val expiresIn: Double? = null,
    @Json(name = "token_type") val tokenType: String = "Bearer",
) {
    override fun toString(): String = "AccessTokenResponse(expiresIn=$expiresIn, tokenType=$tokenType)"
}
