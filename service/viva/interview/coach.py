"""The coach's use cases: the answer to a follow-up, seeing the feedback now, and hints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from viva.grading import Verdict
from viva.interview.finding import NoSuchInterview, find_question, rubric_now
from viva.interview.follow_ups import FollowUp
from viva.interview.hints import COUNT, STEPS, THEME, Hint, hint
from viva.interview.interviews import AnswerRefused, fingerprint, refuse_endless
from viva.interview.record import AttemptRecord, QuestionRecord, question_record
from viva.interview.worker import GradingWorker
from viva.rubric import Rubric, RubricBank
from viva.store.tables import Attempt, HintRow, new_id
from viva.store.unit_of_work import Store


@dataclass(frozen=True)
class Help:
    """The hints taken so far for what is being written, and the step that can be asked for next."""

    given: tuple[Hint, ...]
    next_step: int | None


class Coach:
    """Asks on, and helps on request. Every change is committed before its method returns."""

    def __init__(
        self, store: Store, bank: RubricBank, worker: GradingWorker, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._bank = bank
        self._worker = worker
        self._clock = clock

    def answer(
        self,
        interview_id: str,
        position: int,
        answer: str,
        *,
        attempt_id: str,
        after: int | None = None,
        number: int | None = None,
        seconds: int | None = None,
    ) -> str:
        """Store the answer to a follow-up, then have it graded; its id.

        `after` is how many follow-ups the person had answered before this one; by default all that were. `number`
        is as in `Interviews.answer`: the same words sent again for it are the same answer.

        Raises:
            NoSuchInterview: there is no such interview, question or attempt.
            AnswerRefused: the answer is too long to keep, or no follow-up waits for one.
        """
        refuse_endless(answer)
        with self._store.unit_of_work(write=True) as work:
            question = find_question(work, interview_id, position)
            submission = (
                f"{question.id}.{number or len(question.attempts) + 1}.follow-up.{fingerprint(answer)}"
            )
            known = work.attempts.by_submission(submission)
            if known is not None:
                return known.id
            asked = _asked(question_record(question), attempt_id, after)
            made = Attempt(
                id=new_id(),
                answer=answer,
                submitted_at=self._clock(),
                seconds=seconds,
                submission=submission,
                awaiting_grade=True,
                follows=attempt_id,
                follow_up=asked.question,
                aimed_at=asked.key_point,
            )
            question.attempts.append(made)
        self._worker.submit(made.id)
        return made.id

    def show(self, interview_id: str, position: int) -> None:
        """End the follow-ups to the latest answer: its feedback is shown from now on.

        Raises:
            NoSuchInterview: there is no such interview or question.
        """
        with self._store.unit_of_work(write=True) as work:
            question = find_question(work, interview_id, position)
            firsts = [attempt for attempt in question.attempts if attempt.follows is None]
            if firsts:
                firsts[-1].shown_at = firsts[-1].shown_at or self._clock()

    def take_hint(self, interview_id: str, position: int, step: int) -> None:
        """Keep that a hint was asked for, up to `step`; one step at a time, and each only once.

        Raises:
            NoSuchInterview: there is no such interview or question.
        """
        with self._store.unit_of_work(write=True) as work:
            row = find_question(work, interview_id, position)
            question = question_record(row)
            following = _next_step(question)
            if following is not None and step >= following:
                number, turn = question.helped
                row.hints.append(HintRow(number=number, turn=turn, step=following, given_at=self._clock()))

    def help(self, interview_id: str, position: int) -> Help:
        """The hints for what is being written next: the answer to a follow-up that waits, or to the question.

        Raises:
            NoSuchInterview: there is no such interview or question.
        """
        with self._store.unit_of_work() as work:
            row = find_question(work, interview_id, position)
            question = question_record(row)
            latest = question.latest
            rubric = (latest and latest.rubric) or rubric_now(work, self._bank, row)
        open_points = _open_points(latest, rubric)
        if not open_points:
            return Help((), None)
        aim = latest.follow_up.key_point if latest and latest.follow_up else None
        given = tuple(hint(step, rubric, open_points, aim) for step in sorted(question.hints))
        return Help(given, _next_step(question))


def _asked(question: QuestionRecord, attempt_id: str, after: int | None) -> FollowUp:
    """The follow-up that an answer is for."""
    attempt = next((a for a in question.attempts if a.id == attempt_id), None)
    if attempt is None:
        raise NoSuchInterview("There is no such answer to follow up.")
    answered = len(attempt.follow_ups)
    asked = attempt.asked_after(min(answered if after is None else after, answered))
    if asked is None or not attempt.coached:
        raise AnswerRefused("No follow-up waits for an answer here. Try again to answer the question anew.")
    return asked


def _open_points(latest: AttemptRecord | None, rubric: Rubric) -> frozenset[str]:
    if latest is None or latest.standing is None or latest.standing.grade.reason is not None:
        return frozenset(key_point.id for key_point in rubric.key_points)
    return frozenset(v.key_point for v in latest.standing.grade.verdicts if v.verdict is not Verdict.COVERED)


def _next_step(question: QuestionRecord) -> int | None:
    """The step after those taken. Beside a follow-up stands how many points are open: there, the theme is the first."""
    first = THEME if question.latest and question.latest.follow_up else COUNT
    following = max(question.hints, default=first - 1) + 1
    return following if following in STEPS else None
