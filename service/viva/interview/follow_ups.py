"""The interviewer's next question: aimed at the heaviest key point that is open, without giving it away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from viva.grading import PointVerdict, Verdict
from viva.interview.shapes import Shape, shape_of
from viva.interview.words import given_away
from viva.rubric import KeyPoint, Rubric

MOST = 2
"""Follow-ups to one answer; a third would be an interrogation."""
LONGEST_QUOTE = 140


@dataclass(frozen=True)
class FollowUp:
    """A question of the interviewer's, and the id of the key point that it aims at."""

    key_point: str
    question: str


def next_follow_up(
    rubric: Rubric, verdicts: Sequence[PointVerdict], asked: Collection[str] = ()
) -> FollowUp | None:
    """The next question; None where every open point has been asked about, or none is open.

    `verdicts` are those of the rubric's key points, in order, and `asked` the ids of those asked about before.
    What was said the wrong way round comes first, then the heaviest, then the first in the rubric.
    """
    at_issue = [
        (key_point, verdict)
        for key_point, verdict in zip(rubric.key_points, verdicts, strict=True)
        if verdict.verdict is not Verdict.COVERED and key_point.id not in asked
    ]
    if not at_issue:
        return None
    key_point, verdict = min(
        at_issue, key=lambda pair: (pair[1].verdict is not Verdict.CONTRADICTED, -pair[0].weight)
    )
    if verdict.verdict is Verdict.CONTRADICTED and verdict.evidence:
        return FollowUp(key_point.id, probing(verdict.evidence[0].text, key_point.follow_up))
    return FollowUp(key_point.id, key_point.follow_up or made(rubric, key_point))


def probing(words: str, follow_up: str | None = None) -> str:
    """A question back to words that say the opposite of a key point; the rubric's own question then leads on."""
    doubt = f"You said “{_shortened(words)}”. Are you sure about that?"
    return f"{doubt} {follow_up}" if follow_up else doubt


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    if len(words) <= LONGEST_QUOTE:
        return words
    kept = words[:LONGEST_QUOTE].rpartition(" ")[0] or words[:LONGEST_QUOTE]
    return f"{kept} …"


_LEADS = {
    Shape.CHOICE: (
        "How else could one do it, and what speaks against that?",
        "What is the alternative, and where is the difference?",
    ),
    Shape.REASON: ("And why is that so?", "What is the reason behind it?"),
    Shape.EFFECT: (
        "What does one gain by it, and what does one pay?",
        "What changes for the better through it, and what for the worse?",
    ),
    Shape.DANGER: ("What could go wrong here?", "What should one look out for?"),
    Shape.MOMENT: (
        "When does that hold, and in what order do things happen?",
        "In which case does that matter?",
    ),
    Shape.FIGURE: ("Can you put a figure on it?", "How much would that be, roughly?"),
    Shape.CHANCE: ("What else becomes possible with it?", "What follows from that in practice?"),
    Shape.IDEA: (
        "What else belongs to a full answer?",
        "Go one step further: what have you not mentioned yet?",
        "How would you explain the rest of it to a colleague?",
        "Suppose I asked for more detail. What would you add?",
    ),
}
_ABOUT_YOURSELF = (
    "Can you tell me a little more about that?",
    "What was your own part in it?",
    "And what came of it in the end?",
    "Looking back, what else would you mention?",
)
_LAST_RESORT = "And what else?"
"""Holds no content word at all, so that it can give nothing away."""


def made(rubric: Rubric, key_point: KeyPoint) -> str:
    """A question from a template, for a key point whose rubric has none.

    It says no content word of the statement that the question does not say. Neighbours in a rubric get different
    ones where there are several.
    """
    if rubric.kind == "behavioural":
        leads = [*_turned(_ABOUT_YOURSELF, rubric.key_points.index(key_point))]
    else:
        turn = rubric.key_points.index(key_point)
        leads = [*_turned(_LEADS[shape_of(key_point.point)], turn), *_turned(_LEADS[Shape.IDEA], turn)]
    return discreet(leads, key_point, rubric.question) or _LAST_RESORT


def discreet(candidates: Sequence[str], key_point: KeyPoint, question: str) -> str | None:
    """The first of the candidates that gives nothing of a key point away."""
    return next((said for said in candidates if not given_away(said, key_point.point, question)), None)


def _turned(leads: tuple[str, ...], turn: int) -> tuple[str, ...]:
    turn %= len(leads)
    return leads[turn:] + leads[:turn]
