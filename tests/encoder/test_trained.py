from __future__ import annotations

import re

import pytest

from viva.encoder.packing import MAX_ANSWER, Packer
from viva.encoder.protocols import Passage, Reading
from viva.encoder.reader import Reader
from viva.encoder.trained import TrainedVerifier

POINTS = ("The moon pulls water", "Earth turns beneath two bulges daily")
ANSWER = "The moon  pulls\nwater-bodies; Erdrotation, 🌊 naïveté… don't\0know!"
LONG = " ".join(f"word{i}" for i in range(900))


@pytest.fixture(scope="module")
def verifier(tiny_reader: Reader, packer: Packer) -> TrainedVerifier:
    return TrainedVerifier(tiny_reader, packer, "tiny-1")


def passage(answer: str, points: tuple[str, ...] = POINTS) -> Passage:
    return Passage("What makes the tides?", points, answer, ((0, len(answer)),))


def logits(reading: Reading) -> tuple[float, float, float, float]:
    return reading.covered, reading.partial, reading.missing, reading.contradicted


@pytest.mark.parametrize("answer", [ANSWER, LONG, "שלום moon", "moon" * 600, "\0", "½ ﬁne ＡＢ"])
def test_spans_are_the_answers_words_in_their_order(verifier: TrainedVerifier, answer: str) -> None:
    readings = verifier.read(passage(answer))
    assert len(readings) == len(POINTS)
    for reading in readings:
        assert [(s.start, s.end) for s in reading.spans] == [m.span() for m in re.finditer(r"\S+", answer)]
        assert all(0 <= s.relevance <= 1 for s in reading.spans)


def test_words_in_every_window_of_a_long_answer_are_read(verifier: TrainedVerifier, packer: Packer) -> None:
    assert len(packer.pack("", POINTS, LONG)) > 1 and len(LONG.split()) > MAX_ANSWER
    for reading in verifier.read(passage(LONG)):
        assert all(s.relevance > 0 for s in reading.spans)


def test_a_reading_does_not_depend_on_what_was_read_before(verifier: TrainedVerifier) -> None:
    first = verifier.read(passage(ANSWER))
    verifier.read(passage(LONG))
    assert verifier.read(passage(ANSWER)) == first


def test_each_point_has_its_own_reading_wherever_it_stands(verifier: TrainedVerifier) -> None:
    one, two = verifier.read(passage(ANSWER))
    assert logits(one) != pytest.approx(logits(two), abs=1e-4)
    two_again, one_again = verifier.read(passage(ANSWER, POINTS[::-1]))
    assert logits(one_again) == pytest.approx(logits(one), abs=1e-5)
    assert logits(two_again) == pytest.approx(logits(two), abs=1e-5)


def test_the_version_is_the_one_it_was_given(verifier: TrainedVerifier) -> None:
    assert verifier.version == "tiny-1"
