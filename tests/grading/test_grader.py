from __future__ import annotations

import json
import math
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import BREAD, PLAIN_CALIBRATION, PLAIN_SCALE, SOAP, WordVerifier, rubric, word_grader
from viva.encoder.protocols import Passage, Reading, Span
from viva.grading import Calibration, Grade, Grader, Verdict
from viva.grading.calibration import fingerprint

TIDES = rubric()
MOON = "The moon pulls water towards itself."
BULGES = "Earth turns beneath two bulges daily."


class SureVerifier:
    """Gives the same logits for every point, with the same relevance for every word."""

    version = "sure-1"

    def __init__(self, logits: tuple[float, float, float, float], relevance: float) -> None:
        self._logits = logits
        self._relevance = relevance

    def read(self, passage: Passage) -> tuple[Reading, ...]:
        spans = tuple(Span(start, end, self._relevance) for start, end in passage.segments)
        covered, partial, missing, contradicted = self._logits
        return tuple(Reading(covered, partial, missing, contradicted, spans) for _ in passage.points)


def sure(logits: tuple[float, float, float, float], relevance: float = 0.9) -> Grade:
    return Grader(SureVerifier(logits, relevance), PLAIN_CALIBRATION).grade(TIDES, MOON)


def test_a_grade_has_a_verdict_for_each_key_point_in_their_order() -> None:
    grade = word_grader().grade(TIDES, BULGES)
    assert [(v.key_point, v.verdict) for v in grade.verdicts] == [
        ("moon", Verdict.MISSING),
        ("bulges", Verdict.COVERED),
    ]
    # The bulges weigh 2 of 3: 0.66666…
    assert grade.coverage == 0.6667
    assert grade.status == "graded" and grade.reason is None


def test_a_grade_names_the_rubrics_version_and_the_graders() -> None:
    grader = word_grader()
    grade = grader.grade(TIDES, MOON)
    assert (grade.question_id, grade.rubric_version) == ("tides", TIDES.version)
    assert grade.grader_version == grader.version
    assert WordVerifier.version in grader.version


def test_evidence_is_what_was_said() -> None:
    answer = f"Well. {MOON} So they say."
    (moon, _) = word_grader().grade(TIDES, answer).verdicts
    (piece,) = moon.evidence
    assert piece.text == MOON.rstrip(".") == answer[piece.start : piece.end]
    assert moon.nearest is None


def test_a_denial_gets_no_credit_and_shows_its_words() -> None:
    grade = word_grader().grade(TIDES, "The moon never pulls water towards itself.")
    assert grade.verdicts[0].verdict is Verdict.CONTRADICTED
    assert grade.verdicts[0].evidence
    assert grade.coverage == 0


def test_a_missing_point_has_no_evidence_but_the_nearest_place() -> None:
    (missing, _) = sure((0, 0, 6, 0), relevance=0.1).verdicts
    assert missing.verdict is Verdict.MISSING
    assert missing.evidence == ()
    assert missing.nearest is not None and missing.nearest.text in MOON


@pytest.mark.parametrize("logits", [(6, 0, 0, 0), (0, 6, 0, 0), (0, 0, 0, 6)])
def test_without_evidence_there_is_no_credit_and_no_contradiction(
    logits: tuple[float, float, float, float],
) -> None:
    # The least relevance of these tests is 0.2.
    grade = sure(logits, relevance=0.19)
    assert {v.verdict for v in grade.verdicts} == {Verdict.MISSING}
    assert all(v.unsure and v.evidence == () for v in grade.verdicts)
    assert grade.coverage == 0
    assert {v.verdict for v in sure(logits, relevance=0.2).verdicts} != {Verdict.MISSING}


def test_a_low_confidence_is_unsure() -> None:
    # e / (e + 3) = 0.4754; the verdict is covered, for credit has (e + 1) / (e + 3) = 0.6502.
    unsure = sure((1, 0, 0, 0)).verdicts[0]
    assert (unsure.verdict, unsure.confidence, unsure.unsure) == (Verdict.COVERED, 0.48, True)
    # e^2 / (e^2 + 3) = 0.7112.
    certain = sure((2, 0, 0, 0)).verdicts[0]
    assert (certain.verdict, certain.confidence, certain.unsure) == (Verdict.COVERED, 0.71, False)


def test_a_learnt_point_is_read_by_its_own_scale() -> None:
    strict = PLAIN_SCALE.model_copy(update={"credit_above": 0.99})
    known = frozenset({fingerprint(TIDES.question, TIDES.key_points[0].point)})
    update = {"learnt": strict, "learnt_points": known}
    calibration: Calibration = PLAIN_CALIBRATION.model_copy(update=update)
    grade = Grader(SureVerifier((2, 0, 0, 0), 0.9), calibration).grade(TIDES, MOON)
    assert [v.verdict.credited for v in grade.verdicts] == [False, True]


def test_what_cannot_be_graded_has_a_reason_and_neither_coverage_nor_verdicts() -> None:
    verifier = WordVerifier()
    grade = Grader(verifier, PLAIN_CALIBRATION).grade(TIDES, "   ")
    assert (grade.status, grade.reason) == ("not_graded", "The answer is empty.")
    assert grade.coverage is None and grade.verdicts == ()
    assert grade.rubric_version == TIDES.version
    assert verifier.read_answers == []


def test_the_json_of_a_grade_is_the_contract() -> None:
    told = word_grader().grade(TIDES, f"Well: {BULGES}").to_dict("a1")
    # 2 / (2 + 1), to four places; e^6 / (e^6 + 3) = 0.9926.
    assert math.exp(6) / (math.exp(6) + 3) == pytest.approx(0.9926, abs=1e-4)
    assert told == json.loads(json.dumps(told))
    assert told == {
        "id": "a1",
        "question_id": "tides",
        "status": "graded",
        "reason": None,
        "coverage": 0.6667,
        "key_points": [
            {"id": "moon", "verdict": "missing", "confidence": 0.99, "unsure": False, "evidence": []},
            {
                "id": "bulges",
                "verdict": "covered",
                "confidence": 0.99,
                "unsure": False,
                "evidence": [{"start": 6, "end": 42, "text": "Earth turns beneath two bulges daily"}],
            },
        ],
        "rubric_version": TIDES.version,
        "grader_version": "rules-2+words-1",
    }


def test_the_same_answer_gives_the_same_grade_alone_among_others_backwards_and_from_two_threads() -> None:
    questions = [TIDES, rubric(BREAD, "bread"), rubric(SOAP, "soap")]
    answers = [
        MOON,
        BULGES,
        "",
        "Yeast turns sugar into gas.",
        f"- {MOON}\n- not {BULGES}",
        "Soap molecules, grease.",
    ]
    pairs = [(question, answer) for question in questions for answer in answers]
    alone = [word_grader().grade(question, answer) for question, answer in pairs]
    grader = word_grader()
    assert list(grader.grade_all(pairs)) == alone
    assert list(grader.grade_all(reversed(pairs))) == alone[::-1]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda pair: grader.grade(*pair), pairs)) == alone


def test_many_answers_are_graded_one_at_a_time_as_they_are_asked_for() -> None:
    verifier = WordVerifier()
    grades = Grader(verifier, PLAIN_CALIBRATION).grade_all((TIDES, answer) for answer in (MOON, BULGES))
    assert verifier.read_answers == []
    assert next(grades).coverage == 0.3333
    assert verifier.read_answers == [MOON]


BITS = [
    MOON,
    BULGES,
    "not",
    "moon bulges water",
    "\n- ",
    "1. ",
    "\0",
    "\ud83c",
    "🌊",
    "שלום",
    "no wait",
    "→",
    "...",
    "x" * 300,
]


@settings(deadline=None, max_examples=60)
@given(
    st.one_of(
        st.text(st.characters(), max_size=200), st.lists(st.sampled_from(BITS), max_size=12).map(" ".join)
    )
)
def test_any_text_gives_a_grade_or_a_reason(answer: str) -> None:
    grade = word_grader().grade(TIDES, answer)
    if grade.reason is not None:
        assert grade.coverage is None and grade.verdicts == ()
        return
    assert grade.coverage is not None and 0 <= grade.coverage <= 1
    assert [v.key_point for v in grade.verdicts] == ["moon", "bulges"]
    for verdict in grade.verdicts:
        assert bool(verdict.evidence) == (verdict.verdict is not Verdict.MISSING)
        assert 0 <= verdict.confidence <= 1
        for piece in (*verdict.evidence, *([verdict.nearest] if verdict.nearest else [])):
            assert piece.text == answer[piece.start : piece.end] != ""
    assert word_grader().grade(TIDES, answer) == grade
