"""The page of one question: the form, a follow-up, or what was said and how it was read."""

from __future__ import annotations

from dataclasses import dataclass

from viva.grading import Verdict
from viva.interview.aims import Aim
from viva.interview.coach import Help
from viva.interview.draft_versions import Draft
from viva.interview.hints import Hint
from viva.interview.marking import Piece
from viva.interview.record import AttemptRecord, InterviewRecord, QuestionRecord
from viva.interview.story import StoryPart
from viva.interview.timing import TimeLeft
from viva.language import gettext as _
from viva.language import ngettext
from viva.rubric import KeyPoint, Rubric
from viva.views.contexts.disagreeing import RefusedStand, disagreeing
from viva.views.contexts.feedback import AttemptView, attempt_view
from viva.views.contexts.manners import acknowledgement


@dataclass(frozen=True)
class Step:
    """A question in the progress line of an interview."""

    position: int
    state: str
    current: bool


@dataclass(frozen=True)
class FollowUpView:
    """A follow-up that waits for an answer, and how much is open; never which."""

    question: str
    attempt_id: str
    after: int
    """How many follow-ups were answered before it."""
    said: int
    total: int

    @property
    def open(self) -> int:
        """How many key points are open."""
        return self.total - self.said


@dataclass(frozen=True)
class Typed:
    """What a form brought along and must not lose: the words, and when it was first shown."""

    draft: str = ""
    asked: str = ""
    error: str | None = None


@dataclass(frozen=True)
class QuestionPage:
    """A question of an interview: the form, or the latest attempt with its feedback and those before it.

    In a mock interview nothing is shown of what was found `until_the_end`; `clock` is what is left of the time for the
    answer, and `acknowledged` what the interviewer says before the question. A drill has the `aim` of the question, and
    the `main_question` that it belongs to.
    """

    interview_id: str
    title: str
    mode: str
    finished: bool
    position: int
    total: int
    steps: tuple[Step, ...]
    question_id: str
    question: str
    topic: str
    skipped: bool
    attempts: tuple[AttemptView, ...]
    answering: bool
    asks: FollowUpView | None
    """The follow-up that waits; None where the question itself is being answered."""
    lead: str | None
    """The rubric's own question about what the last attempt left open, for the next attempt."""
    hints: tuple[Hint, ...]
    next_hint: int | None
    next_number: int
    next_position: int | None
    """The next question still open, after this one or before it; None where none is left."""
    model_answer: tuple[Piece, ...]
    model_points: tuple[KeyPoint, ...]
    typed: Typed
    draft: Draft
    """What was typed before and is kept, of the answer that the form is for."""
    until_the_end: bool
    seconds_each: int | None
    clock: TimeLeft | None
    acknowledged: str | None
    main_question: str | None
    aim: str | None
    left_out: int
    """Key points that a drill could not ask about; told once, where it begins."""

    @property
    def latest(self) -> AttemptView | None:
        """The last attempt."""
        return self.attempts[-1] if self.attempts else None

    @property
    def returned(self) -> bool:
        """Whether the form was sent and comes back."""
        return bool(self.typed.draft or self.typed.error)

    @property
    def written(self) -> str:
        """What stands in the form's field."""
        return self.typed.draft if self.returned else self.draft.text

    @property
    def headline(self) -> str:
        """The title of the page: the question, and before it how things stand."""
        return headline(self)

    @property
    def waiting(self) -> bool:
        """Whether the latest attempt is still being read."""
        return self.latest is not None and self.latest.waiting


def question_page(
    interview: InterviewRecord,
    question: QuestionRecord,
    model_answer: tuple[Piece, ...],
    help: Help,
    *,
    again: bool = False,
    typed: Typed = Typed(),
    clock: TimeLeft | None = None,
    left_out: int = 0,
    story: tuple[StoryPart, ...] = (),
    refused: RefusedStand | None = None,
) -> QuestionPage:
    """The page of one question; `again` shows the form although there is an answer.

    Verdicts can be disputed where no answer is being written, which a form sent from beside it would lose.
    """
    answering = again or not question.attempts
    latest = question.latest
    rubric = latest.rubric if latest else None
    return QuestionPage(
        interview_id=interview.id,
        title=interview.title,
        mode=interview.mode.value,
        finished=interview.finished_at is not None,
        position=question.position,
        total=len(interview.questions),
        steps=tuple(Step(q.position, q.state, q is question) for q in interview.questions),
        question_id=question.question_id,
        question=question.question,
        topic=question.topic,
        skipped=question.state == "skipped",
        attempts=tuple(
            attempt_view(
                attempt,
                story if attempt is latest else (),
                None
                if answering or question.waits
                else disagreeing(
                    attempt, f"/interviews/{interview.id}/questions/{question.position}", refused
                ),
            )
            for attempt in question.attempts
        ),
        answering=answering,
        asks=_asks(latest) if latest and not answering else None,
        lead=_lead(latest, rubric) if latest and rubric and answering and not question.aimed_at else None,
        hints=help.given,
        next_hint=help.next_step,
        next_number=question.next_number,
        next_position=next_open(interview, question),
        model_answer=model_answer,
        model_points=rubric.key_points if rubric else (),
        typed=typed,
        draft=question.follow_up_draft
        if question.attempts and question.waits and not answering
        else question.draft,
        until_the_end=interview.until_the_end,
        seconds_each=interview.seconds_each,
        clock=clock,
        acknowledged=acknowledgement(interview, question),
        main_question=question.main_question,
        aim=str(Aim(question.question_id, question.aimed_at)) if question.aimed_at else None,
        left_out=left_out,
    )


def headline(page: QuestionPage) -> str:
    """A question with the word that its page's title begins with, so that a tab in the background tells of it."""
    latest, question = page.latest, page.question
    if any(attempt.shows_refused for attempt in page.attempts):
        return _("Not kept yet: %(question)s", question=question)
    if page.typed.error:
        return _("Not sent yet: %(question)s", question=question)
    if page.answering or latest is None:
        return question
    if page.asks:
        return _("A follow-up: %(question)s", question=question)
    if page.until_the_end:
        return _("Answered: %(question)s", question=question)
    if latest.waiting:
        return _("Reading your answer: %(question)s", question=question)
    if latest.feedback is None:
        return _("Not graded: %(question)s", question=question)
    return ngettext(
        "%(said)s of %(num)s key point: %(question)s",
        "%(said)s of %(num)s key points: %(question)s",
        latest.feedback.total,
        said=latest.feedback.said,
        question=question,
    )


def _asks(attempt: AttemptRecord) -> FollowUpView | None:
    if attempt.follow_up is None or attempt.standing is None:
        return None
    verdicts = attempt.standing.grade.verdicts
    return FollowUpView(
        question=attempt.follow_up.question,
        attempt_id=attempt.id,
        after=len(attempt.follow_ups),
        said=sum(v.verdict is Verdict.COVERED for v in verdicts),
        total=len(verdicts),
    )


def _lead(attempt: AttemptRecord, rubric: Rubric) -> str | None:
    feedback = attempt_view(attempt).feedback
    wanting = [p for p in feedback.points if p.verdict != Verdict.COVERED.value] if feedback else []
    return rubric.key_point(wanting[0].id).follow_up if wanting else None


def next_open(interview: InterviewRecord, question: QuestionRecord) -> int | None:
    """The next question still open, after this one or before it; None where none is left."""
    others = [q.position for q in interview.questions if q.state == "open" and q is not question]
    after = [position for position in others if position > question.position]
    return next(iter(after or others), None)
