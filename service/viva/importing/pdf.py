"""PDF: the text of its pages, read like plain text."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from viva.importing.documents import Document
from viva.importing.notes import Found, ImportFault, Limits, has_words
from viva.importing.plain_text import lines_of, notes_of_lines

_MOST_CHARACTERS = 5_000_000
"""Of text in one file; a thick book has two million."""


def read_pdf(document: Document, limits: Limits) -> Found:
    """The notes of a PDF. The page of a question is its source."""
    # Its warnings about odd files are not for the person who imports them.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    lines = [
        (f"{document.name}, page {page}", line)
        for page, text in _pages(document, limits)
        for line in lines_of(text)
    ]
    if not any(has_words(line) for _, line in lines):
        what = "has no text in it: its pages are pictures"
        raise ImportFault(document.name, what, "Run a text recognition over it, or copy the text out.")
    return notes_of_lines(lines)


def _pages(document: Document, limits: Limits) -> Iterator[tuple[int, str]]:
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError

    read = 0
    try:
        reader = PdfReader(io.BytesIO(document.content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked(document)
        if len(reader.pages) > limits.pages:
            what = f"has {len(reader.pages):,} pages, and {limits.pages:,} can be read"
            raise ImportFault(document.name, what, "Split it.")
        for number, page in enumerate(reader.pages, 1):
            text = page.extract_text()
            read += len(text)
            if read > _MOST_CHARACTERS:
                raise ImportFault(
                    f"{document.name}, page {number}", "there is too much text up to here", "Split it."
                )
            yield number, text
    except ImportFault:
        raise
    except FileNotDecryptedError:
        raise _locked(document) from None
    except RecursionError:
        raise _damaged(document, "its parts are nested without end") from None
    except Exception as error:  # noqa: BLE001  # pypdf meets broken files with errors of many kinds
        raise _damaged(document, type(error).__name__) from None


def _locked(document: Document) -> ImportFault:
    return ImportFault(document.name, "is locked with a password", "Save a copy without one.")


def _damaged(document: Document, why: str) -> ImportFault:
    return ImportFault(document.name, f"is damaged, or is no PDF ({why})", "Save or export it anew.")
