from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from viva.views.marking import Mark, Piece, marked

VERDICTS = ("covered", "partial", "contradicted", "model")


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """A text with marks that overlap, nest, touch and fall together; each has a number of its own."""
    text = draw(st.text(max_size=30))
    spans = draw(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
    inside = [(min(a, b), max(a, b)) for a, b in spans if a != b and max(a, b) <= len(text)]
    return text, [Mark(n, draw(st.sampled_from(VERDICTS)), *span) for n, span in enumerate(inside, 1)]


@given(marked_texts())
def test_the_pieces_put_together_are_the_text(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    pieces = marked(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)


@given(marked_texts())
def test_each_character_carries_the_numbers_of_the_marks_over_it(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    place = 0
    for piece in marked(text, marks):
        for _ in piece.text:
            assert piece.numbers == tuple(m.number for m in marks if m.start <= place < m.end)
            place += 1


@given(marked_texts())
def test_each_mark_begins_once_and_ends_once_where_it_says(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    begins, ends, place = {}, {}, 0
    pieces = marked(text, marks)
    for piece in pieces:
        begins.update(dict.fromkeys(piece.first, place))
        place += len(piece.text)
        ends.update(dict.fromkeys(piece.last, place))
    assert begins == {m.number: m.start for m in marks}
    assert ends == {m.number: m.end for m in marks}
    assert set(Counter(n for p in pieces for n in p.first).values()) <= {1}
    assert set(Counter(n for p in pieces for n in p.last).values()) <= {1}


@given(marked_texts())
def test_the_order_of_the_marks_changes_nothing(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    assert marked(text, marks) == marked(text, reversed(marks))


@given(marked_texts(), st.integers(-5, 40), st.integers(-5, 40))
def test_a_mark_that_is_not_in_the_text_is_left_out(
    given: tuple[str, list[Mark]], start: int, end: int
) -> None:
    text, marks = given
    if not 0 <= start < end <= len(text):
        assert marked(text, [*marks, Mark(99, "covered", start, end)]) == marked(text, marks)


def test_an_empty_text_has_no_pieces() -> None:
    assert marked("", [Mark(1, "covered", 0, 0), Mark(2, "covered", 0, 3)]) == ()


def test_a_text_without_marks_is_one_plain_piece() -> None:
    assert marked("plain", []) == (Piece("plain"),)


def test_nested_marks() -> None:
    assert marked("abcdef", [Mark(1, "covered", 0, 6), Mark(2, "partial", 2, 4)]) == (
        Piece("ab", (1,), first=(1,), verdict="covered"),
        Piece("cd", (1, 2), first=(2,), last=(2,), verdict="partial"),
        Piece("ef", (1,), last=(1,), verdict="covered"),
    )


def test_overlapping_marks() -> None:
    assert marked("abcdef", [Mark(1, "covered", 0, 4), Mark(2, "contradicted", 2, 6)]) == (
        Piece("ab", (1,), first=(1,), verdict="covered"),
        Piece("cd", (1, 2), first=(2,), last=(1,), verdict="contradicted"),
        Piece("ef", (2,), last=(2,), verdict="contradicted"),
    )


def test_touching_marks() -> None:
    assert marked("abcd", [Mark(1, "covered", 0, 2), Mark(2, "covered", 2, 4)]) == (
        Piece("ab", (1,), first=(1,), last=(1,), verdict="covered"),
        Piece("cd", (2,), first=(2,), last=(2,), verdict="covered"),
    )


def test_what_is_wrong_is_shown_before_what_is_half_right_and_that_before_what_is_right() -> None:
    def shown(*verdicts: str) -> str | None:
        return marked("a", [Mark(n, v, 0, 1) for n, v in enumerate(verdicts)])[0].verdict

    assert shown("covered", "contradicted", "partial") == "contradicted"
    assert shown("covered", "partial") == "partial"
    assert shown("model", "covered") == "covered"
