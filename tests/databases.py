"""An empty database of each kind for tests. PostgreSQL is a real one, started for the tests and ended after them."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from glob import glob
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text


def _postgres_program(name: str) -> str:
    installed = sorted(glob(f"/usr/lib/postgresql/*/bin/{name}"))
    found = installed[-1] if installed else shutil.which(name)
    if found:
        return found
    reason = f"PostgreSQL is not installed here: no {name} in /usr/lib/postgresql or on the PATH"
    if os.environ.get("VIVA_TEST_REQUIRE") == "1":
        pytest.fail(reason)
    pytest.skip(reason)  # only where nobody asked for it; CI does


def _server_user() -> str | None:
    # initdb refuses to run as root.
    if os.geteuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """A PostgreSQL server of our own, in a folder that goes when it ends."""
    initdb, server = _postgres_program("initdb"), _postgres_program("postgres")
    user, port = _server_user(), _free_port()
    # Not below pytest's own folder, which is closed to other users.
    with tempfile.TemporaryDirectory(prefix="viva-postgres-") as folder:
        if user:
            shutil.chown(folder, user)
        subprocess.run(
            [initdb, "-D", f"{folder}/data", "-U", "viva", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"],
            user=user,
            cwd=folder,
            check=True,
            capture_output=True,
        )
        settings = {
            "port": port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "fsync": "off",
        }
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        with (
            open(f"{folder}/log", "wb") as log,
            subprocess.Popen(
                [server, "-D", f"{folder}/data", *options], user=user, cwd=folder, stdout=log, stderr=log
            ) as process,
        ):
            try:
                yield _when_ready(process, port, Path(f"{folder}/log"))
            finally:
                process.terminate()


def _when_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> URL:
    url = URL.create("postgresql+psycopg", "viva", host="127.0.0.1", port=port, database="postgres")
    asking = [_postgres_program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port), "-t", "1"]
    for _ in range(60):
        if subprocess.run(asking, check=False).returncode == 0:
            return url
        try:
            process.wait(timeout=0.5)
            break
        except subprocess.TimeoutExpired:
            pass
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    """A database with nothing in it."""
    if request.param == "sqlite":
        yield URL.create("sqlite", database=str(tmp_path / "viva.db"))
        return
    server = request.getfixturevalue("postgres")
    yield server
    _empty(server)


def _empty(server: URL) -> None:
    # A test that failed may have left a connection with a lock: it would be waited for.
    others = "pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM {others}"))
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
