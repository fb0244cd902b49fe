"""Archives that office programs and Anki write: opened only where they cannot unpack to more than they should."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator

from viva.importing.documents import Document
from viva.importing.notes import ImportFault, Limits

_CHUNK = 1 << 16
_SMALL = 1_000_000
"""Bytes below which the ratio does not count: a short run of one letter shrinks to almost nothing, honestly."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,  # zipfile: packed in a way that it does not know
    RuntimeError,
    ValueError,
)


def opened(document: Document, limits: Limits) -> zipfile.ZipFile:
    """The archive in a document, after all of it was unpacked once, piece by piece, and thrown away.

    Raises:
        ImportFault: it is no archive, is damaged or locked, or would unpack to too much.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(document.content))
    except _BROKEN:
        raise _damaged(document) from None
    members = archive.infolist()
    if len(members) > limits.members:
        raise _bomb(document, f"holds {len(members):,} files")
    if any(member.flag_bits & 0x1 for member in members):
        raise ImportFault(document.name, "is locked with a password", "Save it without one.")
    declared = sum(member.file_size for member in members)
    if declared > limits.unpacked:
        raise _bomb(document, f"unpacks to {declared / 1e6:,.0f} MB")
    unpacked = 0
    for member in members:
        size = _unpacked_size(document, archive, member, limits.unpacked - unpacked)
        unpacked += size
        if size > _SMALL and size > limits.ratio * max(member.compress_size, 1):
            raise _bomb(document, f"{member.filename} unpacks to over {limits.ratio} times its size")
    return archive


def _unpacked_size(document: Document, archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> int:
    size = 0
    for piece in _pieces(document, archive, member):
        size += len(piece)
        # What the archive declares is its own word; this is what really comes out.
        if size > most:
            raise _bomb(document, "unpacks to more than it declares")
    return size


def _pieces(document: Document, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(member) as file:
            while piece := file.read(_CHUNK):
                yield piece
    except _BROKEN:
        raise _damaged(document) from None


def opened_office(document: Document, limits: Limits) -> zipfile.ZipFile:
    """The archive of an office file, in which no XML defines entities: the format allows none.

    Raises:
        ImportFault: as `opened`, or a part defines entities.
    """
    archive = opened(document, limits)
    for member in archive.infolist():
        if member.filename.endswith((".xml", ".rels")) and _defines_entities(archive.read(member)):
            what = f"{member.filename} defines entities, which no office program writes"
            raise ImportFault(
                document.name, what, "It was not opened. Save it anew from your office program."
            )
    return archive


def _defines_entities(part: bytes) -> bool:
    # Without its zero bytes UTF-16 reads like ASCII.
    return b"<!DOCTYPE" in part.replace(b"\0", b"") or b"<!ENTITY" in part.replace(b"\0", b"")


def _damaged(document: Document) -> ImportFault:
    return ImportFault(
        document.name, "is damaged, or is not the kind of file its name says", "Save or export it anew."
    )


def _bomb(document: Document, what: str) -> ImportFault:
    return ImportFault(document.name, f"{what}: more than an honest file needs", "It was not opened.")
