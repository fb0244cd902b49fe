"""Small honest parts that tests put in the place of large ones."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from threading import Event

from viva.encoder.protocols import Passage, Reading, Span
from viva.grading import Calibration, Grader, Verdict
from viva.grading.calibration import Scale
from viva.rubric import Rubric, parse_rubric

_WORD = re.compile(r"\S+")


class Clock:
    """Moves on by a second whenever it is read."""

    def __init__(self, now: datetime = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class WordVerifier:
    """Reads by shared words: a point is covered where half of its longer words occur, in part from a quarter on,
    and contradicted where they occur beside "not" or "never". It counts what it reads.

    `hold` makes it wait, `fail_on` makes it fail on answers that contain that text.
    """

    version = "words-1"

    def __init__(self, hold: Event | None = None, fail_on: str | None = None) -> None:
        self.read_answers: list[str] = []
        self._hold = hold
        self._fail_on = fail_on

    def read(self, passage: Passage) -> tuple[Reading, ...]:
        self.read_answers.append(passage.answer)
        if self._hold is not None:
            self._hold.wait(20)
        if self._fail_on is not None and self._fail_on in passage.answer:
            raise RuntimeError("the reader stumbled")
        return tuple(self._reading(point, passage.answer) for point in passage.points)

    def _reading(self, point: str, answer: str) -> Reading:
        wanted = long_words(point)
        words = [(m.start(), m.end(), m.group().lower().strip(".,;:!?")) for m in _WORD.finditer(answer)]
        spans = tuple(Span(start, end, 0.9 if word in wanted else 0.05) for start, end, word in words)
        said = {word for _, _, word in words}
        share = len(wanted & said) / len(wanted) if wanted else 0.0
        if share >= 0.5 and said & {"not", "never"}:
            return Reading(0, 0, 0, 6, spans)
        if share >= 0.5:
            return Reading(6, 0, 0, 0, spans)
        return Reading(0, 6, 0, 0, spans) if share >= 0.25 else Reading(0, 0, 6, 0, spans)


def long_words(text: str) -> set[str]:
    return {word.lower().strip(".,;:!?") for word in text.split() if len(word) > 2}


PLAIN_SCALE = Scale(temperature=1.0, bias=dict.fromkeys(Verdict, 0.0), credit_above=0.5, unsure_below=0.6)
PLAIN_CALIBRATION = Calibration(
    learnt=PLAIN_SCALE,
    taught=PLAIN_SCALE,
    unseen=PLAIN_SCALE,
    least_relevance=0.2,
    learnt_points=frozenset(),
    provenance="none: made for tests",
)


def word_grader(hold: Event | None = None, fail_on: str | None = None) -> Grader:
    return Grader(WordVerifier(hold, fail_on), PLAIN_CALIBRATION)


TIDES = """\
question: What makes the tides?
topic: physics
model_answer: The moon pulls water towards itself. Earth turns beneath two bulges daily.
key_points:
  - id: moon
    point: The moon pulls water towards itself
  - id: bulges
    point: Earth turns beneath two bulges daily
    weight: 2
"""
BREAD = """\
question: Why does bread rise?
topic: baking
model_answer: Yeast turns sugar into gas. Gluten holds bubbles inside dough.
key_points:
  - id: yeast
    point: Yeast turns sugar into gas
  - id: gluten
    point: Gluten holds bubbles inside dough
"""
SOAP = """\
question: How does soap clean?
topic: chemistry
model_answer: Soap molecules surround grease, rinsing carries them away.
key_points:
  - id: surround
    point: Soap molecules surround grease
"""
FILES = {"bread": BREAD, "soap": SOAP, "tides": TIDES}


def rubric(text: str = TIDES, id: str = "tides") -> Rubric:
    return parse_rubric(text, id=id)
