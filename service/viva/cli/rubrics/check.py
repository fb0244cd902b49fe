"""`viva rubrics check`: are the files right, and do their examples get the verdicts they must?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from viva.cli.rubrics.paths import load_all, rubric_files
from viva.rubric import Rubric


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def check(paths: tuple[Path, ...]) -> None:
    """Validate files and run their examples; PATHS are files or folders, else the bank in use.

    Ends with status 1 after any failure, and says what failed and where.
    """
    files = rubric_files(paths)
    loaded, faults = load_all(files)
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
