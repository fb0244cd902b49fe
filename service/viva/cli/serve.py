"""`viva serve`: the web app."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.command()
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.  [default: 8000]"
)
@click.option(
    "--rubrics", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of rubric files."
)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of the database.")
def serve(**options: Any) -> None:
    """Start the web app and say where it answers."""
    from viva.server import run
    from viva.settings import Settings

    run(Settings(**{name: value for name, value in options.items() if value is not None}), say=click.echo)
