"""What is done to labelled answers leaves each label true."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from viva.training.examples import PointLabel, Snippet, TrainingExample
from viva.training.variations import by_point, exchanged, fewer_points, opened, statements, tailed

GAS, HEAT, SALT = "Yeast turns sugar into gas", "Heat sets the crumb", "Salt slows the yeast"
ANSWER = "Well, the yeast makes gas, and then the oven sets it. Salt? No idea."
EXAMPLE = TrainingExample(
    "Why does bread rise?",
    ANSWER,
    (
        PointLabel(GAS, "covered", (6, 25)),
        PointLabel(HEAT, "partial", (36, 52)),
        PointLabel(SALT, "missing"),
    ),
)
DENIED = Snippet(EXAMPLE.question, GAS, "contradicted", "Gas has nothing to do with yeast.")
seeds = st.integers(0, 10_000).map(random.Random)


def evidence(example: TrainingExample) -> dict[str, str | None]:
    return {
        label.point: example.answer[slice(*label.evidence)] if label.evidence else None
        for label in example.labels
    }


def test_the_example_is_what_it_seems() -> None:
    assert evidence(EXAMPLE) == {GAS: "the yeast makes gas", HEAT: "the oven sets it", SALT: None}


@given(seeds)
def test_fewer_points_keep_their_labels(rng: random.Random) -> None:
    got = fewer_points(EXAMPLE, rng)
    assert got.answer == ANSWER and 1 <= len(got.labels) <= 3 and set(got.labels) <= set(EXAMPLE.labels)


@given(seeds, st.lists(st.text("abc de", min_size=3).filter(str.strip), min_size=1, max_size=6, unique=True))
def test_statements_cover_the_points_whose_words_they_are(rng: random.Random, points: list[str]) -> None:
    got = statements("Q?", points, rng)
    assert sorted(label.point for label in got.labels) == sorted(points)
    assert any(label.label == "covered" for label in got.labels)
    assert all((label.label == "covered") == (label.evidence is not None) for label in got.labels)


@given(seeds)
def test_what_comes_after_an_answer_changes_no_label(rng: random.Random) -> None:
    got = tailed(EXAMPLE, rng)
    assert got.answer.startswith(ANSWER) and len(got.answer) > len(ANSWER) and got.labels == EXAMPLE.labels


@given(seeds)
def test_what_comes_before_an_answer_moves_its_evidence_along(rng: random.Random) -> None:
    got = opened(EXAMPLE, "The moon pulls at the sea, " * 20, rng)
    assert got.answer.endswith(ANSWER) and evidence(got) == evidence(EXAMPLE)


@given(seeds)
def test_an_exchanged_piece_brings_its_own_label_and_moves_the_others_evidence(rng: random.Random) -> None:
    got = exchanged(EXAMPLE, by_point([DENIED]), rng)
    if got is None:  # the dice wanted a kind of which there is none
        return
    labels = {label.point: label.label for label in got.labels}
    assert labels == {GAS: "contradicted", HEAT: "partial", SALT: "missing"}
    assert evidence(got) == {
        GAS: "gas has nothing to do with yeast",
        HEAT: "the oven sets it",
        SALT: None,
    }
    assert got.answer == "Well, gas has nothing to do with yeast, and then the oven sets it. Salt? No idea."


def test_three_exchanges_in_five_are_for_the_opposite() -> None:
    made = [exchanged(EXAMPLE, by_point([DENIED]), random.Random(seed)) for seed in range(200)]
    assert 0.5 < sum(example is not None for example in made) / 200 < 0.7


@given(seeds)
def test_words_that_speak_of_two_points_are_not_exchanged(rng: random.Random) -> None:
    both = TrainingExample(
        "Q?", ANSWER, (PointLabel(GAS, "covered", (6, 25)), PointLabel(HEAT, "covered", (10, 40)))
    )
    assert exchanged(both, by_point([DENIED]), rng) is None
