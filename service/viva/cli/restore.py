"""`viva restore`: an archive or an interview, brought into the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from viva.cli.record import counted, data_option, settings_of, url_of
from viva.errors import VivaError

if TYPE_CHECKING:
    from viva.exporting.bringing import Outcome
    from viva.exporting.sources import Source


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--rubrics",
    "into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the archive's rubric files into this folder, too; files that are there stay as they are.",
)
@data_option
def restore(file: Path, into: Path | None, data: Path | None) -> None:
    """Bring FILE into the record: an archive that Viva wrote (.zip), or an interview taken from its pages (.json).

    What the record has already stays as it is; interviews that say something else there are named. All of FILE is
    checked first: it is brought in wholly, or not at all.
    """
    from viva.exporting.bringing import bring_in
    from viva.exporting.sources import Source
    from viva.store.migrate import migrate
    from viva.store.unit_of_work import Store

    try:
        opened = file.open("rb")
    except OSError as error:
        raise VivaError(f"{file} cannot be read ({error.strerror}). Name an archive.") from None
    with opened, closing(Store(url_of(settings_of(data=data)))) as store:
        source = Source(opened, str(file))
        migrate(store.engine)
        for line in _told(bring_in(store, source)):
            click.echo(line)
        if into is not None:
            click.echo(_rubrics(source, into))


def _told(outcome: Outcome) -> Iterator[str]:
    yield f"{counted(outcome.added, 'interview')} brought in, {outcome.known} there already."
    for interview in outcome.differing:
        yield f"  left as it is here, though the file says something else: “{interview.title}” ({interview.id})"
    if outcome.awaiting:
        yield f"{counted(len(outcome.awaiting), 'answer')} not graded yet: `viva serve` will grade them."


def _rubrics(source: Source, into: Path) -> str:
    from viva.exporting.rubric_files import bring_in_rubrics
    from viva.rubric import RubricBank

    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise VivaError(f"{into}: cannot be made ({error.strerror}). Name another folder.") from None
    outcome = bring_in_rubrics(source, RubricBank(into))
    told = f"{counted(len(outcome.written), 'rubric file')} written to {into}, {len(outcome.known)} there already."
    for why, ids in (
        ("differ, and stay as they are", outcome.differing),
        ("are no rubrics", outcome.unusable),
    ):
        told += f"\n  {why}: {', '.join(ids)}" if ids else ""
    return told
