"""What an unquoted word in a YAML file means."""

import re
from dataclasses import dataclass
from typing import TypeAlias

_NUMBER = re.compile(r"[-+]?(\.\d+|\d[\d_]*(\.\d*)?)([eE][-+]?\d+)?", re.ASCII)
_RADIX = re.compile(r"0x[0-9a-fA-F]+|0o[0-7]+")
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?([Tt ].*)?", re.ASCII)
_NULLS = {"", "~", "null"}
_NOT_FINITE = {".inf": "inf", "+.inf": "inf", "-.inf": "-inf", ".nan": "nan"}
# YAML 1.1 takes yes, no, on and off for true and false, YAML 1.2 does not: what was meant is anyone's guess.
_TRUE = {"true", "yes", "on"}
_FALSE = {"false", "no", "off"}


@dataclass(frozen=True)
class Date:
    """An unquoted date: not text, and no rubric asks for one."""

    written: str


Value: TypeAlias = str | float | bool | Date | list["Value"] | dict[str, "Value"] | None


def plain_value(word: str) -> Value:
    """The value of an unquoted word: text, or the number, truth, date or None that YAML may see."""
    small = word.lower()
    if small in _NULLS:
        return None
    if small in _TRUE or small in _FALSE:
        return small in _TRUE
    if _DATE.fullmatch(word):
        return Date(word)
    return _number(small, word)


def _number(small: str, word: str) -> Value:
    if small in _NOT_FINITE:
        return float(_NOT_FINITE[small])
    if _RADIX.fullmatch(word):
        return float(int(word, 0)) if len(word) < 100 else word
    if _NUMBER.fullmatch(word):
        return float(word.replace("_", ""))
    return word
