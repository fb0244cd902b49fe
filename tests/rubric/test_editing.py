"""Adding to a rubric's text: it says one thing more, and not a byte of what stood there is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from helpers import TIDES
from rubric.written import Writer, rubrics, words
from viva.rubric import Example, Rubric, RubricError, parse_rubric
from viva.rubric.editing import WORDINGS, AlreadyThere, CannotAdd, Wordings, with_example, with_wording
from viva.rubric.layout import formatted

SHIPPED = sorted((Path(__file__).parents[2] / "rubrics").glob("*.yaml"))
ANSWER = (
    "The moon does it. It pulls the water, and the earth turns under the two heaps "
    + "of water " * 20
    + "daily."
)


def parsed(text: str) -> Rubric:
    return parse_rubric(text, id="q")


def meaning(rubric: Rubric) -> dict[str, Any]:
    return rubric.model_dump(exclude={"text", "version"})


def worded(text: str, wording: str, where: Wordings = "accept", key_point: str = "moon") -> str:
    return with_wording(text, id="q", key_point=key_point, where=where, wording=wording)


def exampled(text: str, answer: str, **verdicts: tuple[str, ...]) -> str:
    return with_example(text, id="q", example=Example(answer=answer, **verdicts))


def is_insertion(before: str, after: str) -> bool:
    """Whether `after` is `before` with a piece put in at one place."""
    same = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    return any(after.endswith(before[cut:]) for cut in range(max(0, same - 3), same + 1))


def with_more(rubric: Rubric, key_point: str, where: str, wording: str) -> dict[str, Any]:
    meant = meaning(rubric)
    for point in meant["key_points"]:
        if point["id"] == key_point:
            point[where] = (*point[where], wording)
    return meant


# Where an addition stands.


def test_a_first_wording_stands_under_a_key_of_its_own() -> None:
    assert worded(TIDES, "It pulls the sea") == TIDES.replace(
        "towards itself\n  - id: b",
        "towards itself\n    accept:\n      - It pulls the sea\n  - id: b",
    )


def test_a_further_wording_stands_after_those_that_are_there() -> None:
    once = worded(worded(TIDES, "It pulls the sea"), "It draws: the sea")
    assert '    accept:\n      - It pulls the sea\n      - "It draws: the sea"\n  - id: bulges' in once


def test_reject_stands_after_accept_and_accept_before_reject() -> None:
    either = worded(worded(TIDES, "It pushes", "reject"), "It pulls")
    assert either == worded(worded(TIDES, "It pulls"), "It pushes", "reject")
    assert "    accept:\n      - It pulls\n    reject:\n      - It pushes\n" in either


def test_a_first_example_stands_at_the_end_in_lines_that_are_not_too_long() -> None:
    text = exampled(TIDES, ANSWER, covered=("moon",), missing=("bulges",))
    assert text.startswith(TIDES + "examples:\n  - answer: >-\n      The moon does it.")
    assert text.endswith("daily.\n    covered: [moon]\n    missing: [bulges]\n")
    assert max(map(len, text.splitlines())) <= 110
    assert parsed(text).examples[0] == Example(answer=ANSWER, covered=("moon",), missing=("bulges",))


def test_the_lines_of_an_answer_are_kept() -> None:
    text = exampled(TIDES, "- The moon.\n\n  # Not a comment: it pulls.\n- And so on.", covered=("moon",))
    assert "  - answer: |-\n      - The moon.\n\n        # Not a comment: it pulls.\n" in text
    assert parsed(text).examples[0].answer == "- The moon.\n\n  # Not a comment: it pulls.\n- And so on."


def test_comments_and_blank_lines_stay_with_what_they_stand_by() -> None:
    text = TIDES.replace(
        "towards itself\n",
        "towards itself # plainly\n    accept:\n    # of the sea\n    - The sea # dry?\n    # - not this\n\n",
    )
    assert worded(text, "The ocean") == text.replace(
        "    - The sea # dry?\n", "    - The sea # dry?\n    - The ocean\n"
    )


@pytest.mark.parametrize("block", ["|", ">", "|-", "|+", ">+ # to the end"])
def test_a_block_of_text_is_not_made_longer(block: str) -> None:
    text = TIDES.replace(
        "point: The moon pulls water towards itself\n", f"point: {block}\n      The moon\n\n      pulls\n\n\n"
    )
    added = worded(text, "It pulls")
    assert is_insertion(text, added) and parsed(added).key_points[0].point == parsed(text).key_points[0].point


@pytest.mark.parametrize("block", ["|", "|-", "|+"])
def test_a_file_may_end_in_a_block_of_text_without_a_line_end(block: str) -> None:
    text = TIDES.replace("    weight: 2\n", f"    follow_up: {block}\n      Why\n      twice?")
    for added in (
        worded(text, "Two heaps", key_point="bulges"),
        exampled(text, "No idea", missing=("moon",)),
    ):
        assert is_insertion(text, added)


def test_the_line_ends_of_the_file_are_used() -> None:
    text = "\ufeff" + TIDES.replace("\n", "\r\n")
    added = exampled(worded(text, "It pulls"), "It pulls", covered=("moon",))
    assert added.count("\r\n") == added.count("\n") and added.startswith("\ufeffquestion")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("accept: []", 'accept: ["It pulls"]'),
        ("accept: [The sea]", 'accept: [The sea, "It pulls"]'),
        ("accept: [The sea, ]", 'accept: [The sea, "It pulls", ]'),
    ],
)
def test_what_stands_in_brackets_stays_in_brackets(before: str, after: str) -> None:
    text = TIDES.replace("towards itself\n", f"towards itself\n    {before} # in short\n")
    assert worded(text, "It pulls") == text.replace(before, after)


def test_a_file_all_in_brackets_is_added_to_in_brackets() -> None:
    text = "{question: Q?, topic: t, model_answer: a, key_points: [{id: moon, point: A}]}"
    assert worded(text, "no") == text.replace("point: A", 'point: A, accept: ["no"]')
    assert exampled(text, "no: never", missing=("moon",)).endswith(
        ', examples: [{answer: "no: never", missing: [moon]}]}'
    )


def test_words_that_yaml_would_take_for_something_else_are_quoted() -> None:
    for wording in (
        "no",
        "12",
        "2026-01-01",
        "null",
        "- x",
        "a: b",
        "a #b",
        "@x",
        '"q"',
        "tab\there",
        "\u2028x",
    ):
        (accepted,) = parsed(worded(TIDES, wording)).key_points[0].accept
        assert accepted == " ".join(wording.split())


def test_ids_that_yaml_would_take_for_something_else_are_quoted() -> None:
    text = TIDES.replace("id: moon", "id: 'no'")
    assert parsed(exampled(text, "x", covered=("no",))).examples[0].covered == ("no",)


# What is refused.


@pytest.mark.parametrize("again", ["It pulls the sea", " it  pulls THE sea.", "“It pulls the sea!”"])
def test_the_same_wording_is_refused(again: str) -> None:
    with pytest.raises(AlreadyThere, match="count already"):
        worded(worded(TIDES, "It pulls the sea"), again)
    with pytest.raises(AlreadyThere, match="contradict it already"):
        worded(worded(TIDES, "It pulls the sea", "reject"), again, "reject")


def test_a_wording_cannot_count_and_contradict() -> None:
    with pytest.raises(AlreadyThere, match="stand under “accept” of this key point"):
        worded(worded(TIDES, "It pulls"), "It pulls", "reject")
    with pytest.raises(AlreadyThere, match="stand under “reject” of this key point"):
        worded(worded(TIDES, "It pulls", "reject"), "It pulls")
    assert worded(worded(TIDES, "It pulls"), "It pulls", "reject", "bulges")  # of another point it can


def test_the_same_answer_is_refused_as_an_example() -> None:
    with pytest.raises(AlreadyThere, match="examples already"):
        exampled(exampled(TIDES, "The moon.", covered=("moon",)), "the moon", missing=("moon",))


@pytest.mark.parametrize("wording", ["", " \n ", "\0", "a\0b", "\u200b"])
def test_a_wording_that_cannot_stand_in_a_rubric_is_refused(wording: str) -> None:
    with pytest.raises(CannotAdd, match="cannot stand in a rubric"):
        worded(TIDES, wording)


def test_a_file_that_has_no_room_is_told_so() -> None:
    text = TIDES + "# " + "x" * (999_990 - len(TIDES)) + "\n"
    with pytest.raises(CannotAdd, match=r"q\.yaml as that is laid out\. Add it by hand\. .*over 1 MB"):
        worded(text, "It pulls the sea")


def test_an_example_of_an_unknown_key_point_is_refused() -> None:
    with pytest.raises(CannotAdd, match="there is no key point 'sun'"):
        exampled(TIDES, "x", covered=("sun",))


def test_a_key_point_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        worded(TIDES, "x", key_point="sun")


def test_a_text_that_is_no_rubric_is_told() -> None:
    with pytest.raises(RubricError, match="colour"):
        worded(TIDES + "colour: red\n", "x")
    with pytest.raises(RubricError, match="colour"):
        exampled(TIDES + "colour: red\n", "x")


# Every file.


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_file_that_ships_keeps_every_byte_and_its_layout(path: Path) -> None:
    text = path.read_bytes().decode()
    rubric = parse_rubric(text, id=path.stem)
    point = rubric.key_points[-1].id
    example = Example(answer=ANSWER, covered=(point,))
    for where in WORDINGS:
        added = with_wording(text, id=path.stem, key_point=point, where=where, wording="Put: otherwise")
        assert is_insertion(text, added)
        assert meaning(parse_rubric(added, id=path.stem)) == with_more(rubric, point, where, "Put: otherwise")
    added = with_example(text, id=path.stem, example=example)
    assert is_insertion(text, added)
    assert parse_rubric(added, id=path.stem).examples == (*rubric.examples, example)


@pytest.mark.parametrize("path", SHIPPED[::20], ids=lambda path: path.stem)
def test_what_is_added_is_laid_out_as_the_formatter_would(path: Path) -> None:
    text = formatted(path.read_bytes().decode(), id=path.stem)
    point = parse_rubric(text, id=path.stem).key_points[0].id
    for where in WORDINGS:
        text = with_wording(text, id=path.stem, key_point=point, where=where, wording=f"Put: {where}")
    text = with_example(text, id=path.stem, example=Example(answer=ANSWER, covered=(point,)))
    assert formatted(text, id=path.stem) == text


@settings(deadline=None, max_examples=50)
@given(rubrics(), st.integers(0, 1_000_000), words, st.sampled_from(WORDINGS), st.booleans(), st.data())
def test_whatever_a_file_looks_like_it_says_one_thing_more(
    data: dict[str, Any], seed: int, said: str, where: Wordings, crlf: bool, choice: st.DataObject
) -> None:
    text = "\n".join(Writer(seed).mapping(data, 0)) + "\n"
    text = text.replace("\n", "\r\n") if crlf else text
    before = parsed(text)
    point = choice.draw(st.sampled_from([point.id for point in before.key_points]))
    try:
        added = worded(text, said, where, point)
    except AlreadyThere:
        assume(False)
    assert is_insertion(text, added)
    assert meaning(parsed(added)) == with_more(before, point, where, " ".join(said.split()))


@settings(deadline=None, max_examples=50)
@given(
    rubrics(),
    st.integers(0, 1_000_000),
    st.lists(words, min_size=1, max_size=4).map("\n".join) | st.text(min_size=1, max_size=300),
)
def test_whatever_an_answer_looks_like_it_becomes_an_example(
    data: dict[str, Any], seed: int, said: str
) -> None:
    text = "\n".join(Writer(seed).mapping(data, 0)) + "\n"
    before = parsed(text)
    try:
        example = Example(answer=said, partial=(before.key_points[0].id,))
        added = with_example(text, id="q", example=example)
    except (AlreadyThere, ValueError):
        assume(False)
    assert is_insertion(text, added)
    assert parsed(added).examples == (*before.examples, example)
    assert meaning(parsed(added)) == meaning(before) | {
        "examples": (*meaning(before)["examples"], example.model_dump())
    }
