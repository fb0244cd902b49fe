"""The comments of a YAML text, with their lines. YAML's own readers pass them over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

_COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\n]*", re.MULTILINE)
_BLOCK_STYLES = ("|", ">")


@dataclass(frozen=True)
class Comment:
    """A comment from its `#` on, the line it stands in, and whether that line holds nothing else."""

    line: int
    text: str
    alone: bool


def comments(text: str) -> list[Comment]:
    """The comments of a YAML text, in order; the text of a scalar holds none, whatever it looks like.

    Raises:
        YAMLError: the text is not YAML.
    """
    found = []
    for start, end in _between_scalars(text):
        for match in _COMMENT.finditer(text, start, end):
            before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            line = text.count("\n", 0, match.start()) + 1
            found.append(Comment(line, match.group().rstrip(), not before.strip()))
    return found


def _between_scalars(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for token in _tokens(text):
        if isinstance(token, yaml.ScalarToken):
            start = token.start_mark.index
            if token.style in _BLOCK_STYLES:  # a comment may stand beside its sign
                start = (text.find("\n", start) + 1) or len(text)
            yield at, min(start, token.end_mark.index)
            at = token.end_mark.index
    yield at, len(text)


def _tokens(text: str) -> list[yaml.Token]:
    try:
        return list(yaml.scan(text, Loader=yaml.CSafeLoader))
    except (
        yaml.YAMLError,
        UnicodeError,
    ):  # as in `viva.rubric.tree`: there are texts that only the slow one reads
        return list(yaml.scan(text, Loader=yaml.SafeLoader))
