"""`viva import`: what it says, and what it leaves alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from click.testing import CliRunner

from importing.parts import WordEmbedder
from viva.cli import app
from viva.cli.importing import report
from viva.importing.notes import Columns
from viva.rubric import RubricBank, load_rubric

NOTES = "what is ssr\n- Yes: improves TTFB and SEO\n\nIs this empty?\n\nWhat is hydration?\n…it\n"


def imported(folder: Path, *files: Path, topic: str | None = None) -> tuple[list[str], Counter[str]]:
    counts: Counter[str] = Counter()
    lines = list(report(files, RubricBank(folder), WordEmbedder(), Columns(), topic, counts))
    return lines, counts


def notes(folder: Path, text: str = NOTES) -> Path:
    path = folder / "my notes.txt"
    path.write_text(text, "utf-8")
    return path


def test_the_report_tells_what_was_written_and_what_was_not(tmp_path: Path) -> None:
    (into := tmp_path / "drafts").mkdir()
    lines, counts = imported(into, notes(tmp_path), tmp_path / "gone.md")
    assert lines == [
        f"{tmp_path / 'my notes.txt'}: 2 questions",
        "  wrote    what-is-ssr.yaml (2 points) from my notes.txt:1",
        "           no point carries: Yes",
        "  skipped  my notes.txt:6: the answer to “What is hydration?” says nothing that could be a key point. "
        "Write it out in words.",
        "  note     my notes.txt:4: “Is this empty?” has no answer and is left out",
        f"cannot read {tmp_path / 'gone.md'}: there is no such file. Check the name and the folder.",
        f"1 draft written to {into}, 0 left alone, 1 skipped, 1 note above, 1 file not read.",
        f"Read each draft before you practise with it; then run: viva rubrics check {into}",
    ]
    assert counts["read"] == 1
    assert load_rubric(into / "what-is-ssr.yaml").topic == "my notes"


def test_a_second_import_proposes_a_difference_and_duplicates_nothing(tmp_path: Path) -> None:
    (into := tmp_path / "drafts").mkdir()
    imported(into, notes(tmp_path))
    before = {path.name: path.read_bytes() for path in into.iterdir()}
    lines, _ = imported(into, notes(tmp_path))
    assert "  left     what-is-ssr.yaml, which has the question of my notes.txt:1 and says the same" in lines
    lines, _ = imported(into, notes(tmp_path, NOTES.replace("SEO", "CPU use")), topic="web")
    assert (
        "  left     what-is-ssr.yaml, which has the question of my notes.txt:1; the draft would change:"
        in lines
    )
    assert {
        "-topic: my notes",
        "+topic: web",
        "-    point: Improves SEO",
        "+    point: Improves CPU use",
    } <= set(lines)
    assert {path.name: path.read_bytes() for path in into.iterdir()} == before


def test_the_command_writes_drafts_with_the_real_embedder(tmp_path: Path) -> None:
    into = tmp_path / "new" / "drafts"
    done = CliRunner().invoke(app, ["import", str(notes(tmp_path)), "--into", str(into), "--topic", "web"])
    assert done.exit_code == 0, done.output
    assert [path.name for path in into.iterdir()] == ["what-is-ssr.yaml"]
    assert CliRunner().invoke(app, ["rubrics", "check", str(into)]).exit_code == 0


def test_where_nothing_could_be_read_the_status_is_1(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["import", str(tmp_path / "gone.md"), "--into", str(tmp_path / "drafts")])
    assert done.exit_code == 1
    assert "cannot read" in done.output and "0 drafts written" in done.output


def test_columns_are_passed_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Frage,Antwort\nWhat is x?,It improves y.\n", "utf-8")
    arguments = [
        "import",
        str(path),
        "--into",
        str(tmp_path / "d"),
        "--question-column",
        "Frage",
        "--answer-column",
        "2",
    ]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert load_rubric(tmp_path / "d" / "what-is-x.yaml").question == "What is x?"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = CliRunner().invoke(app, ["import", "x.md", "--into", str(tmp_path / "file" / "drafts")])
    assert done.exit_code == 1 and "cannot be made" in str(done.exception)


def test_a_file_and_a_folder_are_asked_for() -> None:
    assert CliRunner().invoke(app, ["import"]).exit_code == 2
    assert CliRunner().invoke(app, ["import", "x.md"]).exit_code == 2
