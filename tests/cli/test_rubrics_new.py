"""`viva rubrics new`: a template that is right as it stands, and nothing written over."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from viva.cli import app
from viva.rubric import RubricConflict, RubricError, load_rubric


def new(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(app, ["rubrics", "new", *map(str, arguments)], env=environment)


def test_a_new_file_passes_the_check(tmp_path: Path) -> None:
    done = new("tides", "--question", "What makes the tides?", "--topic", "physics", "--into", tmp_path)
    assert done.exit_code == 0 and str(tmp_path / "tides.yaml") in done.output
    rubric = load_rubric(tmp_path / "tides.yaml")
    assert (rubric.question, rubric.topic) == ("What makes the tides?", "physics")
    checked = CliRunner().invoke(app, ["rubrics", "check", str(tmp_path)])
    assert (checked.exit_code, checked.output) == (0, "1 files, 0 examples: all is well.\n")


def test_without_a_folder_it_goes_into_the_bank_in_use(folder: Path) -> None:
    assert new("moss", "--question", "What is moss?", VIVA_RUBRICS=str(folder)).exit_code == 0
    assert load_rubric(folder / "moss.yaml").topic == "general"


def test_a_file_that_is_there_is_not_written_over(folder: Path) -> None:
    before = (folder / "soap.yaml").read_text()
    done = new("soap", "--question", "What is soap?", "--into", folder)
    assert isinstance(done.exception, RubricConflict) and "exists already" in str(done.exception)
    assert (folder / "soap.yaml").read_text() == before


@pytest.mark.parametrize(
    ("id", "question", "told"),
    [
        ("Soap", "Q?", "cannot be a question's id"),
        ("../soap", "Q?", "cannot be a question's id"),
        ("moss", " ", "must not be blank"),
    ],
)
def test_what_cannot_be_a_rubric_is_told_and_not_written(
    folder: Path, id: str, question: str, told: str
) -> None:
    before = sorted(folder.parent.rglob("*"))
    done = new(id, "--question", question, "--into", folder)
    assert isinstance(done.exception, RubricError) and told in str(done.exception)
    assert sorted(folder.parent.rglob("*")) == before


def test_a_question_and_a_folder_that_is_there_are_needed(tmp_path: Path) -> None:
    assert "Missing option '--question'" in new("moss", "--into", tmp_path).output
    assert "does not exist" in new("moss", "--question", "Q?", "--into", tmp_path / "gone").output
