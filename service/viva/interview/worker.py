"""The grading worker: one thread that loads the models and grades the answers that wait for it.

Answers are in the database before the worker hears of them. What is not graded when the program ends waits
there and is taken up at the next start.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from queue import SimpleQueue
from threading import Condition, Event, Thread

from viva.grading import Grade, Grader
from viva.interview.finding import rubric_now
from viva.interview.grades import row_of
from viva.interview.record import rubric_of
from viva.rubric import Rubric, RubricBank
from viva.store.tables import Attempt
from viva.store.unit_of_work import Store, UnitOfWork

log = logging.getLogger(__name__)


class GradingWorker:
    """Grades one attempt at a time, in the order in which they came."""

    def __init__(
        self, load: Callable[[], Grader], store: Store, bank: RubricBank, clock: Callable[[], datetime]
    ) -> None:
        self._load = load
        self._store = store
        self._bank = bank
        self._clock = clock
        self._queue: SimpleQueue[str | None] = SimpleQueue()
        self._graded = Condition()
        self._loaded = Event()
        self._grader: Grader | None = None
        self.failure: str | None = None
        self._thread = Thread(target=self._run, name="grading", daemon=True)

    def start(self) -> None:
        """Load the models in the background, and take up what waits in the database."""
        with self._store.unit_of_work() as work:
            waiting = work.attempts.awaiting_ids()
        for attempt_id in waiting:
            self._queue.put(attempt_id)
        self._thread.start()

    def stop(self) -> None:
        """End after the attempt that is being graded."""
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout=30)

    @property
    def ready(self) -> bool:
        """Whether the models are loaded."""
        return self._grader is not None

    def grader(self, timeout: float) -> Grader | None:
        """The grader, waiting for it up to `timeout` seconds while it loads; None where it is not to be had."""
        self._loaded.wait(timeout)
        return self._grader

    def submit(self, attempt_id: str) -> None:
        """Have an attempt graded that is stored and marked as awaiting its grade."""
        self._queue.put(attempt_id)

    def wait(self, attempt_id: str, timeout: float) -> bool:
        """Wait up to `timeout` seconds until the attempt no longer awaits its grade; whether it does not."""
        with self._graded:
            return self._graded.wait_for(lambda: not self._awaits(attempt_id), timeout)

    def _awaits(self, attempt_id: str) -> bool:
        with self._store.unit_of_work() as work:
            attempt = work.attempts.get(attempt_id)
            return attempt is not None and attempt.awaiting_grade

    def _run(self) -> None:
        try:
            self._grader = self._load()
        except Exception as error:
            log.exception("the models could not be loaded")
            self.failure = str(error) or type(error).__name__
        self._loaded.set()
        while (attempt_id := self._queue.get()) is not None:
            try:
                self._grade(attempt_id)
            except Exception:  # the thread must outlive a failing database; the attempt still waits
                log.exception("attempt %s could not be graded", attempt_id)
            with self._graded:
                self._graded.notify_all()

    def _grade(self, attempt_id: str) -> None:
        with self._store.unit_of_work() as work:
            attempt = work.attempts.get(attempt_id)
            if attempt is None or not attempt.awaiting_grade:
                return
            rubric = self._rubric(work, attempt)
            answer = attempt.answer
        grade = self._graded_or_reason(rubric, answer)
        with self._store.unit_of_work(write=True) as work:
            attempt = work.attempts.get(attempt_id)
            if attempt is not None and attempt.awaiting_grade:
                work.rubric_versions.keep(rubric.version, rubric.id, rubric.text, self._clock())
                work.grades.add(row_of(grade, attempt_id, self._clock()))
                attempt.awaiting_grade = False

    def _rubric(self, work: UnitOfWork, attempt: Attempt) -> Rubric:
        """What to grade by: the rubric as it is now, but for an answer to a follow-up that of the answer before."""
        first = work.attempts.get(attempt.follows) if attempt.follows else None
        if first is not None and first.grades:
            return rubric_of(first.grades[-1].rubric, attempt.planned_question.question_id)
        return rubric_now(work, self._bank, attempt.planned_question)

    def _graded_or_reason(self, rubric: Rubric, answer: str) -> Grade:
        if self._grader is None:
            reason = f"The grader could not be loaded: {self.failure}"
            return Grade(rubric.id, None, (), rubric.version, "none", reason)
        try:
            return self._grader.grade(rubric, answer)
        except Exception as error:
            log.exception("grading failed under %s", rubric.id)
            reason = f"The grader failed ({type(error).__name__}: {error}). Your answer is kept; try grading again."
            return Grade(rubric.id, None, (), rubric.version, self._grader.version, reason)
