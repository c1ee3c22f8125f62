"""The addresses of requests, as the generated code makes them."""

import re
import urllib.parse
from collections.abc import Iterable

# The end of an instant in a query, in the format of the generated code.
_OFFSET = re.compile(r"(T\d\d%3A\d\d%3A\d\d\.\d{6}(?:%2B|-)\d\d)(\d\d)(?=&|$)")


def repaired(url: str) -> str:
    """Repairs what the generated code makes of a base URL and of an instant.

    A base URL may end with a slash, and each path starts with one. RFC 3339 wants a
    colon in the offset of an instant.
    """
    one_slash = re.sub(r"^([^?]*[^?:/])//+", r"\1/", url, count=1)
    return _OFFSET.sub(r"\1%3A\2", one_slash)


def without_alternative(
    headers: Iterable[tuple[str, str, str]], url: str
) -> list[tuple[str, str]]:
    """The headers that no parameter of the query stands for.

    Each one is given with its value, and with the parameter that may replace it.
    """
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)
    return [(name, value) for name, value, other in headers if other not in query]
