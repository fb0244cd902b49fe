"""Taking the record away and bringing it back."""

from __future__ import annotations

from dataclasses import dataclass

from viva.exporting.told import Told


@dataclass(frozen=True)
class WholePage:
    """Everything of an interview, for paper or for a file; `styles` are those that the file carries with it."""

    interview: Told
    styles: str = ""


@dataclass(frozen=True)
class BroughtIn:
    """What became of an archive: interviews added, known already, and left as they are although the archive differs.

    Of those that differ, `titles` names the first few.
    """

    added: int
    known: int
    differing: int
    titles: tuple[tuple[str, str], ...]
    """(id, title)"""


@dataclass(frozen=True)
class Takeaway:
    """The part of the record's page from where it is taken away, and where an archive is brought in.

    `anything` tells whether there is something to take away, and `weak` how many weak key points there are.
    """

    anything: bool
    weak: int
    largest: int
    """Megabytes of an archive, at most."""
    brought: BroughtIn | None = None
    error: str | None = None
