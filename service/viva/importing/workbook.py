"""Excel workbooks (.xlsx): each sheet is a table."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from viva.importing.archives import opened_office
from viva.importing.documents import Document
from viva.importing.notes import Columns, Found, ImportFault, Limits
from viva.importing.tables import Row, notes_of_rows

_MOST_COLUMNS = 200
"""A sheet can declare 16,384; a table of notes has a few."""


def read_workbook(document: Document, limits: Limits, columns: Columns) -> Found:
    """The notes of a workbook. The sheet and the row of a note are its source.

    A sheet without columns of questions and answers is passed over with a remark, if another sheet has them.
    """
    opened_office(document, limits)
    found, refused = Found((), ()), []
    for title, rows in _sheets(document, limits):
        try:
            own = notes_of_rows(rows, f"{document.name}, sheet {title}", columns)
        except ImportFault as fault:
            refused.append(fault)
        else:
            found = Found(found.notes + own.notes, found.remarks + own.remarks)
    if refused and not found.notes:
        raise refused[0]
    return Found(found.notes, found.remarks + tuple(f"{fault.where}: {fault.what}" for fault in refused))


def _sheets(document: Document, limits: Limits) -> Iterator[tuple[str, list[Row]]]:
    from openpyxl import load_workbook

    book: Any
    try:
        # Read only: sheets come row by row. Data only: the values that formulas had, not the formulas.
        book = load_workbook(io.BytesIO(document.content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            yield sheet.title, list(_rows(document.name, sheet, limits))
    except ImportFault:
        raise
    except Exception as error:  # noqa: BLE001  # openpyxl meets broken files with errors of many kinds
        what = f"is damaged, or is no workbook ({type(error).__name__})"
        raise ImportFault(document.name, what, "Save it anew as .xlsx.") from None


def _rows(name: str, sheet: Any, limits: Limits) -> Iterator[Row]:
    filled = 0
    # What a sheet declares as its size is not believed: rows are counted as they come.
    sheet.reset_dimensions()
    for number, values in enumerate(sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS), 1):
        cells = ["" if value is None else str(value) for value in values]
        if not any(cell.strip() for cell in cells):
            continue
        filled += 1
        if filled > limits.notes + 1:
            what = f"sheet {sheet.title} has more than {limits.notes:,} rows"
            raise ImportFault(name, what, "Split the file.")
        while not cells[-1].strip():
            cells.pop()
        yield Row(cells, f"{name}, sheet {sheet.title}, row {number}")
