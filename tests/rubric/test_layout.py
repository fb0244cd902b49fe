"""One layout for all files: nothing said is changed, no comment is lost, and what is laid out stays as it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric.written import Writer, rubrics
from viva.rubric import Example, KeyPoint, RubricError, RubricFile, parse_rubric
from viva.rubric.comments import comments
from viva.rubric.layout import EXAMPLE_KEYS, POINT_KEYS, RUBRIC_KEYS, dump, formatted, load

RUBRICS = sorted((Path(__file__).parents[2] / "rubrics").glob("*.yaml"))

UNTIDY = """\
# at the head
key_points:   # the points
# above a
- {point: A, id: a}
-   point: B  # beside b
    # why so heavy
    weight: 2
    # the id
    id: b
    # at the end of b
examples:
- covered: [a, b]
  answer: |
     It is # no comment
     so.
topic: t   # a topic

# what is asked
question: Q?
model_answer: 'it''s'
"""
TIDY = """\
# at the head
# what is asked
question: Q?
topic: t   # a topic

model_answer: 'it''s'
key_points:   # the points
# above a
  - id: a
    point: A
    # the id
  - id: b
    point: B  # beside b
    # why so heavy
    weight: 2
    # at the end of b
examples:
  - answer: |
      It is # no comment
      so.
    covered: [a, b]
"""


def laid_out(text: str) -> str:
    return formatted(text, id="q")


def meaning(text: str) -> dict[str, Any]:
    return parse_rubric(text, id="q").model_dump(exclude={"text", "version"})


def said(text: str) -> Counter[str]:
    return Counter(comment.text for comment in comments(text))


def test_keys_are_put_in_order_with_the_comments_above_them() -> None:
    assert laid_out(UNTIDY) == TIDY
    assert laid_out(TIDY) == TIDY


@pytest.mark.parametrize(
    ("order", "model"), [(RUBRIC_KEYS, RubricFile), (POINT_KEYS, KeyPoint), (EXAMPLE_KEYS, Example)]
)
def test_every_key_of_the_format_has_its_place(order: tuple[str, ...], model: type[RubricFile]) -> None:
    assert sorted(order) == sorted(model.model_fields)


@pytest.mark.parametrize("path", RUBRICS, ids=lambda path: path.stem)
def test_a_shipped_file_that_is_loaded_and_dumped_is_the_same_to_the_byte(path: Path) -> None:
    text = path.read_bytes().decode()
    assert dump(load(text)) == text


def test_a_line_that_is_long_is_not_broken() -> None:
    text = TIDY.replace("Q?", "Is " + "this long " * 100 + "?")
    assert laid_out(text) == text


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_become_those_of_unix(ends: str) -> None:
    assert laid_out("\ufeff" + UNTIDY.replace("\n", ends)) == TIDY


def test_what_is_no_rubric_is_told() -> None:
    with pytest.raises(RubricError, match=r"q\.yaml:3: model_answer: must not be blank"):
        formatted("question: Q?\ntopic: t\nmodel_answer: ' '\nkey_points: []\n", id="q", file="q.yaml")


def test_what_stands_in_brackets_gets_lines_of_its_own() -> None:
    text = "{question: Q?, topic: t, model_answer: a, key_points: [{id: a, point: A, accept: [x, 'y']}]}"
    assert laid_out(text) == (
        "question: Q?\ntopic: t\nmodel_answer: a\nkey_points:\n"
        "  - id: a\n    point: A\n    accept:\n      - x\n      - 'y'\n"
    )


def test_brackets_with_a_comment_near_stay_closed() -> None:
    text = "question: Q?\ntopic: t\nmodel_answer: a\nkey_points:\n  - {id: a, point: A} # short\n"
    assert laid_out(text) == text


@settings(deadline=None, max_examples=60)
@given(rubrics(), st.integers(0, 1_000_000))
def test_whatever_a_file_looks_like_it_says_the_same_afterwards(data: dict[str, Any], seed: int) -> None:
    text = "\n".join(Writer(seed).mapping(data, 0)) + "\n"
    before = meaning(text)
    done = laid_out(text)
    assert meaning(done) == before
    assert said(done) == said(text)
    assert laid_out(done) == done
    keys = list(load(done))
    assert keys == sorted(keys, key=RUBRIC_KEYS.index)
