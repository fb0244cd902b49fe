"""`viva rubrics check`: exit status 0 and a line, or 1 and everything that is wrong, where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpers import SOAP
from viva.cli import app
from viva.errors import VivaError


def check(*paths: Path, **environment: str) -> Result:
    return CliRunner().invoke(app, ["rubrics", "check", *map(str, paths)], env=environment)


def test_good_files_without_examples_are_well_and_need_no_model(folder: Path, tmp_path: Path) -> None:
    done = check(folder, VIVA_MODELS=str(tmp_path / "no-models-here"))
    assert (done.exit_code, done.output) == (0, "3 files, 0 examples: all is well.\n")


def test_one_file_can_be_checked_alone(folder: Path) -> None:
    (folder / "tides.yaml").write_text("broken")
    done = check(folder / "bread.yaml")
    assert (done.exit_code, done.output) == (0, "1 files, 0 examples: all is well.\n")


def test_without_paths_the_bank_in_use_is_checked(folder: Path) -> None:
    done = check(VIVA_RUBRICS=str(folder))
    assert (done.exit_code, done.output) == (0, "3 files, 0 examples: all is well.\n")


def test_every_problem_of_every_file_is_told_with_file_and_line(folder: Path) -> None:
    (folder / "soap.yaml").write_text(SOAP + "    wieght: 2\n")
    (folder / "tides.yaml").write_text("question: What makes the tides?\ntopic: ''\n")
    done = check(folder)
    assert done.exit_code == 1
    *told, last = done.output.splitlines()
    assert any(line.startswith(f"{folder / 'soap.yaml'}:7: ") and "wieght" in line for line in told)
    assert any(line.startswith(f"{folder / 'tides.yaml'}:2: topic") for line in told)
    assert not any("bread.yaml" in line for line in told)
    assert last == f"3 files, 0 examples: {len(told)} failed."


def test_a_misnamed_file_is_not_passed_over_in_silence(folder: Path) -> None:
    (folder / "soap.yaml").rename(folder / "soap.yml")
    done = check(folder)
    assert done.exit_code == 1
    assert "Name it soap.yaml." in done.output


def test_hidden_and_other_files_are_not_rubrics(folder: Path) -> None:
    (folder / ".#soap.yaml").write_text("an editor's own")
    (folder / "README.md").write_text("about these")
    assert check(folder).exit_code == 0


@pytest.mark.parametrize("name", ["gone", "gone.yaml"])
def test_a_path_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    done = check(tmp_path / name)
    assert done.exit_code == 1
    assert isinstance(done.exception, VivaError)
    assert str(done.exception) == f"{tmp_path / name}: there is no such file or folder."


def test_a_folder_without_rubrics_is_not_called_well(tmp_path: Path) -> None:
    done = check(tmp_path)
    assert done.exit_code == 1
    assert isinstance(done.exception, VivaError)
    assert str(done.exception) == f"{tmp_path}: there is no rubric file (.yaml) in this folder."


def test_a_file_that_is_no_rubric_at_all_is_told(tmp_path: Path) -> None:
    (tmp_path / "list.yaml").write_text("- a\n- b\n")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\0")
    done = check(tmp_path)
    assert done.exit_code == 1
    assert "list.yaml" in done.output and "bytes.yaml" in done.output
    assert "2 files, 0 examples: " in done.output
