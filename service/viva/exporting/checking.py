"""Whether the parts of an interview that is brought in agree with one another, and with the rubrics beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from viva.exporting.schema import (
    AttemptData,
    GradeData,
    InterviewData,
    QuestionData,
    RubricVersionData,
    SpanData,
)
from viva.rubric import RubricError, parse_rubric
from viva.rubric.files import version_of

Path: TypeAlias = tuple[int | str, ...]
Misfit: TypeAlias = tuple[Path, str]
"""Where, and what is wrong there."""


class Unfit(Exception):
    """A part that cannot be used: where in it, and why."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(what)
        self.path = path
        self.what = what


def rubric_points(data: RubricVersionData) -> tuple[str, ...]:
    """The ids of the key points of a rubric version, in order.

    Raises:
        Unfit: its text is not that of the version, or is no rubric.
    """
    if version_of(data.text.encode()) != data.version:
        raise Unfit(("version",), "is not the SHA-256 of the text")
    try:
        return tuple(point.id for point in parse_rubric(data.text, id=data.question_id).key_points)
    except RubricError as error:
        raise Unfit(("text",), f"is no rubric ({error.problems[0].message})") from None


def misfits(interview: InterviewData, rubrics: Mapping[str, Sequence[str]]) -> Iterator[Misfit]:
    """What does not agree in an interview; `rubrics` are the key points of each version."""
    yield from _rising([question.position for question in interview.questions], ("questions",), "position")
    for place, question in enumerate(interview.questions):
        for path, what in _in_question(question, rubrics):
            yield ("questions", place, *path), what


def _in_question(question: QuestionData, rubrics: Mapping[str, Sequence[str]]) -> Iterator[Misfit]:
    if question.rubric_version not in rubrics:
        yield ("rubric_version",), "is not among the rubric versions"
    yield from _rising([attempt.number for attempt in question.attempts], ("attempts",), "number")
    if len({(hint.number, hint.turn, hint.step) for hint in question.hints}) < len(question.hints):
        yield ("hints",), "holds one hint twice"
    current = [(draft.number, draft.to_follow_up) for draft in question.drafts if draft.revision]
    if len(set(current)) < len(current):
        yield ("drafts",), "holds two drafts of one answer"
    for place, attempt in enumerate(question.attempts):
        for path, what in _in_attempt(attempt, question, rubrics):
            yield ("attempts", place, *path), what


def _in_attempt(
    attempt: AttemptData, question: QuestionData, rubrics: Mapping[str, Sequence[str]]
) -> Iterator[Misfit]:
    whole = {attempt.follows is None, attempt.follow_up is None, attempt.aimed_at is None}
    if len(whole) > 1:
        yield ("follow_up",), "is there only together with follows and aimed_at"
    firsts = {a.id for a in question.attempts if a.follows is None and a.number < attempt.number}
    if attempt.follows is not None and attempt.follows not in firsts:
        yield ("follows",), "is no earlier answer to the question"
    for place, grade in enumerate(attempt.grades):
        for path, what in _in_grade(grade, attempt.answer, question, rubrics):
            yield ("grades", place, *path), what
    yield from _in_disputes(attempt, question)


def _in_grade(
    grade: GradeData, answer: str, question: QuestionData, rubrics: Mapping[str, Sequence[str]]
) -> Iterator[Misfit]:
    points = rubrics.get(grade.rubric_version)
    if points is None:
        yield ("rubric_version",), "is not among the rubric versions"
        return
    found = [point.id for point in grade.key_points]
    allowed = [list(points), [question.aimed_at]] if grade.status == "graded" else [[]]
    if found not in allowed:
        yield ("key_points",), "are not those of the rubric version"
    for place, point in enumerate(grade.key_points):
        spans = [*point.evidence, *([point.nearest] if point.nearest else [])]
        if not all(_is_slice(span, answer) for span in spans):
            yield ("key_points", place), "has evidence that is not in the answer"


def _in_disputes(attempt: AttemptData, question: QuestionData) -> Iterator[Misfit]:
    turns = [attempt.answer, *(a.answer for a in question.attempts if a.follows == attempt.id)]
    if attempt.disputes and attempt.follows is not None:
        yield ("disputes",), "belong to the answer that the follow-up came after"
    if len({dispute.key_point for dispute in attempt.disputes}) < len(attempt.disputes):
        yield ("disputes",), "holds two stands on one key point"
    for place, dispute in enumerate(attempt.disputes):
        words = dispute.words
        if words and not (words.turn <= len(turns) and _is_slice(words, turns[words.turn - 1])):
            yield ("disputes", place, "words"), "are not in the answer"


def _is_slice(span: SpanData, answer: str) -> bool:
    return span.start < span.end <= len(answer) and answer[span.start : span.end] == span.text


def _rising(numbers: Sequence[int], path: Path, name: str) -> Iterator[Misfit]:
    for place, (before, after) in enumerate(pairwise(numbers), 1):
        if after <= before:
            yield (*path, place, name), "does not come after the one before"
