"""What several pages show."""

from __future__ import annotations

from dataclasses import dataclass

from viva.grading import Grade
from viva.grading.gradable import TOO_LONG
from viva.interview.worker import FAILED, NOT_LOADED
from viva.language import retold


@dataclass(frozen=True)
class BrokenView:
    """A rubric file that cannot be used as it stands."""

    file: str
    problems: tuple[str, ...]


@dataclass(frozen=True)
class ErrorPage:
    """What went wrong, and where to go from here."""

    status: int
    title: str
    detail: str


def told_reason(grade: Grade) -> str | None:
    """Why an answer is not graded, in the reader's language; None where it is graded. Stored is the English."""
    return None if grade.reason is None else retold(grade.reason, (TOO_LONG, FAILED, NOT_LOADED))


def percent(share: float | None) -> int | None:
    """A share as whole percent; None stays None."""
    return None if share is None else round(100 * share)
