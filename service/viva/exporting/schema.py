"""The record as JSON: what a file of it says, field by field. docs/exporting.md has an example."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from viva.grading import Verdict
from viva.interview.plan import Mode
from viva.rubric.schema import Slug

FORMAT = "viva-record"
VERSION = 1
"""Counts up with every change to what follows. A Viva reads files of its own version and of those before."""

_FIRST, _LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)
_MOST = 1_000_000
_LARGEST = 2**31 - 1
"""What PostgreSQL keeps as an integer."""

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Version = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
Text = Annotated[str, StringConstraints(max_length=_MOST)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=_MOST)]
Count = Annotated[int, Field(strict=True, ge=1, le=_LARGEST)]
Number = Annotated[int, Field(strict=True, ge=0, le=_LARGEST)]
Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
Flag = Annotated[bool, Field(strict=True)]
Moment = Annotated[
    AwareDatetime, Field(ge=_FIRST, le=_LAST), AfterValidator(lambda moment: moment.astimezone(UTC))
]


class Data(BaseModel):
    """What every part is: unchangeable, and nothing in it that this Viva does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SpanData(Data):
    """Characters `start` to `end` of an answer; `text` is exactly that slice."""

    start: Number
    end: Count
    text: Text


class KeyPointData(Data):
    """The verdict on one key point, with the words that decided it."""

    id: Slug
    verdict: Verdict
    confidence: Share
    unsure: Flag
    evidence: tuple[SpanData, ...] = ()
    nearest: SpanData | None = Field(None, description="What came closest to a missing point.")


class GradeData(Data):
    """A grade, or the reason why there is none."""

    status: Literal["graded", "not_graded"]
    reason: Words | None
    coverage: Share | None
    key_points: tuple[KeyPointData, ...]
    rubric_version: Version
    grader_version: Text
    graded_at: Moment

    @model_validator(mode="after")
    def _graded_or_why_not(self) -> Self:
        graded = self.status == "graded"
        if (self.coverage is not None) is not graded or (self.reason is None) is not graded:
            told = "has a coverage and no reason where it is graded, and a reason and no coverage where it is not"
            raise PydanticCustomError("grade", "{told}", {"told": told})
        return self


class WordsData(SpanData):
    """Words of an answer: of that to the question (turn 1), or of that to a follow-up."""

    turn: Count


class DisputeData(Data):
    """A person's own stand on a key point, beside the grader's verdict."""

    key_point: Slug
    said: Flag
    words: WordsData | None
    made_at: Moment


class AttemptData(Data):
    """One answer, to the question or to a follow-up, with every grade that it got, oldest first."""

    id: Id
    number: Count
    answer: Text
    submitted_at: Moment
    seconds: Number | None
    awaiting_grade: Flag
    follows: Id | None = Field(None, description="The answer that the follow-up came after.")
    follow_up: Words | None = Field(None, description="The follow-up, as it was asked.")
    aimed_at: Slug | None = Field(None, description="The key point that the follow-up was aimed at.")
    shown_at: Moment | None = Field(None, description="When the feedback was asked for, instead of going on.")
    grades: tuple[GradeData, ...]
    disputes: tuple[DisputeData, ...] = ()


class HintData(Data):
    """Help that was asked for: with the answer of that number, to the question (turn 1) or to a follow-up."""

    number: Count
    turn: Count
    step: Count
    given_at: Moment


class DraftData(Data):
    """What was typed and not sent; of revision 0 where it was typed in another place meanwhile."""

    number: Count
    to_follow_up: Flag
    revision: Number
    text: Text
    typed_at: Moment


class QuestionData(Data):
    """A question as it was asked, with all that became of it."""

    position: Count
    question_id: Slug
    question: Words
    topic: Words
    rubric_version: Version
    aimed_at: Slug | None = Field(None, description="The key point that a drill asks about.")
    main_question: Words | None = Field(None, description="The question that this point belongs to.")
    asked_at: Moment | None = Field(None, description="When an interview with a clock asked for an answer.")
    asked_number: Count | None = Field(None, description="Which answer it asked for.")
    skipped_at: Moment | None = None
    attempts: tuple[AttemptData, ...] = ()
    hints: tuple[HintData, ...] = ()
    drafts: tuple[DraftData, ...] = ()


class InterviewData(Data):
    """One interview with its questions."""

    id: Id
    title: Words
    mode: Mode
    seconds_each: Number | None
    created_at: Moment
    finished_at: Moment | None
    deleted_at: Moment | None
    questions: tuple[QuestionData, ...]


class RubricVersionData(Data):
    """A rubric file's text as it was when it was used; the version is its SHA-256."""

    version: Version
    question_id: Slug
    text: Words
    stored_at: Moment


class Head(Data):
    """What kind of file it is."""

    format: Literal["viva-record"]
    version: Literal[1]
    made_by: Text = Field(description="The program that wrote it.")
    made_at: Moment


class RecordFile(Head):
    """A whole file."""

    rubric_versions: tuple[RubricVersionData, ...] = Field(description="Every version that a grade names.")
    interviews: tuple[InterviewData, ...] = Field(description="Oldest first.")
