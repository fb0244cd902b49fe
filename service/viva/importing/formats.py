"""Which reader reads which document: by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from viva.importing.anki_package import read_anki_package
from viva.importing.anki_text import is_anki_text, read_anki_text
from viva.importing.delimited import read_delimited
from viva.importing.documents import Document, read_document, text_of
from viva.importing.markdown import read_markdown
from viva.importing.moodle import read_moodle
from viva.importing.notes import Columns, Found, ImportFault, Limits, checked
from viva.importing.pdf import read_pdf
from viva.importing.plain_text import read_plain_text
from viva.importing.web_page import read_web_page
from viva.importing.word import read_word
from viva.importing.workbook import read_workbook

Reader: TypeAlias = Callable[[Document, Limits, Columns], Found]


def _text(document: Document, limits: Limits, columns: Columns) -> Found:
    if is_anki_text(text_of(document)[0]):
        return read_anki_text(document, limits, columns)
    return read_plain_text(document, limits)


READERS: dict[str, Reader] = {
    ".txt": _text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".xlsx": read_workbook,
    ".docx": read_word,
    ".pdf": lambda document, limits, columns: read_pdf(document, limits),
    ".html": read_web_page,
    ".htm": read_web_page,
    ".xml": lambda document, limits, columns: read_moodle(document, limits),
    ".apkg": lambda document, limits, columns: read_anki_package(document, limits),
}

_SAVE_AS = {
    ".doc": ".docx",
    ".odt": ".docx",
    ".rtf": ".docx",
    ".pages": ".docx",
    ".xls": ".xlsx",
    ".xlsm": ".xlsx",
    ".ods": ".xlsx",
    ".numbers": ".xlsx",
    ".colpkg": ".apkg",
}


def read_notes(path: str | Path, columns: Columns | None = None, limits: Limits | None = None) -> Found:
    """The notes in a document, in their order.

    Raises:
        ImportFault: the document cannot be read, is larger than the limits, or holds no notes.
    """
    path, limits = Path(path), limits or Limits()
    ending = path.suffix.lower()
    reader = READERS.get(ending)
    if reader is None:
        advice = (
            f"Save it as {_SAVE_AS[ending]}." if ending in _SAVE_AS else f"These can: {', '.join(READERS)}."
        )
        raise ImportFault(str(path), f"{ending or 'a file without an ending'} cannot be imported", advice)
    document = read_document(path, limits)
    return checked(document.name, reader(document, limits, columns or Columns()), limits)
