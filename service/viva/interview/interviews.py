"""The use cases of an interview: start, answer, skip, try again, finish, and keep house afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from viva.errors import VivaError
from viva.interview.finding import NoSuchInterview, find_interview, find_question
from viva.interview.plan import Wishes, choose
from viva.interview.record import InterviewRecord, interview_record
from viva.interview.worker import GradingWorker
from viva.rubric import RubricBank
from viva.store.tables import Attempt, Interview, PlannedQuestion, new_id
from viva.store.unit_of_work import Store

__all__ = ["BIN_DAYS", "LONGEST_ANSWER", "LONGEST_TITLE", "AnswerRefused", "Interviews", "NoSuchInterview"]

LONGEST_TITLE = 120
BIN_DAYS = 30
"""Days for which a deleted interview can be brought back."""
LONGEST_ANSWER = 200_000
"""Characters that are kept; far more than can be graded, so that nothing of a slip of the hand is lost."""


class AnswerRefused(VivaError):
    """What was sent cannot be taken as an answer."""


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
        """Plan an interview.

        Raises:
            NothingToAsk: no rubric fits the wishes.
        """
        rubrics = choose(self._bank.rubrics, wishes, self._random)
        now = self._clock()
        topics = list(dict.fromkeys(rubric.topic for rubric in rubrics))
        title = ", ".join(topics[:3]) + (" and more" if len(topics) > 3 else "")
        with self._store.unit_of_work(write=True) as work:
            for rubric in rubrics:
                work.rubric_versions.keep(rubric.version, rubric.id, rubric.text, now)
            interview = Interview(
                id=new_id(), title=title[:1].upper() + title[1:], mode=wishes.mode, created_at=now
            )
            interview.questions = [
                PlannedQuestion(
                    question_id=rubric.id,
                    question=rubric.question,
                    topic=rubric.topic,
                    rubric_version=rubric.version,
                )
                for rubric in rubrics
            ]
            work.interviews.add(interview)
            return interview_record(interview)

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
        click, the back button, a second tab) are the same attempt; other words are one more attempt.

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
            attempt = Attempt(
                id=new_id(),
                answer=answer,
                submitted_at=self._clock(),
                seconds=seconds,
                submission=submission,
                awaiting_grade=True,
            )
            question.attempts.append(attempt)
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
                raise NoSuchInterview("There is no such answer.")
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
            raise VivaError(f"A title has 1 to {LONGEST_TITLE} characters; this one has {len(title)}.")
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


def refuse_endless(answer: str) -> None:
    """Refuse an answer that is too long to keep.

    Raises:
        AnswerRefused: it has more than `LONGEST_ANSWER` characters.
    """
    if len(answer) > LONGEST_ANSWER:
        raise AnswerRefused(
            f"The answer has {len(answer):,} characters; at most {LONGEST_ANSWER:,} can be kept."
        )


def fingerprint(answer: str) -> str:
    """What tells the same words sent again from others."""
    return hashlib.sha256(answer.encode()).hexdigest()[:24]
