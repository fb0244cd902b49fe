"""Words that were copied out of an answer are found in it again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.interview.quoting import find_words

ANSWERS = ("The moon pulls.\nIt pulls  the water.", "Twice a day it pulls.")


def slice_of(answers: tuple[str, ...], place: tuple[int, int, int] | None) -> str | None:
    return None if place is None else answers[place[0] - 1][place[1] : place[2]]


@pytest.mark.parametrize(
    ("copied", "found"),
    [
        ("moon pulls", "moon pulls"),
        (" The MOON pulls. it ", "The moon pulls.\nIt"),
        ("pulls the water", "pulls  the water"),
        ("“Twice a day”", "Twice a day"),
        ("'pulls.'", "pulls."),
        ("the sun", None),
        ("p.lls", None),
        ("", None),
        (" \n", None),
        ("“”", None),
    ],
)
def test_spaces_case_and_quotes_do_not_matter(copied: str, found: str | None) -> None:
    assert slice_of(ANSWERS, find_words(ANSWERS, copied)) == found


@pytest.mark.parametrize(
    ("near", "place"),
    [
        (None, (1, 9, 14)),
        ((1, 0), (1, 9, 14)),
        ((1, 18), (1, 19, 24)),
        ((2, 0), (2, 15, 20)),
        ((9, 0), (1, 9, 14)),
    ],
)
def test_of_several_places_the_nearest_is_taken(
    near: tuple[int, int] | None, place: tuple[int, int, int]
) -> None:
    assert find_words(ANSWERS, "pulls", near) == place


@given(st.text(), st.data())
def test_whatever_is_copied_out_of_an_answer_is_found_in_it(answer: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(answer)))
    end = data.draw(st.integers(start, len(answer)))
    copied = answer[start:end]
    found = find_words(["elsewhere", answer], copied, (2, start))
    if not copied.split():
        assert found is None
    else:
        assert found is not None and found[0] in (1, 2)
        turn, first, last = found
        assert ["elsewhere", answer][turn - 1][first:last].casefold().split() == copied.casefold().split()
