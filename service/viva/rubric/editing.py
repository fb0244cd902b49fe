"""Adding to the text of a rubric: a wording, or an example. What stands in the file stays as it is, to the byte.

Where an addition goes is told by the YAML's own marks, so that comments, quotes, order and spacing need not be
understood to be kept. What comes out is read again and compared with what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

import yaml
from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML

from viva.errors import VivaError
from viva.language import gettext as _
from viva.rubric.loading import parse_rubric
from viva.rubric.problems import RubricError
from viva.rubric.references import VERDICTS
from viva.rubric.scalars import plain_value
from viva.rubric.schema import Example, KeyPoint, Rubric, Text
from viva.rubric.template import quoted

Node: TypeAlias = Any
"""A node of PyYAML's or of ruamel's: both have `value`, `style`, `flow_style` and marks of the same form."""
Wordings = Literal["accept", "reject"]
WORDINGS: tuple[Wordings, ...] = ("accept", "reject")

_BOM = "\ufeff"
_PLAIN = re.compile(r"[^\W\d_][\w ,.()'’“”/;!?%+=-]*(?<! )")
_WIDTH = 104
"""Characters in a line of an example's answer, as in the files that ship."""
_BEFORE_ACCEPT = ("id", "point", "weight", "hint", "follow_up")
_BEFORE = {"accept": _BEFORE_ACCEPT, "reject": (*_BEFORE_ACCEPT, "accept")}
"""The keys after which a list of wordings stands, where it is new."""


class AlreadyThere(VivaError):
    """What is to be added stands in the rubric already."""


class CannotAdd(VivaError):
    """Something cannot be added to a file without changing more of it."""


def with_wording(text: str, *, id: str, key_point: str, where: Wordings, wording: str) -> str:
    """The text of a rubric with one more wording under `accept` or `reject` of a key point.

    Spaces and line ends inside the wording become single spaces.

    Raises:
        RubricError: `text` is no rubric.
        KeyError: it has no such key point.
        AlreadyThere: the wording stands there, or in the other of the two lists.
        CannotAdd: the wording cannot stand in a rubric, or the file's layout has no room for it.
    """
    rubric = parse_rubric(text, id=id)
    point = rubric.key_point(key_point)
    wording = " ".join(wording.split())
    for kind in WORDINGS:
        if has_wording(point, kind, wording):
            raise AlreadyThere(_stands_there(kind, where))
    root, place = _root(text), rubric.key_points.index(point)
    mapping = _value(_value(root, "key_points"), place)
    item = [f"- {_scalar(wording)}"], quoted(wording)
    points = list(rubric.key_points)
    points[place] = point.model_copy(update={where: (*getattr(point, where), wording)})
    return _checked(_added(text, mapping, where, *item), rubric, {"key_points": tuple(points)}, wording)


def with_example(text: str, *, id: str, example: Example) -> str:
    """The text of a rubric with one more example, after those that it has.

    Raises:
        RubricError: `text` is no rubric.
        AlreadyThere: an example has this answer.
        CannotAdd: the example cannot stand in this rubric, or the file's layout has no room for it.
    """
    rubric = parse_rubric(text, id=id)
    if has_example(rubric, example.answer):
        raise AlreadyThere(
            _("This answer is one of the rubric's examples already. Change its verdicts in the file.")
        )
    ids = [
        f"{verdict}: [{', '.join(map(_id, getattr(example, verdict)))}]"
        for verdict in VERDICTS
        if getattr(example, verdict)
    ]
    lines = [*_answer(example.answer), *(f"  {line}" for line in ids)]
    flow = "{" + ", ".join([f"answer: {quoted(example.answer)}", *ids]) + "}"
    added = _added(text, _root(text), "examples", lines, flow)
    return _checked(added, rubric, {"examples": (*rubric.examples, example)}, example.answer)


def has_wording(key_point: KeyPoint, where: Wordings, wording: str) -> bool:
    """Whether a wording stands under `accept` or `reject` of a key point, whatever its case, spaces and full stops."""
    return any(_alike(wording, other) for other in getattr(key_point, where))


def has_example(rubric: Rubric, answer: str) -> bool:
    """Whether an answer is one of the rubric's examples."""
    return any(_alike(answer, example.answer) for example in rubric.examples)


def _stands_there(kind: str, where: str) -> str:
    if kind == where == "accept":
        return _("These words count already: they stand under “accept” of this key point.")
    if kind == where:
        return _("These words contradict it already: they stand under “reject” of this key point.")
    if kind == "accept":
        return _("These words stand under “accept” of this key point. Take them out of there first.")
    return _("These words stand under “reject” of this key point. Take them out of there first.")


def _alike(a: str, b: str) -> bool:
    def bare(text: str) -> str:
        return " ".join(text.casefold().split()).strip(" .,;:!?\"'“”‘’")

    return bare(a) == bare(b)


def _checked(text: str, before: Rubric, change: dict[str, Any], added: str) -> str:
    """The new text, if it says what the old one said and the change."""
    by_hand = _(
        "It cannot be added to %(file)s as that is laid out. Add it by hand.", file=f"{before.id}.yaml"
    )
    try:
        TypeAdapter(Text).validate_python(added)
        after = parse_rubric(text, id=before.id)
    except ValidationError as error:
        raise CannotAdd(
            _("It cannot stand in a rubric: the text %(fault)s.", fault=error.errors()[0]["msg"])
        ) from None
    except RubricError as error:
        raise CannotAdd(f"{by_hand} {error.problems[0]}") from None
    meant = before.model_copy(update=change)
    if after.model_dump(exclude={"text", "version"}) != meant.model_dump(exclude={"text", "version"}):
        raise CannotAdd(by_hand)
    return text


# Where an addition goes.


def _root(text: str) -> Node:
    text = text.removeprefix(_BOM)
    try:
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except (
        yaml.YAMLError,
        UnicodeError,
    ):  # as in `viva.rubric.tree`: there are texts that only the slow one reads
        return YAML(typ="safe", pure=True).compose(text)


def _value(node: Node, step: str | int) -> Node:
    if isinstance(step, int):
        return node.value[step]
    return next((value for key, value in node.value if key.value == step), None)


def _added(text: str, mapping: Node, key: str, lines: Sequence[str], flow: str) -> str:
    """The text with an item put at the end of the list `key` of a mapping; where there is none, with that list."""
    bom, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    items = _value(mapping, key)
    if items is not None and items.flow_style:
        return bom + _inserted_in_brackets(text, items, flow)
    if items is not None:
        at, column = _after(text, items), items.start_mark.column
    elif mapping.flow_style:
        return bom + _inserted_in_brackets(text, mapping, f"{key}: [{flow}]")
    else:
        at, column = _after(text, _last_before(mapping, key)), mapping.start_mark.column
        lines = [f"{key}:", *(f"  {line}" if line else "" for line in lines)]
    return bom + _inserted(text, at, [" " * column + line if line else "" for line in lines])


def _last_before(mapping: Node, key: str) -> Node:
    """What a new key stands after: the last of those that come before it in the layout of a rubric."""
    before = _BEFORE.get(key, ())
    found = [value for other, value in mapping.value if other.value in before]
    return found[-1] if found else mapping


def _after(text: str, node: Node) -> int:
    """Where the line begins that follows a node's last line."""
    end = text.find("\n", _end(text, node))
    return len(text) if end < 0 else end + 1


def _end(text: str, node: Node) -> int:
    """A place in the last line of a node. A block collection's own mark is that of what follows it."""
    if isinstance(node.value, list) and node.value and not node.flow_style:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    end: int = node.end_mark.index
    if getattr(node, "style", None) in ("|", ">"):
        header = text[node.start_mark.index : text.find("\n", node.start_mark.index)]
        end -= text[:end].endswith("\n")
        while "+" not in header.split("#")[0] and text[:end].endswith(("\n", "\n\r")):
            end -= 1  # empty lines after a text are no part of it, unless it says so
    return end


def _inserted(text: str, at: int, lines: Sequence[str]) -> str:
    end = "\r\n" if text.find("\r\n") == text.find("\n") - 1 >= 0 else "\n"
    added = end.join(lines)
    if text[:at].endswith("\n"):
        return text[:at] + added + end + text[at:]
    return text[:at] + end + added + text[at:]


def _inserted_in_brackets(text: str, node: Node, item: str) -> str:
    if not node.value:
        at = node.start_mark.index + 1
        return text[:at] + item + text[at:]
    last = node.value[-1]
    at = (last[1] if isinstance(last, tuple) else last).end_mark.index
    return f"{text[:at]}, {item}{text[at:]}"


# How an addition is written.


def _scalar(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and text.isprintable() and isinstance(plain_value(text), str)
    return text if plain else quoted(text)


def _id(id: str) -> str:
    return id if isinstance(plain_value(id), str) else quoted(id)


def _answer(answer: str) -> list[str]:
    """The lines of an example up to its verdicts: folded, line by line, or in quotes, whichever can hold it."""
    lines = answer.split("\n")
    if not all(line.isprintable() for line in lines) or not answer[:1].strip():
        return [f"- answer: {quoted(answer)}"]
    if len(lines) > 1:
        return ["- answer: |-", *(f"    {line}" if line else "" for line in lines)]
    if "" in answer.split(" "):
        return [f"- answer: {quoted(answer)}"]
    return ["- answer: >-", *(f"    {line}" for line in _wrapped(answer.split(" ")))]


def _wrapped(words: Sequence[str]) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) > _WIDTH:
            lines.append(word)
        else:
            lines[-1] += f" {word}"
    return lines
