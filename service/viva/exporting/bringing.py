"""Bringing a record in: what is new is added, what is there already stays as it is; wholly, or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from viva.exporting.checking import Unfit, misfits, rubric_points
from viva.exporting.faults import LIMITS, Limits
from viva.exporting.reading import Record
from viva.exporting.rows import interview_data, interview_row, verdict_rows
from viva.exporting.schema import InterviewData
from viva.exporting.sources import Source
from viva.store.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True)
class Differing:
    """An interview that is in the record already and says something else there; it stayed as it is there."""

    id: str
    title: str


@dataclass(frozen=True)
class Outcome:
    """What became of a file: interviews added, those that were there already and say the same, those that differ.

    `awaiting` are the ids of added answers that wait for their grade.
    """

    added: int
    known: int
    differing: tuple[Differing, ...]
    awaiting: tuple[str, ...]


def bring_in(store: Store, source: Source, limits: Limits = LIMITS) -> Outcome:
    """Bring in all interviews of a source that the record does not have, deleted ones as deleted.

    All of it is read and checked before the record is touched, and then written in one transaction.

    Raises:
        ArchiveFault: something in it is not as it should be; the record is unchanged.
    """
    record = Record(source, limits)
    _check(record)
    known, differing = _compared(store, record)
    added, awaiting = 0, list[str]()
    with store.unit_of_work(write=True) as work:
        for version in record.rubric_versions():
            work.rubric_versions.keep(version.version, version.question_id, version.text, version.stored_at)
        for place, interview in enumerate(record.interviews(), 1):
            if interview.id not in known and interview.id not in differing:
                _add(work, record, place, interview)
                added += 1
                awaiting += [a.id for q in interview.questions for a in q.attempts if a.awaiting_grade]
    return Outcome(added, len(known), tuple(differing.values()), tuple(awaiting))


def _compared(store: Store, record: Record) -> tuple[set[str], dict[str, Differing]]:
    """The ids of the interviews that are there already and say the same, and those that differ.

    That is done before anyone has to wait for the writing.
    """
    known, differing = set[str](), dict[str, Differing]()
    with store.snapshot() as work:
        for interview in record.interviews():
            present = work.archive.interview(interview.id)
            if present is not None and interview_data(present) == interview:
                known.add(interview.id)
            elif present is not None:
                differing[interview.id] = Differing(present.id, present.title)
    return known, differing


def _check(record: Record) -> None:
    rubrics: dict[str, tuple[str, ...]] = {}
    for place, version in enumerate(record.rubric_versions(), 1):
        try:
            rubrics[version.version] = rubric_points(version)
        except Unfit as unfit:
            raise record.misfit("rubric_versions", place, unfit.path, unfit.what) from None
    ids: set[str] = set()
    for place, interview in enumerate(record.interviews(), 1):
        for path, what in misfits(interview, rubrics):
            raise record.misfit("interviews", place, path, what)
        here = [interview.id, *(a.id for q in interview.questions for a in q.attempts)]
        for id in here:
            if id in ids:
                raise record.misfit("interviews", place, (), f"holds the id {id}, which the file has twice")
            ids.add(id)


def _add(work: UnitOfWork, record: Record, place: int, interview: InterviewData) -> None:
    if work.archive.has(interview.id):
        raise record.misfit(
            "interviews", place, (), "came into the record from elsewhere just now; try again"
        )
    taken = work.archive.taken([a.id for q in interview.questions for a in q.attempts])
    if taken:
        raise record.misfit(
            "interviews", place, (), f"holds the answer {taken[0]}, which another interview has"
        )
    row = interview_row(interview)
    work.archive.add(row, verdict_rows(row, interview))
