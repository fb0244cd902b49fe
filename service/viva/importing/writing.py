"""From a draft to a rubric file: the text, and a place for it in the folder that overwrites nothing."""

from __future__ import annotations

import difflib
import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from viva.importing.drafting import Draft, DraftPoint
from viva.importing.notes import one_line
from viva.importing.slugs import slug, unique
from viva.rubric import Rubric, RubricBank
from viva.rubric.tree import TreeFault, read_tree

DRAFT_MARK = "# draft: key points made by viva import, not read by a person yet"
_SCHEMA_MARK = "# yaml-language-server: $schema=rubric.schema.json"
_WIDTH = 110
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Placed:
    """What became of a draft: its file was written, or one with the same question was left as it is.

    `difference` is what would change in the file if the draft took its place; it is empty where nothing would.
    """

    outcome: Literal["written", "left"]
    file: str
    difference: str = ""


def place(draft: Draft, bank: RubricBank) -> Placed:
    """Writes a draft into a bank, unless the bank has the question already.

    Raises:
        RubricError: the draft makes no rubric, or its file cannot be written.
        RubricConflict: another program made a file of that name at the same moment.
    """
    text = rubric_text(draft, has_schema=(bank.folder / "rubric.schema.json").exists())
    present = _same_question(draft.question, bank)
    if present is not None:
        return Placed("left", f"{present.id}.yaml", _difference(present, text))
    id = unique(slug(draft.question, "question"), _taken(bank))
    bank.save(id, text, None)
    return Placed("written", f"{id}.yaml")


def normalised(question: str) -> str:
    """The words of a question, whatever its letters' size and its punctuation."""
    return " ".join(_WORDS.findall(question.casefold())) or question.strip()


def rubric_text(draft: Draft, has_schema: bool = True) -> str:
    """A draft as the text of a rubric file, with a comment wherever a person should look."""
    return "\n".join(_lines(draft, has_schema)) + "\n"


def _same_question(question: str, bank: RubricBank) -> Rubric | None:
    wanted = normalised(question)
    return next((rubric for rubric in bank.rubrics.values() if normalised(rubric.question) == wanted), None)


def _taken(bank: RubricBank) -> set[str]:
    """The ids that have a file, a broken one or one with the wrong ending included."""
    return {*bank.rubrics, *(broken.id for broken in bank.broken)}


def _difference(present: Rubric, text: str) -> str:
    file = f"{present.id}.yaml"
    lines = difflib.unified_diff(
        present.text.split("\n"), text.split("\n"), file, f"{file} (draft)", lineterm=""
    )
    return "\n".join(lines)


def _lines(draft: Draft, has_schema: bool) -> Iterator[str]:
    yield DRAFT_MARK
    if has_schema:
        yield _SCHEMA_MARK
    yield from _entry("question", draft.question)
    yield from _entry("topic", draft.topic)
    yield from _entry("source", draft.source)
    if draft.kind != "knowledge":
        yield from _entry("kind", draft.kind)
    yield from _entry("model_answer", draft.model_answer)
    yield "key_points:"
    for point in draft.points:
        yield from _point_lines(point)
    if draft.uncovered:
        told = f"no point carries these words of the answer: {', '.join(map(one_line, draft.uncovered))}"
        yield from _comment(told, "")


def _point_lines(point: DraftPoint) -> Iterator[str]:
    yield f"  - id: {scalar(point.id)}"
    yield from _entry("point", point.point, "    ")
    yield "    weight: 1"
    yield from _entry("follow_up", point.follow_up, "    ")
    yield from _comment(f"from: {point.sentence}", "    ")
    for sentence in point.also:
        yield from _comment(f"also: {sentence}", "    ")


def _comment(text: str, indent: str) -> Iterator[str]:
    # A comment holds what a YAML file may hold, on lines of its own.
    shown = "".join(character if character.isprintable() else " " for character in one_line(text))
    width = _WIDTH - len(indent) - 2
    for line in textwrap.wrap(shown, width, break_long_words=False, break_on_hyphens=False):
        yield f"{indent}# {line}"


def _entry(key: str, text: str, indent: str = "") -> Iterator[str]:
    text = text.strip()
    inline = f"{key}: {scalar(text)}"
    if len(indent + inline) <= _WIDTH and "\n" not in text:
        yield indent + inline
        return
    for lines in (_literal(text),) if "\n" in text else (_folded(text), _literal(text)):
        written = [f"{key}: {lines[0]}", *(f"  {line}" if line else "" for line in lines[1:])]
        if _reads_as("\n".join(written), key, text):
            yield from (indent + line if line else "" for line in written)
            return
    yield f"{indent}{key}: {_quoted(text)}"


def _folded(text: str) -> list[str]:
    return [">-", *textwrap.wrap(text, _WIDTH - 4, break_long_words=False, break_on_hyphens=False)]


def _literal(text: str) -> list[str]:
    return ["|-", *(line.rstrip() for line in text.split("\n"))]


def scalar(text: str) -> str:
    """A text as YAML writes it on one line: plain, or in double quotes where YAML would read something else."""
    plain = not text.startswith((" ", "#", "'", '"')) and _reads_as(f"x: {text}", "x", text)
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    # JSON's quoting is YAML's, too; what does not print is written as an escape.
    return "".join(map(_escaped, json.dumps(text, ensure_ascii=False)))


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"


def _reads_as(written: str, key: str, text: str) -> bool:
    try:
        return read_tree(written).value == {key: text}
    except TreeFault:
        return False
    except Exception:  # noqa: BLE001  # ruamel meets malformed texts with errors of its own machinery, too
        return False
