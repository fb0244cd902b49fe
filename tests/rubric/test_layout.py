"""One layout for all files: nothing said is changed, no comment is lost, and what is laid out stays as it is."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viva.rubric import Example, KeyPoint, RubricError, RubricFile, parse_rubric
from viva.rubric.comments import comments
from viva.rubric.layout import EXAMPLE_KEYS, POINT_KEYS, RUBRIC_KEYS, dump, formatted, load
from viva.rubric.template import quoted

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


# What follows writes one rubric in many ways.

words = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(": #-'\"\\|>{}[]&*!%@`?,"),
    min_size=1,
    max_size=30,
).filter(lambda text: any(c.isprintable() and not c.isspace() for c in text))
ids = st.from_regex(r"[a-z][a-z0-9-]{0,6}", fullmatch=True).filter(
    lambda id: id not in {"yes", "no", "on", "off", "null", "true", "false"}
)


@st.composite
def rubrics(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    optional = {
        "weight": st.integers(1, 9),
        "accept": st.lists(words, max_size=2),
        "reject": st.lists(words, max_size=2),
        "hint": words,
        "follow_up": words,
    }
    points = [
        {"id": name, **draw(st.fixed_dictionaries({"point": words}, optional=optional))} for name in names
    ]
    example = st.fixed_dictionaries({"answer": words}, optional={"covered": st.just(names[:1])})
    return draw(
        st.fixed_dictionaries(
            {"question": words, "topic": words, "model_answer": words, "key_points": st.just(points)},
            optional={"source": words, "examples": st.lists(example, max_size=2)},
        )
    )


class Writer:
    """Writes YAML as people do: keys in any order, in brackets or not, indented anyhow, with comments."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._step = self._random.choice([2, 3, 4])
        self._comments = 0

    def mapping(self, data: dict[str, Any], column: int) -> list[str]:
        items = list(data.items())
        self._random.shuffle(items)
        lines = []
        for key, value in items:
            lines += [*self._remark(column), *self._entry(key, value, column)]
        return lines

    def _entry(self, key: str, value: Any, column: int) -> list[str]:
        at = " " * column
        if isinstance(value, list) and value and not (isinstance(value[0], str) and self._lucky()):
            return [f"{at}{key}:", *self._list(value, column + self._random.choice([0, self._step]))]
        return [f"{at}{key}: {self._scalar(value)}{self._beside()}"]

    def _list(self, values: list[Any], column: int) -> list[str]:
        at, lines = " " * column, []
        for value in values:
            if isinstance(value, dict) and not self._lucky():
                first, *rest = self.mapping(value, column + self._step)
                while first.lstrip().startswith("#"):
                    lines.append(at + first.lstrip())
                    first, *rest = rest
                lines += [at + "-" + " " * (self._step - 1) + first.lstrip(), *rest]
            else:
                lines.append(f"{at}- {self._scalar(value, in_quotes=True)}{self._beside()}")
        return lines

    def _scalar(self, value: Any, *, in_quotes: bool = False) -> str:
        if isinstance(value, str):
            plain = value.isascii() and value.replace(" ", "").isalpha() and len(value) > 5
            return value.strip() if plain and not in_quotes else quoted(value)
        if isinstance(value, list):
            return "[" + ", ".join(map(self._scalar, value)) + "]"
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self._scalar(inner)}" for key, inner in value.items()) + "}"
        return str(value)

    def _remark(self, column: int) -> list[str]:
        return [" " * column + self._comment()] if self._lucky() else []

    def _beside(self) -> str:
        return " " + self._comment() if self._lucky() else ""

    def _comment(self) -> str:
        self._comments += 1
        return f"# remark {self._comments}"

    def _lucky(self) -> bool:
        return self._random.random() < 0.25


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
