"""Help on request, in three steps: how many points there are, the theme of one, the model answer with gaps."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from viva.interview.follow_ups import discreet
from viva.interview.shapes import Shape, shape_of
from viva.interview.words import WORD, content, is_content, stem
from viva.rubric import KeyPoint, Rubric

COUNT, THEME, CLOZE = STEPS = (1, 2, 3)


@dataclass(frozen=True)
class Gap:
    """A word that is left out of a cloze, of so many letters."""

    letters: int


@dataclass(frozen=True)
class Hint:
    """One step of help: a sentence, and for the last step the model answer as text and gaps."""

    step: int
    text: str
    cloze: tuple[str | Gap, ...] = ()


def hint(step: int, rubric: Rubric, open_points: Collection[str], aim: str | None = None) -> Hint:
    """The help of a step. `open_points` are the ids of the points to be found, `aim` the one asked about, if any."""
    at_issue = [key_point for key_point in rubric.key_points if key_point.id in open_points]
    if step == COUNT:
        return Hint(COUNT, counted(len(at_issue), len(rubric.key_points)))
    if step == THEME:
        aimed = [key_point for key_point in at_issue if key_point.id == aim] or at_issue
        heaviest = max(aimed, key=lambda key_point: key_point.weight)
        return Hint(THEME, theme(rubric, heaviest))
    return Hint(
        CLOZE, "A good answer, with the words to find left out:", cloze(rubric, [k.point for k in at_issue])
    )


def counted(at_issue: int, total: int) -> str:
    """How much there is to find."""
    if at_issue == total:
        return "A full answer has one key point." if total == 1 else f"A full answer has {total} key points."
    return f"{at_issue} of {total} key points {'is' if at_issue == 1 else 'are'} still open."


_THEMES = {
    Shape.CHOICE: "Think of the other way to do it, and where it differs.",
    Shape.REASON: "Think of the reason behind it.",
    Shape.EFFECT: "Think of what it makes better, or worse.",
    Shape.DANGER: "Think of what could go wrong.",
    Shape.MOMENT: "Think of when it holds, and of the order in which things happen.",
    Shape.FIGURE: "Think of a figure.",
    Shape.CHANCE: "Think of what it makes possible.",
}


def theme(rubric: Rubric, key_point: KeyPoint) -> str:
    """What a key point is about: the rubric's own hint, else what its statement lets one say without saying it."""
    if key_point.hint:
        return f"Think of this: “{key_point.hint[:1].upper()}{key_point.hint[1:]}”."
    shape = shape_of(key_point.point)
    candidates = [_THEMES[shape]] if shape in _THEMES else []
    candidates += [_lettered(key_point, rubric.question)]
    return discreet(candidates, key_point, rubric.question) or "What else could there be?"


def _lettered(key_point: KeyPoint, question: str) -> str:
    known = content(question)
    words = [w for w in WORD.findall(key_point.point) if is_content(w) and stem(w) not in known]
    if not words:
        return "Think of the next thing that you would tell a colleague."
    longest = max(words, key=len)
    return f"Think of a word of {len(longest)} letters that begins with “{longest[0].lower()}”."


def cloze(rubric: Rubric, points: Collection[str]) -> tuple[str | Gap, ...]:
    """The model answer as text and gaps: the content words of the points are left out, in every form.

    Words that the question says stay, for they give nothing away.
    """
    left_out = frozenset[str]().union(*map(content, points)) - content(rubric.question)
    pieces: list[str | Gap] = []
    shown = 0
    for match in WORD.finditer(rubric.model_answer):
        if is_content(match.group()) and stem(match.group()) in left_out:
            pieces += [rubric.model_answer[shown : match.start()], Gap(len(match.group()))]
            shown = match.end()
    pieces.append(rubric.model_answer[shown:])
    return tuple(piece for piece in pieces if piece != "")
