"""Everything as one archive: the record as JSON, the rubric files, each interview to read, and what is what."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from viva.exporting.json_schema import record_json_schema
from viva.exporting.markdown import as_markdown
from viva.exporting.names import slug
from viva.exporting.sources import RECORD
from viva.exporting.told import told
from viva.exporting.writing import write_record
from viva.interview.copying import interview_record
from viva.interview.record import InterviewRecord
from viva.rubric import RubricBank
from viva.rubric.files import MAX_BYTES
from viva.store.tables import Interview
from viva.store.unit_of_work import Store

_README = """\
This is a record of Viva, taken away on {day}: {interviews}, {deleted}.

record.json         everything: questions, answers, every grade with its evidence, hints, drafts, your own stands, and
                    the text of each rubric version. `viva restore` reads it, and so does the page Record.
record.schema.json  what record.json may hold, as a JSON Schema.
interviews/         each interview to read, as Markdown{md_deleted}.
rubrics/            the files of the question bank. To practise with them elsewhere, unpack them, and name the folder:
                    viva serve --rubrics FOLDER
{left_out}"""


def write_archive(
    out: IO[bytes], store: Store, bank: RubricBank, now: datetime, *, with_deleted: bool = False
) -> int:
    """Write an archive of the record as it is at one moment; how many interviews it holds.

    Deleted interviews are in it only `with_deleted`. What is written elsewhere meanwhile neither waits nor shows.
    """
    count = 0
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        tempfile.TemporaryFile() as record,  # an archive takes one file at a time, and these are written together
        store.snapshot() as work,
    ):

        def write_markdown(row: Interview) -> None:
            nonlocal count
            count += 1
            if row.deleted_at is None:
                interview = interview_record(row)
                archive.writestr(_member(_name(interview), now), as_markdown(told(interview)))

        write_record(record, work, now, with_deleted=with_deleted, seen=write_markdown)
        record.seek(0)
        with archive.open(_member(RECORD, now), "w", force_zip64=True) as member:
            shutil.copyfileobj(record, member)
        archive.writestr(_member("record.schema.json", now), record_json_schema())
        left_out = list(_write_rubrics(archive, bank.folder, now))
        archive.writestr(_member("README.txt", now), _readme(now, count, left_out, with_deleted))
    return count


def _name(interview: InterviewRecord) -> str:
    named = slug(interview.title) or "interview"
    return f"interviews/{interview.created_at.astimezone():%Y-%m-%d}-{named}-{interview.id[:8]}.md"


def _write_rubrics(archive: zipfile.ZipFile, folder: Path, now: datetime) -> Iterator[str]:
    """Writes the files of the bank, those too that are broken; yields what was left out, and why."""
    files = [p for p in folder.iterdir() if p.suffix in (".yaml", ".yml") and not p.name.startswith(".")]
    for path in sorted(files):
        try:
            content = path.read_bytes()
        except OSError as error:
            yield f"{path.name} ({error.strerror})"
            continue
        if len(content) > MAX_BYTES:
            yield f"{path.name} (over 1 MB)"
        else:
            archive.writestr(_member(f"rubrics/{path.name}", now), content)


def _member(name: str, now: datetime) -> zipfile.ZipInfo:
    local = now.astimezone()
    info = zipfile.ZipInfo(name, (local.year, local.month, local.day, local.hour, local.minute, local.second))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16  # else whoever unpacks it may not read it
    return info


def _readme(now: datetime, count: int, left_out: list[str], with_deleted: bool) -> str:
    return _README.format(
        day=f"{now.astimezone():%Y-%m-%d}",
        interviews=f"{count} interview{'' if count == 1 else 's'}",
        deleted="deleted ones included" if with_deleted else "without deleted ones",
        md_deleted=", without deleted ones" if with_deleted else "",
        left_out="\nLeft out of rubrics/: " + "; ".join(left_out) + "\n" if left_out else "",
    )
