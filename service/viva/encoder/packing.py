"""One question, its key points and an answer, packed into one sequence of tokens.

Every block (the question, each key point) stands alone as ``[CLS] text [SEP]`` and counts its own
positions from 0; the answer follows with positions of its own. Together with the block mask of
`viva.encoder.reader` this makes the reading independent of the order of the key points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

QUESTION_BLOCK = 0
ANSWER_BLOCK = 999
ANSWER_POSITION = 64
"""Answers begin here, past the longest block, so that no position means two things."""

MAX_BLOCK = 62
MAX_ANSWER = 512 - ANSWER_POSITION - 2
ANSWER_STRIDE = 200
"""Tokens by which the next window moves on in an answer longer than `MAX_ANSWER`."""


@dataclass(frozen=True)
class Packed:
    """Token ids with their positions and blocks, and where points and answer tokens stand.

    `point_at` holds the index of each point's ``[CLS]``; `answer_at` the index of each token of the
    answer, whose character span in the answer is the pair at the same place of `offsets`.
    """

    ids: list[int]
    positions: list[int]
    blocks: list[int]
    point_at: list[int]
    answer_at: list[int]
    offsets: list[tuple[int, int]]


class Packer:
    """Packs texts for one tokenizer."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._cls = _special(tokenizer, "[CLS]")
        self._sep = _special(tokenizer, "[SEP]")

    def pack(self, question: str, points: Sequence[str], answer: str) -> list[Packed]:
        """The windows of `answer`, each packed with the question and all points.

        An answer of up to `MAX_ANSWER` tokens gives one window; a longer one overlapping windows.
        Questions and points beyond `MAX_BLOCK` tokens are cut there.
        """
        encoded = self._tokenizer.encode(answer, add_special_tokens=False)
        return [self._window(question, points, encoded, start) for start in window_starts(len(encoded.ids))]

    def _window(self, question: str, points: Sequence[str], answer: Encoding, start: int) -> Packed:
        packed = Packed([], [], [], [], [], [])
        self._block(packed, question, QUESTION_BLOCK)
        for number, point in enumerate(points, 1):
            packed.point_at.append(len(packed.ids))
            self._block(packed, point, number)
        stop = min(start + MAX_ANSWER, len(answer.ids))
        first = len(packed.ids)
        ids = [*answer.ids[start:stop], self._sep]
        packed.ids.extend(ids)
        packed.positions.extend(range(ANSWER_POSITION, ANSWER_POSITION + len(ids)))
        packed.blocks.extend([ANSWER_BLOCK] * len(ids))
        packed.answer_at.extend(range(first, first + stop - start))
        packed.offsets.extend(answer.offsets[start:stop])
        return packed

    def _block(self, packed: Packed, text: str, block: int) -> None:
        tokens = self._tokenizer.encode(text, add_special_tokens=False).ids[: MAX_BLOCK - 2]
        ids = [self._cls, *tokens, self._sep]
        packed.ids.extend(ids)
        packed.positions.extend(range(len(ids)))
        packed.blocks.extend([block] * len(ids))


def window_starts(length: int) -> list[int]:
    """Where the windows of an answer of `length` tokens begin; the last one reaches its end."""
    if length <= MAX_ANSWER:
        return [0]
    starts = list(range(0, length - MAX_ANSWER, ANSWER_STRIDE))
    return [*starts, length - MAX_ANSWER]


def _special(tokenizer: Tokenizer, token: str) -> int:
    id = tokenizer.token_to_id(token)
    if id is None:
        raise ValueError(f"the tokenizer has no {token}: it is not one for BERT")
    return id
