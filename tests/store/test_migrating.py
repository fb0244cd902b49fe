"""Whoever starts a newer Viva keeps their record, and a copy of it from before."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import URL, Engine, inspect
from sqlalchemy.exc import IntegrityError

import viva.store
from viva.errors import VivaError
from viva.store.engine import create_engine_for
from viva.store.migrate import migrate
from viva.store.tables import Attempt, Base, HintRow, Interview
from viva.store.unit_of_work import Store

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
MIGRATIONS = Path(viva.store.__file__).parent / "migrations"
STEP = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0003", "0002"


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
        (folder / "versions" / "0003_mood.py").write_text(STEP.format(then=then, recreate=recreate))
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
    assert copy is not None and copy.name.startswith("viva-before-0003-")
    assert copy.parent == Path(str(store.engine.url.database)).parent
    assert not list(copy.parent.glob("*.part"))
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("SELECT title FROM interviews").fetchall() == [("At minute 0",)]
        assert old.execute("SELECT version_num FROM alembic_version").fetchall() == [("0002",)]


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


@pytest.fixture
def of_the_first_viva(tmp_path: Path) -> Path:
    """The migrations up to the first revision."""
    folder = tmp_path / "first" / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    for step in (folder / "versions").glob("0*.py"):
        if not step.name.startswith("0001"):
            step.unlink()
    return folder


KEPT = f"""
INSERT INTO rubric_versions VALUES ('sha256:1', 'ssr', 'question: What is SSR?', '2025-03-01 12:00:00');
INSERT INTO interviews (id, title, created_at) VALUES ('{"i" * 32}', 'Before', '2025-03-01 12:00:00');
INSERT INTO planned_questions (id, interview_id, position, question_id, question, topic, rubric_version)
    VALUES (1, '{"i" * 32}', 1, 'ssr', 'What is SSR?', 'frontend', 'sha256:1');
INSERT INTO attempts (id, planned_question_id, number, answer, submitted_at, seconds, submission, awaiting_grade)
    VALUES ('{"a" * 32}', 1, 1, 'HTML comes ready', '2025-03-01 12:01:00', 41, 'token', {{false}});
INSERT INTO grades (id, attempt_id, status, coverage, rubric_version, grader_version, graded_at)
    VALUES (1, '{"a" * 32}', 'graded', 0.5, 'sha256:1', 'g1', '2025-03-01 12:01:01');
INSERT INTO key_points (id, grade_id, position, key_point_id, verdict, confidence, unsure)
    VALUES (1, 1, 1, 'ttfb', 'covered', 0.9, {{false}});
INSERT INTO evidence (id, key_point_row_id, position, start, "end") VALUES (1, 1, 1, 0, 4)
"""


@pytest.fixture
def from_before(url: URL, of_the_first_viva: Path) -> Iterator[Store]:
    """A record that the first Viva kept, brought up to date."""
    store = Store(url)
    migrate(store.engine, of_the_first_viva)
    assert "mode" not in columns(store.engine)
    false = "0" if url.get_backend_name() == "sqlite" else "false"
    with store.engine.begin() as connection:
        for statement in KEPT.format(false=false).split(";"):
            connection.exec_driver_sql(statement)
    migrate(store.engine)
    yield store
    store.close()


def test_a_record_from_before_the_coach_is_kept_whole(from_before: Store) -> None:
    with from_before.unit_of_work() as work:
        kept = work.interviews.get("i" * 32)
    assert kept is not None and (kept.title, kept.mode, kept.questions[0].hints) == ("Before", "feedback", [])
    (attempt,) = kept.questions[0].attempts
    assert (attempt.answer, attempt.seconds, attempt.submission) == ("HTML comes ready", 41, "token")
    assert (attempt.follows, attempt.follow_up, attempt.aimed_at, attempt.shown_at) == (None,) * 4
    assert attempt.grades[0].points[0].evidence[0].end == 4


def test_a_record_from_before_the_coach_takes_follow_ups_and_hints(from_before: Store) -> None:
    answer = {"answer": "Sooner", "submitted_at": NOON, "submission": "t2", "awaiting_grade": True}
    with from_before.unit_of_work(write=True) as work:
        found = work.interviews.get("i" * 32)
        assert found is not None
        asked = {"follows": "a" * 32, "follow_up": "How soon?", "aimed_at": "ttfb"}
        found.questions[0].attempts.append(Attempt(**answer, **asked))
        found.questions[0].hints.append(HintRow(number=1, turn=1, step=1, given_at=NOON))
    with from_before.unit_of_work() as work:
        assert [turn.number for turn in work.attempts.turns("a" * 32)] == [1, 2]
    with pytest.raises(IntegrityError), from_before.unit_of_work(write=True) as work:
        found = work.interviews.get("i" * 32)
        assert found is not None
        half = answer | {"submission": "t3", "follows": "a" * 32}  # of a follow-up nobody asked
        found.questions[0].attempts.append(Attempt(**half))


def test_a_step_that_fails_changes_nothing(store: Store, of_tomorrow: Callable[..., Path]) -> None:
    with pytest.raises(ZeroDivisionError):
        migrate(store.engine, of_tomorrow(then="1 / 0"))
    assert "mood" not in columns(store.engine)
    assert migrate(store.engine) is None


def test_a_newer_database_is_refused_with_what_to_do(store: Store, of_tomorrow: Callable[..., Path]) -> None:
    migrate(store.engine, of_tomorrow())
    with pytest.raises(VivaError, match=r"newer Viva.* 0003.* 0002.*Install the newer Viva"):
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
