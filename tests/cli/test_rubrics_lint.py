"""`viva rubrics lint`: findings with file, line and rule; only faults fail."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpers import SOAP
from viva.cli import app
from viva.errors import VivaError

# What the weights of the day make of it is not the point here: so their rules are silenced.
SOUND = """\
question: What makes bread rise?
topic: baking
model_answer: Yeast eats the sugar in the dough and turns it into carbon dioxide gas.
key_points:
  # lint: ok unsupported, vague, reject-said
  - id: yeast
    point: Yeast turns sugar into carbon dioxide gas
    hint: What the living thing does
"""


def lint(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(app, ["rubrics", "lint", *map(str, arguments)], env=environment)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bread.yaml"


def test_a_sound_rubric_passes_with_the_coverage_of_its_model_answer(file: Path) -> None:
    file.write_text(SOUND)
    done = lint(file)
    assert done.exit_code == 0
    assert re.fullmatch(
        rf"{file}: the model answer covers \d+% of it\.\n1 rubrics: 0 faults, 0 remarks\.\n", done.stdout
    )


def test_remarks_alone_pass(file: Path) -> None:
    file.write_text(SOUND.replace("    hint: What the living thing does\n", ""))
    done = lint(file)
    assert done.exit_code == 0
    assert f"remark: {file}:6: key_points[0]: has no hint. Name its theme" in done.stdout
    assert done.stdout.endswith("1 rubrics: 0 faults, 1 remarks.\n")


def test_a_fault_fails_and_can_be_silenced(file: Path) -> None:
    told = SOUND + "    follow_up: What becomes of the sugar?\n"
    file.write_text(told)
    done = lint(file)
    assert done.exit_code == 1
    assert f"fault: {file}:9: key_points[0].follow_up: says “sugar” of the point." in done.stdout
    file.write_text(told + "    # lint: ok follow-up-tells\n")
    assert lint(file).exit_code == 0


def test_a_json_line_for_each_file(file: Path) -> None:
    file.write_text(SOUND + "    follow_up: What becomes of the sugar?\n")
    done = lint("--json", file)
    assert done.exit_code == 1
    (line,) = done.stdout.splitlines()
    found = json.loads(line)
    assert found["file"] == str(file) and 0 <= found["model_answer_coverage"] <= 1
    (finding,) = found["findings"]
    assert (finding["line"], finding["rule"], finding["level"]) == (9, "follow-up-tells", "fault")


def test_a_file_that_is_no_rubric_fails_and_needs_no_model(file: Path, tmp_path: Path) -> None:
    file.write_text(SOAP + "    wieght: 2\n")
    done = lint(file, VIVA_MODELS=str(tmp_path / "no-models-here"))
    assert done.exit_code == 1
    assert "wieght" in done.stdout and done.stdout.endswith("0 rubrics: 0 faults, 0 remarks, 1 problems.\n")


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = lint(tmp_path / "gone")
    assert done.exit_code == 1 and isinstance(done.exception, VivaError)
