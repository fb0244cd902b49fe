"""Excel workbooks, made by openpyxl."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from openpyxl import Workbook

from importing.parts import pairs, read, refusal, written
from viva.importing.notes import Columns, Limits


def workbook(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    del book["Sheet"]
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def altered(content: bytes, member: str, part: bytes) -> bytes:
    """A workbook with one of its parts replaced."""
    into = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(name, part if name == member else before.read(name))
    return into.getvalue()


ROWS: list[list[object]] = [
    ["Question", "Answer", "Topic"],
    ["What is x?", "It is\ny", "web"],
    [None],
    ["Why?", 42],
]


def test_sheets_are_read_row_by_row(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.xlsx", workbook(One=ROWS, Two=[["front", "back"], ["q", "a"]])))
    assert pairs(found) == [("What is x?", "It is\ny"), ("Why?", "42"), ("q", "a")]
    assert [note.topic for note in found.notes] == ["web", None, None]
    assert [note.source for note in found.notes] == [
        "a.xlsx, sheet One, row 2",
        "a.xlsx, sheet One, row 4",
        "a.xlsx, sheet Two, row 2",
    ]


def test_a_sheet_of_something_else_is_told_where_another_has_notes(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.xlsx", workbook(Costs=[["Month", "Sum"], ["May", 3]], Notes=ROWS)))
    assert len(found.notes) == 2
    assert found.remarks == (
        "a.xlsx, sheet Costs, row 1: no column is headed as the one of the questions (columns: 1 'Month', 2 'Sum')",
    )


def test_columns_can_be_chosen(tmp_path: Path) -> None:
    path = written(tmp_path, "a.xlsx", workbook(One=[["Frage", "Antwort"], ["q", "a"]]))
    assert "--question-column" in refusal(path)
    assert pairs(read(path, Columns("Frage", "Antwort"))) == [("q", "a")]


def test_a_broken_workbook_is_told(tmp_path: Path) -> None:
    whole = workbook(One=ROWS)
    assert "a.xlsx: is damaged" in refusal(written(tmp_path, "a.xlsx", whole[: len(whole) // 2]))
    assert "is damaged, or is no workbook" in refusal(
        written(
            tmp_path, "b.xlsx", altered(whole, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>")
        )
    )
    assert "is damaged, or is no workbook" in refusal(
        written(tmp_path, "c.xlsx", altered(whole, "[Content_Types].xml", b"<Types/>"))
    )


def test_an_enormous_workbook_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.xlsx", workbook(One=[ROWS[0], *[ROWS[1]] * 4]))
    assert "sheet One has more than 3 rows. Split the file." in refusal(path, limits=Limits(notes=3))
    assert "more than an honest file needs" in refusal(path, limits=Limits(unpacked=1_000))
    assert "is larger than" in refusal(path, limits=Limits(bytes=1_000))


def test_a_hostile_workbook_is_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><sst><si><t>&b;</t></si></sst>'
    told = refusal(written(tmp_path, "a.xlsx", altered(workbook(One=ROWS), "xl/workbook.xml", bomb)))
    assert "xl/workbook.xml defines entities" in told
    zeros = altered(workbook(One=ROWS), "docProps/app.xml", b" " * 5_000_000)
    assert "docProps/app.xml unpacks to over 150 times its size" in refusal(
        written(tmp_path, "b.xlsx", zeros)
    )
