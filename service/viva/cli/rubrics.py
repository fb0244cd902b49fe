"""`viva rubrics check`: are the files right, and do their examples get the verdicts they must?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from viva.errors import VivaError
from viva.rubric import Rubric, RubricError, load_rubric


@click.group()
def rubrics() -> None:
    """Check rubric files, with their examples."""


@rubrics.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def check(paths: tuple[Path, ...]) -> None:
    """Validate files and run their examples; PATHS are files or folders, else the bank in use.

    Ends with status 1 after any failure, and says what failed and where.
    """
    from viva.settings import Settings

    files = list(_files(paths or (Settings().rubrics,)))
    loaded, faults = _load(files)
    faults += _example_faults(loaded)
    for fault in faults:
        click.echo(fault)
    examples = sum(len(rubric.examples) for rubric in loaded.values())
    click.echo(
        f"{len(files)} files, {examples} examples: {len(faults)} failed."
        if faults
        else f"{len(files)} files, {examples} examples: all is well."
    )
    sys.exit(1 if faults else 0)


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


def _load(files: list[Path]) -> tuple[dict[Path, Rubric], list[str]]:
    loaded, faults = {}, []
    for file in files:
        try:
            loaded[file] = load_rubric(file)
        except RubricError as error:
            faults += [str(problem) for problem in error.problems]
    return loaded, faults


def _example_faults(loaded: dict[Path, Rubric]) -> list[str]:
    if not any(rubric.examples for rubric in loaded.values()):
        return []
    from viva.evaluation.examples import failed_examples
    from viva.local import Grader
    from viva.settings import Settings

    grader = Grader.default(Settings().models, Settings().verifier)
    return [
        f"{file}: {fault}" for file, rubric in loaded.items() for fault in failed_examples(rubric, grader)
    ]
