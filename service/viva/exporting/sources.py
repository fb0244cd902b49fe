"""The file that is brought in: an archive, or the record as JSON alone. Strangers' files are met with care."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from viva.exporting.faults import LIMITS, ArchiveFault, Limits
from viva.rubric.files import MAX_BYTES
from viva.rubric.schema import SLUG

RECORD = "record.json"
_RUBRIC = re.compile(rf"rubrics/(?P<id>{SLUG.strip('^$')})\.yaml")
_SMALL = 1_000_000
"""Bytes below which the ratio does not count."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,  # zipfile: packed in a way that it does not know
    RuntimeError,  # … or locked with a password
    ValueError,
)


class Source:
    """A file to bring in, which can be read more than once."""

    def __init__(self, file: IO[bytes], name: str, limits: Limits = LIMITS) -> None:
        """Looks at the file's beginning, and at an archive's list of contents; `name` is what errors call it.

        Raises:
            ArchiveFault: it is too large, or neither an archive of Viva's nor JSON, or has what no honest one has.
        """
        self.name = name
        self._file = file
        self._limits = limits
        self._archive: zipfile.ZipFile | None = None
        size = file.seek(0, 2)
        if size > limits.bytes:
            raise ArchiveFault(name, f"is larger than {limits.bytes / 1e6:,.0f} MB")
        file.seek(0)
        start = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
        if start.startswith(b"PK"):
            self._archive = self._opened()
        elif not start.startswith(b"{"):
            raise ArchiveFault(name, "is neither an archive (.zip) nor a record (.json) of Viva's")

    @property
    def where(self) -> str:
        """What errors in the record call it."""
        return f"{self.name}, {RECORD}" if self._archive else self.name

    @contextmanager
    def record(self) -> Iterator[IO[bytes]]:
        """The record's JSON, from its beginning.

        Raises:
            ArchiveFault: the archive is damaged, or more comes out of it than it says; also while it is read.
        """
        if self._archive is None:
            self._file.seek(0)
            if self._file.read(3) != b"\xef\xbb\xbf":  # an editor's mark, which JSON does not know
                self._file.seek(0)
            yield self._file
            return
        try:
            with self._archive.open(RECORD) as file:
                yield file
        except _BROKEN as error:
            raise self._damaged(error) from None

    def rubric_files(self) -> Iterator[tuple[str, bytes]]:
        """The id and the content of each rubric file of the archive.

        Raises:
            ArchiveFault: the archive is damaged, or holds a rubric of more than 1 MB.
        """
        for member in self._archive.infolist() if self._archive else ():
            found = _RUBRIC.fullmatch(member.filename)
            if found and self._archive:
                try:
                    with self._archive.open(member) as file:
                        content = file.read(MAX_BYTES + 1)
                except _BROKEN as error:
                    raise self._damaged(error) from None
                if len(content) > MAX_BYTES:
                    raise ArchiveFault(f"{self.name}, {member.filename}", "is over 1 MB")
                yield found["id"], content

    def _opened(self) -> zipfile.ZipFile:
        try:
            archive = zipfile.ZipFile(self._file)
        except _BROKEN as error:
            raise self._damaged(error) from None
        members = archive.infolist()
        if len(members) > self._limits.members:
            raise ArchiveFault(self.name, f"holds {len(members):,} files: more than an honest archive")
        for member in members:
            self._refuse_strange(member)
        records = [member for member in members if member.filename == RECORD]
        if len(records) != 1:
            what = f"holds no {RECORD}: it is no archive of Viva's" if not records else f"holds two {RECORD}"
            raise ArchiveFault(self.name, what)
        self._refuse_bomb(records[0])
        return archive

    def _refuse_strange(self, member: zipfile.ZipInfo) -> None:
        name = member.filename
        parts = name.replace("\\", "/").split("/")
        # Nothing is ever written under a name of the archive's. But such names are made to do harm elsewhere.
        if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
            raise ArchiveFault(self.name, f"holds a file that leads out of it ({shown(name)})")
        if member.flag_bits & 0x1:
            raise ArchiveFault(self.name, "is locked with a password", "Pack it without one.")

    def _refuse_bomb(self, record: zipfile.ZipInfo) -> None:
        size, packed = record.file_size, max(record.compress_size, 1)
        if size > self._limits.unpacked or (size > _SMALL and size > self._limits.ratio * packed):
            raise ArchiveFault(
                self.name, f"{RECORD} unpacks to {size / 1e6:,.0f} MB: more than an honest one needs"
            )

    def _damaged(self, error: Exception) -> ArchiveFault:
        return ArchiveFault(self.name, f"is damaged ({shown(str(error))})", "Take the copy anew.")


def shown(text: str, most: int = 80) -> str:
    """A stranger's text for a message: printable, and not too long."""
    text = "".join(c if c.isprintable() else "�" for c in text)
    return text if len(text) <= most else f"{text[:most]}…"
