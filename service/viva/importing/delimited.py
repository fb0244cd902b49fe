"""CSV, and its kin with semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from viva.importing.documents import Document, text_of
from viva.importing.notes import Columns, Found, ImportFault, Limits
from viva.importing.tables import Row, notes_of_rows

_SEPARATORS = (",", ";", "\t", "|")


def read_delimited(document: Document, limits: Limits, columns: Columns) -> Found:
    """The notes of a CSV file, one a row. The line on which a row begins is its source."""
    text, remarks = text_of(document)
    found = notes_of_rows(rows_of(text, document.name, _separator(text)), document.name, columns)
    return Found(found.notes, remarks + found.remarks)


def rows_of(text: str, name: str, separator: str, first_line: int = 1) -> Iterator[Row]:
    """The rows of a delimited text, which begins on that line of its file.

    Raises:
        ImportFault: a row is malformed, with its line.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begins = first_line
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            what = f"this row cannot be read ({error})"
            raise ImportFault(
                f"{name}:{begins}", what, "Look for a quote that is opened and never closed."
            ) from None
        yield Row(cells, f"{name}:{begins}")
        begins = first_line + reader.line_num


def _separator(text: str) -> str:
    """The one of the usual separators that the first filled line has most of."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=first.count)
