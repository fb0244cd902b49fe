"""Weak points as a table for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from viva.exporting.weak import WeakCard

COLUMNS = (
    "Topic",
    "Question",
    "Follow-up",
    "Key point",
    "Verdict",
    "Last practised",
    "Due",
    "Your words",
    "Model answer",
    "Question id",
    "Key point id",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(cards: Iterable[WeakCard]) -> bytes:
    """The cards as CSV (RFC 4180) in UTF-8, with a byte order mark, without which Excel takes it for something else.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for card in cards:
        writer.writerow(_harmless(cell) for cell in _row(card))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _row(card: WeakCard) -> tuple[str, ...]:
    return (
        card.topic,
        card.question,
        card.lead,
        card.statement,
        card.verdict.value,
        f"{card.last.astimezone():%Y-%m-%d %H:%M}",
        f"{card.due.astimezone():%Y-%m-%d}",
        "\n".join(card.words),
        card.model_answer,
        card.question_id,
        card.key_point_id,
    )


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
