"""Plain text: the seed document's own form, and others that people use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importing.parts import pairs, read, refusal, written
from viva.importing.documents import Document
from viva.importing.notes import Limits, one_line
from viva.importing.plain_text import read_plain_text

SEED = Path(__file__).parent / "seed-questions.txt"


def notes(text: str) -> list[tuple[str, str]]:
    return pairs(read_plain_text(Document("a.txt", text.encode()), Limits()))


def test_the_seed_document_is_read_word_for_word() -> None:
    found = read(SEED)
    lines = [line.strip() for line in SEED.read_text("utf-8").splitlines()]
    assert [note.question for note in found.notes] == [line for line in lines if line and line[0] != "-"]
    assert [note.answer for note in found.notes] == [line[2:] for line in lines if line[:1] == "-"]
    assert [note.source for note in found.notes] == [
        f"seed-questions.txt:{n}" for n in (1, 4, 7, 10, 13, 16, 19)
    ]
    assert found.remarks == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("what is x\n- it is y", [("what is x", "it is y")]),
        (
            "what is x\n- one\n- two\nwhat is y\n- three",
            [("what is x", "- one\n- two"), ("what is y", "three")],
        ),
        ("What is x?\nIt is\ny.\n\nMore.", [("What is x?", "It is y.\nMore.")]),
        ("What is x?\n\nIt is y.\nWhat is z?\nZ.", [("What is x?", "It is y."), ("What is z?", "Z.")]),
        ("Q: x\nA: y\nz\nQ2. v\nAnswer: w", [("x", "y z"), ("v", "w")]),
        ("1. What is the\nanswer?\n  a) one\n- two", [("What is the answer?", "a) one\n- two")]),
        ("1. What is x?\n2. What is y?\nYes.", [("What is y?", "Yes.")]),
        (
            "- What is x?\n  - one\n  - two\n- y?\n  - three",
            [("What is x?", "- one\n- two"), ("y?", "three")],
        ),
        ("What is x?\nThere are two:\n- one\n- two", [("What is x?", "There are two:\n- one\n- two")]),
        ("What is x?\n\nIt has kinds\n- one", [("What is x?", "It has kinds\n- one")]),
        ("what is x\r\n- one\r\n", [("what is x", "one")]),
        ("what is x\n- one and\n  a half\n- two", [("what is x", "- one and a half\n- two")]),
    ],
)
def test_the_forms_that_people_use(text: str, said: list[tuple[str, str]]) -> None:
    assert notes(text) == said


def test_what_is_left_out_is_told_with_its_line() -> None:
    found = read_plain_text(Document("a.txt", b"My notes.\n\nWhat is x?\n\nWhat is y?\nYes."), Limits())
    assert found.remarks == (
        "a.txt:1: text under no question is left out: “My notes.”",
        "a.txt:3: “What is x?” has no answer and is left out",
    )


def test_a_text_without_questions_is_told(tmp_path: Path) -> None:
    told = refusal(written(tmp_path, "a.txt", "Just prose, on and on.\n"))
    assert "no question with an answer was found (a.txt:1: text under no question" in told


def test_many_notes_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "what is x\n- y\n\n" * 4)
    assert "holds 4 notes, and 3 can be imported at once" in refusal(path, limits=Limits(notes=3))


LINE = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    ["- item", "What is x?", "Q: ask", "A: reply", "", "  1. more", "what is it", "plain words."]
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINE, max_size=12).map("\n".join))
def test_any_text_is_read_and_every_question_is_in_it(text: str) -> None:
    if "\0" in text:
        return
    whole = one_line(text)
    for question, answer in notes(text):
        assert answer.strip()
        assert question and all(word in whole for word in question.split())


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from("what is this and why does html render so slowly".split()), min_size=2, max_size=9
    ),
    st.lists(st.sampled_from("alpha beta gamma delta".split()), min_size=1, max_size=9),
)
def test_a_question_above_an_item_is_kept_word_for_word(question: list[str], answer: list[str]) -> None:
    text = f"Some {' '.join(question)}  \n- {' '.join(answer)}\n"
    assert notes(text) == [(f"Some {' '.join(question)}", " ".join(answer))]
