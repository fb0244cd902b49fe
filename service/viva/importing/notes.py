"""What every document gives, whatever its format: questions with their answers, and what was left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from viva.errors import VivaError

# No part of any text that a person typed: they come from broken converters, and YAML holds none of them.
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")


class ImportFault(VivaError):
    """A document that cannot be read as notes: what is wrong, where, and what to do."""

    def __init__(self, where: str, what: str, advice: str) -> None:
        self.where, self.what, self.advice = where, what, advice
        super().__init__(f"{where}: {what}. {advice}")


@dataclass(frozen=True)
class Note:
    """A question with its answer, word for word; `source` is `file:line`, or names the page or the row."""

    question: str
    answer: str
    source: str
    topic: str | None = None


@dataclass(frozen=True)
class Found:
    """The notes of a document, and a sentence for everything in it that became none."""

    notes: tuple[Note, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """How much of a document is read; what is larger is refused, never cut."""

    bytes: int = 20_000_000
    notes: int = 2_000
    pages: int = 500
    unpacked: int = 100_000_000
    """Bytes of everything in an archive (.docx, .xlsx, .apkg) together."""
    ratio: int = 150
    """How many times its packed size a member over 1 MB may unpack to; office files reach some 50."""
    members: int = 10_000


@dataclass(frozen=True)
class Columns:
    """The columns of a table that hold questions and answers: header words or numbers from 1; None guesses."""

    question: str | None = None
    answer: str | None = None


def printable(text: str) -> str:
    """`text` without control characters, every line end a line feed."""
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", _LINE_END.sub("\n", text)))


def clean(text: str) -> str:
    """`text` without control characters, every line end a line feed, and nothing blank around it."""
    return printable(text).strip()


def one_line(text: str) -> str:
    """The words of `text`, with single spaces between them."""
    return " ".join(clean(text).split())


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in it."""
    return any(character.isalnum() for character in text)


def shortened(text: str, most: int = 60) -> str:
    """The beginning of `text`, to quote in a sentence."""
    text = one_line(text)
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def checked(name: str, found: Found, limits: Limits) -> Found:
    """`found`, if it can be worked with.

    Raises:
        ImportFault: there are no notes in it, or too many.
    """
    if len(found.notes) > limits.notes:
        what = f"holds {len(found.notes):,} notes, and {limits.notes:,} can be imported at once"
        raise ImportFault(name, what, "Split the file.")
    if not found.notes:
        told = f" ({found.remarks[0]})" if found.remarks else ""
        raise ImportFault(
            name, f"no question with an answer was found{told}", "See docs/importing.md for the forms."
        )
    return found
