"""The question bank: a folder of rubric files, read into snapshots that never change."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from types import MappingProxyType
from typing import TypeAlias

from viva.errors import VivaError
from viva.rubric.files import locked_folder, replace_atomically, version_of
from viva.rubric.loading import load_rubric, parse_rubric
from viva.rubric.problems import Problem, RubricError
from viva.rubric.references import did_you_mean
from viva.rubric.schema import Rubric

Stamp: TypeAlias = tuple[int, int, int]


class UnknownRubric(VivaError):
    """No usable rubric has that id."""


class RubricConflict(VivaError):
    """The file is no longer the one that was opened, so saving would lose what it says now."""


@dataclass(frozen=True)
class BrokenRubric:
    """A file of the bank that is no rubric as it stands, and why."""

    id: str
    file: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Entry:
    stamp: Stamp | None
    found: Rubric | BrokenRubric


@dataclass(frozen=True)
class _Snapshot:
    entries: Mapping[str, _Entry]
    rubrics: Mapping[str, Rubric]
    broken: tuple[BrokenRubric, ...]

    @classmethod
    def of(cls, entries: Mapping[str, _Entry]) -> "_Snapshot":
        found = [entry.found for entry in entries.values()]
        rubrics = {rubric.id: rubric for rubric in found if isinstance(rubric, Rubric)}
        broken = tuple(broken for broken in found if isinstance(broken, BrokenRubric))
        return cls(entries, MappingProxyType(rubrics), broken)


class RubricBank:
    """The rubrics in a folder, safe to share between threads.

    `rubrics` and `broken` never change under a reader: a reload or a save puts new ones in their place. A
    broken file takes no other down.
    """

    def __init__(self, folder: str | Path) -> None:
        """Opens a folder.

        Raises:
            VivaError: there is no such folder, or it cannot be read.
        """
        self.folder = Path(folder)
        self._lock = RLock()
        self._snapshot = _Snapshot.of({})
        self.reload()

    @property
    def rubrics(self) -> Mapping[str, Rubric]:
        """The usable rubrics by id, in the order of their file names."""
        return self._snapshot.rubrics

    @property
    def broken(self) -> tuple[BrokenRubric, ...]:
        """The files that are no rubrics as they stand, in the order of their names."""
        return self._snapshot.broken

    def topics(self) -> tuple[str, ...]:
        """The topics of the usable rubrics, sorted."""
        return tuple(sorted({rubric.topic for rubric in self.rubrics.values()}, key=str.casefold))

    def get(self, id: str) -> Rubric:
        """The rubric of that id.

        Raises:
            UnknownRubric: there is none (the closest id is named), or its file is broken (its problems are).
        """
        snapshot = self._snapshot
        if id in snapshot.rubrics:
            return snapshot.rubrics[id]
        for broken in snapshot.broken:
            if broken.id == id:
                told = "\n".join(str(problem) for problem in broken.problems)
                raise UnknownRubric(f"The question '{id}' waits for its file to be put right:\n{told}")
        raise UnknownRubric(_no_question(id, snapshot.rubrics, self.folder))

    def reload(self) -> None:
        """Reads again the files that changed since they were last read.

        Raises:
            VivaError: the folder cannot be read; what was read before stays.
        """
        with self._lock:
            self._read()

    def save(self, id: str, text: str, expected_version: str | None) -> Rubric:
        """Writes a rubric file, exactly that text, and takes it into the bank.

        `expected_version` is the version that the writer opened; None says that the file is new.

        Raises:
            RubricError: the text is no rubric, or the file cannot be written; nothing was written.
            RubricConflict: the file was changed, deleted or created by someone else; nothing was written.
        """
        file = self.folder / f"{id}.yaml"
        rubric = parse_rubric(text, id=id, file=str(file))
        # The file behind a link is replaced, not the link.
        target = Path(os.path.realpath(file))
        try:
            with self._lock, locked_folder(target.parent) as folder:
                _refuse_conflict(target, expected_version)
                replace_atomically(target, text.encode("utf-8"), folder)
                # Two saves within a tick of the disk's clock may bear one stamp: so this file is read anyway.
                self._read(anyway=file.name)
        except OSError as error:
            reason = f"cannot be written ({error.strerror})"
            raise RubricError([Problem(str(file), None, "", reason, "Check the folder.")]) from None
        return rubric

    def _read(self, anyway: str | None = None) -> None:
        before = {name: entry for name, entry in self._snapshot.entries.items() if name != anyway}
        self._snapshot = _Snapshot.of(
            {path.name: _entry(path, before.get(path.name)) for path in self._files()}
        )

    def _files(self) -> list[Path]:
        try:
            return [path for path in sorted(self.folder.iterdir()) if _is_rubric_file(path)]
        except OSError as error:
            reason = f"cannot be read ({error.strerror})"
            raise VivaError(f"The question bank {self.folder} {reason}. Name a folder of rubrics.") from None


def _is_rubric_file(path: Path) -> bool:
    # A .yml file is read too, so that it can say that it is misnamed and is not passed over in silence.
    return path.suffix in {".yaml", ".yml"} and not path.name.startswith(".") and not path.is_dir()


def _entry(path: Path, before: _Entry | None) -> _Entry:
    # The stamp is taken before the file is read: a write between the two is seen at the next reload.
    stamp = _stamp(path)
    if before and stamp and before.stamp == stamp:
        return before
    try:
        return _Entry(stamp, load_rubric(path))
    except RubricError as error:
        return _Entry(stamp, BrokenRubric(path.stem, str(path), error.problems))


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _refuse_conflict(target: Path, expected: str | None) -> None:
    present = version_of(target.read_bytes()) if target.exists() else None
    if present == expected:
        return
    if present is None:
        raise RubricConflict(f"{target.name} was deleted since you opened it. Save it as a new question.")
    if expected is None:
        raise RubricConflict(f"{target.name} exists already. Choose another id, or open it and edit it.")
    raise RubricConflict(
        f"{target.name} changed on disk since you opened it. Reload it and make your change again."
    )


def _no_question(id: str, known: Mapping[str, Rubric], folder: Path) -> str:
    guess = did_you_mean(id, known)
    if guess:
        return f"There is no question '{id}'. Did you mean '{guess}'?"
    listed = ", ".join(known) or "none"
    return f"There is no question '{id}'. Questions in {folder}: {listed}."
