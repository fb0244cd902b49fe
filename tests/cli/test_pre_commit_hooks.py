"""The hooks that other repositories may use name commands that are there, and the files these take."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from viva.cli import app

HOOKS = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text("utf-8"))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hooks_command_takes_the_files_it_is_given(hook: dict[str, str], folder: Path) -> None:
    program, *arguments = hook["entry"].split()
    assert program == "viva"
    files = [str(path) for path in sorted(folder.iterdir())]
    done = CliRunner().invoke(app, [*arguments, *files])
    assert (done.exit_code, done.output.splitlines()[-1].split(",")[0].split(":")[0]) == (0, "3 files")


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("rubrics/soap.yaml", True),
        ("notes/rubrics/soap.yml", True),
        ("rubrics/rubric.schema.json", False),
        ("soap.yaml", False),
        ("my-rubrics/soap.yaml", False),
    ],
)
def test_hooks_run_on_rubric_files_alone(path: str, taken: bool) -> None:
    assert [bool(re.search(hook["files"], path)) for hook in HOOKS] == [taken, taken]
