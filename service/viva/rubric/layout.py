"""The layout of a rubric file: one order of keys and one indentation, comments kept, content never changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from yaml import YAMLError

from viva.rubric.comments import comments
from viva.rubric.loading import parse_rubric
from viva.rubric.problems import KeyPath, Problem, RubricError
from viva.rubric.tree import Tree, read_tree

RUBRIC_KEYS = ("question", "topic", "source", "kind", "model_answer", "key_points", "examples")
POINT_KEYS = ("id", "point", "weight", "hint", "follow_up", "accept", "reject")
EXAMPLE_KEYS = ("answer", "covered", "partial", "missing", "contradicted")

_UNLIMITED = 1_000_000
"""The width of a line: no text is wrapped that its author did not wrap."""
_PASSES = 4


def load(text: str) -> CommentedMap:
    """The YAML of a rubric with its comments, quotes and order, for `dump`; the text is a rubric's."""
    loaded = _yaml().load(text)
    assert isinstance(loaded, CommentedMap)
    return loaded


def dump(data: CommentedMap) -> str:
    """The text of what `load` gave; unedited, it is the text that a file of canonical layout had."""
    out = StringIO()
    _yaml().dump(data, out)
    return out.getvalue()


def formatted(text: str, *, id: str, file: str = "<text>") -> str:
    """The text in canonical layout: keys in order, blocks indented by two; laid out once, it stays as it is.

    Raises:
        RubricError: the text is no rubric, or cannot be laid out without losing something.
    """
    meant = parse_rubric(text, id=id, file=file).model_dump(exclude={"text", "version"})
    laid_out = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    said = _all_comments(laid_out)
    found = _settled(laid_out)
    if found is not None and _all_comments(found) == said and _means(found, id) == meant:
        return found
    advice = "It is left as it is. Look for YAML of an unusual form, such as comments inside brackets."
    raise RubricError([Problem(file, None, "", "cannot be laid out anew without a loss", advice)])


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _UNLIMITED
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _all_comments(text: str) -> Counter[str] | None:
    try:
        return Counter(comment.text for comment in comments(text))
    except YAMLError:
        return None


def _means(text: str, id: str) -> dict[str, Any] | None:
    try:
        return parse_rubric(text, id=id).model_dump(exclude={"text", "version"})
    except RubricError:
        return None


def _settled(text: str) -> str | None:
    """The text after as many passes as it takes until another one changes nothing."""
    for _ in range(_PASSES):
        try:
            passed = _in_order(_opened(text))
        except Exception:  # noqa: BLE001  # ruamel writes what it cannot read again, and fails in many ways
            return None
        if passed == text:
            return text
        text = passed
    return None


def _opened(text: str) -> str:
    """The text, indented anew; what stands in brackets gets lines of its own.

    Lists of ids stay in their brackets, and so does what has a comment near, which might be lost.
    """
    data, tree = load(text), read_tree(text)
    said = {comment.line - 1 for comment in comments(text)}
    for path in [(), *tree.lines]:
        first, end = _region(tree, path, text.count("\n") + 1)
        if _may_open(path) and said.isdisjoint(range(first, end)):
            node = data
            for step in path:
                node = node[step]
            if node and isinstance(node, CommentedMap | CommentedSeq):
                node.fa.set_block_style()
    return dump(data)


def _may_open(path: KeyPath) -> bool:
    return len(path) < 3 or path[-1] in ("accept", "reject")


def _in_order(text: str) -> str:
    """Moves whole lines: a key takes along what it holds, and the comments right above it."""
    tree, lines = read_tree(text), text.split("\n")
    said = {comment.line - 1 for comment in comments(text) if comment.alone}
    for path, order in [*_mappings(tree), ((), RUBRIC_KEYS)]:
        first, end = _region(tree, path, len(lines))
        keys = {str(p[-1]): line for p, line in tree.lines.items() if p and p[:-1] == path}
        if len(set(keys.values())) == len(keys):  # keys in brackets share a line
            lines[first:end] = _sorted_lines(lines[first:end], first, keys, order, said)
    return "\n".join(lines)


def _mappings(tree: Tree) -> Iterator[tuple[KeyPath, Sequence[str]]]:
    for path in tree.lines:
        if len(path) == 2 and path[0] in ("key_points", "examples"):
            yield path, POINT_KEYS if path[0] == "key_points" else EXAMPLE_KEYS


def _region(tree: Tree, path: KeyPath, last: int) -> tuple[int, int]:
    """The lines of a mapping, from its first key's to that of what follows it; counted from 0."""
    inside = [line for p, line in tree.lines.items() if p[: len(path)] == path]
    start, end = min(inside, default=1), max(inside, default=1)
    if not path:
        start = min(line for p, line in tree.lines.items() if p)
    after = [line for p, line in tree.lines.items() if p[: len(path)] != path and line > end]
    return start - 1, min(after, default=last + 1) - 1


def _sorted_lines(
    lines: Sequence[str], first: int, keys: Mapping[str, int], order: Sequence[str], said: set[int]
) -> list[str]:
    """The lines of one mapping, key by key in `order`; comments and blank lines at its end stay there."""
    end = len(lines)
    while end and (first + end - 1 in said or not lines[end - 1].strip()):
        end -= 1
    starts = {}
    for key, line in keys.items():
        start = line - 1 - first
        while start > 1 and first + start - 1 in said:
            start -= 1
        starts[key] = start
    borders = sorted([*starts.values(), end])
    blocks = {key: list(lines[s : borders[borders.index(s) + 1]]) for key, s in starts.items()}
    ordered = sorted(blocks, key=order.index)
    indent = len(lines[0]) - len(lines[0].lstrip(" -"))
    dash, blank = lines[0][:indent], " " * indent
    before = min(starts, key=starts.__getitem__)
    if ordered[0] != before:
        blocks[before][0] = blank + blocks[before][0][indent:]
        opening = _opening(blocks[ordered[0]], first + starts[ordered[0]], said)
        above, rest = blocks[ordered[0]][:opening], blocks[ordered[0]][opening:]
        blocks[ordered[0]] = [*above, dash + rest[0][indent:], *rest[1:]]
    return [line for key in ordered for line in blocks[key]] + list(lines[end:])


def _opening(block: Sequence[str], first: int, said: set[int]) -> int:
    """How many lines of a block are comments above its key."""
    return next(n for n in range(len(block)) if first + n not in said)
