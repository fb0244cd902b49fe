"""Whoever starts a newer Viva keeps their record, and a copy of it from before."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Barrier, Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import URL, Engine, inspect

import viva.store
from viva.errors import VivaError
from viva.store.engine import create_engine_for
from viva.store.migrate import migrate
from viva.store.tables import Base, Interview
from viva.store.unit_of_work import Store

MIGRATIONS = Path(viva.store.__file__).parent / "migrations"
STEP = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade():
    with op.batch_alter_table("interviews", recreate="{recreate}") as table:
        table.add_column(sa.Column("mood", sa.String()))
    {then}
"""


@pytest.fixture
def of_tomorrow(tmp_path: Path) -> Callable[..., Path]:
    """The migrations of a Viva that knows one revision more."""

    def make(then: str = "pass", recreate: str = "auto") -> Path:
        folder = tmp_path / "100% new" / "migrations"
        shutil.copytree(MIGRATIONS, folder)
        (folder / "versions" / "0002_mood.py").write_text(STEP.format(then=then, recreate=recreate))
        return folder

    return make


def columns(engine: Engine) -> set[str]:
    return {column["name"] for column in inspect(engine).get_columns("interviews")}


def constraint_names(engine: Engine) -> set[str | None]:
    found = inspect(engine)
    return {
        constraint["name"]
        for table in found.get_table_names()
        if table != "alembic_version"
        for constraint in [
            found.get_pk_constraint(table),
            *found.get_foreign_keys(table),
            *found.get_unique_constraints(table),
            *found.get_check_constraints(table),
        ]
    }


def test_the_migrated_schema_is_the_one_of_the_tables(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrated_constraints_are_the_ones_of_the_tables(store: Store) -> None:
    migrated = constraint_names(store.engine)
    Base.metadata.drop_all(store.engine)
    Base.metadata.create_all(store.engine)
    assert migrated == constraint_names(store.engine)
    assert None not in migrated


def test_a_new_database_and_one_of_today_need_no_copy(url: URL, tmp_path: Path) -> None:
    engine = create_engine_for(url)
    assert migrate(engine) is None
    assert migrate(engine) is None
    engine.dispose()
    assert not list(tmp_path.glob("*before*"))


def test_two_processes_may_start_at_once(url: URL) -> None:
    together, done = Barrier(2), []

    def start() -> None:
        engine = create_engine_for(url)
        together.wait()
        done.append(migrate(engine))
        engine.dispose()

    threads = [Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [None, None]


def test_an_older_sqlite_file_is_copied_before_it_is_changed(
    store: Store, interview: Callable[..., Interview], of_tomorrow: Callable[..., Path]
) -> None:
    with store.unit_of_work(write=True) as work:
        work.interviews.add(interview())
    copy = migrate(store.engine, of_tomorrow())
    assert "mood" in columns(store.engine)
    if store.engine.dialect.name == "postgresql":
        assert copy is None
        return
    assert copy is not None and copy.name.startswith("viva-before-0002-")
    assert copy.parent == Path(str(store.engine.url.database)).parent
    assert not list(copy.parent.glob("*.part"))
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("SELECT title FROM interviews").fetchall() == [("At minute 0",)]
        assert old.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]


def test_a_table_made_anew_keeps_what_hangs_on_it(
    store: Store, interview: Callable[..., Interview], of_tomorrow: Callable[..., Path]
) -> None:
    with store.unit_of_work(write=True) as work:
        work.interviews.add(made := interview())
    recreate = "always" if store.engine.dialect.name == "sqlite" else "auto"
    migrate(store.engine, of_tomorrow(recreate=recreate))
    with store.unit_of_work() as work:
        kept = work.interviews.get(made.id)
        assert kept is not None and len(kept.questions) == 1


def test_a_step_that_fails_changes_nothing(store: Store, of_tomorrow: Callable[..., Path]) -> None:
    with pytest.raises(ZeroDivisionError):
        migrate(store.engine, of_tomorrow(then="1 / 0"))
    assert "mood" not in columns(store.engine)
    assert migrate(store.engine) is None


def test_a_newer_database_is_refused_with_what_to_do(store: Store, of_tomorrow: Callable[..., Path]) -> None:
    migrate(store.engine, of_tomorrow())
    with pytest.raises(VivaError, match=r"newer Viva.* 0002.* 0001.*Install the newer Viva"):
        migrate(store.engine)
    assert "mood" in columns(store.engine)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "viva.db").write_text("Dear diary, " * 100)
    with pytest.raises(VivaError, match=r"viva\.db cannot be opened"):
        migrate(create_engine_for(f"sqlite:///{tmp_path}/viva.db"))


def test_a_copy_that_cannot_be_made_stops_the_change(
    url: URL, tmp_path: Path, of_tomorrow: Callable[..., Path]
) -> None:
    if url.get_backend_name() != "sqlite":
        pytest.skip("PostgreSQL is not copied")
    folder = of_tomorrow()
    # A name too long for the copy's is not too long for the file's.
    engine = create_engine_for(URL.create("sqlite", database=str(tmp_path / ("v" * 240 + ".db"))))
    migrate(engine)
    with pytest.raises(VivaError, match="needs a copy"):
        migrate(engine, folder)
    assert "mood" not in columns(engine)
    engine.dispose()
    assert not list(tmp_path.glob("*before*"))


def test_the_password_is_in_no_message() -> None:
    with pytest.raises(VivaError) as refused:
        migrate(create_engine_for("postgresql://me:secret@127.0.0.1:1/viva"))
    assert "secret" not in str(refused.value)
