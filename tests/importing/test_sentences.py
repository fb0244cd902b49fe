"""Sentences and list items."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.importing.sentences import sentences_of


def split(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in sentences_of(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("- one\n* two\n3) three\n\nfour", ["one", "two", "three", "four"]),
        ("Use it, e.g. Here, i.e. There, vs. Nothing.", ["Use it, e.g. Here, i.e. There, vs. Nothing."]),
        ("Version 3.11 of a.b is v1.2. Next.", ["Version 3.11 of a.b is v1.2.", "Next."]),
        ("A, b, etc. Then c.", ["A, b, etc.", "Then c."]),
        ("“Quoted.” After.", ["“Quoted.", "After."]),
        ("… — !", []),
        ("- -1 is negative", ["-1 is negative"]),
    ],
)
def test_a_sentence_ends_where_people_end_it(text: str, said: list[str]) -> None:
    assert split(text) == said


@given(st.text(max_size=80))
def test_sentences_are_apart_and_in_order(text: str) -> None:
    end = 0
    for sentence in sentences_of(text):
        assert end <= sentence.start < sentence.end <= len(text)
        end = sentence.end
