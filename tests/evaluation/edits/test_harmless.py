"""Harmless edits keep what an answer says."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest
from hypothesis import given

from evaluation.edits.strategies import patient, seeds, texts
from viva.evaluation.edits import HARMLESS, NEGATION, WORDS_A_TYPO


def numbers(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+(?:[.,]\d+)*", text))


def negations(text: str) -> Counter[str]:
    return Counter(word.lower() for word in NEGATION.findall(text))


def harmless(name: str, text: str, seed: int = 0) -> str | None:
    return HARMLESS[name](text, Random(seed))


@patient
@pytest.mark.parametrize("name", HARMLESS)
@given(text=texts, seed=seeds)
def test_harmless_edits_keep_numbers_and_negation(name: str, text: str, seed: int) -> None:
    edited = harmless(name, text, seed)
    assert edited == harmless(name, text, seed)
    if edited is not None:
        assert numbers(edited) == numbers(text)
        assert negations(edited) == negations(text)


@pytest.mark.parametrize(
    ("name", "text", "edited"),
    [
        ("synonyms", "Because of it, usually because it has to.", "Owing to it, normally since it needs to."),
        ("synonyms", "That has to do with a large queue.", "That concerns a large queue."),
        ("lower case", "The DOM isn't HTML.", "the dom isn't html."),
        ("transcript", "Well, 1.5 s (at 10:30) - isn't it? Node.js.", "well 1.5 s at 10:30 isn't it node.js"),
        ("transcript", "A front-end, in C++; `async def`.", "a front-end in c++ async def"),
        (
            "contractions",
            "It's ready, they're not. It's got one.",
            "It is ready, they are not. It's got one.",
        ),
        ("contractions", "It is ready and I am not, as it is.", "It's ready and I'm not, as it is."),
        ("contractions", "It isn't ready, it is not.", "It isn't ready, it's not."),
        ("sentences reordered", "Servers answer. Browsers ask", "Browsers ask. Servers answer."),
    ],
)
def test_harmless_edits_by_example(name: str, text: str, edited: str) -> None:
    assert harmless(name, text) == edited


@pytest.mark.parametrize(
    "text",
    [
        "One sentence alone.",
        "Servers answer. They wait.",
        "Servers answer. But browsers ask.",
        "Servers answer. Then what?",
        "Servers answer.\nBrowsers ask.",
        "Servers answer. 2 browsers ask.",
    ],
)
def test_sentences_that_lean_on_others_stay_where_they_are(text: str) -> None:
    assert harmless("sentences reordered", text) is None


def test_at_most_one_word_in_eight_is_mistyped() -> None:
    text = (
        "Several different browsers request the finished document from distant servers, without waiting. " * 4
    )
    edited = harmless("typos", text)
    assert edited is not None
    wrong = [(a, b) for a, b in zip(text.split(), edited.split(), strict=True) if a != b]
    assert 0 < len(wrong) <= len(text.split()) // WORDS_A_TYPO
    assert all(a[0] == b[0] and len(a) - len(b) in (0, 1) for a, b in wrong)
    assert harmless("typos", "Browsers request documents quickly.") == "Browsers request documents quickly."


def test_fillers_stand_after_commas_or_at_the_start() -> None:
    first, filler, second = str(harmless("fillers", "It loads, it runs.")).split(", ")
    assert (first, second) == ("It loads", "it runs.")
    assert filler in ("um", "uh", "you know", "so basically")
    assert str(harmless("fillers", "It loads 1, 2.")).endswith(", It loads 1, 2.")


def test_a_polite_frame_lowers_only_words_that_allow_it() -> None:
    assert str(harmless("polite frame", "The page loads.")).endswith(" that the page loads.")
    assert str(harmless("polite frame", "I use it.")).endswith(" that I use it.")
    assert str(harmless("polite frame", "React wakes up.")).endswith(" that React wakes up.")
    assert harmless("polite frame", "Yes it does.") is None
    assert harmless("polite frame", "html → DOM") is None
