"""What goes into the API and what comes out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool

from viva.grading import Grade
from viva.interview.interviews import LONGEST_ANSWER
from viva.interview.record import AttemptRecord, FollowUpRecord, InterviewRecord, QuestionRecord
from viva.rubric import BrokenRubric, Rubric, RubricFile


def _whole(value: object) -> object:
    # Before the type's own check, which refuses such a text in words that help nobody.
    try:
        str(value).encode()
    except UnicodeEncodeError:
        raise ValueError("holds half of a surrogate pair; send whole characters") from None
    return value


def _number(value: object) -> object:
    # JSON has types of its own: true for 1, or "3" for 3, is a slip of the program that sends it. 3.0 is 3.
    if isinstance(value, bool | str):
        raise ValueError("should be a whole number")
    return value


Number = BeforeValidator(_number)
Answer = Annotated[str, Field(max_length=LONGEST_ANSWER), BeforeValidator(_whole)]
Id = Annotated[str, Field(max_length=200)]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class GradeRequest(_In):
    """An answer to grade; nothing of it is stored."""

    question_id: Id
    answer: Answer
    id: str | None = Field(None, max_length=200, description="Comes back in the grade.")


class StartRequest(_In):
    """What to ask; nothing chosen means every question, in the bank's order."""

    topics: list[Id] = []
    question_ids: list[Id] = []
    count: Annotated[int, Field(ge=1, le=1000), Number] | None = None
    shuffled: StrictBool = False
    mode: Literal["feedback", "coach"] = Field(
        "feedback", description="coach asks up to two follow-ups to an answer."
    )


class AnswerRequest(_In):
    """An answer to one question of an interview."""

    position: Annotated[int, Field(ge=1, le=100_000), Number]
    answer: Answer
    number: Annotated[int, Field(ge=1, le=100_000), Number] | None = Field(
        None, description="The attempt this is; the same words sent again for it are not a new one."
    )
    seconds: Annotated[int, Field(ge=0, le=10_000_000), Number] | None = Field(
        None, description="How long the person took."
    )
    follows: Id | None = Field(
        None, description="The id of the attempt whose follow-up this answers; null answers the question."
    )


class EvidenceOut(BaseModel):
    """Characters `start` to `end` of the answer as it was sent; `text` is exactly that slice."""

    start: int
    end: int
    text: str


class PointOut(BaseModel):
    """The verdict on one key point."""

    id: str
    verdict: Literal["covered", "partial", "missing", "contradicted"]
    confidence: float
    unsure: bool
    evidence: list[EvidenceOut]


class GradeOut(BaseModel):
    """A grade, or *not graded* with the reason."""

    id: str | None
    question_id: str
    status: Literal["graded", "not_graded"]
    reason: str | None
    coverage: float | None
    key_points: list[PointOut]
    rubric_version: str
    grader_version: str

    @classmethod
    def of(cls, grade: Grade, id: str | None) -> Self:
        """The grade as the API gives it."""
        return cls.model_validate(grade.to_dict(id))


class FollowUpOut(BaseModel):
    """A follow-up as it was asked, what was said to it, and the grade of these words alone."""

    id: str
    question: str
    key_point: str
    answer: str
    submitted_at: datetime
    seconds: int | None
    awaiting_grade: bool
    grade: GradeOut | None

    @classmethod
    def of(cls, turn: FollowUpRecord) -> Self:
        """The follow-up as the API gives it."""
        return cls(
            id=turn.id,
            question=turn.question,
            key_point=turn.key_point,
            answer=turn.answer,
            submitted_at=turn.submitted_at,
            seconds=turn.seconds,
            awaiting_grade=turn.awaiting_grade,
            grade=GradeOut.of(turn.grade, turn.id) if turn.grade else None,
        )


class AttemptOut(BaseModel):
    """One answer with its latest grade; null while it waits for its first.

    `grade` is that of `answer` alone, and `coverage` that of the answer and its follow-ups together. `follow_up` is
    the question that waits for an answer, where one does, and `hints` is how many were asked for.
    """

    id: str
    number: int
    answer: str
    submitted_at: datetime
    seconds: int | None
    awaiting_grade: bool
    grade: GradeOut | None
    follow_ups: list[FollowUpOut]
    follow_up: str | None
    coverage: float | None
    hints: int

    @classmethod
    def of(cls, attempt: AttemptRecord) -> Self:
        """The attempt as the API gives it."""
        grade = GradeOut.of(attempt.grade, attempt.id) if attempt.grade else None
        return cls(
            id=attempt.id,
            number=attempt.number,
            answer=attempt.answer,
            submitted_at=attempt.submitted_at,
            seconds=attempt.seconds,
            awaiting_grade=attempt.awaiting_grade,
            grade=grade,
            follow_ups=[FollowUpOut.of(turn) for turn in attempt.follow_ups],
            follow_up=attempt.follow_up.question if attempt.follow_up else None,
            coverage=attempt.coverage,
            hints=attempt.hints,
        )


class QuestionOut(BaseModel):
    """A question of an interview."""

    position: int
    question_id: str
    question: str
    topic: str
    state: Literal["open", "answered", "skipped"]
    attempts: list[AttemptOut]

    @classmethod
    def of(cls, question: QuestionRecord) -> Self:
        """The question as the API gives it."""
        return cls(
            position=question.position,
            question_id=question.question_id,
            question=question.question,
            topic=question.topic,
            state=question.state,
            attempts=[AttemptOut.of(attempt) for attempt in question.attempts],
        )


class InterviewOut(BaseModel):
    """An interview. `coverage` is the mean over the latest graded attempts, null where there is none.

    With a coach, an attempt whose follow-up is still open is not among them.
    """

    id: str
    title: str
    mode: Literal["feedback", "coach"]
    created_at: datetime
    finished_at: datetime | None
    coverage: float | None
    questions: list[QuestionOut]

    @classmethod
    def of(cls, interview: InterviewRecord) -> Self:
        """The interview as the API gives it."""
        return cls(
            id=interview.id,
            title=interview.title,
            mode=interview.mode.value,
            created_at=interview.created_at,
            finished_at=interview.finished_at,
            coverage=interview.coverage,
            questions=[QuestionOut.of(question) for question in interview.questions],
        )


class RubricListItem(BaseModel):
    """A usable rubric of the bank."""

    id: str
    version: str
    question: str
    topic: str
    key_points: int


class BrokenOut(BaseModel):
    """A file of the bank that is no rubric as it stands."""

    id: str
    problems: list[str]

    @classmethod
    def of(cls, broken: BrokenRubric) -> Self:
        """The broken file as the API tells of it."""
        return cls(id=broken.id, problems=[str(problem) for problem in broken.problems])


class RubricList(BaseModel):
    """The bank: usable rubrics, and files to put right."""

    rubrics: list[RubricListItem]
    broken: list[BrokenOut]


class RubricOut(BaseModel):
    """A rubric: its file's text, and what that says."""

    id: str
    version: str
    text: str
    rubric: RubricFile

    @classmethod
    def of(cls, rubric: Rubric) -> Self:
        """The rubric as the API gives it."""
        content = RubricFile.model_validate(rubric.model_dump(exclude={"id", "version", "text"}))
        return cls(id=rubric.id, version=rubric.version, text=rubric.text, rubric=content)


class RubricText(_In):
    """The new text of a rubric file, kept exactly."""

    text: Annotated[str, Field(max_length=1_000_000), BeforeValidator(_whole)]


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it (application/problem+json)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[str] = Field([], description="Each fault by itself, where there are several.")
