"""Anki packages (.apkg): an archive with a database of notes."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from viva.importing.archives import opened
from viva.importing.documents import Document
from viva.importing.markup import plain_text
from viva.importing.notes import Found, ImportFault, Limits, Note, has_words, one_line, shortened

_FRONTS = ("front", "question", "prompt", "term")
_BACKS = ("back", "answer", "response", "definition")
_CLOZE = re.compile(r"\{\{c\d+::")
_SOUND = re.compile(r"\[sound:[^\]\n]{0,300}\]")
_STEPS = 50_000_000
"""Of SQLite's machine for one question to the database; honest ones take some thousands."""


@dataclass(frozen=True)
class _Row:
    id: int
    kind: str
    fields: list[str]
    deck: str


def read_anki_package(document: Document, limits: Limits) -> Found:
    """The notes of an Anki package: front and back, without their markup; a deck is a topic."""
    notes, remarks = [], []
    try:
        with closing(_database(document, limits)) as database:
            kinds, decks = _named(database, "models"), _named(database, "decks")
            for row in _rows(database, limits):
                made = _note(document.name, row, kinds, decks)
                if isinstance(made, Note):
                    notes.append(made)
                else:
                    remarks.append(made)
    except (sqlite3.Error, ValueError, TypeError, AttributeError, MemoryError, OverflowError) as error:
        what = f"holds a database that cannot be read ({shortened(str(error))})"
        raise ImportFault(document.name, what, "Export the deck anew from Anki.") from None
    return Found(tuple(notes), tuple(remarks))


def _database(document: Document, limits: Limits) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.deserialize(_collection(document, opened(document, limits)))
    # The file is a stranger's: its schema may name no functions of ours, and may not keep us busy for ever.
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA query_only = ON")
    calls = iter(range(_STEPS // 100_000))
    database.set_progress_handler(lambda: 0 if next(calls, None) is not None else 1, 100_000)
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"notes", "col"} <= tables:
        database.close()
        raise ImportFault(
            document.name, "holds a database that is not Anki's", "Export the deck anew from Anki."
        )
    return database


def _collection(document: Document, archive: zipfile.ZipFile) -> bytes:
    names = set(archive.namelist())
    if "collection.anki21b" in names:
        what = "is packed in Anki's newest form, which cannot be read yet"
        raise ImportFault(
            document.name, what, "Export it with “Support older Anki versions” ticked, or as plain text."
        )
    for name in ("collection.anki21", "collection.anki2"):
        if name in names:
            return archive.read(name)
    raise ImportFault(
        document.name, "is no Anki package (it holds no collection)", "Export the deck anew from Anki."
    )


def _named(database: sqlite3.Connection, column: str) -> dict[str, dict[str, object]]:
    """The kinds of note, or the decks, by their ids."""
    (text,) = database.execute(f"SELECT {column} FROM col LIMIT 1").fetchone() or ("{}",)
    found = json.loads(text or "{}")
    return {id: about for id, about in found.items() if isinstance(about, dict)}


def _rows(database: sqlite3.Connection, limits: Limits) -> Iterator[_Row]:
    decks = dict(database.execute("SELECT nid, min(did) FROM cards GROUP BY nid"))
    # One more than is allowed, so that too many are noticed and not cut.
    for id, kind, fields in database.execute(
        "SELECT id, mid, flds FROM notes ORDER BY id LIMIT ?", (limits.notes + 1,)
    ):
        yield _Row(id, str(kind), str(fields).split("\x1f"), str(decks.get(id, "")))


def _note(
    name: str, row: _Row, kinds: dict[str, dict[str, object]], decks: dict[str, dict[str, object]]
) -> Note | str:
    source = f"{name}, note {row.id}"
    names = _field_names(kinds.get(row.kind, {}))
    front, back = _place(names, _FRONTS, 0), _place(names, _BACKS, 1)
    if any(_CLOZE.search(field) for field in row.fields):
        return f"{source}: “{shortened(plain_text(row.fields[0], source))}” is a gap to fill, not a question"
    question = one_line(_text(row.fields, front, source))
    answer = _text(row.fields, back, source)
    if not has_words(question) or not has_words(answer):
        missing = "back" if has_words(question) else "front"
        return f"{source}: “{shortened(question or answer)}” has no {missing} in words and is left out"
    deck = str(decks.get(row.deck, {}).get("name", ""))
    topic = one_line(re.split(r"::|\x1f", deck)[-1])
    return Note(question, answer, source, topic if topic and topic != "Default" else None)


def _field_names(kind: dict[str, object]) -> list[str]:
    fields = kind.get("flds")
    if not isinstance(fields, list):
        return []
    return [str(field.get("name", "")).casefold() for field in fields if isinstance(field, dict)]


def _place(names: list[str], wanted: tuple[str, ...], otherwise: int) -> int:
    return next((names.index(name) for name in wanted if name in names), otherwise)


def _text(fields: list[str], place: int, source: str) -> str:
    return plain_text(_SOUND.sub("", fields[place]), source) if place < len(fields) else ""
