"""Finds secrets in what a server sends back."""

import urllib.parse
from collections.abc import Iterable

_PIECE = 12
_SHORTEST = 8


def repeats(text: str, secret: str | None) -> bool:
    """Whether the text has 12 characters of the secret in a row, in any case."""
    if not secret:
        return False
    haystack = f"{text}\n{urllib.parse.unquote(text)}".lower()
    needle = secret.lower()
    starts = range(max(1, len(needle) - _PIECE + 1))
    return any(needle[start : start + _PIECE] in haystack for start in starts)


def unless_repeated(body: bytes, secrets: Iterable[str]) -> bytes:
    """Returns the body of an error, or nothing if it repeats a secret."""
    text = body.decode("utf-8", "replace")
    return b"" if any(repeats(text, secret) for secret in secrets) else body


def contains(token: str, secret: str | None) -> bool:
    """Whether a page token has the whole secret in it, as it is or percent-encoded.

    Two tokens may have the same first part, so a part of the secret is allowed.
    """
    if not secret:
        return False
    if len(secret) < _SHORTEST:
        return token == secret
    return secret in token or secret in urllib.parse.unquote(token)
