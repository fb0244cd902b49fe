"""Plain text: a question, then its answer as list items or paragraphs; or lines that begin with Q: and A:."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viva.importing.documents import Document, text_of
from viva.importing.notes import Found, Limits, clean, has_words
from viva.importing.outline import Block, notes_of
from viva.importing.questions import answered, asked, begins_as_question, ends_as_question

_ITEM = re.compile(r"\s*(?:(?P<bullet>[-*•●▪‣◦–·])|\(?\d{1,3}[.)])\s+(?=\S)")
_SENTENCE_ENDS = (".", "!", "?", "…", "”", '"')


def read_plain_text(document: Document, limits: Limits) -> Found:
    """The notes of a text file. The line of a question is its source."""
    text, remarks = text_of(document)
    lines = [(f"{document.name}:{number}", line) for number, line in enumerate(lines_of(text), 1)]
    found = notes_of_lines(lines)
    return Found(found.notes, remarks + found.remarks)


def lines_of(text: str) -> list[str]:
    """The lines of a text, as many as an editor counts."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def notes_of_lines(lines: Sequence[tuple[str, str]]) -> Found:
    """The notes in lines of plain text, each line with its source."""
    return notes_of(_blocks(list(_paragraphs(lines))))


@dataclass
class _Paragraph:
    """Lines that belong together; `indent` is -1 where it is no list item, `fresh` tells of a blank line above."""

    text: str
    source: str
    indent: int
    numbered: bool
    fresh: bool


def _paragraphs(lines: Sequence[tuple[str, str]]) -> Iterator[_Paragraph]:
    held: _Paragraph | None = None
    fresh = True
    for position, (source, line) in enumerate(lines):
        if not has_words(line):
            fresh = True
            continue
        following = lines[position + 1][1] if position + 1 < len(lines) else ""
        if held and not fresh and not _begins(line, held, following):
            held.text += " " + clean(line)
            continue
        if held:
            yield held
        held, fresh = _paragraph(line, source, fresh), False
    if held:
        yield held


def _paragraph(line: str, source: str, fresh: bool) -> _Paragraph:
    marker = _ITEM.match(line)
    if not marker:
        return _Paragraph(clean(line), source, -1, False, fresh)
    indent = len(line) - len(line.lstrip())
    return _Paragraph(clean(line[marker.end() :]), source, indent, not marker["bullet"], fresh)


def _begins(line: str, held: _Paragraph, following: str) -> bool:
    """Whether a line starts a paragraph of its own, though no blank line stands above it."""
    bare = line.strip()
    if (
        _ITEM.match(line)
        or asked(bare) is not None
        or answered(bare) is not None
        or ends_as_question(held.text)
    ):
        return True
    if held.text.endswith(_SENTENCE_ENDS):
        return ends_as_question(bare) or bool(_ITEM.match(following))
    asks = ends_as_question(bare) or bool(_ITEM.match(following))
    return held.indent >= 0 and asks and begins_as_question(bare)


def _blocks(paragraphs: Sequence[_Paragraph]) -> Iterator[Block]:
    waits = False  # for the answer to the question just read
    for position, paragraph in enumerate(paragraphs):
        following = paragraphs[position + 1] if position + 1 < len(paragraphs) else None
        if _asks(paragraph) or _heads_answers(paragraph, following, waits):
            waits = True
            yield Block("question", asked(paragraph.text) or paragraph.text, paragraph.source)
        else:
            waits = False
            yield Block("text" if paragraph.indent < 0 else "item", paragraph.text, paragraph.source)


def _asks(paragraph: _Paragraph) -> bool:
    if asked(paragraph.text) is not None:
        return True
    return ends_as_question(paragraph.text) and (paragraph.indent < 0 or paragraph.numbered)


def _heads_answers(paragraph: _Paragraph, following: _Paragraph | None, waits: bool) -> bool:
    """Whether it is followed at once by items that belong to it."""
    if following is None or following.indent < 0 or following.fresh or waits:
        return False
    if paragraph.indent >= 0:
        return ends_as_question(paragraph.text) and following.indent > paragraph.indent
    return not paragraph.text.endswith((":", ",", ";"))
