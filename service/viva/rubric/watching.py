"""Keeping a bank up to date while its files are edited."""

import logging
from pathlib import Path
from threading import Event

from watchfiles import Change
from watchfiles import watch as watch_folder

from viva.errors import VivaError
from viva.rubric.bank import RubricBank

_log = logging.getLogger(__name__)
# Network folders and some container mounts announce no changes: so the bank looks for itself this often.
_LOOK_EVERY_MS = 2_000


def watch(bank: RubricBank, stop: Event) -> None:
    """Reloads the bank on each change of a rubric file; blocks until `stop` is set.

    Raises:
        FileNotFoundError: the folder is gone when the watch begins.
    """
    for _ in watch_folder(
        bank.folder,
        watch_filter=_is_rubric,
        stop_event=stop,
        rust_timeout=_LOOK_EVERY_MS,
        yield_on_timeout=True,
        recursive=False,
        debounce=200,
    ):
        try:
            bank.reload()
        except VivaError as error:
            _log.warning("%s", error)


def _is_rubric(_: Change, path: str) -> bool:
    return Path(path).suffix in {".yaml", ".yml"}
