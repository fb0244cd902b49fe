"""Which reader a document's name asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from importing.parts import pairs, read, refusal, written
from viva.importing.formats import READERS


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.TXT", "what is x\n- y\n"),
        ("a.txt", "#separator:tab\nwhat is x\ty\n"),
        ("a.Md", "# what is x\ny\n"),
        ("a.tsv", "question\tanswer\nwhat is x\ty\n"),
        ("a.HTM", "<h1>what is x</h1>y"),
    ],
)
def test_the_ending_says_how_to_read(tmp_path: Path, name: str, content: str) -> None:
    assert pairs(read(written(tmp_path, name, content))) == [("what is x", "y")]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a.doc", ".doc cannot be imported. Save it as .docx."),
        ("a.xls", "Save it as .xlsx."),
        ("a.exe", ".exe cannot be imported. These can: .txt, .md"),
        ("a", "a file without an ending cannot be imported"),
    ],
)
def test_what_cannot_be_imported_is_told_with_what_can(tmp_path: Path, name: str, told: str) -> None:
    assert told in refusal(written(tmp_path, name, "x"))


@pytest.mark.parametrize("ending", READERS)
def test_every_format_refuses_a_file_of_another(tmp_path: Path, ending: str) -> None:
    assert refusal(written(tmp_path, f"a{ending}", bytes(range(256)) * 8))


def test_the_docs_name_every_ending() -> None:
    told = (Path(__file__).parents[2] / "docs" / "importing.md").read_text("utf-8")
    assert [ending for ending in READERS if f"`{ending}`" not in told] == [".markdown", ".htm"]
