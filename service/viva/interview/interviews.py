"""The use cases of an interview: start, answer, skip, try again, finish, and keep house afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from viva.errors import VivaError
from viva.interview.aims import Aim
from viva.interview.copying import interview_record
from viva.interview.drills import plan_drill
from viva.interview.finding import NoSuchInterview, find_interview, find_question
from viva.interview.plan import Mode, NothingToAsk, Wishes, choose
from viva.interview.record import InterviewRecord
from viva.interview.timing import TimeLeft, limit_of, seconds_between, time_left
from viva.interview.worker import GradingWorker
from viva.language import gettext as _
from viva.language import number
from viva.rubric import Rubric, RubricBank
from viva.store.tables import Attempt, Interview, PlannedQuestion, new_id
from viva.store.unit_of_work import Store

__all__ = [
    "BIN_DAYS",
    "LONGEST_ANSWER",
    "LONGEST_TITLE",
    "AnswerRefused",
    "Drill",
    "Interviews",
    "NoSuchInterview",
]

LONGEST_TITLE = 120
BIN_DAYS = 30
"""Days for which a deleted interview can be brought back."""
LONGEST_ANSWER = 200_000
"""Characters that are kept; far more than can be graded, so that nothing of a slip of the hand is lost."""


class AnswerRefused(VivaError):
    """What was sent cannot be taken as an answer."""


@dataclass(frozen=True)
class Drill:
    """A drill that was started, and the aims that were left out because the bank has no such key point."""

    interview: InterviewRecord
    left_out: tuple[Aim, ...]


class Interviews:
    """The interviews of one store. Every change is committed before its method returns."""

    def __init__(
        self,
        store: Store,
        bank: RubricBank,
        worker: GradingWorker,
        clock: Callable[[], datetime],
        random: Random,
    ) -> None:
        self._store = store
        self._bank = bank
        self._worker = worker
        self._clock = clock
        self._random = random

    def start(self, wishes: Wishes) -> InterviewRecord:
        """Plan an interview. A drill is planned by `drill`.

        Raises:
            NothingToAsk: no rubric fits the wishes.
        """
        rubrics = choose(self._bank.rubrics, wishes, self._random)
        seconds_each = wishes.seconds_each if wishes.mode is Mode.MOCK else None
        interview = Interview(title=_title(rubrics), mode=wishes.mode, seconds_each=seconds_each)
        interview.questions = [_planned(rubric, rubric.question) for rubric in rubrics]
        return self._keep(interview, rubrics)

    def drill(self, aims: Sequence[Aim]) -> Drill:
        """Plan a drill: one short question for each aim, in their order.

        Raises:
            NothingToAsk: the bank has none of these key points.
        """
        plan = plan_drill(self._bank.rubrics, aims)
        if not plan.questions:
            raise NothingToAsk(_("There is nothing to drill: the bank has none of these key points."))
        rubrics = [short.rubric for short in plan.questions]
        interview = Interview(title=_("Drill: %(topics)s", topics=_topics(rubrics)), mode=Mode.DRILL)
        for short in plan.questions:
            planned = _planned(short.rubric, short.question)
            planned.aimed_at, planned.main_question = short.aim.key_point_id, short.rubric.question
            interview.questions.append(planned)
        return Drill(self._keep(interview, rubrics), plan.left_out)

    def _keep(self, interview: Interview, rubrics: Sequence[Rubric]) -> InterviewRecord:
        interview.id, interview.created_at = new_id(), self._clock()
        with self._store.unit_of_work(write=True) as work:
            for rubric in rubrics:
                work.rubric_versions.keep(rubric.version, rubric.id, rubric.text, interview.created_at)
            work.interviews.add(interview)
            return interview_record(interview)

    def ask(self, interview_id: str, position: int) -> TimeLeft | None:
        """Note when a mock interview first asks for an answer, here or to a follow-up; the time that is left for it.

        None where no answer is waited for, where all is over, and without a clock: but the moment is kept then, too.

        Raises:
            NoSuchInterview: there is no such interview or question.
        """
        interview = self.get(interview_id)
        question = interview.question_at(position)
        if interview.mode is not Mode.MOCK or interview.finished_at or not question.waits:
            return None
        now, asked_at = self._clock(), question.asked_at
        if asked_at is None:
            with self._store.unit_of_work(write=True) as work:
                row = find_question(work, interview_id, position)
                if row.asked_number != question.next_number:
                    row.asked_at, row.asked_number = now, question.next_number
                asked_at = row.asked_at or now
        if interview.seconds_each is None:
            return None
        limit = limit_of(interview.seconds_each, follow_up=bool(question.attempts))
        return time_left(limit, asked_at, now)

    def get(self, interview_id: str, *, include_deleted: bool = False) -> InterviewRecord:
        """An interview with all its questions.

        Raises:
            NoSuchInterview: there is none of that id, or it is deleted.
        """
        with self._store.unit_of_work() as work:
            return interview_record(find_interview(work, interview_id, include_deleted=include_deleted))

    def answer(
        self,
        interview_id: str,
        position: int,
        answer: str,
        *,
        number: int | None = None,
        seconds: int | None = None,
    ) -> str:
        """Store an answer, then have it graded; the attempt's id.

        `number` is the attempt that the person was shown a form for. The same words sent for it again (a double
        click, the back button, a second tab) are the same attempt; other words are one more attempt. In a mock
        interview, the time since the answer was first asked for counts before `seconds`.

        Raises:
            NoSuchInterview: there is no such interview or question.
            AnswerRefused: the answer is too long to keep.
        """
        refuse_endless(answer)
        with self._store.unit_of_work(write=True) as work:
            question = find_question(work, interview_id, position)
            wanted = number or len(question.attempts) + 1
            submission = f"{question.id}.{wanted}.{fingerprint(answer)}"
            known = work.attempts.by_submission(submission)
            if known is not None:
                return known.id
            now = self._clock()
            attempt = Attempt(
                id=new_id(),
                answer=answer,
                submitted_at=now,
                seconds=seconds_taken(question, wanted, now, seconds),
                submission=submission,
                awaiting_grade=True,
            )
            question.attempts.append(attempt)
            question.drafts.clear()  # it has arrived: no draft is left of it
            question.skipped_at = None
        self._worker.submit(attempt.id)
        return attempt.id

    def grade_again(self, attempt_id: str) -> None:
        """Have an attempt graded once more, with the answers to its follow-ups; the earlier grades stay.

        Raises:
            NoSuchInterview: there is no such attempt.
        """
        with self._store.unit_of_work(write=True) as work:
            turns = work.attempts.turns(attempt_id)
            if not turns:
                raise NoSuchInterview(_("There is no such answer."))
            for turn in turns:
                turn.awaiting_grade = True
        for turn in turns:
            self._worker.submit(turn.id)

    def skip(self, interview_id: str, position: int) -> None:
        """Mark a question as skipped; answering it later takes that back.

        Raises:
            NoSuchInterview: there is no such interview or question.
        """
        with self._store.unit_of_work(write=True) as work:
            find_question(work, interview_id, position).skipped_at = self._clock()

    def finish(self, interview_id: str) -> None:
        """Close an interview; it can still be read, and questions left open stay so.

        Raises:
            NoSuchInterview: there is no such interview.
        """
        with self._store.unit_of_work(write=True) as work:
            interview = find_interview(work, interview_id)
            interview.finished_at = interview.finished_at or self._clock()

    def rename(self, interview_id: str, title: str) -> None:
        """Give an interview another title.

        Raises:
            NoSuchInterview: there is no such interview.
            VivaError: the title is blank or too long.
        """
        title = " ".join(title.split())
        if not title or len(title) > LONGEST_TITLE:
            raise VivaError(
                _(
                    "A title has 1 to %(most)s characters; this one has %(characters)s.",
                    most=LONGEST_TITLE,
                    characters=len(title),
                )
            )
        with self._store.unit_of_work(write=True) as work:
            find_interview(work, interview_id).title = title

    def delete(self, interview_id: str) -> None:
        """Take an interview out of the record; `restore` brings it back.

        Raises:
            NoSuchInterview: there is no such interview.
        """
        with self._store.unit_of_work(write=True) as work:
            find_interview(work, interview_id).deleted_at = self._clock()

    def restore(self, interview_id: str) -> None:
        """Bring a deleted interview back.

        Raises:
            NoSuchInterview: there is no such interview.
        """
        with self._store.unit_of_work(write=True) as work:
            find_interview(work, interview_id, include_deleted=True).deleted_at = None

    def empty_bin(self) -> None:
        """Erase for good what was deleted more than `BIN_DAYS` days ago."""
        with self._store.unit_of_work(write=True) as work:
            work.interviews.erase_deleted(before=self._clock() - timedelta(days=BIN_DAYS))


def _planned(rubric: Rubric, question: str) -> PlannedQuestion:
    return PlannedQuestion(
        question_id=rubric.id, question=question, topic=rubric.topic, rubric_version=rubric.version
    )


def _topics(rubrics: Sequence[Rubric]) -> str:
    topics = list(dict.fromkeys(rubric.topic for rubric in rubrics))
    first = ", ".join(topics[:3])
    return _("%(topics)s and more", topics=first) if len(topics) > 3 else first


def _title(rubrics: Sequence[Rubric]) -> str:
    title = _topics(rubrics)
    return title[:1].upper() + title[1:]


def seconds_taken(question: PlannedQuestion, number: int, now: datetime, told: int | None) -> int | None:
    """The seconds since the answer of that number was first asked for, where that was noted; else what was `told`."""
    if question.asked_at is None or question.asked_number != number:
        return told
    return seconds_between(question.asked_at, now)


def refuse_endless(answer: str) -> None:
    """Refuse an answer that is too long to keep.

    Raises:
        AnswerRefused: it has more than `LONGEST_ANSWER` characters.
    """
    if len(answer) > LONGEST_ANSWER:
        raise AnswerRefused(
            _(
                "The answer has %(characters)s characters; at most %(most)s can be kept.",
                characters=number(len(answer)),
                most=number(LONGEST_ANSWER),
            )
        )


def fingerprint(answer: str) -> str:
    """What tells the same words sent again from others."""
    return hashlib.sha256(answer.encode()).hexdigest()[:24]
