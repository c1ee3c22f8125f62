"""Tests what an error shows of a request."""

import json
import unittest

import paging
from paging.answers import Answer
from test_vectors import listing


def error(token: str | None, message: str) -> paging.ListingError:
    answer = Answer(400, {}, json.dumps({"message": message}).encode())
    try:
        listing(max_empty_pages=0).read(answer, {"token": token}, now=0)
    except paging.ListingError as raised:
        return raised
    raise AssertionError("no error")


class ErrorMessageTest(unittest.TestCase):
    def test_a_message_with_the_page_token_is_not_shown(self) -> None:
        shown = str(error("eyJwYWdlIjoyfQ==", "no page eyJwYWdlIjoyfQ=="))

        self.assertEqual("GET /rows returned 400", shown)

    def test_a_message_with_the_encoded_page_token_is_not_shown(self) -> None:
        shown = str(error("eyJwY+/=", "no page eyJwY%2B%2F%3D"))

        self.assertEqual("GET /rows returned 400", shown)

    def test_a_short_token_may_be_a_word_of_any_message(self) -> None:
        shown = str(error("page", "no such page"))

        self.assertEqual("GET /rows returned 400: no such page", shown)

    def test_a_message_without_the_page_token_is_shown(self) -> None:
        for token in (None, "", "eyJwYWdlIjoyfQ=="):
            with self.subTest(token):
                shown = str(error(token, "the token is too old"))
                self.assertEqual("GET /rows returned 400: the token is too old", shown)


if __name__ == "__main__":
    unittest.main()
