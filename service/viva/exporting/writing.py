"""The record as JSON, written piece by piece."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import IO

from pydantic import BaseModel

from viva import __version__
from viva.exporting.rows import interview_data, rubric_version_data
from viva.exporting.schema import FORMAT, VERSION, Head, InterviewData, RecordFile, RubricVersionData
from viva.interview.finding import find_interview
from viva.store.tables import Interview
from viva.store.unit_of_work import Store, UnitOfWork


def head(now: datetime) -> Head:
    """The head of a file that is made at that moment."""
    return Head(format=FORMAT, version=VERSION, made_by=f"Viva {__version__}", made_at=now)


def write_record(
    out: IO[bytes],
    work: UnitOfWork,
    now: datetime,
    *,
    with_deleted: bool,
    seen: Callable[[Interview], object],
) -> None:
    """Write everything, each interview and each rubric version on a line of its own.

    Without `with_deleted`, deleted interviews are left out, and rubric versions that only they name. `seen` is called
    with each interview that is written.
    """

    def interviews() -> Iterator[InterviewData]:
        for row in work.archive.interviews(with_deleted):
            yield interview_data(row)
            seen(row)

    versions = (rubric_version_data(row) for row in work.archive.rubric_versions(with_deleted))
    for part in _parts(head(now), versions, interviews()):
        out.write(part.encode())


def _parts(
    head: Head, versions: Iterable[RubricVersionData], interviews: Iterable[InterviewData]
) -> Iterator[str]:
    yield head.model_dump_json()[:-1]
    yield ',\n"rubric_versions": ['
    yield from _listed(versions)
    yield '],\n"interviews": ['
    yield from _listed(interviews)
    yield "]}\n"


def _listed(parts: Iterable[BaseModel]) -> Iterator[str]:
    for number, part in enumerate(parts):
        yield f"{',' if number else ''}\n{part.model_dump_json()}"


def interview_json(store: Store, interview_id: str, now: datetime) -> str:
    """One interview as a file of its own, with the rubric versions that it names.

    Raises:
        NoSuchInterview: there is none of that id, or it is deleted.
    """
    with store.snapshot() as work:
        data = interview_data(find_interview(work, interview_id))
        named = {question.rubric_version for question in data.questions}
        named |= {g.rubric_version for q in data.questions for a in q.attempts for g in a.grades}
        rows = [row for version in sorted(named) if (row := work.rubric_versions.get(version))]
        versions = tuple(rubric_version_data(row) for row in rows)
    whole = RecordFile(**dict(head(now)), rubric_versions=versions, interviews=(data,))
    return json.dumps(whole.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
