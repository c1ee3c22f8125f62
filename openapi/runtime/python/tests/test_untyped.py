"""Tests the types of schemas without a model."""

import unittest
from typing import Any

from paging import untyped


class UntypedTest(unittest.TestCase):
    def test_a_schema_without_a_model_has_any_type(self) -> None:
        self.assertIs(Any, untyped.SchemaOfText)


if __name__ == "__main__":
    unittest.main()
