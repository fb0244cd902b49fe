"""Questions by their form."""

from __future__ import annotations

import pytest

from viva.importing.questions import answered, asked, ends_as_question, looks_like_question


@pytest.mark.parametrize("text", ["What is it?", "Really?)", "“Why?”", "它是什么？"])
def test_a_question_mark_ends_a_question(text: str) -> None:
    assert ends_as_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "what is hyderation",
        "Explain closures",
        "3. Why so",
        "Q4: closures",
        "Are you familar with SSR",
        "Odd?",
    ],
)
def test_questions_and_tasks_are_known_by_their_first_word(text: str) -> None:
    assert looks_like_question(text)


@pytest.mark.parametrize("text", ["React notes", "Whatsoever", "What", "", "Isolation levels", "1. Closures"])
def test_titles_are_no_questions(text: str) -> None:
    assert not looks_like_question(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [("Q: x", "x"), ("Question 3. x", "x"), ("q1) x", "x"), ("Quick: x", None), ("Q:", None)],
)
def test_what_follows_q_is_asked(text: str, said: str | None) -> None:
    assert asked(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [("A: x", "x"), ("Answer 3. x", "x"), ("A. x", None), ("And: x", None), ("Answer.", None), ("A:", "")],
)
def test_what_follows_a_is_answered(text: str, said: str | None) -> None:
    assert answered(text) == said
