"""Ids that tell, and that no other has."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from viva.importing.slugs import point_ids, slug, unique
from viva.rubric.schema import SLUG


def test_an_id_is_made_of_the_words_that_its_sisters_do_not_have() -> None:
    points = ["Improves TTFB", "Improves SEO", "Improves everything for the server"]
    assert point_ids(points, "What is server-side rendering?") == ["ttfb", "seo", "everything"]


def test_equal_points_get_numbers_and_foreign_letters_a_place() -> None:
    assert point_ids(["Layout", "Layout", "它是"], "What?") == ["layout", "layout-2", "point-3"]


def test_slugs_are_short_and_plain() -> None:
    assert slug("What's café (2nd)?", "x") == "whats-cafe-2nd"
    assert slug("?", "question") == "question"
    assert len(slug("word " * 50, "x")) <= 60 and not slug("word " * 50, "x").endswith("-")


def test_a_taken_name_gets_the_first_free_number() -> None:
    assert unique("x", {"y"}) == "x"
    assert unique("x", {"x", "x-2"}) == "x-3"


@given(st.lists(st.text(max_size=30), max_size=6), st.text(max_size=30))
def test_ids_are_always_good_and_unique(points: list[str], question: str) -> None:
    ids = point_ids(points, question)
    assert len(set(ids)) == len(points)
    assert all(re.fullmatch(SLUG, id) for id in ids)
