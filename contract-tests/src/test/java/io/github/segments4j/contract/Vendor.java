package io.github.segments4j.contract;

/**
 * The API in the words of the vendor's pages, written down by hand: whatever else comes from the contract, this does
 * not, so that a contract which says something else disagrees with it.
 */
final class Vendor {
    static final String FORM = "application/x-www-form-urlencoded";

    private Vendor() {}

    static ApiRequest segments(String tenant, String accessToken) {
        return ApiRequest.of("GET", "/segments")
                .header("amperity-tenant", tenant)
                .header("api-version", "2024-04-01")
                .header("Authorization", "Bearer " + accessToken);
    }

    static ApiRequest token(String tenant, String clientId, String clientSecret) {
        return ApiRequest.of("POST", "/v0/oauth2/token")
                .header("X-Amperity-Tenant", tenant)
                .header("Content-Type", FORM)
                .form("grant_type", "client_credentials")
                .form("client_id", clientId)
                .form("client_secret", clientSecret);
    }
}
