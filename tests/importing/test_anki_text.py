"""Anki's text export."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing.parts import pairs, read, refusal, written
from viva.importing.anki_text import is_anki_text, read_anki_text
from viva.importing.documents import Document
from viva.importing.notes import Columns, ImportFault, Limits

HEAD = "#separator:tab\n#html:true\n"


def test_directions_at_the_head_are_followed(tmp_path: Path) -> None:
    text = (
        "#separator:Semicolon\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
        'g1;Basic;Web::SSR;What is <b>x</b>?;"It ""is""<br>y";tag\n'
    )
    found = read(written(tmp_path, "a.txt", text))
    assert pairs(found) == [("What is x?", 'It "is"\ny')]
    assert (found.notes[0].topic, found.notes[0].source) == ("SSR", "a.txt:7")


def test_columns_that_are_named_or_chosen_count(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", f"{HEAD}#columns:Back\tFront\na\tq\n")
    assert pairs(read(path)) == [("q", "a")]
    path = written(tmp_path, "b.txt", f"{HEAD}x\tback of it\tfront of it\n")
    assert pairs(read(path, Columns("3", "2"))) == [("front of it", "back of it")]


def test_an_old_export_without_directions_is_known_by_its_tabs(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "What is List<T>?\ta generic\nWhat is <i>y</i>?\tz&nbsp;w\n")
    assert pairs(read(path)) == [("What is List<T>?", "a generic"), ("What is y?", "z w")]


def test_html_that_is_told_to_be_none_stays(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "#separator:tab\n#html:false\nWhat is <br>?\tA line break\n")
    assert pairs(read(path)) == [("What is <br>?", "A line break")]


def test_a_note_without_a_back_is_told(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.txt", f"{HEAD}q\ta\nr\t\n"))
    assert found.remarks == ("a.txt:4: “r” has no back and is left out",)


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    assert "a.txt:1: 'nothing' is no separator" in refusal(
        written(tmp_path, "a.txt", "#separator:nothing\nx")
    )
    big = f"{HEAD}q\t{'a' * 200_000}\n"
    assert "b.txt:3: this row cannot be read" in refusal(written(tmp_path, "b.txt", big))


def test_an_enormous_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", HEAD + "q\ta\n" * 4)
    assert "holds 4 notes" in refusal(path, limits=Limits(notes=3))


def test_a_hostile_field_is_only_text(tmp_path: Path) -> None:
    path = written(
        tmp_path, "a.txt", f"{HEAD}q<script>alert(1)</script>\ta<img src=file:///etc/passwd onerror=x()>\n"
    )
    assert pairs(read(path)) == [("q", "a")]


@pytest.mark.parametrize(
    ("text", "is_one"), [("a\tb\nc\td", True), ("a\tb\nc", False), ("", False), ("#html:x", True)]
)
def test_what_is_an_export(text: str, is_one: bool) -> None:
    assert is_anki_text(text) is is_one


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60), st.booleans())
def test_any_text_is_read_or_refused(text: str, headed: bool) -> None:
    with suppress(ImportFault):
        read_anki_text(Document("a.txt", (HEAD * headed + text).encode()), Limits(), Columns())


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.text("abcdefg ?", min_size=1, max_size=20).filter(lambda t: t.strip(" ?")), min_size=1, max_size=4
    )
)
def test_fields_are_kept_word_for_word(fronts: list[str]) -> None:
    text = HEAD + "".join(f"{front}\tback\n" for front in fronts)
    found = read_anki_text(Document("a.txt", text.encode()), Limits(), Columns())
    assert [note.question for note in found.notes] == [" ".join(front.split()) for front in fronts]
