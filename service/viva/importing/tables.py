"""From the rows of a table to its notes: which column asks, which one answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from viva.importing.notes import Columns, Found, ImportFault, Note, clean, has_words, one_line, shortened

_QUESTIONS = ("question", "questions", "prompt", "front", "term", "q", "card", "ask")
_ANSWERS = (
    "answer",
    "answers",
    "model answer",
    "back",
    "definition",
    "response",
    "explanation",
    "a",
    "reply",
    "solution",
)
_TOPICS = ("topic", "category", "subject", "deck", "section", "chapter", "tag", "tags")


@dataclass(frozen=True)
class Row:
    """The cells of a row, and where it stands."""

    cells: Sequence[str]
    source: str


@dataclass(frozen=True)
class _Plan:
    question: int
    answer: int
    topic: int | None
    has_header: bool


def notes_of_rows(rows: Iterable[Row], name: str, columns: Columns) -> Found:
    """The notes in a table.

    Raises:
        ImportFault: it cannot be told which columns hold questions and answers.
    """
    filled = [row for row in rows if any(has_words(cell) for cell in row.cells)]
    if not filled:
        return Found((), ())
    plan = _plan(filled[0], name, columns)
    notes, remarks = [], []
    for row in filled[1:] if plan.has_header else filled:
        question, answer = one_line(_cell(row, plan.question)), clean(_cell(row, plan.answer))
        if has_words(question) and has_words(answer):
            notes.append(Note(question, answer, row.source, one_line(_cell(row, plan.topic)) or None))
        else:
            missing = "answer" if has_words(question) else "question"
            quoted = shortened(question or answer or " ".join(row.cells))
            remarks.append(f"{row.source}: “{quoted}” has no {missing} and is left out")
    return Found(tuple(notes), tuple(remarks))


def is_table_of_notes(header: Sequence[str]) -> bool:
    """Whether the first row of a table names a column of questions and one of answers."""
    return _guess(header, _QUESTIONS) is not None and _guess(header, _ANSWERS) is not None


def _plan(first: Row, name: str, columns: Columns) -> _Plan:
    has_header = _names_columns(first.cells, columns)
    question = _column(first, name, columns.question, "question", _QUESTIONS)
    answer = _column(first, name, columns.answer, "answer", _ANSWERS)
    if question == answer:
        what = f"column {question + 1} was taken for the questions and for the answers"
        raise ImportFault(name, what, "Name two columns with --question-column and --answer-column.")
    topic = _guess(first.cells, _TOPICS) if has_header else None
    return _Plan(question, answer, topic if topic not in {question, answer} else None, has_header)


def _names_columns(cells: Sequence[str], columns: Columns) -> bool:
    """Whether a first row is a header: a column was chosen by its word, or words that head columns stand in it."""
    chosen = [named for named in (columns.question, columns.answer) if named is not None]
    if any(not named.isdigit() for named in chosen):
        return True
    return _guess(cells, _QUESTIONS) is not None or _guess(cells, _ANSWERS) is not None


def _column(first: Row, name: str, chosen: str | None, role: str, words: Sequence[str]) -> int:
    if chosen is None:
        guess = _guess(first.cells, words)
        if guess is None:
            what = f"no column is headed as the one of the {role}s (columns: {_listed(first.cells)})"
            raise ImportFault(first.source, what, f"Name it: --{role}-column WORD or NUMBER.")
        return guess
    if chosen.isdigit() and 1 <= int(chosen) <= len(first.cells):
        return int(chosen) - 1
    found = [index for index, cell in enumerate(first.cells) if _word(cell) == _word(chosen)]
    if len(found) != 1:
        how_many = "several columns are" if found else "no column is"
        what = f"{how_many} headed '{chosen}' (columns: {_listed(first.cells)})"
        raise ImportFault(first.source, what, f"Name one of these in --{role}-column, or its number from 1.")
    return found[0]


def _guess(cells: Sequence[str], words: Sequence[str]) -> int | None:
    headed = [_word(cell) for cell in cells]
    return next((headed.index(word) for word in words if word in headed), None)


def _word(cell: str) -> str:
    return one_line(cell).casefold().strip(":*_ ")


def _listed(cells: Sequence[str]) -> str:
    return ", ".join(_described(cells)) or "none"


def _described(cells: Sequence[str]) -> Iterator[str]:
    for number, cell in enumerate(cells[:12], 1):
        yield f"{number} '{shortened(cell, 30)}'"


def _cell(row: Row, index: int | None) -> str:
    return row.cells[index] if index is not None and index < len(row.cells) else ""
