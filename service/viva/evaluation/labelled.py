"""Labelled answers: what careful readers found in an answer, key point by key point."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from viva.errors import VivaError
from viva.grading import Verdict

GAMING = frozenset({"stuffing", "parrot", "waffle", "off-topic", "injection"})
"""Categories of answers that try for credit without saying anything."""


class Label(BaseModel):
    """A reader's verdict on one key point, and the words that show it (None where missing)."""

    model_config = ConfigDict(frozen=True)

    label: Verdict
    evidence: str | None = None


class LabelledAnswer(BaseModel):
    """An answer with a label for every key point of its question."""

    model_config = ConfigDict(frozen=True)

    id: str
    question_id: str
    category: str
    answer: str
    labels: dict[str, Label]


def read_labelled(path: Path) -> list[LabelledAnswer]:
    """The labelled answers of a file of JSON lines.

    Raises:
        VivaError: the file cannot be read, or a line is not a labelled answer; the message names the line.
    """
    try:
        # Not splitlines: U+2028 and its like may stand in a JSON text as they are.
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise VivaError(f"{path} cannot be read: {error}") from error
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(LabelledAnswer.model_validate_json(line))
            except ValidationError as error:
                first = error.errors()[0]
                place = ".".join(map(str, first["loc"])) or "the line"
                raise VivaError(f"{path}:{number}: {place}: {first['msg']}") from None
    if not found:
        raise VivaError(f"{path} holds no labelled answers.")
    return found
