"""What a rubric's owner makes of a dispute: a wording that counts, one that contradicts, or an example."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from viva.errors import VivaError
from viva.grading import Grader, PointVerdict, Verdict
from viva.interview.disputes import Dispute, Disputes
from viva.language import gettext as _
from viva.rubric import Example, Rubric, RubricBank
from viva.rubric.editing import Wordings, has_example, has_wording, with_example, with_wording


class Addition(StrEnum):
    """What a dispute can become in the rubric's file."""

    ACCEPT = "accept"
    REJECT = "reject"
    EXAMPLE = "example"


class MendingRefused(VivaError):
    """A dispute that cannot become what was asked for."""


@dataclass(frozen=True)
class ReadNow:
    """How the rubric as it is now reads the answer of a dispute: the verdict on its key point, or why there is none."""

    verdict: PointVerdict | None
    reason: str | None


class Mending:
    """Writes what disputes teach into the files of the bank."""

    def __init__(self, bank: RubricBank, disputes: Disputes) -> None:
        self._bank = bank
        self._disputes = disputes

    def add(
        self,
        question_id: str,
        attempt_id: str,
        key_point_id: str,
        addition: Addition,
        expected_version: str,
    ) -> Rubric:
        """Write a dispute's words, or its whole answer, into the rubric; the rubric as it is then.

        `expected_version` is the version that the owner was looking at.

        Raises:
            UnknownRubric: the question is gone, or its file is broken.
            NoSuchInterview: there is no such dispute.
            MendingRefused: the rubric no longer has the key point, or the dispute has no words.
            AlreadyThere: it stands there already.
            CannotAdd, RubricError: the file would not be a rubric any more, or cannot be written.
            RubricConflict: the file was changed by someone else; nothing was written.
        """
        rubric = self._bank.get(question_id)
        dispute = self._disputes.get(question_id, attempt_id, key_point_id)
        if key_point_id not in (point.id for point in rubric.key_points):
            raise MendingRefused(_("The rubric no longer has this key point."))
        if addition is Addition.EXAMPLE:
            text = with_example(rubric.text, id=rubric.id, example=as_example(dispute, rubric))
        else:
            where: Wordings = "accept" if addition is Addition.ACCEPT else "reject"
            if dispute.words is None:
                raise MendingRefused(_("There are no words to add: the grader went by none."))
            text = with_wording(
                rubric.text, id=rubric.id, key_point=key_point_id, where=where, wording=dispute.words.text
            )
        return self._bank.save(question_id, text, expected_version)


def added(dispute: Dispute, rubric: Rubric) -> frozenset[Addition]:
    """What of a dispute stands in the rubric already."""
    point = next((k for k in rubric.key_points if k.id == dispute.stand.key_point), None)
    found = {Addition.EXAMPLE} if has_example(rubric, told(dispute)) else set()
    if point is not None and dispute.words is not None:
        if has_wording(point, "accept", dispute.words.text):
            found.add(Addition.ACCEPT)
        if has_wording(point, "reject", dispute.words.text):
            found.add(Addition.REJECT)
    return frozenset(found)


def told(dispute: Dispute) -> str:
    """The answer that a dispute is about: the first turn where that carries the words, else all turns."""
    if dispute.turn in (None, 1):
        return dispute.attempt.answer
    return "\n\n".join(dispute.attempt.answers)


def as_example(dispute: Dispute, rubric: Rubric) -> Example:
    """The answer of a dispute with its verdicts as the person holds them.

    A verdict that the grader itself is not sure of is left out, and so is one on a statement that the rubric has
    worded otherwise since: an example is to teach, and to be held to.
    """
    attempt = dispute.attempt
    standing = attempt.at_first if dispute.turn in (None, 1) else attempt.standing
    own = {stand.key_point for stand in attempt.stands}
    was = {point.id: point.point for point in attempt.rubric.key_points} if attempt.rubric else {}
    firm = {point.id for point in rubric.key_points if point.point == was.get(point.id)}
    ids: dict[Verdict, list[str]] = {verdict: [] for verdict in Verdict}
    for verdict in standing.grade.verdicts if standing else ():
        if verdict.key_point == dispute.stand.key_point or (
            verdict.key_point in firm and (verdict.key_point in own or not verdict.unsure)
        ):
            ids[verdict.verdict].append(verdict.key_point)
    # Whether the answer can stand in a rubric at all is found where it is written.
    return Example.model_construct(
        answer=told(dispute).strip(),
        covered=tuple(ids[Verdict.COVERED]),
        partial=tuple(ids[Verdict.PARTIAL]),
        missing=tuple(ids[Verdict.MISSING]),
        contradicted=tuple(ids[Verdict.CONTRADICTED]),
    )


def read_now(dispute: Dispute, rubric: Rubric, grader: Grader) -> ReadNow:
    """What the rubric, as it is now, makes of the answer of a dispute."""
    grade = grader.grade(rubric, told(dispute))
    found = next((v for v in grade.verdicts if v.key_point == dispute.stand.key_point), None)
    return ReadNow(found, grade.reason)
