"""The command line is quick to say what it can do, and says its errors without a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from viva import __version__
from viva.cli import COMMANDS, MODULES, app
from viva.cli.rubrics import COMMANDS as RUBRICS_COMMANDS

# Runs the command line as `viva` does, then tells which heavy libraries that has imported.
PROGRAM = """
import sys
from viva.cli import main
sys.argv = ["viva", *sys.argv[1:]]
try:
    main()
finally:
    heavy = {"torch", "transformers", "sentence_transformers", "fastapi", "sqlalchemy", "uvicorn", "numpy"}
    print("imported:", *sorted(heavy & set(sys.modules)), file=sys.stderr)
"""


def viva(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    own = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        env=os.environ | own | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["-h"], ["--version"], ["grade", "--help"], ["serve", "--help"], ["import", "--help"]],
)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    done = viva(*arguments)
    assert done.returncode == 0
    assert done.stderr.strip() == "imported:"


@pytest.mark.parametrize("name", RUBRICS_COMMANDS)
def test_help_on_rubrics_imports_nothing_heavy(name: str) -> None:
    done = viva("rubrics", name, "--help")
    assert done.returncode == 0
    assert done.stderr.strip() == "imported:"


def test_checking_files_without_examples_imports_nothing_heavy(folder: Path) -> None:
    done = viva("rubrics", "check", folder)
    assert done.returncode == 0
    assert done.stderr.strip() == "imported:"


def test_help_lists_every_command_with_what_it_does() -> None:
    told = CliRunner().invoke(app, ["--help"]).output
    for name, does in COMMANDS.items():
        assert name in told and does in told


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_module_of_its_name_and_help(name: str) -> None:
    module = MODULES.get(name, name)
    command = getattr(import_module(f"viva.cli.{module}"), module)
    assert isinstance(command, click.Command)
    assert command.name == name and command.help
    done = CliRunner().invoke(app, [name, "--help"])
    assert done.exit_code == 0
    assert done.output.startswith(f"Usage: app {name}")


def test_the_version_is_the_packages() -> None:
    assert CliRunner().invoke(app, ["--version"]).output == f"viva, version {__version__}\n"


def test_an_unknown_command_is_told() -> None:
    done = CliRunner().invoke(app, ["grad"])
    assert done.exit_code == 2
    assert "No such command 'grad'" in done.output


def test_an_error_that_a_person_can_act_on_has_no_traceback(tmp_path: Path) -> None:
    done = viva("rubrics", "check", tmp_path / "gone")
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == f"viva: {tmp_path / 'gone'}: there is no such file or folder."
    assert "Traceback" not in done.stderr
