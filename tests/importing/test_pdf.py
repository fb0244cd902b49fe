"""PDF files, made by pypdf and by hand."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from importing.parts import pairs, read, refusal, written
from viva.importing.notes import Limits


def pdf(*pages: list[str], password: str | None = None) -> bytes:
    """A PDF with those lines of text on its pages."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(600, 800)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        shown = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 50 700 Td {shown} ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    into = io.BytesIO()
    writer.write(into)
    return into.getvalue()


PAGES = (
    ["What is x?", "It is a thing that", "goes on.", "What is y?"],
    ["- one", "- two", "Why so?", "Because."],
)


def test_pages_are_read_like_plain_text(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.pdf", pdf(*PAGES)))
    assert pairs(found) == [
        ("What is x?", "It is a thing that goes on."),
        ("What is y?", "- one\n- two"),
        ("Why so?", "Because."),
    ]
    assert [note.source for note in found.notes] == ["a.pdf, page 1", "a.pdf, page 1", "a.pdf, page 2"]


def test_a_locked_file_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "a.pdf", pdf(*PAGES, password="secret"))
    assert PdfReader(path).is_encrypted
    assert "a.pdf: is locked with a password. Save a copy without one." in refusal(path)


def test_pages_that_are_pictures_are_told(tmp_path: Path) -> None:
    assert "has no text in it: its pages are pictures" in refusal(written(tmp_path, "a.pdf", pdf([])))


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing", b"not at all", pdf(*PAGES)[:300]])
def test_a_broken_file_is_told(tmp_path: Path, content: bytes) -> None:
    told = refusal(written(tmp_path, "a.pdf", content))
    assert "is damaged, or is no PDF" in told or "has no text" in told


def test_an_enormous_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.pdf", pdf(*PAGES))
    assert "has 2 pages, and 1 can be read. Split it." in refusal(path, limits=Limits(pages=1))
    assert "is larger than" in refusal(path, limits=Limits(bytes=100))


def test_a_tree_of_pages_that_bites_its_tail_is_refused(tmp_path: Path) -> None:
    content = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    assert refusal(written(tmp_path, "a.pdf", content))
