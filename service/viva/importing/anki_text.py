"""Anki's text export: a note a line, its fields apart by tabs, with a few lines of directions at the head."""

from __future__ import annotations

import re

from viva.importing.delimited import rows_of
from viva.importing.documents import Document, text_of
from viva.importing.markup import plain_text
from viva.importing.notes import (
    Columns,
    Found,
    ImportFault,
    Limits,
    Note,
    clean,
    has_words,
    one_line,
    shortened,
)
from viva.importing.plain_text import lines_of
from viva.importing.tables import Row, is_table_of_notes, notes_of_rows

_HTML = re.compile(
    r"</?(?:a|b|br|code|div|em|font|i|img|li|ol|p|pre|span|strong|sub|sup|table|td|tr|u|ul)\b[^<>]*>|&#?\w{2,8};",
    re.IGNORECASE,
)
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}


def is_anki_text(text: str) -> bool:
    """Whether a text is Anki's: it begins with directions, or each of its filled lines has a tab."""
    if text.startswith(("#separator:", "#html:", "#columns:", "#deck:", "#tags ", "#notetype")):
        return True
    filled = [line for line in lines_of(text) if line.strip()]
    return bool(filled) and all("\t" in line.strip() for line in filled)


def read_anki_text(document: Document, limits: Limits, columns: Columns) -> Found:
    """The notes of an Anki text export. The line of a note is its source."""
    text, remarks = text_of(document)
    directions, body, first_line = _split(text)
    rows = list(rows_of(body, document.name, _separator(directions, document.name), first_line))
    names = [name.strip() for name in directions.get("columns", "").split("\t")]
    if columns != Columns() or is_table_of_notes(names):
        header = [Row(names, document.name)] if is_table_of_notes(names) else []
        found = notes_of_rows(header + rows, document.name, columns)
    else:
        found = _by_place(rows, directions)
    html = directions.get("html", "").strip()
    notes = (note if html == "false" else _without_tags(note, bool(html)) for note in found.notes)
    return Found(tuple(notes), remarks + found.remarks)


def _split(text: str) -> tuple[dict[str, str], str, int]:
    """The directions at the head, what follows them, and the number of the line on which that begins."""
    directions: dict[str, str] = {}
    lines = text.split("\n")
    count = 0
    while count < len(lines) and lines[count].startswith("#") and ":" in lines[count]:
        key, _, value = lines[count][1:].rstrip("\r").partition(":")
        directions[key.strip().lower()] = value
        count += 1
    return directions, "\n".join(lines[count:]), count + 1


def _separator(directions: dict[str, str], name: str) -> str:
    named = directions.get("separator", "tab")
    separator = _SEPARATORS.get(named.strip().lower(), named)
    if len(separator) != 1 or separator in {'"', "\n", "\r"}:
        what = f"'{shortened(named, 20)}' is no separator"
        raise ImportFault(f"{name}:1", what, "Export the notes anew from Anki, as plain text.")
    return separator


def _by_place(rows: list[Row], directions: dict[str, str]) -> Found:
    """Front and back are the first two columns that no direction takes for tags, decks or kinds of note."""
    taken = {
        name: int(at) - 1
        for name in ("guid", "notetype", "deck", "tags")
        if (at := _column(directions, name))
    }
    notes, remarks = [], []
    for row in rows:
        fields = [clean(cell) for at, cell in enumerate(row.cells) if at not in taken.values()]
        if len(fields) > 1 and has_words(fields[0]) and has_words(fields[1]):
            notes.append(Note(fields[0], fields[1], row.source, _topic(row, directions, taken.get("deck"))))
        elif any(map(has_words, fields)):
            remarks.append(f"{row.source}: “{shortened(' '.join(fields))}” has no back and is left out")
    return Found(tuple(notes), tuple(remarks))


def _column(directions: dict[str, str], name: str) -> str:
    at = directions.get(f"{name} column", "").strip()
    return at if at.isdecimal() and at != "0" else ""


def _topic(row: Row, directions: dict[str, str], deck: int | None) -> str | None:
    named = row.cells[deck] if deck is not None and deck < len(row.cells) else directions.get("deck", "")
    return one_line(named.split("::")[-1]) or None


def _without_tags(note: Note, told: bool) -> Note:
    """A note as people read it; `told` where the file itself says that it holds HTML, else its look decides."""
    question, answer = (
        plain_text(text, note.source) if told or _HTML.search(text) else text
        for text in (note.question, note.answer)
    )
    return Note(one_line(question) or note.question, answer or note.answer, note.source, note.topic)
