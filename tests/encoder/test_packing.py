from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from viva.encoder.packing import (
    ANSWER_BLOCK,
    ANSWER_POSITION,
    MAX_ANSWER,
    MAX_BLOCK,
    QUESTION_BLOCK,
    Packed,
    Packer,
    window_starts,
)

QUESTION = "What makes the tides?"
POINTS = ("The moon pulls water", "Earth turns beneath two bulges daily", "Spring tides come at full moon")
ANSWER = "The moon pulls, 🌊 and Earth turns."


def blocks(packed: Packed) -> dict[int, tuple[list[int], list[int]]]:
    """Block number to its token ids and their positions."""
    found: dict[int, tuple[list[int], list[int]]] = {}
    for id, position, block in zip(packed.ids, packed.positions, packed.blocks, strict=True):
        ids, positions = found.setdefault(block, ([], []))
        ids.append(id)
        positions.append(position)
    return found


def test_every_block_stands_alone_and_counts_from_its_own_beginning(
    packer: Packer, tokenizer: Tokenizer
) -> None:
    (packed,) = packer.pack(QUESTION, POINTS, ANSWER)
    found = blocks(packed)
    assert list(found) == [QUESTION_BLOCK, 1, 2, 3, ANSWER_BLOCK]
    for number, text in enumerate((QUESTION, *POINTS)):
        ids, positions = found[number]
        assert ids == tokenizer.encode(text).ids  # with [CLS] and [SEP], as if it were alone
        assert positions == list(range(len(ids)))
    ids, positions = found[ANSWER_BLOCK]
    assert ids == tokenizer.encode(ANSWER).ids[1:]
    assert positions == list(range(ANSWER_POSITION, ANSWER_POSITION + len(ids)))


def test_points_and_answer_tokens_are_where_they_are_said_to_be(packer: Packer, tokenizer: Tokenizer) -> None:
    (packed,) = packer.pack(QUESTION, POINTS, ANSWER)
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    assert [(packed.ids[at], packed.blocks[at]) for at in packed.point_at] == [(cls, 1), (cls, 2), (cls, 3)]
    assert [packed.ids[at] for at in packed.answer_at] == tokenizer.encode(
        ANSWER, add_special_tokens=False
    ).ids
    assert packed.ids[-1] == sep
    words = [ANSWER[start:end] for start, end in packed.offsets]
    assert words == ["The", "moon", "pulls", ",", "🌊", "and", "Earth", "turns", "."]


def test_the_order_of_the_points_changes_only_the_order_of_their_blocks(packer: Packer) -> None:
    (packed,), (other,) = packer.pack(QUESTION, POINTS, ANSWER), packer.pack(QUESTION, POINTS[::-1], ANSWER)
    found, turned = blocks(packed), blocks(other)
    assert [found[n] for n in (1, 2, 3)] == [turned[n] for n in (3, 2, 1)]
    assert found[QUESTION_BLOCK] == turned[QUESTION_BLOCK]
    assert found[ANSWER_BLOCK] == turned[ANSWER_BLOCK]
    assert (packed.answer_at, packed.offsets) == (other.answer_at, other.offsets)


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 6000))
def test_windows_cover_every_token_in_order_and_overlap(length: int) -> None:
    starts = window_starts(length)
    stops = [min(start + MAX_ANSWER, length) for start in starts]
    assert starts[0] == 0 and stops[-1] == length
    assert starts == sorted(set(starts))
    assert all(following < stop for following, stop in zip(starts[1:], stops, strict=False))
    assert len(starts) == 1 or length > MAX_ANSWER


@pytest.mark.parametrize("words", [1, MAX_ANSWER - 1, MAX_ANSWER, MAX_ANSWER + 1, 646, 647, 2000])
def test_windows_of_an_answer_hold_all_its_tokens_and_no_position_beyond_the_network(
    packer: Packer, words: int
) -> None:
    answer = " ".join(["moon"] * words)
    packs = packer.pack(QUESTION, POINTS, answer)
    assert {offset for packed in packs for offset in packed.offsets} == {
        (5 * i, 5 * i + 4) for i in range(words)
    }
    assert all(len(packed.offsets) == len(packed.answer_at) <= MAX_ANSWER for packed in packs)
    assert all(0 <= position < 512 for packed in packs for position in packed.positions)
    assert (len(packs) == 1) is (words <= MAX_ANSWER)


def test_a_long_point_is_cut_before_the_answers_positions(packer: Packer) -> None:
    (packed,) = packer.pack("why " * 500, ["water " * 500], ANSWER)
    found = blocks(packed)
    assert len(found[QUESTION_BLOCK][0]) == len(found[1][0]) == MAX_BLOCK
    assert max(found[1][1]) < ANSWER_POSITION


def test_an_answer_without_tokens_still_has_its_window(packer: Packer) -> None:
    (packed,) = packer.pack(QUESTION, POINTS, "\0")
    assert packed.answer_at == [] and packed.offsets == []
    assert len(packed.point_at) == 3
