"""Detects a listing that never ends."""

from collections.abc import Sized

from .errors import ProtocolError


class Progress:
    """The pages of one listing so far."""

    def __init__(self, start: str | None, max_empty_pages: int) -> None:
        self._max_empty_pages = max_empty_pages
        self._empty_pages = 0
        self._seen = {start}

    def check(self, token: str | None, rows: Sized) -> None:
        """Takes the rows of a page, and the token of the next one."""
        self._empty_pages = 0 if rows else self._empty_pages + 1
        if not token:
            return
        if token in self._seen:
            raise ProtocolError("the listing does not end: a token came a second time")
        if self._empty_pages > self._max_empty_pages:
            raise ProtocolError(
                f"the listing does not end: {self._empty_pages} empty pages in a row"
            )
        self._seen.add(token)
