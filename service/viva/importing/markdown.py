"""Markdown, with what Obsidian adds: callouts, `question :: answer` cards, wiki links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from viva.importing.documents import Document, text_of
from viva.importing.notes import Columns, Found, Limits, has_words, printable
from viva.importing.outline import Block, notes_of
from viva.importing.plain_text import lines_of
from viva.importing.tables import Row, is_table_of_notes, notes_of_rows

if TYPE_CHECKING:
    from markdown_it.token import Token

_CALLOUT = re.compile(r"\[!(?P<kind>[\w-]+)\][+-]?[ \t]*(?P<title>[^\n]*)\n?(?P<body>[\s\S]*)")
_ASKING_CALLOUTS = {"question", "faq", "help", "q", "card"}
# `::` alone also stands in code (std::vector): a space beside it or a question mark before it makes it a card.
_CARD = re.compile(r"(?P<front>\S.*?)(?:\s+:::?(?:\s+|(?=\S))|:::?\s+|(?<=[?？]):::?)(?P<back>\S.*)")
_WIKI_LINK = re.compile(r"!?\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{1,300}))?\]\]")
_HIGHLIGHT = re.compile(r"==(?=\S)([^=\n]{1,500})(?<=\S)==")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n[\s\S]{0,20000}?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")


def read_markdown(document: Document, limits: Limits, columns: Columns) -> Found:
    """The notes of a Markdown file. The line of a question is its source."""
    from markdown_it import MarkdownIt

    text, remarks = text_of(document)
    text = "\n".join(lines_of(printable(text)))
    # Blank lines take its place, so that lines keep their numbers.
    text = _FRONT_MATTER.sub(lambda front: "\n" * front.group().count("\n"), text)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    reader = _Reader(document.name)
    found = notes_of(list(reader.blocks(tokens)))
    for rows in reader.tables:
        own = notes_of_rows(rows, document.name, columns)
        found = Found(found.notes + own.notes, found.remarks + own.remarks)
    return Found(found.notes, remarks + found.remarks)


class _Reader:
    """Turns a flat run of tokens into blocks, and keeps the tables of notes apart."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._items = 0
        self._quotes = 0
        self._heading = 0
        self.tables: list[list[Row]] = []

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.type == "table_open":
                end = next(at for at in range(position, len(tokens)) if tokens[at].type == "table_close")
                yield from self._table(tokens[position:end])
                position = end
            else:
                self._nest(token)
                yield from self._block(token)
            position += 1

    def _nest(self, token: Token) -> None:
        if token.type in {"list_item_open", "list_item_close"}:
            self._items += token.nesting
        elif token.type in {"blockquote_open", "blockquote_close"}:
            self._quotes += token.nesting
        elif token.type == "heading_open":
            self._heading = int(token.tag[1])
        elif token.type == "heading_close":
            self._heading = 0

    def _block(self, token: Token) -> Iterator[Block]:
        source = self._source(token)
        if token.type in {"fence", "code_block"}:
            yield Block("code", token.content.rstrip("\n"), source)
        elif token.type == "html_block":
            yield Block("text", _without_tags(token.content, source), source)
        elif token.type == "inline" and self._heading:
            yield Block("heading", _text(token.children or ()), source, self._heading)
        elif token.type == "inline":
            yield from self._paragraph(token.children or (), source)

    def _source(self, token: Token) -> str:
        return f"{self._name}:{token.map[0] + 1}" if token.map else self._name

    def _paragraph(self, children: Sequence[Token], source: str) -> Iterator[Block]:
        text = _text(children)
        callout = _CALLOUT.match(text) if self._quotes else None
        if callout:
            yield from _callout(callout, source)
            return
        count, bold = (0, "") if self._items else _leading_bold(children)
        if bold:
            yield Block("strong", bold, source)
        text, masked = _text(children[count:]), _text(children[count:], masks_code=True)
        yield from self._lines(text, masked, source) if "::" in masked else self._piece(text, source)

    def _lines(self, text: str, masked: str, source: str) -> Iterator[Block]:
        """Each line that is a card as one, and the others as what they are; code makes no card."""
        for line, seen in zip(text.split("\n"), masked.split("\n"), strict=True):
            card = _CARD.fullmatch(seen.rstrip(), len(seen) - len(seen.lstrip()))
            front, back = (line[slice(*card.span(side))] for side in ("front", "back")) if card else ("", "")
            if has_words(front) and has_words(back):
                yield Block("card", front, source, answer=back)
            else:
                yield from self._piece(line, source)

    def _piece(self, text: str, source: str) -> Iterator[Block]:
        if has_words(text):
            yield Block("item" if self._items else "text", text, source)

    def _table(self, tokens: Sequence[Token]) -> Iterator[Block]:
        rows: list[Row] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append(Row([], self._source(token)))
            elif token.type == "inline" and rows:
                rows[-1] = Row([*rows[-1].cells, _text(token.children or ())], rows[-1].source)
        if rows and is_table_of_notes(rows[0].cells):
            self.tables.append(rows)
        else:
            yield from (Block("text", " – ".join(row.cells), row.source) for row in rows)


def _callout(callout: re.Match[str], source: str) -> Iterator[Block]:
    title, body = callout["title"].strip(), callout["body"].strip()
    if callout["kind"].lower() in _ASKING_CALLOUTS and has_words(title):
        yield Block("question", title, source)
    elif has_words(title):
        yield Block("text", title, source)
    if has_words(body):
        yield Block("text", body, source)


def _text(children: Sequence[Token], masks_code: bool = False) -> str:
    """The text of inline tokens, without their marks; code can be masked, at its full length."""
    parts = []
    for token in children:
        if token.type == "text":
            parts.append(_HIGHLIGHT.sub(r"\1", _WIKI_LINK.sub(_shown, token.content)))
        elif token.type == "code_inline":
            parts.append("#" * len(token.content) if masks_code else token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif token.type == "image":
            parts.append(_text(token.children or ()))
        elif token.type == "html_inline" and token.content.lower().startswith("<br"):
            parts.append("\n")
    return "".join(parts)


def _shown(link: re.Match[str]) -> str:
    return link[2] or link[1]


def _leading_bold(children: Sequence[Token]) -> tuple[int, str]:
    """How many tokens the bold beginning of a paragraph takes, if it is all of a line or a question; and its text."""
    if not children:
        return 0, ""
    start = next((at for at, token in enumerate(children) if token.content or token.type != "text"), 0)
    if children[start].type != "strong_open":
        return 0, ""
    end = next((at for at, token in enumerate(children) if token.type == "strong_close"), len(children) - 1)
    bold = _text(children[: end + 1])
    rest = _text(children[end + 1 :])
    if has_words(bold) and (
        not has_words(rest) or rest.lstrip(" ").startswith("\n") or bold.strip().endswith("?")
    ):
        return end + 1, bold
    return 0, ""


def _without_tags(content: str, source: str) -> str:
    from viva.importing.markup import plain_text

    return plain_text(content, source)
