"""Rows of the database as data to take away, and back."""

from __future__ import annotations

from collections.abc import Iterator

from viva.exporting.schema import (
    AttemptData,
    DisputeData,
    DraftData,
    GradeData,
    HintData,
    InterviewData,
    KeyPointData,
    QuestionData,
    RubricVersionData,
    SpanData,
    WordsData,
)
from viva.grading import Verdict
from viva.interview.plan import Mode
from viva.store.archive import PointValues
from viva.store.tables import (
    Attempt,
    DisputeRow,
    DraftRow,
    GradeRow,
    HintRow,
    Interview,
    KeyPointRow,
    PlannedQuestion,
    RubricVersion,
)


def rubric_version_data(row: RubricVersion) -> RubricVersionData:
    """A rubric version to take away."""
    return RubricVersionData(
        version=row.version, question_id=row.question_id, text=row.text, stored_at=row.stored_at
    )


def interview_data(row: Interview) -> InterviewData:
    """An interview to take away, whole; to be made while its session is open."""
    return InterviewData(
        id=row.id,
        title=row.title,
        mode=Mode(row.mode),
        seconds_each=row.seconds_each,
        created_at=row.created_at,
        finished_at=row.finished_at,
        deleted_at=row.deleted_at,
        questions=tuple(_question_data(question) for question in row.questions),
    )


def _question_data(row: PlannedQuestion) -> QuestionData:
    return QuestionData(
        position=row.position,
        question_id=row.question_id,
        question=row.question,
        topic=row.topic,
        rubric_version=row.rubric_version,
        aimed_at=row.aimed_at,
        main_question=row.main_question,
        asked_at=row.asked_at,
        asked_number=row.asked_number,
        skipped_at=row.skipped_at,
        attempts=tuple(_attempt_data(attempt, row) for attempt in row.attempts),
        hints=tuple(
            HintData(number=hint.number, turn=hint.turn, step=hint.step, given_at=hint.given_at)
            for hint in row.hints
        ),
        drafts=tuple(
            DraftData(
                number=draft.number,
                to_follow_up=draft.to_follow_up,
                revision=draft.revision,
                text=draft.text,
                typed_at=draft.typed_at,
            )
            for draft in row.drafts
        ),
    )


def _attempt_data(row: Attempt, question: PlannedQuestion) -> AttemptData:
    turns = [row, *(answer for answer in question.attempts if answer.follows == row.id)]
    return AttemptData(
        id=row.id,
        number=row.number,
        answer=row.answer,
        submitted_at=row.submitted_at,
        seconds=row.seconds,
        awaiting_grade=row.awaiting_grade,
        follows=row.follows,
        follow_up=row.follow_up,
        aimed_at=row.aimed_at,
        shown_at=row.shown_at,
        grades=tuple(_grade_data(grade, row.answer) for grade in row.grades),
        disputes=tuple(_dispute_data(dispute, turns) for dispute in row.disputes),
    )


def _grade_data(row: GradeRow, answer: str) -> GradeData:
    return GradeData(
        status="graded" if row.reason is None else "not_graded",
        reason=row.reason,
        coverage=row.coverage,
        key_points=tuple(_key_point_data(point, answer) for point in row.points),
        rubric_version=row.rubric_version,
        grader_version=row.grader_version,
        graded_at=row.graded_at,
    )


def _key_point_data(row: KeyPointRow, answer: str) -> KeyPointData:
    return KeyPointData(
        id=row.key_point_id,
        verdict=Verdict(row.verdict),
        confidence=row.confidence,
        unsure=row.unsure,
        evidence=tuple(_span(piece.start, piece.end, answer) for piece in row.evidence),
        nearest=_span(row.nearest_start, row.nearest_end, answer)
        if row.nearest_start is not None and row.nearest_end is not None
        else None,
    )


def _span(start: int, end: int, answer: str) -> SpanData:
    return SpanData(start=start, end=end, text=answer[start:end])


def _dispute_data(row: DisputeRow, turns: list[Attempt]) -> DisputeData:
    words = None
    if row.turn is not None and row.start is not None and row.end is not None:
        text = turns[row.turn - 1].answer[row.start : row.end] if row.turn <= len(turns) else ""
        words = WordsData(turn=row.turn, start=row.start, end=row.end, text=text)
    return DisputeData(key_point=row.key_point_id, said=row.said, words=words, made_at=row.made_at)


def interview_row(data: InterviewData) -> Interview:
    """A new row of an interview that was brought in, with all that is its own but the verdicts of its grades."""
    row = Interview(
        id=data.id,
        title=data.title,
        mode=data.mode.value,
        seconds_each=data.seconds_each,
        created_at=data.created_at,
        finished_at=data.finished_at,
        deleted_at=data.deleted_at,
    )
    row.questions = [_question_row(question) for question in data.questions]
    return row


def _question_row(data: QuestionData) -> PlannedQuestion:
    row = PlannedQuestion(**data.model_dump(exclude={"attempts", "hints", "drafts"}))
    row.attempts = [_attempt_row(attempt) for attempt in data.attempts]
    row.hints = [HintRow(**hint.model_dump()) for hint in data.hints]
    row.drafts = [DraftRow(**draft.model_dump()) for draft in data.drafts]
    return row


def _attempt_row(data: AttemptData) -> Attempt:
    row = Attempt(**data.model_dump(exclude={"grades", "disputes"}))
    # The token named a row of the other database. One of this form is never that of an answer that is sent here.
    row.submission = f"brought-in.{data.id}"
    row.grades = [_grade_row(grade) for grade in data.grades]
    row.disputes = [_dispute_row(dispute) for dispute in data.disputes]
    return row


def _dispute_row(data: DisputeData) -> DisputeRow:
    words = data.words
    return DisputeRow(
        key_point_id=data.key_point,
        said=data.said,
        turn=words.turn if words else None,
        start=words.start if words else None,
        end=words.end if words else None,
        made_at=data.made_at,
    )


def _grade_row(data: GradeData) -> GradeRow:
    return GradeRow(**data.model_dump(exclude={"key_points"}))


def verdict_rows(row: Interview, data: InterviewData) -> Iterator[tuple[GradeRow, list[PointValues]]]:
    """Each grade of a row that was made from `data`, with the columns of its verdicts."""
    for question, asked in zip(row.questions, data.questions, strict=True):
        for attempt, answered in zip(question.attempts, asked.attempts, strict=True):
            for grade, given in zip(attempt.grades, answered.grades, strict=True):
                yield grade, [_point_values(place, point) for place, point in enumerate(given.key_points)]


def _point_values(position: int, data: KeyPointData) -> PointValues:
    point = {
        "position": position,
        "key_point_id": data.id,
        "verdict": data.verdict.value,
        "confidence": data.confidence,
        "unsure": data.unsure,
        "nearest_start": data.nearest.start if data.nearest else None,
        "nearest_end": data.nearest.end if data.nearest else None,
    }
    return point, [
        {"position": place, "start": piece.start, "end": piece.end}
        for place, piece in enumerate(data.evidence)
    ]
