"""Web pages that were saved: headings, bold lines, definition lists, details and tables."""

from __future__ import annotations

import re

from viva.importing.documents import Document, text_of
from viva.importing.markup import blocks_of, parsed, tables_of
from viva.importing.notes import Columns, Found, Limits
from viva.importing.outline import notes_of
from viva.importing.tables import is_table_of_notes, notes_of_rows

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_DECLARED = frozenset(
    "iso-8859-1 iso-8859-2 iso-8859-15 windows-1250 windows-1251 windows-1252 koi8-r shift_jis euc-jp gb2312 gbk "
    "gb18030 big5 euc-kr".split()
)


def read_web_page(document: Document, limits: Limits, columns: Columns) -> Found:
    """The notes of a web page. The line of a question in the file is its source."""
    text, remarks = _text(document)
    tree = parsed(text, document.name)
    tables = [
        (table, rows)
        for table, rows in tables_of(tree, document.name)
        if rows and is_table_of_notes(rows[0].cells)
    ]
    found = notes_of(blocks_of(tree, document.name, without=[table for table, _ in tables]))
    for _, rows in tables:
        own = notes_of_rows(rows, document.name, columns)
        found = Found(found.notes + own.notes, found.remarks + own.remarks)
    return Found(found.notes, remarks + found.remarks)


def _text(document: Document) -> tuple[str, tuple[str, ...]]:
    declared = _CHARSET.search(document.content[:4096])
    encoding = declared[1].decode().lower() if declared else ""
    if encoding in _DECLARED:
        return document.content.decode(encoding, errors="replace"), ()
    return text_of(document)
