"""Weak points as cards, as an Anki deck that Viva itself can read, and as a table that does no harm."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporting.records import Rich
from importing.parts import pairs, read, written
from viva.exporting.anki import write_deck
from viva.exporting.table import COLUMNS, as_csv
from viva.exporting.weak import WeakCard, weak_cards
from viva.grading import Verdict
from viva.importing.notes import Columns

NOW = datetime(2026, 3, 8, 12, 30, tzinfo=UTC)
CARD = WeakCard(
    question_id="tides",
    key_point_id="bulges",
    topic="Sea & sky",
    question="What makes the tides?",
    lead="Why twice a day?",
    statement="Earth turns beneath two bulges",
    verdict=Verdict.PARTIAL,
    last=datetime(2026, 3, 1, 9, 0, tzinfo=UTC),
    due=datetime(2026, 3, 2, 4, 0, tzinfo=UTC),
    model_answer="The moon pulls.\nEarth turns.",
    words=("it turns",),
)
OTHER = replace(CARD, key_point_id="moon", lead="What is up there?", statement="The moon pulls", words=())


def deck(*cards: WeakCard, now: datetime = NOW) -> bytes:
    out = io.BytesIO()
    write_deck(out, cards, now)
    return out.getvalue()


def notes(package: bytes) -> list[dict[str, Any]]:
    """The rows of the notes in a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        content = archive.read("collection.anki2")
        assert json.loads(archive.read("media")) == {}
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    database.row_factory = sqlite3.Row
    found = [dict(row) for row in database.execute("SELECT * FROM notes ORDER BY id")]
    (cards,) = database.execute("SELECT count(*) FROM cards").fetchone()
    database.close()
    assert cards == len(found)
    return found


def test_each_weak_point_of_the_record_is_a_card(record: Rich) -> None:
    has = record.has
    cards = weak_cards(has.schedule, has.history, has.bank)
    weak = [(p.question_id, p.key_point_id) for p in has.schedule.points() if p.weak]
    assert weak and [(card.question_id, card.key_point_id) for card in cards] == weak
    for card in cards:
        rubric = has.bank.get(card.question_id)
        assert card.statement == rubric.key_point(card.key_point_id).point
        assert card.model_answer == rubric.model_answer and card.lead


def test_vivas_own_import_reads_the_deck(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.apkg", deck(CARD, OTHER)))
    assert [answer for _, answer in pairs(found)] == [CARD.statement, OTHER.statement]
    assert all(
        card.question in question and card.lead in question
        for card, (question, _) in zip((CARD, OTHER), pairs(found), strict=True)
    )
    assert found.remarks == ()


def test_a_note_keeps_its_identity_when_it_changes() -> None:
    later = replace(CARD, statement="Put otherwise", words=("more", "words"), topic="other")
    (before,), (after,) = notes(deck(CARD)), notes(deck(later, now=NOW.replace(day=9)))
    assert before["guid"] == after["guid"] and before["mid"] == after["mid"]
    assert after["mod"] > before["mod"]
    assert len({note["guid"] for note in notes(deck(CARD, OTHER))}) == 2


def test_tags_name_the_topic_without_spaces() -> None:
    (note,) = notes(deck(CARD))
    assert note["tags"].split() == ["viva", "viva::Sea-&-sky"]


def test_no_weak_points_make_an_empty_deck() -> None:
    assert notes(deck()) == []


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=80, deadline=None)
@given(TEXT, TEXT, TEXT)
def test_any_text_makes_a_note_of_four_fields(question: str, topic: str, words: str) -> None:
    card = replace(
        CARD, question=question, topic=topic, statement=words, words=(words,), model_answer=question
    )
    (note,) = notes(deck(card))
    fields = note["flds"].split("\x1f")
    assert len(fields) == 4 and len(note["tags"].split()) == 2
    for field in fields:
        assert "[" not in field and "{" not in field and "<script" not in field


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_table_has_a_row_for_each_card() -> None:
    content = as_csv([CARD, OTHER])
    assert content.startswith(b"\xef\xbb\xbfTopic,Question,") and content.endswith(b"\r\n")
    first, second = rows(content)
    assert tuple(first) == COLUMNS
    assert (first["Question"], first["Follow-up"]) == (CARD.question, CARD.lead)
    assert (first["Verdict"], first["Your words"]) == ("partial", "it turns")
    assert first["Model answer"] == "The moon pulls.\nEarth turns." and second["Your words"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    (row,) = rows(as_csv([replace(CARD, statement=f"{start}1+1", words=(f"{start}cmd",))]))
    assert row["Key point"] == f"'{start}1+1" and row["Your words"] == f"'{start}cmd"


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_any_text_comes_back_from_a_cell(text: str) -> None:
    (row,) = rows(as_csv([replace(CARD, statement=text)]))
    guarded = text.startswith(("=", "+", "-", "@", "\t", "\r"))
    mark = "'" if guarded else ""
    assert row["Key point"] == mark + text


def test_vivas_own_import_reads_the_table(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", as_csv([CARD]))
    assert pairs(read(path, Columns(None, "Key point"))) == [(CARD.question, CARD.statement)]
