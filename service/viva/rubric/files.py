"""Rubric files on the disk: reading them with care, and writing them whole or not at all."""

import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from viva.rubric.problems import Fault

MAX_BYTES = 1_000_000


class UnreadableFile(Exception):
    """A file that yields no text; carries the fault."""

    def __init__(self, message: str, advice: str, line: int | None = None) -> None:
        super().__init__(message)
        self.fault = Fault((), message, advice, line)


def version_of(content: bytes) -> str:
    """The version of a rubric whose file has that content."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def read_text(path: Path) -> str:
    """The text of a file, line ends as they stand.

    Raises:
        UnreadableFile: there is no such file, or it is no regular file, over 1 MB, forbidden, or not UTF-8.
    """
    try:
        content = _read_bytes(path)
    except FileNotFoundError:
        raise UnreadableFile("there is no such file", "Check the name and the folder.") from None
    except OSError as error:
        raise UnreadableFile(f"cannot be read ({error.strerror})", "Check who may read it.") from None
    return decode(content)


def decode(content: bytes) -> str:
    """The text that UTF-8 bytes stand for.

    Raises:
        UnreadableFile: they are not UTF-8.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"is not UTF-8 text (byte 0x{content[error.start]:02x})"
        raise UnreadableFile(message, "Save it as UTF-8 in your editor.", line) from None


def _read_bytes(path: Path) -> bytes:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableFile("is a folder, not a file", "Name a .yaml file in it.")
    # A named pipe would keep the reader waiting for ever.
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFile("is not an ordinary file", "Name a .yaml file.")
    refuse_size(status.st_size)
    return path.read_bytes()


def refuse_size(size: int) -> None:
    """Refuses more than a rubric can need.

    Raises:
        UnreadableFile: the size is over 1 MB.
    """
    if size > MAX_BYTES:
        raise UnreadableFile("is over 1 MB", "A rubric is one question: split it into a file each.")


@contextmanager
def locked_folder(folder: Path) -> Iterator[int]:
    """Holds a folder against other processes of ours while a file in it is compared and replaced."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(ImportError):  # Windows has no flock; there, one process serves.
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def replace_atomically(target: Path, content: bytes, folder: int) -> None:
    """Writes a file so that a reader, or a power cut, finds the old content or the new, never a part."""
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    temporary = target.with_name(f".{target.stem}.{secrets.token_hex(6)}.tmp")
    try:
        _write_through(temporary, content, mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    os.fsync(folder)


def _write_through(path: Path, content: bytes, mode: int | None) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        if mode is not None:
            path.chmod(mode)
        os.fsync(file.fileno())
