"""Gaming edits leave the answer whole and add what says nothing."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given

from evaluation.edits.strategies import patient, seeds, texts
from helpers import rubric
from viva.evaluation.edits import GAMING, INSTRUCTION, OFF_TOPIC, WAFFLE, ZERO_WIDTH, key_terms


@patient
@pytest.mark.parametrize("name", GAMING)
@given(text=texts, seed=seeds)
def test_gaming_edits_keep_the_answer_whole(name: str, text: str, seed: int) -> None:
    edited = GAMING[name](text, Random(seed), rubric())
    assert edited == GAMING[name](text, Random(seed), rubric())
    assert edited is not None and text in edited and edited != text


def test_gaming_by_example() -> None:
    tides = rubric()
    terms = ["pulls", "water", "towards", "itself", "earth", "turns", "beneath", "bulges", "daily"]
    assert key_terms(tides) == terms
    added = {name: str(edit("So.", Random(0), tides)) for name, edit in GAMING.items()}
    assert added["key terms"] == "So.\n\n" + ", ".join(terms)
    assert added["question"] == "So.\n\nWhat makes the tides?"
    assert added["instruction"] == f"So.\n\n{INSTRUCTION}"
    assert added["zero-width key terms"].replace(ZERO_WIDTH, "") == added["key terms"]
    assert f"wa{ZERO_WIDTH}ter" in added["zero-width key terms"]
    assert len(added["homoglyph key terms"]) == len(added["key terms"])
    assert not {"water", "daily"} & set(added["homoglyph key terms"].split(", "))
    assert added["three times"] == "So.\n\nSo.\n\nSo."
    assert added["off-topic opening"].endswith("\n\nSo.")
    assert sum(sentence in added["waffle"] for sentence in WAFFLE) == 3


def test_the_stock_is_as_large_as_it_says() -> None:
    assert len(set(WAFFLE)) == 10
    assert 190 <= len(OFF_TOPIC.split()) <= 210
