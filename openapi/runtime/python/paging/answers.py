"""Reads answers strictly: one that breaks the contract is an error."""

import dataclasses
import email.utils
import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import timezone
from typing import Any, TypeVar, cast

from . import errors, secrecy

Page = TypeVar("Page")

# Two halves of a surrogate pair, one half, or another escape sequence.
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(?P<half>u[dD][89a-fA-F]..)|.)"
)

# A comma between values, but not the one after the name of a day.
_COMMA = re.compile(r",(?!\s*\d\d[ -][A-Z][a-z]{2}[ -])")

# The name of a day, with which each date format of HTTP starts.
_DAY = re.compile(r"[A-Z][a-z]{2}")

# Python does not convert more digits to an int.
_MOST_DIGITS = 4300


@dataclasses.dataclass(frozen=True)
class Answer:
    """An answer of the server. A header that came twice has both values in one."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def decompressed(self) -> bytes:
        """The body. Raises ValueError if it is cut short, or not what it claims."""
        encodings = self.headers.get("Content-Encoding", "").lower().split(",")
        if {encoding.strip() for encoding in encodings} != {"gzip"}:
            return self.body
        try:
            return gzip.decompress(self.body)
        except (OSError, EOFError, zlib.error) as error:
            raise ValueError(type(error).__name__) from None


def merged(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Returns headers by their usual names: a server may send any case.

    Joins the values of a header that came twice.
    """
    result: dict[str, str] = {}
    for sent_name, value in headers:
        name = sent_name.title()
        result[name] = f"{result[name]}, {value}" if name in result else value
    return result


def decode_page(
    request: str, body: bytes, from_dict: Callable[[Any], Page | None]
) -> Page:
    """Decodes the body of a 200. One that is not JSON is worth a retry."""
    try:
        page = from_dict(_json(body))
    except _NotJsonError:
        raise errors.ProtocolError(
            f"{request} returned 200 but the body is not JSON",
            status=200,
            retryable=True,
        ) from None
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        page = None
    if page is None:
        # Without the cause: the message of pydantic quotes the body.
        raise errors.ProtocolError(
            f"{request} returned 200 but the body breaks the contract", status=200
        )
    return page


def to_error(
    request: str,
    answer: Answer,
    body: bytes,
    secrets: Iterable[str],
    retryable: bool,
    now: float,
) -> errors.ListingError:
    """Makes the error for another status. Its body may be that of a proxy."""
    texts = {
        name: text
        for name, text in _json_object(body).items()
        if isinstance(text, str)
        and not any(secrecy.repeats(text, secret) for secret in secrets)
    }
    message = f"{request} returned {answer.status}"
    if texts.get("message"):
        message += f": {texts['message']}"
    return _error_class(answer.status, retryable)(
        message,
        status=answer.status,
        body=texts,
        retryable=retryable,
        retry_after=retry_after_seconds(answer.headers, now),
    )


def retry_after_seconds(headers: Mapping[str, str], now: float) -> float:
    """Reads seconds or a date, which is relative to the server's own clock.

    Takes the first valid value if there are several. A past date gives 0.
    """
    server_now = _date(headers.get("Date", ""))
    for value in _COMMA.split(headers.get("Retry-After", "")):
        text = value.strip()
        if re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII):
            return float(text)
        if (date := _date(text)) is not None:
            return max(0.0, date - (now if server_now is None else server_now))
    return 0.0


def _date(text: str) -> float | None:
    if not _DAY.match(text.strip()):
        return None
    try:
        date = email.utils.parsedate_to_datetime(text.strip())
        # The oldest date format of HTTP does not name its zone, which is GMT.
        return (date if date.tzinfo else date.replace(tzinfo=timezone.utc)).timestamp()
    except (ValueError, OverflowError):
        return None


def _error_class(status: int, retryable: bool) -> type[errors.ListingError]:
    by_status: dict[int, type[errors.ListingError]] = {
        401: errors.AuthenticationError,
        403: errors.NotPermittedError,
        429: errors.RateLimitedError,
    }
    if status in by_status:
        return by_status[status]
    if status // 100 == 5 or retryable:
        return errors.ServerError
    return errors.InvalidRequestError if status // 100 == 4 else errors.ProtocolError


class _NotJsonError(Exception):
    pass


def _json(body: bytes) -> Any:
    """Decodes JSON, with U+FFFD for half of a surrogate pair."""
    try:
        text = _ESCAPE.sub(_well_formed, body.decode("utf-8-sig"))
        return json.loads(text, parse_int=_integer, parse_constant=_refuse)
    except ValueError:
        raise _NotJsonError from None


def _well_formed(escape: re.Match[str]) -> str:
    return r"\ufffd" if escape["half"] else escape[0]


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = _json(body)
    except (_NotJsonError, RecursionError):
        return {}
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}
