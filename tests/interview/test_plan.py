from __future__ import annotations

from random import Random

import pytest

from helpers import FILES, rubric
from viva.interview.plan import NothingToAsk, Wishes, choose

RUBRICS = {id: rubric(text, id) for id, text in FILES.items()}


def ids(wishes: Wishes, seed: int = 1) -> list[str]:
    return [r.id for r in choose(RUBRICS, wishes, Random(seed))]


def test_no_wish_asks_everything_in_the_banks_order() -> None:
    assert ids(Wishes()) == ["bread", "soap", "tides"]


def test_a_topic_keeps_its_questions() -> None:
    assert ids(Wishes(topics=frozenset({"baking"}))) == ["bread"]


def test_topics_and_single_questions_add_up() -> None:
    assert ids(Wishes(topics=frozenset({"baking"}), question_ids=frozenset({"tides"}))) == ["bread", "tides"]


def test_a_count_takes_the_first_ones() -> None:
    assert ids(Wishes(count=2)) == ["bread", "soap"]


def test_shuffling_changes_the_order_and_loses_nothing() -> None:
    orders = {tuple(ids(Wishes(shuffled=True), seed)) for seed in range(30)}
    assert len(orders) > 1
    assert {tuple(sorted(order)) for order in orders} == {("bread", "soap", "tides")}


def test_a_wish_that_nothing_fits_is_refused() -> None:
    with pytest.raises(NothingToAsk, match="No question fits"):
        ids(Wishes(topics=frozenset({"astrology"})))
