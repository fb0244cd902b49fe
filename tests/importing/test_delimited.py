"""CSV and its kin."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing.parts import pairs, read, refusal, written
from viva.importing.delimited import read_delimited
from viva.importing.documents import Document
from viva.importing.notes import Columns, ImportFault, Limits, clean, has_words, one_line


def delimited(rows: list[list[str]], separator: str = ",") -> str:
    into = io.StringIO(newline="")
    csv.writer(into, delimiter=separator).writerows(rows)
    return into.getvalue()


ROWS = [["Question", "Answer"], ["What, is x?", 'It "is"\ny; z'], ["What is v?", "W"]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_usual_separator_is_read(tmp_path: Path, separator: str) -> None:
    found = read(written(tmp_path, "a.csv", delimited(ROWS, separator)))
    assert pairs(found) == [("What, is x?", 'It "is"\ny; z'), ("What is v?", "W")]


def test_a_row_is_named_by_its_first_line(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.csv", delimited(ROWS)))
    assert [note.source for note in found.notes] == ["a.csv:2", "a.csv:4"]


def test_columns_can_be_chosen(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "Frage,Antwort\nq,a\n")
    assert "--question-column" in refusal(path)
    assert pairs(read(path, Columns("Frage", "2"))) == [("q", "a")]


def test_a_cell_beyond_reason_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", f"question,answer\nq,{'a' * 200_000}\n")
    assert "a.csv:2: this row cannot be read (field larger than field limit" in refusal(path)


def test_many_rows_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", delimited([["question", "answer"], *[["q", "a"]] * 4]))
    assert "holds 4 notes" in refusal(path, limits=Limits(notes=3))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=5))
def test_what_a_csv_writer_wrote_comes_back_word_for_word(cells: list[tuple[str, str]]) -> None:
    rows = [(q, a) for q, a in cells if "\0" not in q + a and (q + a).isprintable()]
    text = delimited([["question", "answer"], *map(list, rows)])
    found = read_delimited(Document("a.csv", text.encode("utf-8")), Limits(), Columns())
    assert pairs(found) == [(one_line(q), clean(a)) for q, a in rows if has_words(q) and has_words(a)]


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(ImportFault):
        read_delimited(Document("a.csv", content), Limits(), Columns("1", "2"))
