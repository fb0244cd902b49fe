"""The rubric files that a command was given: files, folders, or neither for the bank in use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from viva.errors import VivaError
from viva.rubric import Rubric, RubricError, load_rubric


def rubric_files(paths: tuple[Path, ...]) -> list[Path]:
    """The files that `paths` name, in order; without any, those of the bank in use.

    Raises:
        VivaError: a path is not there, or a folder holds no rubric file.
    """
    from viva.settings import Settings

    return list(_files(paths or (Settings().rubrics,)))


def load_all(files: list[Path]) -> tuple[dict[Path, Rubric], list[str]]:
    """The rubrics in `files`, and what is wrong with those that are none, a line each."""
    loaded, faults = {}, []
    for file in files:
        try:
            loaded[file] = load_rubric(file)
        except RubricError as error:
            faults += [str(problem) for problem in error.problems]
    return loaded, faults


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if not path.exists():
            raise VivaError(f"{path}: there is no such file or folder.")
        yield from _files_in(path) if path.is_dir() else (path,)


def _files_in(folder: Path) -> list[Path]:
    """The files that the bank reads, too: misnamed .yml ones, so that they are told, but no hidden ones."""
    found = [
        p for p in sorted(folder.iterdir()) if p.suffix in {".yaml", ".yml"} and not p.name.startswith(".")
    ]
    if not found:
        raise VivaError(f"{folder}: there is no rubric file (.yaml) in this folder.")
    return found
