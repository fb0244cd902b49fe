"""Words and the forms that they can have."""

from __future__ import annotations

import pytest

from viva.importing.words import ascii_of, can_be, content_words, stem, stems, verb_forms, words_of


def test_words_keep_their_places() -> None:
    text = "Use `a b`, re-render a/b (C++) and __init__!"
    found = [(text[word.start : word.end], word.small) for word in words_of(text)]
    assert found == [
        ("Use", "use"),
        ("`a b`", "a b"),
        ("re-render", "re-render"),
        ("a/b", "a/b"),
        ("C++", "c++"),
        ("and", "and"),
        ("__init__", "__init__"),
    ]


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("render", {"base"}),
        ("improves", {"s"}),
        ("causing", {"ing"}),
        ("handled", {"past"}),
        ("cut", {"base", "past"}),
        ("backfill", {"base"}),
        ("layout", set()),
        ("qwxz", set()),
    ],
)
def test_the_forms_of_a_verb_are_known(word: str, forms: set[str]) -> None:
    assert verb_forms(word) == forms


def test_the_last_part_of_a_compound_says_what_it_is() -> None:
    assert can_be("cpu-bound", "VERB") and can_be("async-aware", "ADJ") and not can_be("server", "VERB")


def test_words_that_tell_something_are_parted_and_stemmed() -> None:
    assert content_words("It is the content-heavy/public pages") == ["content", "heavy", "public", "pages"]
    assert stem("rendered") == stem("renders") == "render"
    assert stems("The rendered pages") == {"render", "page"}


def test_accents_are_dropped() -> None:
    assert ascii_of("Café œuvre 它") == "Cafe uvre "
