"""`viva backup`: everything that the database holds."""

from __future__ import annotations

from pathlib import Path

import click

from viva.cli.record import counted, data_option, rubrics_option, settings_of, write_archive_to


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@rubrics_option
@data_option
def backup(file: Path | None, rubrics: Path | None, data: Path | None) -> None:
    """Write everything in the record to FILE, deleted interviews included; Viva may go on running.

    An archive as `viva export` writes it, from SQLite and from PostgreSQL alike. `viva restore` brings it back, into
    either. A FILE that is there already is not written over.
    """
    settings = settings_of(rubrics=rubrics, data=data)
    count, path = write_archive_to(file, "viva-backup", settings, with_deleted=True)
    click.echo(f"{path}: {counted(count, 'interview')}, deleted ones included")
