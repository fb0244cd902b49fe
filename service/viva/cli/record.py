"""What the commands share that take the record away and bring it back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from viva.errors import VivaError

if TYPE_CHECKING:
    from sqlalchemy import URL

    from viva.settings import Settings

rubrics_option: Callable[..., Any] = click.option(
    "--rubrics", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of rubric files."
)
data_option: Callable[..., Any] = click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of the database."
)


def settings_of(**options: Path | None) -> Settings:
    """The settings, in which the options that were given go first."""
    from viva.settings import Settings

    given: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
    return Settings(**given)


def url_of(settings: Settings) -> str | URL:
    """The database that the settings name."""
    from viva.store.engine import default_url

    return settings.database_url or default_url(settings.data)


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to; under its name it is there once it is whole.

    Raises:
        VivaError: there is one of that name, or it cannot be written.
    """
    if path.exists():
        raise VivaError(f"{path} is there already, and is not written over. Name another file.")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            part.chmod(0o600)  # a record is nobody's to read but its owner's
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise VivaError(f"{path} cannot be written ({error.strerror}). Name another folder.") from None
    finally:
        part.unlink(missing_ok=True)


def counted(count: int, what: str) -> str:
    """So many of what: 1 interview, 3 interviews."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def write_archive_to(
    file: Path | None, name: str, settings: Settings, *, with_deleted: bool
) -> tuple[int, Path]:
    """Write an archive; how many interviews it holds, and where it is.

    Raises:
        VivaError: there is no record, it cannot be read, or the file cannot be written.
    """
    from datetime import UTC, datetime

    from viva.exporting.archive import write_archive
    from viva.rubric import RubricBank
    from viva.store.reading import opened

    now = datetime.now(UTC)
    path = file or Path(f"{name}-{now.astimezone():%Y-%m-%d}.zip")
    bank = RubricBank(settings.rubrics)
    with opened(url_of(settings)) as store, new_file(path) as out:
        return write_archive(out, store, bank, now, with_deleted=with_deleted), path
