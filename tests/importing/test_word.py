"""Word documents, made by python-docx."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from docx.document import Document

from importing.parts import pairs, read, refusal, written
from importing.test_workbook import altered
from viva.importing.notes import Limits


def saved(document: Document) -> bytes:
    into = io.BytesIO()
    document.save(into)
    return into.getvalue()


def example() -> bytes:
    document = docx.Document()
    document.add_heading("Web", 1)
    document.add_heading("What is hydration?", 2)
    document.add_paragraph("Attaching listeners.")
    document.add_paragraph("reuses the DOM", style="List Bullet")
    document.add_paragraph("attaches state", style="List Bullet")
    bold = document.add_paragraph()
    bold.add_run("Why use it?").bold = True
    bold.add_run(" Because it is fast.")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells], ["Question", "Answer", "What is x?", "Y"], strict=True
    ):
        cell.text = text
    return saved(document)


def test_headings_bold_lines_lists_and_tables_are_read(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.docx", example()))
    assert pairs(found) == [
        ("What is hydration?", "Attaching listeners.\n- reuses the DOM\n- attaches state"),
        ("Why use it?", "Because it is fast."),
        ("What is x?", "Y"),
    ]
    assert [note.source for note in found.notes] == [
        "a.docx, paragraph 2",
        "a.docx, paragraph 6",
        "a.docx, table after paragraph 6, row 2",
    ]
    assert [note.topic for note in found.notes] == ["Web", "Web", None]


def test_plain_paragraphs_that_ask_are_questions(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("What is x?", "It is y.", "And z.", "What is v?", "W."):
        document.add_paragraph(text)
    found = read(written(tmp_path, "a.docx", saved(document)))
    assert pairs(found) == [("What is x?", "It is y.\nAnd z."), ("What is v?", "W.")]


def test_a_broken_document_is_told(tmp_path: Path) -> None:
    assert "is damaged" in refusal(written(tmp_path, "a.docx", example()[:2000]))
    broken = altered(example(), "word/document.xml", b"<w:document")
    assert "is damaged, or is no Word document" in refusal(written(tmp_path, "b.docx", broken))
    assert "is damaged" in refusal(written(tmp_path, "c.docx", b"PK plain text"))


def test_an_enormous_document_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.docx", example())
    assert "is larger than" in refusal(path, limits=Limits(bytes=1_000))
    assert "more than an honest file needs" in refusal(path, limits=Limits(unpacked=10_000))
    assert "holds 3 notes" in refusal(path, limits=Limits(notes=2))


def test_a_hostile_document_is_refused(tmp_path: Path) -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><w:document>&c;</w:document>'
    told = refusal(written(tmp_path, "a.docx", altered(example(), "word/document.xml", laughs)))
    assert "word/document.xml defines entities, which no office program writes. It was not opened." in told
