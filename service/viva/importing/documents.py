"""A document on the disk: its bytes, and the text that they stand for."""

from __future__ import annotations

import codecs
import stat
from dataclasses import dataclass
from pathlib import Path

from viva.importing.notes import ImportFault, Limits

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True)
class Document:
    """A file's name, as sources give it, and its content."""

    name: str
    content: bytes


def read_document(path: Path, limits: Limits) -> Document:
    """Reads a file into memory.

    Raises:
        ImportFault: there is no such file, it cannot be read, or it is empty or too large.
    """
    try:
        status = path.stat()
        # A named pipe would keep the reader waiting for ever.
        if not stat.S_ISREG(status.st_mode):
            raise ImportFault(str(path), "is not an ordinary file", "Name a document.")
        with path.open("rb") as file:
            content = file.read(limits.bytes + 1)
    except FileNotFoundError:
        raise ImportFault(str(path), "there is no such file", "Check the name and the folder.") from None
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise ImportFault(str(path), what, "Check who may read it.") from None
    if len(content) > limits.bytes:
        what = f"is larger than {limits.bytes / 1e6:g} MB"
        raise ImportFault(path.name, what, "Split it, or take the pictures out.")
    if not content:
        raise ImportFault(path.name, "is empty", "Name a document with notes in it.")
    return Document(path.name, content)


def text_of(document: Document) -> tuple[str, tuple[str, ...]]:
    """The text of a document, and a remark where its encoding had to be guessed.

    Raises:
        ImportFault: it is no text.
    """
    content = document.content
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(document, content[len(mark) :], encoding), ()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(document, content, "cp1252")
        remark = f"{document.name} is not UTF-8; it was read as Windows-1252: look at accents and quotes"
        return _without_nul(document, text), (remark,)
    return _without_nul(document, text), ()


def _decoded(document: Document, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        known = {"cp1252": "neither UTF-8 nor Windows-1252 text"}.get(
            encoding, f"not {encoding.upper()} text"
        )
        what = f"is {known} (byte 0x{content[error.start]:02x})"
        raise ImportFault(f"{document.name}:{line}", what, "Save it as UTF-8 in your editor.") from None


def _without_nul(document: Document, text: str) -> str:
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        what = "is not text (it holds a zero byte)"
        raise ImportFault(f"{document.name}:{line}", what, "Save it as UTF-8 text in your editor.")
    return text
