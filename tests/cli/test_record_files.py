"""`viva export`, `viva backup`, `viva restore`: files out of a record, and into one."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpers import FILES
from viva.cli import app
from viva.grading import Grader
from viva.interview.plan import Wishes
from viva.interview.services import Services
from viva.rubric import RubricBank
from viva.store.engine import default_url
from viva.store.migrate import migrate
from viva.store.unit_of_work import Store


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def data(tmp_path: Path, bank: RubricBank, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with two interviews, one of them deleted."""
    monkeypatch.delenv("VIVA_DATABASE_URL", raising=False)
    folder = tmp_path / "data"
    store = Store(default_url(folder))
    migrate(store.engine)
    services = Services.over(store, bank, _no_grader)
    services.interviews.start(Wishes(count=1))
    services.interviews.delete(services.interviews.start(Wishes(count=1)).id)
    store.close()
    return folder


def _no_grader() -> Grader:
    raise AssertionError("nothing is graded here")


def interviews(file: Path) -> int:
    with zipfile.ZipFile(file) as archive:
        return len(json.loads(archive.read("record.json"))["interviews"])


def test_an_export_leaves_deleted_interviews_out_and_a_backup_has_them(
    data: Path, folder: Path, tmp_path: Path
) -> None:
    exported, kept = tmp_path / "a.zip", tmp_path / "b.zip"
    done = run("export", exported, "--data", data, "--rubrics", folder)
    assert (done.exit_code, done.output) == (0, f"{exported}: 1 interview\n")
    done = run("backup", kept, "--data", data, "--rubrics", folder)
    assert (done.exit_code, done.output) == (0, f"{kept}: 2 interviews, deleted ones included\n")
    assert (interviews(exported), interviews(kept)) == (1, 2)
    assert exported.stat().st_mode & 0o077 == 0


def test_a_file_that_is_there_is_not_written_over(data: Path, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_text("mine")
    done = run("backup", file, "--data", data, "--rubrics", folder)
    assert done.exit_code == 1 and "is not written over" in str(done.exception)
    assert file.read_text() == "mine" and not list(tmp_path.glob(".*.part"))


def test_without_a_record_nothing_is_written_and_no_database_is_made(folder: Path, tmp_path: Path) -> None:
    done = run("export", tmp_path / "a.zip", "--data", tmp_path / "none", "--rubrics", folder)
    assert done.exit_code == 1 and "There is no record yet" in str(done.exception)
    assert not (tmp_path / "none").exists() and not (tmp_path / "a.zip").exists()


@pytest.mark.parametrize(("kind", "start"), [("anki", b"PK"), ("csv", b"\xef\xbb\xbfTopic,")])
def test_weak_points_go_into_a_file(
    data: Path, folder: Path, tmp_path: Path, kind: str, start: bytes
) -> None:
    file = tmp_path / "weak"
    done = run("export", file, "--weak-points", kind, "--data", data, "--rubrics", folder)
    assert (done.exit_code, done.output) == (0, f"{file}: 0 key points\n")
    assert file.read_bytes().startswith(start)


def test_a_backup_is_restored_once_and_again(data: Path, folder: Path, tmp_path: Path) -> None:
    file, elsewhere = tmp_path / "a.zip", tmp_path / "elsewhere"
    run("backup", file, "--data", data, "--rubrics", folder)
    done = run("restore", file, "--data", elsewhere)
    assert (done.exit_code, done.output) == (0, "2 interviews brought in, 0 there already.\n")
    assert run("restore", file, "--data", elsewhere).output == "0 interviews brought in, 2 there already.\n"


def test_rubric_files_are_written_where_there_are_none(data: Path, folder: Path, tmp_path: Path) -> None:
    file, into = tmp_path / "a.zip", tmp_path / "new" / "rubrics"
    (folder / "broken.yaml").write_text("question: [")
    run("backup", file, "--data", data, "--rubrics", folder)
    into.mkdir(parents=True)
    (into / "tides.yaml").write_text(FILES["soap"])
    done = run("restore", file, "--data", tmp_path / "elsewhere", "--rubrics", into)
    assert f"2 rubric files written to {into}, 0 there already." in done.output
    assert "differ, and stay as they are: tides" in done.output and "are no rubrics: broken" in done.output
    assert (into / "tides.yaml").read_text() == FILES["soap"]


def test_a_file_that_is_none_of_vivas_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"nothing")
    done = run("restore", tmp_path / "a.zip", "--data", tmp_path / "data")
    assert done.exit_code == 1 and "is neither an archive" in str(done.exception)
    gone = run("restore", tmp_path / "gone.zip", "--data", tmp_path / "data")
    assert gone.exit_code == 1 and "cannot be read" in str(gone.exception)
