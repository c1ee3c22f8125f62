"""Tests how answers are read, as far as the shared vectors do not."""

import unittest

from paging import answers


class HeadersTest(unittest.TestCase):
    def test_names_may_be_in_lower_case(self) -> None:
        headers = answers.merged([("retry-after", "5"), ("DATE", "today")])

        self.assertEqual({"Retry-After": "5", "Date": "today"}, headers)

    def test_values_of_one_name_are_joined(self) -> None:
        headers = answers.merged([("Retry-After", "soon"), ("retry-after", "9")])

        self.assertEqual({"Retry-After": "soon, 9"}, headers)


if __name__ == "__main__":
    unittest.main()
