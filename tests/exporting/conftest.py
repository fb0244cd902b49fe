"""A rich record, and an empty one beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import URL

from databases import empty, postgres
from exporting.parts import archive_of
from exporting.records import Rich, clock, rich
from helpers import FILES, word_grader
from viva.interview.services import Services
from viva.rubric import RubricBank
from viva.store.migrate import migrate
from viva.store.unit_of_work import Store

__all__ = ["postgres"]


def bank_in(folder: Path) -> RubricBank:
    folder.mkdir()
    for id, text in FILES.items():
        (folder / f"{id}.yaml").write_text(text)
    return RubricBank(folder)


@pytest.fixture
def bank(tmp_path: Path) -> RubricBank:
    return bank_in(tmp_path / "rubrics")


def store_at(url: URL) -> Store:
    store = Store(url)
    migrate(store.engine)
    return store


def filled(store: Store, bank: RubricBank) -> Rich:
    """Fills an empty store with a rich record."""
    services = Services.over(store, bank, word_grader, clock(), Random(7))
    services.worker.start()
    return rich(services)


@pytest.fixture
def record(tmp_path: Path, bank: RubricBank) -> Iterator[Rich]:
    """A rich record in SQLite."""
    store = store_at(URL.create("sqlite", database=str(tmp_path / "viva.db")))
    yield filled(store, bank)
    store.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Store]:
    """A record with nothing in it."""
    store = store_at(URL.create("sqlite", database=str(tmp_path / "fresh.db")))
    yield store
    store.close()


@pytest.fixture
def postgres_alone(postgres: URL) -> Iterator[URL]:
    """The PostgreSQL database with nothing in it, for a test that uses SQLite beside it."""
    yield postgres
    empty(postgres)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The archive of a rich record, deleted interviews included; that record is gone."""
    folder = tmp_path_factory.mktemp("archive")
    store, bank = (
        store_at(URL.create("sqlite", database=str(folder / "viva.db"))),
        bank_in(folder / "rubrics"),
    )
    filled(store, bank)
    made = archive_of(store, bank)
    store.close()
    return made
