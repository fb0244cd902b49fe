"""Everything that pages and API work with, put together once at start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from viva.grading import Grader
from viva.interview.coach import Coach
from viva.interview.history import History
from viva.interview.interviews import Interviews
from viva.interview.worker import GradingWorker
from viva.rubric import RubricBank
from viva.store.unit_of_work import Store


@dataclass(frozen=True)
class Services:
    """The bank, the worker and the use cases over one store."""

    bank: RubricBank
    store: Store
    worker: GradingWorker
    interviews: Interviews
    coach: Coach
    history: History

    @classmethod
    def over(
        cls,
        store: Store,
        bank: RubricBank,
        load_grader: Callable[[], Grader],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        random: Random | None = None,
    ) -> Services:
        """Wire the use cases; `load_grader` is called later, in the worker's own thread."""
        worker = GradingWorker(load_grader, store, bank, clock)
        interviews = Interviews(store, bank, worker, clock, random or Random())
        coach = Coach(store, bank, worker, clock)
        return cls(bank, store, worker, interviews, coach, History(store))
