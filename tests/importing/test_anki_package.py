"""Anki packages, made by zipfile and sqlite3 as Anki makes them."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from importing.parts import pairs, read, refusal, written
from viva.importing.notes import Limits

MODELS = {
    "1": {"name": "Basic", "flds": [{"name": "Front"}, {"name": "Back"}]},
    "2": {"name": "Turned", "flds": [{"name": "Answer"}, {"name": "Extra"}, {"name": "Question"}]},
}
DECKS = {"10": {"name": "Default"}, "11": {"name": "Web::SSR"}}
NOTES = [
    (1, 1, "What is <b>x</b>?\x1fIt<br>is [sound:a.mp3]"),
    (2, 2, "a\x1fe\x1fq"),
    (3, 1, "The {{c1::moon}}\x1f"),
]


def collection(notes: list[tuple[int, int, str]], schema: str = "") -> bytes:
    database = sqlite3.connect(":memory:")
    database.executescript(
        "CREATE TABLE col (id integer, models text, decks text);"
        "CREATE TABLE notes (id integer primary key, mid integer, flds text, tags text);"
        "CREATE TABLE cards (id integer primary key, nid integer, did integer);" + schema
    )
    database.execute("INSERT INTO col VALUES (1, ?, ?)", (json.dumps(MODELS), json.dumps(DECKS)))
    database.executemany("INSERT INTO notes VALUES (?, ?, ?, '')", notes)
    database.executemany("INSERT INTO cards VALUES (?, ?, ?)", [(n[0], n[0], 9 + n[0]) for n in notes])
    database.commit()
    content = database.serialize()
    database.close()
    return content


def package(**members: bytes) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
        archive.writestr("media", "{}")
    return into.getvalue()


def test_notes_are_read_without_their_markup(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.apkg", package(collection_anki2=collection(NOTES))))
    assert pairs(found) == [("What is x?", "It\nis"), ("q", "a")]
    assert [note.topic for note in found.notes] == [None, "SSR"]
    assert [note.source for note in found.notes] == ["a.apkg, note 1", "a.apkg, note 2"]
    assert found.remarks == ("a.apkg, note 3: “The {{c1::moon}}” is a gap to fill, not a question",)


def test_the_newer_collection_counts_and_the_newest_is_told(tmp_path: Path) -> None:
    both = package(collection_anki2=collection(NOTES[:1]), collection_anki21=collection(NOTES[1:2]))
    assert pairs(read(written(tmp_path, "a.apkg", both))) == [("q", "a")]
    newest = package(collection_anki2=collection(NOTES[:1]), collection_anki21b=b"\x28\xb5\x2f\xfd")
    told = refusal(written(tmp_path, "b.apkg", newest))
    assert (
        "Anki's newest form, which cannot be read yet. Export it with “Support older Anki versions” ticked"
        in told
    )


def test_a_note_without_a_back_is_told(tmp_path: Path) -> None:
    content = package(
        collection_anki2=collection([*NOTES[:1], (4, 1, "only front"), (5, 1, "\x1fonly back")])
    )
    found = read(written(tmp_path, "a.apkg", content))
    assert found.remarks == (
        "a.apkg, note 4: “only front” has no back in words and is left out",
        "a.apkg, note 5: “only back” has no front in words and is left out",
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"nothing", "is damaged"),
        (package(other=b"x"), "is no Anki package (it holds no collection)"),
        (package(collection_anki2=b"no database at all" * 99), "holds a database that cannot be read"),
        (package(collection_anki2=b""), "holds a database that"),
        (package(collection_anki2=collection(NOTES)[:5000]), "holds a database that"),
    ],
)
def test_a_broken_package_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    assert told in refusal(written(tmp_path, "a.apkg", content))


def test_an_enormous_package_is_refused(tmp_path: Path) -> None:
    many = package(collection_anki2=collection([(n, 1, "q\x1fa") for n in range(1, 5)]))
    assert "holds 4 notes" in refusal(written(tmp_path, "a.apkg", many), limits=Limits(notes=3))
    zeros = package(collection_anki2=collection(NOTES), media_bin=b"\0" * 3_000_000)
    assert "unpacks to over 150 times its size" in refusal(written(tmp_path, "b.apkg", zeros))


def test_a_hostile_database_is_refused(tmp_path: Path) -> None:
    endless = (
        "DROP TABLE cards; CREATE VIEW cards AS "
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS nid, n AS did FROM r;"
    )
    database = sqlite3.connect(":memory:")
    database.deserialize(collection(NOTES[:1]))
    database.executescript(endless)
    content = database.serialize()
    database.close()
    told = refusal(written(tmp_path, "a.apkg", package(collection_anki2=content)))
    assert "holds a database that" in told
