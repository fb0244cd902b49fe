"""What makes key points grade badly, as far as their words tell; and how any such finding is told or silenced.

`viva.evaluation.linting` has the rules that need a model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from viva.rubric.comments import comments
from viva.rubric.problems import KeyPath, key_name
from viva.rubric.references import did_you_mean
from viva.rubric.schema import KeyPoint, Rubric
from viva.rubric.tree import Tree, read_tree

Level = Literal["fault", "remark"]
Content: TypeAlias = Callable[[str], frozenset[str]]
"""Gives the content words of a text, in a form in which those of other texts equal them."""

RULES: dict[str, Level] = {
    "same-point": "fault",
    "in-question": "fault",
    "two-ideas": "remark",
    "unsupported": "fault",
    "vague": "fault",
    "reject-said": "fault",
    "follow-up-tells": "fault",
    "no-hint": "remark",
    "unknown-rule": "remark",
}
"""Each rule, and whether what it finds is to be mended or just to be thought about."""

GIVEN_AWAY = 0.8
"""The share of a statement's content words in the question from which on the question gives it away."""

_SILENCE = re.compile(r"#\s*lint:\s*ok\b\s*(.*)", re.IGNORECASE)
_FINITE = (
    "is are was were has have had does do did can cannot could may might must should will would needs need "
    "isn't aren't doesn't don't can't won't mustn't shouldn't"
)
# A clause that one of these opens belongs to the clause before it, and so does the verb in it.
_LEADS_ELSEWHERE = (
    "when if that which who where because so while what how whether than until as since though unless"
)
_VERB = re.compile(rf"\b(?:{'|'.join(_FINITE.split())})(?!\w)", re.IGNORECASE)
_SUBORDINATE = re.compile(rf"\b(?:{'|'.join(_LEADS_ELSEWHERE.split())})\b", re.IGNORECASE)
_JOINT = re.compile(r"\s*;\s+|,?\s+and\s+", re.IGNORECASE)
_WORDS_BEFORE_VERB = 4


@dataclass(frozen=True)
class Note:
    """What a rule has against a place of a rubric."""

    rule: str
    path: KeyPath
    message: str
    advice: str


@dataclass(frozen=True)
class Finding:
    """A note as a person reads it: with the file, the line and how bad it is.

    `str()` gives `rubrics/x.yaml:12: key: message. Advice. (rule)`
    """

    file: str
    line: int
    key: str
    rule: str
    level: Level
    message: str
    advice: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.message}. {self.advice} ({self.rule})"


def text_notes(rubric: Rubric, content: Content) -> Iterator[Note]:
    """What the rules on words find, key point by key point."""
    for index, key_point in enumerate(rubric.key_points):
        path: KeyPath = ("key_points", index)
        yield from _in_question(rubric, key_point, path, content)
        yield from _two_ideas(key_point, path)
        yield from _follow_up_tells(rubric, key_point, path, content)
        if key_point.hint is None:
            yield Note(
                "no-hint", path, "has no hint", "Name its theme in a few words, for those who are stuck."
            )


def findings(rubric: Rubric, notes: Iterable[Note], file: str) -> list[Finding]:
    """The notes in the order of the lines, without those that a comment silences.

    `# lint: ok <rule>` silences that rule on the key point in or right above whose lines it stands.
    """
    tree = read_tree(rubric.text.removeprefix("\ufeff"))
    silenced, unknown = _silences(rubric, tree)
    kept = [note for note in notes if note.rule not in silenced.get(_key_point(note.path), ())]
    told = [_told(file, tree.line_of(note.path), note) for note in kept]
    told += [_told(file, line, note) for line, note in unknown]
    return sorted(told, key=lambda finding: finding.line)


def _in_question(rubric: Rubric, key_point: KeyPoint, path: KeyPath, content: Content) -> Iterator[Note]:
    said = content(key_point.point)
    if said and len(said & content(rubric.question)) >= GIVEN_AWAY * len(said):
        advice = "Whoever repeats the question would get credit: say what the question leaves open."
        yield Note("in-question", (*path, "point"), "the question gives it away", advice)


def _two_ideas(key_point: KeyPoint, path: KeyPath) -> Iterator[Note]:
    if joins_two_claims(key_point.point):
        advice = "Who says one of them is half right for ever: consider two key points."
        yield Note("two-ideas", (*path, "point"), "seems to hold two claims", advice)


def _follow_up_tells(rubric: Rubric, key_point: KeyPoint, path: KeyPath, content: Content) -> Iterator[Note]:
    asked = content(key_point.follow_up or "") - content(rubric.question)
    if told := sorted(asked & content(key_point.point)):
        advice = "Ask so that the idea still has to be found."
        yield Note(
            "follow-up-tells", (*path, "follow_up"), f"says “{'”, “'.join(told)}” of the point", advice
        )


def joins_two_claims(point: str) -> bool:
    """Whether a statement is two clauses, each with its own subject and verb, joined by "and" or a semicolon.

    It would rather miss one than call one idea two.
    """
    for joint in _JOINT.finditer(point):
        before, after = point[: joint.start()], point[joint.end() :]
        apart = joint.group().strip()[0] in ",;"
        if _claims(before, apart) and _begins_a_claim(after, alone=";" in joint.group()):
            return True
    return False


def _claims(clause: str, apart: bool) -> bool:
    """A verb of its own; where no comma sets it apart, what follows may still belong to a clause in it."""
    subordinate = _SUBORDINATE.search(clause)
    if subordinate and not apart:
        return False
    return bool(_VERB.search(clause, 0, subordinate.start() if subordinate else len(clause)))


def _begins_a_claim(clause: str, *, alone: bool) -> bool:
    """A subject of a few words, then the verb; after a semicolon the subject may be as long as it likes."""
    verb = _VERB.search(clause)
    subject = clause[: verb.start()].split() if verb else []
    if not subject or any(word.lower() == "and" or _SUBORDINATE.fullmatch(word) for word in subject):
        return False
    return alone or len(subject) <= _WORDS_BEFORE_VERB


def _key_point(path: KeyPath) -> int | None:
    inside = len(path) > 1 and path[0] == "key_points"
    return path[1] if inside and isinstance(path[1], int) else None


def _told(file: str, line: int, note: Note) -> Finding:
    level = RULES[note.rule]
    return Finding(file, line, key_name(note.path), note.rule, level, note.message, note.advice)


def _silences(rubric: Rubric, tree: Tree) -> tuple[dict[int | None, set[str]], list[tuple[int, Note]]]:
    """The rules that are silenced, by key point, and the comments that name none."""
    owners = _owners(rubric, tree)
    silenced: dict[int | None, set[str]] = {}
    unknown = []
    for comment in comments(rubric.text.removeprefix("\ufeff")):
        match = _SILENCE.match(comment.text)
        if match is None:
            continue
        for rule in re.split(r"[,\s]+", match[1].strip()):
            if rule in RULES:
                silenced.setdefault(owners.get(comment.line), set()).add(rule)
            else:
                path: KeyPath = ("key_points", owners[comment.line]) if comment.line in owners else ()
                unknown.append((comment.line, _unknown(rule, path)))
    return silenced, unknown


def _unknown(rule: str, path: KeyPath) -> Note:
    guess = did_you_mean(rule, RULES)
    advice = f"Did you mean '{guess}'?" if guess else f"Rules: {', '.join(RULES)}."
    return Note("unknown-rule", path, f"there is no rule '{rule}' to silence", advice)


def _owners(rubric: Rubric, tree: Tree) -> dict[int, int]:
    """The key point that each line belongs to: its own lines, and the comments right above them."""
    lines = rubric.text.split("\n")
    starts = [tree.lines["key_points", index] for index in range(len(rubric.key_points))]
    following = [line for path, line in tree.lines.items() if len(path) == 1 and line > starts[-1]]
    borders = [_with_comments_above(lines, line) for line in [*starts, *sorted(following)[:1]]]
    borders.append(len(lines) + 1)
    return {line: index for index in range(len(starts)) for line in range(borders[index], borders[index + 1])}


def _with_comments_above(lines: list[str], line: int) -> int:
    """The first of the comments right above a line that are not indented deeper, or the line itself."""
    column = len(lines[line - 1]) - len(lines[line - 1].lstrip())
    while line > 1 and 0 <= lines[line - 2].find("#") <= column and lines[line - 2].lstrip()[0] == "#":
        line -= 1
    return line
