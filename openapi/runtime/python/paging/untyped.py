"""The types of schemas for which the generator makes no model, such as a string."""

from typing import Any


def __getattr__(name: str) -> Any:
    return Any
