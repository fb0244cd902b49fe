"""`make bench`: how long the schedule takes over a long record, made anew and when nothing has changed."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from viva.interview.schedule import Schedule
from viva.paths import shipped
from viva.rubric import Rubric, RubricBank
from viva.store.migrate import migrate
from viva.store.tables import Attempt, GradeRow, HintRow, Interview, KeyPointRow, PlannedQuestion
from viva.store.unit_of_work import Store

ATTEMPTS = 5_000
POINTS = 8
QUESTIONS = 10
"""Of an interview."""
DAYS = 365
VERDICTS = ("covered",) * 11 + ("partial",) * 3 + ("missing",) * 5 + ("contradicted",)
BEGAN = datetime(2026, 1, 1, 18, tzinfo=UTC)


def main() -> None:
    """Print the times over a record of a year, in SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'viva.db'}")
        migrate(store.engine)
        bank = RubricBank(shipped("rubrics"))
        fill(store, bank)
        schedule = Schedule(store, bank, lambda: BEGAN + timedelta(days=DAYS), UTC)
        cold = _seconds(schedule)
        warm = min(_seconds(schedule) for _ in range(20))
        with store.unit_of_work(write=True) as work:
            newest = work.interviews.list(limit=1)[0]
            newest.title = "Written since"
        again = _seconds(schedule)
        unit = 1024**2 if sys.platform == "darwin" else 1024
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
        print(
            f"the schedule of {ATTEMPTS:,} attempts at {POINTS} points: {cold:.2f} s at first, {again:.2f} s after "
            f"something was written, {1000 * warm:.1f} ms while nothing is; {len(schedule.points())} points, "
            f"{len(schedule.due())} of them due; peak memory {peak:.0f} MB"
        )
        store.close()


def fill(store: Store, bank: RubricBank, attempts: int = ATTEMPTS, questions: int = QUESTIONS) -> None:
    """A record of so many attempts, spread over a year."""
    random = Random(5)
    rubrics = list(bank.rubrics.values())
    sittings = attempts // questions
    with store.unit_of_work(write=True) as work:
        for rubric in rubrics:
            work.rubric_versions.keep(rubric.version, rubric.id, rubric.text, BEGAN)
        for number in range(sittings):
            begun = BEGAN + timedelta(days=DAYS * number // sittings, minutes=number % 60)
            work.interviews.add(_interview(random.sample(rubrics, questions), begun, random))


def _interview(rubrics: list[Rubric], begun: datetime, random: Random) -> Interview:
    interview = Interview(title="A sitting", mode="coach", created_at=begun, finished_at=begun)
    for rubric in rubrics:
        planned = PlannedQuestion(
            question_id=rubric.id,
            question=rubric.question,
            topic=rubric.topic,
            rubric_version=rubric.version,
        )
        planned.attempts.append(_attempt(rubric, begun, random))
        if random.random() < 0.1:
            planned.hints.append(HintRow(number=1, turn=1, step=2, given_at=begun))
        interview.questions.append(planned)
    return interview


def _attempt(rubric: Rubric, begun: datetime, random: Random) -> Attempt:
    grade = GradeRow(
        status="graded",
        coverage=0.5,
        rubric_version=rubric.version,
        grader_version="bench",
        graded_at=begun,
        points=list(_verdicts(rubric, random)),
    )
    return Attempt(
        answer="An answer.",
        submitted_at=begun,
        submission=f"{random.getrandbits(64)}",
        awaiting_grade=False,
        grades=[grade],
    )


def _verdicts(rubric: Rubric, random: Random) -> Iterator[KeyPointRow]:
    ids = [key_point.id for key_point in rubric.key_points]
    for id in (ids + [f"further-{n}" for n in range(POINTS)])[:POINTS]:
        sure = random.random()
        yield KeyPointRow(
            key_point_id=id, verdict=random.choice(VERDICTS), confidence=sure, unsure=sure < 0.1
        )


def _seconds(schedule: Schedule) -> float:
    started = time.perf_counter()
    schedule.due(10)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
