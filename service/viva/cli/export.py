"""`viva export`: the record as an archive, or its weak points as cards."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from viva.cli.record import (
    counted,
    data_option,
    new_file,
    rubrics_option,
    settings_of,
    url_of,
    write_archive_to,
)

if TYPE_CHECKING:
    from viva.settings import Settings

_ENDINGS = {"anki": "apkg", "csv": "csv"}


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--weak-points",
    type=click.Choice(list(_ENDINGS)),
    help="Write the key points that you did not cover last time instead: as an Anki deck, or as a table.",
)
@rubrics_option
@data_option
def export(file: Path | None, weak_points: str | None, rubrics: Path | None, data: Path | None) -> None:
    """Write your record to FILE, an archive (.zip) of all interviews: to read, to keep, and to bring in again.

    Deleted interviews are not in it; `viva backup` has them, too. A FILE that is there already is not written over.
    """
    settings = settings_of(rubrics=rubrics, data=data)
    if weak_points:
        count, path = _write_weak_points(file, weak_points, settings)
        click.echo(f"{path}: {counted(count, 'key point')}")
    else:
        count, path = write_archive_to(file, "viva-record", settings, with_deleted=False)
        click.echo(f"{path}: {counted(count, 'interview')}")


def _write_weak_points(file: Path | None, kind: str, settings: Settings) -> tuple[int, Path]:
    from viva.exporting.anki import write_deck
    from viva.exporting.table import as_csv
    from viva.exporting.weak import weak_cards
    from viva.interview.history import History
    from viva.interview.schedule import Schedule
    from viva.rubric import RubricBank
    from viva.store.reading import opened

    now = datetime.now(UTC)
    path = file or Path(f"viva-weak-points-{now.astimezone():%Y-%m-%d}.{_ENDINGS[kind]}")
    bank = RubricBank(settings.rubrics)
    with opened(url_of(settings)) as store, new_file(path) as out:
        cards = weak_cards(Schedule(store, bank, lambda: now), History(store), bank)
        if kind == "anki":
            write_deck(out, cards, now)
        else:
            out.write(as_csv(cards))
    return len(cards), path
