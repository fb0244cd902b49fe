"""Word documents (.docx): headings, bold paragraphs, lists and tables."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from viva.importing.archives import opened_office
from viva.importing.documents import Document
from viva.importing.notes import Columns, Found, ImportFault, Limits, has_words
from viva.importing.outline import Block, notes_of
from viva.importing.tables import Row, is_table_of_notes, notes_of_rows


def read_word(document: Document, limits: Limits, columns: Columns) -> Found:
    """The notes of a Word document. The number of a question's paragraph is its source."""
    opened_office(document, limits)
    try:
        parts = list(_parts(document))
    except Exception as error:  # noqa: BLE001  # python-docx meets broken files with errors of many kinds
        what = f"is damaged, or is no Word document ({type(error).__name__})"
        raise ImportFault(document.name, what, "Save it anew as .docx.") from None
    found = notes_of(block for part in parts if not isinstance(part, list) for block in part)
    for rows in (part for part in parts if isinstance(part, list)):
        own = notes_of_rows(rows, document.name, columns)
        found = Found(found.notes + own.notes, found.remarks + own.remarks)
    return found


def _parts(document: Document) -> Iterator[tuple[Block, ...] | list[Row]]:
    """Blocks, and the rows of each table of notes; the text of another table is text."""
    import docx
    from docx.text.paragraph import Paragraph

    number = 0
    for part in docx.Document(io.BytesIO(document.content)).iter_inner_content():
        if isinstance(part, Paragraph):
            number += 1
            yield tuple(_blocks(part, f"{document.name}, paragraph {number}"))
            continue
        source = f"{document.name}, table after paragraph {number}"
        rows = [
            Row([cell.text for cell in row.cells], f"{source}, row {at}")
            for at, row in enumerate(part.rows, 1)
        ]
        if rows and is_table_of_notes(rows[0].cells):
            yield rows
        else:
            yield tuple(Block("text", " – ".join(row.cells), row.source) for row in rows)


def _blocks(paragraph: Any, source: str) -> Iterator[Block]:
    text: str = paragraph.text
    if not has_words(text):
        return
    style = str(paragraph.style.name) if paragraph.style is not None else ""
    if style.startswith("Heading") or style == "Title":
        digits = "".join(filter(str.isdigit, style))
        yield Block("heading", text, source, int(digits) if digits else 0)
    elif style.startswith("List") or _is_numbered(paragraph):
        yield Block("item", text, source)
    else:
        bold, rest = _leading_bold(paragraph)
        if has_words(bold) and (not has_words(rest) or rest.startswith("\n") or bold.strip().endswith("?")):
            yield Block("strong", bold, source)
            text = rest
        if has_words(text):
            yield Block("text", text, source)


def _is_numbered(paragraph: Any) -> bool:
    properties = paragraph._p.pPr
    return properties is not None and properties.numPr is not None


def _leading_bold(paragraph: Any) -> tuple[str, str]:
    """The bold text that a paragraph begins with, and what follows it."""
    bold, rest = "", ""
    for run in paragraph.runs:
        if not rest and (run.bold or not run.text.strip()):
            bold += run.text
        else:
            rest += run.text
    # Links and fields are no runs: where text would be missing, nothing is taken apart.
    return (bold, rest) if bold + rest == paragraph.text else ("", paragraph.text)
