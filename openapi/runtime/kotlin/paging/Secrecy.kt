package io.github.segments4j.paging

import java.net.URLDecoder

private const val PIECE = 12

/** Any text may have a shorter one in it by chance (our choice). */
private const val SHORTEST = 8

/** Whether error messages must not show this page token. They are logged, and a token does not belong there. */
internal fun String.isHidden(): Boolean = length >= SHORTEST

/** Whether this text has 12 characters of a secret in a row, in any case. */
internal fun String.repeats(secret: String): Boolean {
    val texts = listOf(this, decoded(this))
    return secret.windowed(minOf(PIECE, maxOf(1, secret.length))).any { piece ->
        texts.any { it.contains(piece, ignoreCase = true) }
    }
}

/**
 * Whether this page token has a whole secret in it, as it is or percent-encoded. Two tokens may have
 * the same first part, so a part is allowed.
 */
internal fun String.hasWhole(secret: String): Boolean =
    when {
        secret.length < SHORTEST -> secret.isNotEmpty() && this == secret
        else -> secret in this || secret in decoded(this)
    }

/** Returns an empty text if this one is not percent-encoded. */
private fun decoded(text: String): String = runCatching { URLDecoder.decode(text.replace("+", "%2B"), Charsets.UTF_8) }.getOrDefault("")
