from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import URL

from helpers import FILES, Clock, word_grader
from viva.grading import Grader
from viva.interview.services import Services
from viva.rubric import RubricBank
from viva.store.migrate import migrate
from viva.store.unit_of_work import Store


@pytest.fixture
def bank(tmp_path: Path) -> RubricBank:
    folder = tmp_path / "rubrics"
    folder.mkdir()
    for id, text in FILES.items():
        (folder / f"{id}.yaml").write_text(text)
    return RubricBank(folder)


@pytest.fixture
def address(tmp_path: Path) -> URL:
    """Where the record of these tests lies; a module that tries each database has its own."""
    return URL.create("sqlite", database=str(tmp_path / "viva.db"))


@pytest.fixture
def make_services(address: URL, bank: RubricBank) -> Iterator[Callable[..., Services]]:
    """Makes services over one and the same database, as a program does at each start."""
    made: list[Services] = []

    def make(
        load: Callable[[], Grader] = word_grader, *, start: bool = True, clock: Clock | None = None
    ) -> Services:
        store = Store(address)
        migrate(store.engine)
        services = Services.over(store, bank, load, clock or Clock(), Random(7))
        if start:
            services.worker.start()
        made.append(services)
        return services

    yield make
    for services in made:
        services.worker.stop()
        services.store.close()


@pytest.fixture
def services(make_services: Callable[..., Services]) -> Services:
    return make_services()
