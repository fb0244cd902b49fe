"""The text of a note, whatever a broken converter left in it."""

from __future__ import annotations

import pytest

from viva.importing.notes import Found, ImportFault, Limits, Note, checked, clean, one_line, shortened


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  a\r\nb\rc\u2028d  ", "a\nb\nc\nd"),
        ("a\0b\x07c\x9f", "abc"),
        ("\ufeffa", "a"),
        ("half \ud83c", "half \ufffd"),
        ("tab\there", "tab\there"),
    ],
)
def test_control_characters_are_no_part_of_a_note(text: str, said: str) -> None:
    assert clean(text) == said


def test_a_question_is_one_line() -> None:
    assert one_line(" What\n is\t it? ") == "What is it?"


def test_long_text_is_quoted_by_its_beginning() -> None:
    assert shortened("word " * 30) == f"{'word ' * 11}word…"


def test_too_many_notes_are_refused_and_not_cut() -> None:
    notes = tuple(Note(str(n), "a", "x:1") for n in range(4))
    with pytest.raises(
        ImportFault, match=r"^x: holds 4 notes, and 3 can be imported at once\. Split the file\.$"
    ):
        checked("x", Found(notes), Limits(notes=3))
    assert checked("x", Found(notes), Limits(notes=4)).notes == notes


def test_no_notes_are_told_with_the_first_reason() -> None:
    with pytest.raises(ImportFault, match=r"no question with an answer was found \(x:1: blank\)"):
        checked("x", Found((), ("x:1: blank",)), Limits())
