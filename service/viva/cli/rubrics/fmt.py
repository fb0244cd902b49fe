"""`viva rubrics fmt`: one order of keys and one indentation in all files."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from viva.cli.rubrics.paths import rubric_files
from viva.errors import VivaError
from viva.rubric import RubricError, load_rubric
from viva.rubric.files import locked_folder, replace_atomically, version_of


@click.command()
@click.option(
    "--check", is_flag=True, help="Change nothing; end with status 1 where a file would be changed."
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def fmt(check: bool, paths: tuple[Path, ...]) -> None:
    """Put the keys of rubric files in one order and indent them in one way; PATHS as in `check`.

    Comments stay, and so does everything that a file says. Ends with status 1 where a file is no rubric.
    """
    files = rubric_files(paths)
    changed = broken = 0
    for file in files:
        try:
            if _laid_out(file, write=not check):
                changed += 1
                click.echo(f"{file}: {'would be' if check else 'was'} laid out anew.")
        except RubricError as error:
            broken += 1
            click.echo(str(error))
    told = f", {broken} cannot be laid out" if broken else ""
    click.echo(f"{len(files)} files: {changed} {'to change' if check else 'changed'}{told}.")
    sys.exit(1 if broken or (check and changed) else 0)


def _laid_out(file: Path, *, write: bool) -> bool:
    """Whether the layout of a file was, or is to be, changed.

    Raises:
        RubricError: it is no rubric, or cannot be laid out without a loss.
        VivaError: it cannot be written.
    """
    from viva.rubric.layout import formatted

    rubric = load_rubric(file)
    text = formatted(rubric.text, id=rubric.id, file=str(file))
    if text == rubric.text:
        return False
    if write:
        _replace(file, text, rubric.version)
    return True


def _replace(file: Path, text: str, version: str) -> None:
    target = Path(os.path.realpath(file))  # the file behind a link is replaced, not the link
    try:
        with locked_folder(target.parent) as folder:
            if version_of(target.read_bytes()) != version:
                raise VivaError(f"{file} was changed while it was laid out. Run the command again.")
            replace_atomically(target, text.encode("utf-8"), folder)
    except OSError as error:
        raise VivaError(f"{file} cannot be written ({error.strerror}). Check the folder.") from None
