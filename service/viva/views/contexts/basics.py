"""What several pages show."""

from __future__ import annotations

from dataclasses import dataclass


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


def percent(share: float | None) -> int | None:
    """A share as whole percent; None stays None."""
    return None if share is None else round(100 * share)
