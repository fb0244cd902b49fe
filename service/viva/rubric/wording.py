"""pydantic's errors, in words a person can act on."""

from collections.abc import Mapping
from typing import get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from viva.rubric.problems import Fault, KeyPath
from viva.rubric.references import did_you_mean
from viva.rubric.schema import Example, KeyPoint, RubricFile

_LISTS_OF_TEXT = "Start each entry on its own line with a hyphen, or leave the key out."
_SLUG = "Use small letters, digits and hyphens, such as 'first-paint'."
_WEIGHT = "Leave it out for the default, 1."
_SAID: dict[str, tuple[str, str]] = {
    "missing": ("is missing", "Add it."),
    "string_too_short": ("must not be blank", "Write it, or take the key away."),
    "blank": ("must not be blank", "Write it, or take the key away."),
    "nul": ("must not hold a NUL character", "Take it away."),
    "string_unicode": ("holds half of a character (a lone surrogate)", "Take the \\u escape away."),
    "string_pattern_mismatch": ("is not an id", _SLUG),
    "tuple_type": ("must be a list", _LISTS_OF_TEXT),
    "too_short": ("must not be empty", "Write at least one key point, with an id and a point."),
    "model_type": ("must be a mapping of keys to values", "Write its keys below the hyphen, in one column."),
    "float_type": ("must be a number, without quotes", _WEIGHT),
    "finite_number": ("must be a finite number", _WEIGHT),
    "greater_than": ("must be greater than 0", _WEIGHT),
    "less_than_equal": ("must be at most 1000", _WEIGHT),
}


def fault_of(error: ErrorDetails, written: Mapping[KeyPath, str]) -> Fault:
    """Words one of pydantic's errors; `written` has the scalars as they stand in the file."""
    path = error["loc"]
    if error["type"] == "extra_forbidden":
        return Fault(path, "is not a key of a rubric", _known_keys(path))
    if error["type"] == "literal_error":
        return Fault(path, "must be knowledge or behavioural", _kind(written.get(path, "")))
    if error["type"] == "string_type":
        return _not_text(path, error["input"], written.get(path))
    message, advice = _SAID.get(error["type"], (error["msg"], ""))
    return Fault(path, message, advice)


def _not_text(path: KeyPath, value: object, written: str | None) -> Fault:
    if value is None:
        return Fault(path, "must be text, and is empty", "Write it, or take the key away.")
    if written is None:
        return Fault(path, "must be text, not a list or a mapping", "Put text that holds a colon in quotes.")
    return Fault(path, f"must be text; YAML may read {written} as something else", f'Quote it: "{written}"')


def _known_keys(path: KeyPath) -> str:
    known = list(_model_at(path).model_fields)
    guess = did_you_mean(str(path[-1]), known)
    return f"Did you mean '{guess}'?" if guess else f"Known keys: {', '.join(known)}."


def _model_at(path: KeyPath) -> type[BaseModel]:
    inner: dict[str | int, type[BaseModel]] = {"key_points": KeyPoint, "examples": Example}
    return inner.get(path[0], RubricFile) if len(path) > 1 else RubricFile


def _kind(written: str) -> str:
    guess = did_you_mean(written, get_args(RubricFile.model_fields["kind"].annotation))
    return f"Did you mean '{guess}'?" if guess else "Leave it out for the default, knowledge."
