"""The program as people run it: a process of its own that can be killed and started again."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest

import viva

COMMAND = [sys.executable, "-P", "-c", "from viva.cli import main; main()"]
"""What the script `viva` does, also where Viva is not installed but found on the path."""


T = TypeVar("T")


def until(ask: Callable[[], T | None], what: str, seconds: float = 120) -> T:
    """The first answer that is something. How long it takes is not what is tested."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = ask()
        if found:
            return found
        time.sleep(0.005)
    pytest.fail(f"{what}: waited {seconds:.0f} seconds in vain")


class Program:
    """`viva serve` over a data folder."""

    def __init__(self, data: Path, command: list[str] = COMMAND, **environment: str) -> None:
        self.data = data
        self.address = ""
        self._command = command
        self._log = data.with_suffix(".log")
        self._process: subprocess.Popen[bytes] | None = None
        kept = {name: value for name, value in os.environ.items() if not name.startswith("VIVA_")}
        source = str(Path(viva.__file__).parent.parent)
        self._environment = (
            kept | {"VIVA_DATA": str(data), "PYTHONPATH": source, "PYTHONUNBUFFERED": "1"} | environment
        )

    def start(self) -> None:
        """Start it where it was before, the first time on a free port, and wait until it answers."""
        port = self.address.rpartition(":")[2] or "0"
        with self._log.open("wb") as log:
            command = [*self._command, "serve", "--port", port]
            folder = self._log.parent
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, env=self._environment, cwd=folder
            )
        self.address = until(self._told, "its address")

    def _told(self) -> str | None:
        assert self._process is not None
        log = self._log.read_text("utf-8", "replace")
        if self._process.poll() is not None:
            pytest.fail(f"it ended with {self._process.returncode}:\n{log}")
        line = next((line for line in log.splitlines() if line.startswith("Viva answers at ")), None)
        return line.split()[3] if line else None

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        assert self._process.wait(30) == -signal.SIGKILL
        self._process = None

    def close(self) -> None:
        """End it politely, if it runs."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(60)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(30)

    def stored(self) -> list[tuple[str, bool]]:
        """Each answer in the database file, oldest first, and whether it still waits for its grade."""
        with closing(sqlite3.connect(f"file:{self.data / 'viva.db'}?mode=ro", uri=True)) as connection:
            rows = connection.execute(
                "SELECT answer, awaiting_grade FROM attempts ORDER BY submitted_at"
            ).fetchall()
        return [(answer, bool(waits)) for answer, waits in rows]

    def grades(self) -> int:
        """How many grades are in the database file."""
        with closing(sqlite3.connect(f"file:{self.data / 'viva.db'}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM grades").fetchone()[0])
