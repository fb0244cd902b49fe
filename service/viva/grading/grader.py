"""The grader: a function of (rubric, answer, readings), with no clock, no randomness and no memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from viva.encoder.protocols import Reading, Verifier
from viva.grading.calibration import Calibration, decide, probabilities
from viva.grading.coverage import coverage
from viva.grading.evidence import choose
from viva.grading.gradable import why_not
from viva.grading.grade import Grade, PointVerdict, Verdict
from viva.grading.segments import Segment, split
from viva.grading.teaching import TaughtReader
from viva.rubric.schema import KeyPoint, Rubric

RULES = "2"
"""Raised with every change to this package that can change a grade."""


class Grader:
    """Grades answers with one verifier and one calibration; safe to share between threads if the verifier is.

    What a rubric teaches is learnt when it is first graded against.
    """

    def __init__(self, verifier: Verifier, calibration: Calibration) -> None:
        self._verifier = verifier
        self._reader = TaughtReader(verifier)
        self._calibration = calibration

    @property
    def verifier(self) -> Verifier:
        """What reads, before calibration and without what a rubric teaches."""
        return self._verifier

    @property
    def version(self) -> str:
        """Names everything a grade depends on besides rubric and answer."""
        return f"rules-{RULES}+{self._verifier.version}"

    def grade(self, rubric: Rubric, answer: str) -> Grade:
        """Grade one answer. The same rubric and answer give the same grade, alone or among others."""
        reason = why_not(answer)
        if reason is not None:
            return Grade(rubric.id, None, (), rubric.version, self.version, reason)
        segments = split(answer)
        readings = self._reader.read(rubric, answer)
        verdicts = tuple(
            self._verdict(rubric, key_point, reading, answer, segments)
            for key_point, reading in zip(rubric.key_points, readings, strict=True)
        )
        share = coverage((k.weight, v.verdict) for k, v in zip(rubric.key_points, verdicts, strict=True))
        return Grade(rubric.id, share, verdicts, rubric.version, self.version)

    def grade_all(self, pairs: Iterable[tuple[Rubric, str]]) -> Iterator[Grade]:
        """Grade many answers, in order, one at a time: a grade never depends on its neighbours."""
        return (self.grade(rubric, answer) for rubric, answer in pairs)

    def _verdict(
        self,
        rubric: Rubric,
        key_point: KeyPoint,
        reading: Reading,
        answer: str,
        segments: tuple[Segment, ...],
    ) -> PointVerdict:
        scale = self._calibration.scale(self._calibration.case(rubric, key_point))
        probability = probabilities(reading, scale)
        verdict = decide(probability, scale.credit_above)
        evidence = choose(answer, segments, reading.spans, self._calibration.least_relevance)
        if not evidence:  # no evidence, no credit
            verdict = Verdict.MISSING
        nearest = None
        if verdict is Verdict.MISSING:
            close = choose(answer, segments, reading.spans, 0.0)
            nearest, evidence = (close[0] if close else None), ()
        confidence = round(probability[verdict], 2)
        return PointVerdict(
            key_point.id, verdict, confidence, confidence < scale.unsure_below, evidence, nearest
        )
