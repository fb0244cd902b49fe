"""Which columns of a table ask and answer."""

from __future__ import annotations

import pytest

from viva.importing.notes import Columns, ImportFault
from viva.importing.tables import Row, notes_of_rows


def rows(*lines: str) -> list[Row]:
    return [Row(line.split("|"), f"x:{number}") for number, line in enumerate(lines, 1)]


def told(
    *lines: str, question: str | None = None, answer: str | None = None
) -> list[tuple[str, str, str | None]]:
    found = notes_of_rows(rows(*lines), "x", Columns(question, answer))
    return [(note.question, note.answer, note.topic) for note in found.notes]


def refusal(*lines: str, question: str | None = None, answer: str | None = None) -> str:
    with pytest.raises(ImportFault) as caught:
        notes_of_rows(rows(*lines), "x", Columns(question, answer))
    return str(caught.value)


@pytest.mark.parametrize(
    "header", ["Question|Answer|Topic", "FRONT | back | deck", "term|Definition:|category"]
)
def test_columns_are_guessed_from_header_words(header: str) -> None:
    assert told(header, "q|a|t") == [("q", "a", "t")]


def test_columns_stand_in_any_order_and_others_are_passed_over() -> None:
    assert told("id|answer|question", "1|a|q") == [("q", "a", None)]


def test_columns_are_chosen_by_word_or_by_number() -> None:
    assert told("Frage|Antwort", "q|a", question="frage", answer="Antwort") == [("q", "a", None)]
    assert told("Frage|Antwort", "q|a", question="1", answer="ANTWORT") == [("q", "a", None)]


def test_numbers_take_every_row_where_no_header_is_known() -> None:
    assert told("s|t", "r|b", question="1", answer="2") == [("s", "t", None), ("r", "b", None)]
    assert told("question|answer", "r|b", question="2", answer="1") == [("b", "r", None)]


@pytest.mark.parametrize(
    ("lines", "chosen", "said"),
    [
        (
            ["Frage|Antwort", "q|a"],
            {},
            "x:1: no column is headed as the one of the questions (columns: 1 'Frage', 2 'Antw",
        ),
        (
            ["Question|Antwort", "q|a"],
            {},
            "of the answers (columns: 1 'Question', 2 'Antwort'). Name it: --answer-column",
        ),
        (
            ["Question|Answer"],
            {"question": "Nope"},
            "no column is headed 'Nope' (columns: 1 'Question', 2 'Answer')",
        ),
        (["Question|Answer"], {"question": "3"}, "no column is headed '3'"),
        (["x|x|Answer"], {"question": "x"}, "several columns are headed 'x'"),
        (
            ["Question|Answer"],
            {"question": "1", "answer": "1"},
            "column 1 was taken for the questions and for the answers",
        ),
    ],
)
def test_what_cannot_be_told_apart_is_asked_for(lines: list[str], chosen: dict[str, str], said: str) -> None:
    assert said in refusal(*lines, **chosen)


def test_rows_without_a_half_are_told() -> None:
    found = notes_of_rows(rows("question|answer", "q|", "|a", " | ", "r"), "x", Columns())
    assert found.notes == ()
    assert found.remarks == (
        "x:2: “q” has no answer and is left out",
        "x:3: “a” has no question and is left out",
        "x:5: “r” has no answer and is left out",
    )
