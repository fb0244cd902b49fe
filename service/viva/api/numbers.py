"""Whole numbers as JSON has them."""

from __future__ import annotations

from pydantic import BeforeValidator


def _number(value: object) -> object:
    # JSON has types of its own: true for 1, or "3" for 3, is a slip of the program that sends it. 3.0 is 3.
    if isinstance(value, bool | str):
        raise ValueError("should be a whole number")
    return value


Number = BeforeValidator(_number)
