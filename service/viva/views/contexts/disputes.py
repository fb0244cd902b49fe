"""What people hold against a question's verdicts, for whoever owns its rubric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from viva.grading import Verdict
from viva.interview.disputes import Dispute
from viva.interview.mending import Addition, ReadNow, added
from viva.language import N_
from viva.language import gettext as _
from viva.rubric import Rubric
from viva.views.contexts.disagreeing import read_by_grader
from viva.views.contexts.feedback import which_answer
from viva.views.telling import percent

_OFFERS = {
    Addition.ACCEPT: N_("Count this wording"),
    Addition.REJECT: N_("This contradicts it"),
    Addition.EXAMPLE: N_("Add as an example"),
}
_DONE = {
    Addition.ACCEPT: N_("This wording counts: it stands under “accept”."),
    Addition.REJECT: N_("This wording contradicts the key point: it stands under “reject”."),
    Addition.EXAMPLE: N_("The answer is one of the rubric’s examples."),
}
_NOW = {
    Verdict.COVERED: N_("By the rubric as it is now, the grader reads this answer: said, %(sure)s sure."),
    Verdict.PARTIAL: N_(
        "By the rubric as it is now, the grader reads this answer: half said, %(sure)s sure."
    ),
    Verdict.MISSING: N_("By the rubric as it is now, the grader reads this answer: not said, %(sure)s sure."),
    Verdict.CONTRADICTED: N_(
        "By the rubric as it is now, the grader reads this answer: said the opposite, %(sure)s sure."
    ),
}


@dataclass(frozen=True)
class DisputeLine:
    """A dispute: the key point, what the person holds, what the grader read, and what can be made of it."""

    attempt_id: str
    key_point: str
    statement: str
    said: bool
    held: str
    read: str | None
    words: str | None
    where: str | None
    """Which answer the words are from, where there were follow-ups."""
    made_at: datetime
    address: str
    offers: tuple[tuple[str, str], ...]
    """(value, label) of what it can become."""
    done: tuple[str, ...]
    """A sentence for each that it has become."""
    gone: bool
    """Whether the rubric no longer has the key point."""
    now: tuple[str, ...]
    """How the answer is read by the rubric as it is now, where that was asked for."""
    error: str | None

    @property
    def anchor(self) -> str:
        """The name of its place on the page."""
        return f"d-{self.attempt_id}-{self.key_point}"


@dataclass(frozen=True)
class DisputesPage:
    """The disputes about one question, newest first; `broken` tells why nothing can be made of them."""

    question_id: str
    question: str
    topic: str | None
    version: str | None
    disputes: tuple[DisputeLine, ...]
    broken: str | None

    @property
    def refused(self) -> bool:
        """Whether something could not be added."""
        return any(line.error for line in self.disputes)


def disputes_page(
    question_id: str,
    disputes: Sequence[Dispute],
    rubric: Rubric | None,
    *,
    broken: str | None = None,
    now: ReadNow | None = None,
    error: str | None = None,
    about: tuple[str, str] | None = None,
) -> DisputesPage:
    """The page; `now` and `error` belong to the dispute `about` (attempt, key point)."""
    known = rubric or next((d.attempt.rubric for d in disputes if d.attempt.rubric), None)

    def line(dispute: Dispute) -> DisputeLine:
        is_meant = about == (dispute.attempt.id, dispute.stand.key_point)
        return _line(dispute, rubric, now if is_meant else None, error if is_meant else None)

    return DisputesPage(
        question_id=question_id,
        question=known.question if known else question_id,
        topic=known.topic if known else None,
        version=rubric.version if rubric else None,
        disputes=tuple(map(line, disputes)),
        broken=broken,
    )


def _line(dispute: Dispute, rubric: Rubric | None, now: ReadNow | None, error: str | None) -> DisputeLine:
    stand, attempt = dispute.stand, dispute.attempt
    present = {point.id: point for point in rubric.key_points} if rubric else {}
    point = present.get(stand.key_point) or dispute.key_point
    done = added(dispute, rubric) if rubric else frozenset()
    return DisputeLine(
        attempt_id=attempt.id,
        key_point=stand.key_point,
        statement=point.point if point else stand.key_point,
        said=stand.said,
        held=_("“I did say that.”") if stand.said else _("“I did not say that.”"),
        read=read_by_grader(dispute.read) if dispute.read else None,
        words=dispute.words.text if dispute.words else None,
        where=which_answer(dispute.turn) if dispute.turn and attempt.follow_ups else None,
        made_at=stand.made_at,
        address=_address(dispute),
        offers=tuple((a.value, _(_OFFERS[a])) for a in _offered(dispute, done))
        if stand.key_point in present
        else (),
        done=tuple(_(_DONE[a]) for a in Addition if a in done),
        gone=rubric is not None and stand.key_point not in present,
        now=_told_now(dispute, now) if now else (),
        error=error,
    )


def _offered(dispute: Dispute, done: frozenset[Addition]) -> list[Addition]:
    """A wording cannot count and contradict at once; without words there is only the whole answer."""
    is_worded = dispute.words is None or not done.isdisjoint({Addition.ACCEPT, Addition.REJECT})
    wordings = [] if is_worded else [Addition.ACCEPT, Addition.REJECT]
    return [*wordings, *([] if Addition.EXAMPLE in done else [Addition.EXAMPLE])]


def _address(dispute: Dispute) -> str:
    page = f"/interviews/{dispute.interview_id}/questions/{dispute.position}"
    points = dispute.attempt.rubric.key_points if dispute.attempt.rubric else ()
    ids = [point.id for point in points]
    if dispute.stand.key_point not in ids:
        return page
    return f"{page}#p{dispute.attempt.number}-{ids.index(dispute.stand.key_point) + 1}"


def _told_now(dispute: Dispute, now: ReadNow) -> tuple[str, ...]:
    if now.verdict is None:
        return (now.reason,) if now.reason else ()
    read = _(_NOW[now.verdict.verdict], sure=percent(round(100 * now.verdict.confidence)))
    held = Verdict.COVERED if dispute.stand.said else Verdict.MISSING
    if now.verdict.verdict is held:
        return read, _("That is as it is held.")
    return read, _("That is not as it is held yet: add what is missing, or word the key point otherwise.")
