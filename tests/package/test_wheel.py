"""The wheel as people get it: installed outside the checkout, with nothing but what it carries."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from faults.program import Program, until

CHECKOUT = Path(__file__).parents[2]
ANSWER = "The server sends ready HTML, and the framework attaches its event listeners to that markup."


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints; it must succeed."""
    done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, env={}, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", into, CHECKOUT, cwd=into)
    (built,) = into.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel, and the libraries of the one that runs the tests."""
    environment = tmp_path_factory.mktemp("installed")
    venv.create(environment, symlinks=True)
    python = environment / "bin" / "python"
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        "--no-compile",
    ]
    run(*pip, wheel, cwd=environment)
    # Afterwards, so that pip does not look there; and as a plain path, so that no .pth file in it leads to a checkout.
    libraries = Path(
        run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=environment).strip()
    )
    (libraries / "of-the-tests.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python.parent


@pytest.fixture(scope="module")
def program(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    empty = tmp_path_factory.mktemp("elsewhere")
    program = Program(empty / "data", [str(installed / "viva")], PYTHONPATH="", PYTHONDONTWRITEBYTECODE="1")
    program.start()
    yield program
    program.close()


def test_it_carries_what_it_needs_and_no_more(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    data = {name.removeprefix("viva/_data/") for name in names if name.startswith("viva/_data/")}
    for folder in ("rubrics", "web"):
        there = {p.relative_to(CHECKOUT).as_posix() for p in (CHECKOUT / folder).rglob("*") if p.is_file()}
        assert {name for name in data if name.startswith(f"{folder}/")} == there
    models = {name for name in data if name.startswith("models/")}
    assert models == {
        f"models/verifier/{n}" for n in ("manifest.json", "calibration.json", "verifier.safetensors")
    }
    others = {name.split("/")[0] for name in names} - {"viva"}
    assert all(name.endswith(".dist-info") for name in others), others


def test_its_viva_is_not_that_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    at = Path(run(installed / "python", "-c", "import viva; print(viva.__file__)", cwd=tmp_path).strip())
    assert at.is_relative_to(installed.parent) and not at.is_relative_to(CHECKOUT)


def test_its_command_tells_what_it_can_do(installed: Path, tmp_path: Path) -> None:
    told = run(installed / "viva", "--help", cwd=tmp_path)
    assert told.startswith("Usage: viva [OPTIONS] COMMAND") and "serve" in told


def test_it_serves_its_pages_and_their_parts_from_an_empty_folder(program: Program) -> None:
    page = httpx.get(program.address)
    assert page.status_code == 200 and "What is hydration?" in page.text
    address = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
    style = httpx.get(program.address + address)
    assert style.status_code == 200 and style.headers["content-type"].startswith("text/css")
    assert sorted(p.name for p in program.data.parent.iterdir()) == ["data", "data.log"]


def test_it_grades_by_the_models_that_it_carries(program: Program) -> None:
    until(lambda: httpx.get(f"{program.address}/readyz").status_code == 200, "the models")
    sent = {"question_id": "hydration", "answer": ANSWER}
    grade = httpx.post(f"{program.address}/api/v1/grade", json=sent, timeout=60).json()
    assert grade["status"] == "graded", grade
    assert len(grade["key_points"]) == 4
    evidence = [piece for point in grade["key_points"] for piece in point["evidence"]]
    assert evidence and all(ANSWER[e["start"] : e["end"]] == e["text"] for e in evidence)
