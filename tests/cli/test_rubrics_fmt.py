"""`viva rubrics fmt`: files in one layout, and an exit status that a hook can go by."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpers import SOAP, TIDES
from viva.cli import app
from viva.errors import VivaError

UNTIDY = """\
topic: chemistry
question: How does soap clean?
model_answer: Soap molecules surround grease, rinsing carries them away.
key_points:
- point: Soap molecules surround grease  # the heart of it
  id: surround
"""
LAID_OUT = SOAP.replace("surround grease\n", "surround grease # the heart of it\n")


def fmt(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(app, ["rubrics", "fmt", *map(str, arguments)], env=environment)


def test_a_file_is_laid_out_anew(folder: Path) -> None:
    file = folder / "soap.yaml"
    file.write_text(UNTIDY)
    done = fmt(folder)
    assert (done.exit_code, done.output) == (0, f"{file}: was laid out anew.\n3 files: 1 changed.\n")
    assert file.read_text() == LAID_OUT
    assert fmt(folder).output == "3 files: 0 changed.\n"


def test_a_check_changes_nothing_and_fails(folder: Path) -> None:
    file = folder / "soap.yaml"
    file.write_text(UNTIDY)
    done = fmt("--check", folder)
    assert (done.exit_code, done.output) == (1, f"{file}: would be laid out anew.\n3 files: 1 to change.\n")
    assert file.read_text() == UNTIDY


def test_a_check_of_tidy_files_passes(folder: Path) -> None:
    done = fmt("--check", VIVA_RUBRICS=str(folder))
    assert (done.exit_code, done.output) == (0, "3 files: 0 to change.\n")


@pytest.mark.parametrize("options", [[], ["--check"]])
def test_a_file_that_is_no_rubric_is_told_and_stops_no_other(folder: Path, options: list[str]) -> None:
    (folder / "bread.yaml").write_text("question: [\n")
    (folder / "soap.yaml").write_text(UNTIDY)
    done = fmt(*options, folder)
    assert done.exit_code == 1
    assert f"{folder / 'bread.yaml'}:" in done.output and "soap.yaml" in done.output
    assert "1 cannot be laid out" in done.output
    assert (folder / "bread.yaml").read_text() == "question: [\n"


def test_a_tidy_file_is_not_touched(folder: Path) -> None:
    before = (folder / "tides.yaml").stat()
    assert fmt(folder / "tides.yaml").exit_code == 0
    after = (folder / "tides.yaml").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (folder / "tides.yaml").read_text() == TIDES


def test_the_file_behind_a_link_is_laid_out(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text(UNTIDY)
    (folder / "soap.yaml").unlink()
    (folder / "soap.yaml").symlink_to(tmp_path / "real.yaml")
    assert fmt(folder).exit_code == 0
    assert (folder / "soap.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_text() == LAID_OUT


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = fmt(tmp_path / "gone.yaml")
    assert done.exit_code == 1 and isinstance(done.exception, VivaError)
