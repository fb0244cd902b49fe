"""Keeping drafts: what is typed is here, too, before it is sent, so that no crash and no lost connection takes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from viva.interview.copying import draft_of
from viva.interview.draft_versions import Draft
from viva.interview.finding import NoSuchInterview
from viva.interview.interviews import refuse_endless
from viva.language import gettext as _
from viva.store.tables import DraftRow, PlannedQuestion
from viva.store.unit_of_work import Store


class Drafts:
    """The drafts of one store. Every change is committed before its method returns."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def keep(
        self,
        interview_id: str,
        position: int,
        number: int,
        text: str,
        *,
        to_follow_up: bool = False,
        base: int = 0,
        aside: bool = False,
        ago: timedelta = timedelta(0),
    ) -> Draft | None:
        """Keep what was typed of the answer of that `number`; the draft as it is now, merged with what was there.

        `base` is the revision that it was typed over, and `ago` how long ago that was. With `aside`, what was kept
        before stays another version. None where that answer has come already, or is not the next one: then nothing is
        kept.

        Raises:
            NoSuchInterview: there is no such interview or question.
            AnswerRefused: the text is too long to keep.
        """
        refuse_endless(text)
        with self._store.unit_of_work(write=True) as work:
            question = work.drafts.planned(interview_id, position)
            if question is None:
                raise NoSuchInterview(_("There is no such question; its interview may have been deleted."))
            if number != work.drafts.answers(question) + 1:
                return None
            before = draft_of(question, number, to_follow_up=to_follow_up)
            after = before.after(text, self._clock() - ago, base=base, aside=aside)
            if after != before:
                _write(question, number, to_follow_up, after)
            return after


def _write(question: PlannedQuestion, number: int, to_follow_up: bool, draft: Draft) -> None:
    rows = [row for row in question.drafts if (row.number, row.to_follow_up) == (number, to_follow_up)]
    current = next((row for row in rows if row.revision), None)
    if current is None:
        current = _row(number, to_follow_up, draft.text, draft.typed_at)
        question.drafts.append(current)
    current.text, current.typed_at, current.revision = draft.text, draft.typed_at, draft.revision
    kept = {row.text for row in rows if not row.revision}
    for row in rows:
        if not row.revision and row.text not in draft.others:
            question.drafts.remove(row)
    for text in draft.others:
        if text not in kept:
            question.drafts.append(_row(number, to_follow_up, text, draft.typed_at))


def _row(number: int, to_follow_up: bool, text: str, typed_at: datetime) -> DraftRow:
    return DraftRow(number=number, to_follow_up=to_follow_up, revision=0, text=text, typed_at=typed_at)
