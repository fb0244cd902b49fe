"""From the blocks of a document (headings, paragraphs, items) to its questions and their answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from viva.importing.notes import Found, Note, clean, has_words, one_line, shortened
from viva.importing.questions import answered, asked, ends_as_question, looks_like_question

Kind: TypeAlias = Literal["heading", "strong", "question", "text", "item", "code", "card"]


@dataclass(frozen=True)
class Block:
    """A piece of a document; `level` is a heading's, `answer` what stands on the back of a card.

    A strong block is a paragraph, or its first line, in bold letters from end to end. A question is one by its place.
    """

    kind: Kind
    text: str
    source: str
    level: int = 0
    answer: str = ""


@dataclass
class _Open:
    """A question whose answer is still being read."""

    block: Block
    question: str
    topic: str | None
    body: list[Block] = field(default_factory=list)


def notes_of(blocks: Iterable[Block]) -> Found:
    """The notes that the blocks make, in their order.

    Where a heading or a bold line asks something, only those that ask are questions, and the other headings are
    topics or parts of answers. Where none does, paragraphs that end with a question mark are questions; where there
    are none of those either, each heading with text of its own is one: notes that name a term and explain it.
    """
    blocks = [block for block in blocks if has_words(block.text)]
    return _Outline(_question_kinds(blocks)).read(blocks)


def _question_kinds(blocks: Sequence[Block]) -> frozenset[str]:
    if any(block.kind in {"heading", "strong"} and looks_like_question(block.text) for block in blocks):
        return frozenset({"heading", "strong"})
    if any(block.kind == "question" for block in blocks):
        return frozenset({"question"})
    if any(block.kind == "text" and ends_as_question(block.text) for block in blocks):
        return frozenset({"text"})
    return frozenset()


class _Outline:
    def __init__(self, kinds: frozenset[str]) -> None:
        self._kinds = kinds
        self._topics: list[tuple[int, str]] = []
        self._open: _Open | None = None
        self._notes: list[Note] = []
        self._remarks: list[str] = []

    def read(self, blocks: Sequence[Block]) -> Found:
        for position, block in enumerate(blocks):
            following = blocks[position + 1] if position + 1 < len(blocks) else None
            self._take(block, following)
        self._close()
        return Found(tuple(self._notes), tuple(self._remarks))

    def _take(self, block: Block, following: Block | None) -> None:
        question = self._question(block, following)
        if block.kind == "card":
            self._close()
            self._notes.append(Note(one_line(block.text), clean(block.answer), block.source, self._topic()))
        elif question is not None:
            self._close()
            if block.kind == "heading":
                self._leave(block.level)
            self._open = _Open(block, question, self._topic())
        elif block.kind == "heading" and not self._inside(block):
            self._close()
            self._leave(block.level)
            self._topics.append((block.level, one_line(block.text)))
        elif self._open is not None:
            self._open.body.append(block)
        else:
            self._remarks.append(
                f"{block.source}: text under no question is left out: “{shortened(block.text)}”"
            )

    def _question(self, block: Block, following: Block | None) -> str | None:
        """What a block asks, or None where it is no question."""
        if block.kind in {"code", "item", "card"}:
            return None
        if (named := asked(one_line(block.text))) is not None:
            return named
        if block.kind == "question":
            return one_line(block.text)
        if block.kind in self._kinds and block.kind == "text":
            return one_line(block.text) if ends_as_question(block.text) else None
        if block.kind in self._kinds:
            return one_line(block.text) if looks_like_question(block.text) else None
        explains = block.kind == "heading" and not self._kinds and following is not None
        return one_line(block.text) if explains and following and following.kind != "heading" else None

    def _inside(self, heading: Block) -> bool:
        """Whether a heading lies within the answer that is being read."""
        within = self._open is not None and self._open.block.kind == "heading"
        return within and self._open is not None and heading.level > self._open.block.level

    def _leave(self, level: int) -> None:
        self._topics = [topic for topic in self._topics if topic[0] < level]

    def _topic(self) -> str | None:
        return self._topics[-1][1] if self._topics else None

    def _close(self) -> None:
        if self._open is None:
            return
        answer = "\n".join(_answer_lines(self._open.body))
        if has_words(answer):
            self._notes.append(Note(self._open.question, answer, self._open.block.source, self._open.topic))
        else:
            quoted = shortened(self._open.question)
            self._remarks.append(f"{self._open.block.source}: “{quoted}” has no answer and is left out")
        self._open = None


def _answer_lines(body: Sequence[Block]) -> Iterator[str]:
    alone = len(body) == 1
    for position, block in enumerate(body):
        text = clean(block.text)
        if position == 0 and (named := answered(text)) is not None:
            text = named
        # One item alone is a sentence after a dash, not a list.
        yield f"- {text}" if block.kind == "item" and not alone else text
