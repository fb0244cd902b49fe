"""Points that say the same."""

from __future__ import annotations

import pytest

from importing.parts import WordEmbedder
from viva.importing.likeness import Wording, groups


def grouped(*texts: str, places: list[int] | None = None) -> list[list[int]]:
    places = places or list(range(len(texts)))
    return groups([Wording(text, place) for text, place in zip(texts, places, strict=True)], WordEmbedder())


def test_the_same_words_are_one_point() -> None:
    assert grouped("It improves SEO", "Paint fills pixels", "improves the SEO") == [[0, 2], [1]]


def test_a_wording_within_another_is_one_with_it() -> None:
    # Shared words: 4 of 4 and 4 of 5, so the likeness is 4 / (2 · √5) = 0.894, over 0.8.
    assert grouped("renders HTML on servers", "renders HTML on servers quickly") == [[0, 1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("it improves the SEO of pages", "it never improves the SEO of pages"),
        ("handles 10 requests in a second", "handles 20 requests in a second"),
        ("it doesn't block the long parsing", "it does block the long parsing"),
        ("encrypts the key with a secret", "decrypts the key with a secret"),
    ],
)
def test_a_negation_a_number_or_a_verb_makes_another_point(one: str, other: str) -> None:
    assert grouped(one, other) == [[0], [1]]


def test_what_one_sentence_says_is_never_taken_together() -> None:
    embedder = WordEmbedder()
    assert groups([Wording("a b", 3), Wording("a b", 3)], embedder) == [[0], [1]]
    assert embedder.embedded == []
