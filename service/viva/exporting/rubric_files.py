"""The rubric files of an archive, written where there are none of their names."""

from __future__ import annotations

from dataclasses import dataclass

from viva.exporting.sources import Source
from viva.rubric import RubricBank, RubricError


@dataclass(frozen=True)
class RubricsOutcome:
    """The ids of files that were written, are there and say the same, are there and differ, and cannot be used."""

    written: tuple[str, ...]
    known: tuple[str, ...]
    differing: tuple[str, ...]
    unusable: tuple[str, ...]


def bring_in_rubrics(source: Source, bank: RubricBank) -> RubricsOutcome:
    """Write the archive's rubrics into the bank's folder; none that is there is changed.

    Raises:
        ArchiveFault: the archive is damaged.
    """
    found: dict[str, list[str]] = {"written": [], "known": [], "differing": [], "unusable": []}
    for id, content in source.rubric_files():
        found[_placed(id, content, bank)].append(id)
    return RubricsOutcome(**{name: tuple(ids) for name, ids in found.items()})


def _placed(id: str, content: bytes, bank: RubricBank) -> str:
    file = bank.folder / f"{id}.yaml"
    if file.exists():
        return "known" if file.read_bytes() == content else "differing"
    try:
        bank.save(id, content.decode("utf-8"), None)
    except (RubricError, UnicodeDecodeError):
        return "unusable"
    return "written"
