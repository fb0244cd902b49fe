from __future__ import annotations

from helpers import TIDES, rubric, word_grader
from viva.evaluation.examples import failed_examples

WORKING = """\
examples:
  - answer: The moon pulls water towards itself.
    covered: [moon]
    missing: [bulges]
  - answer: The moon never pulls water towards itself.
    contradicted: [moon]
"""
FAILING = """\
examples:
  - answer: The moon pulls water towards itself, or so I was always told.
    covered: [moon, bulges]
  - answer: Earth turns beneath two bulges daily.
    missing: [bulges]
    partial: [moon]
"""
FOREIGN = """\
examples:
  - answer: Der Mond zieht das Wasser an, und die Erde dreht sich darunter weg.
    covered: [moon]
"""


def failed(examples: str) -> list[str]:
    return list(failed_examples(rubric(TIDES + examples), word_grader()))


def test_examples_that_get_their_verdicts_fail_nothing() -> None:
    assert failed(WORKING) == []
    assert failed("") == []


def test_each_verdict_that_an_example_does_not_get_is_told() -> None:
    assert failed(FAILING) == [
        "examples[0] (The moon pulls water towards itself, …): bulges must be covered and is missing.",
        "examples[1] (Earth turns beneath two bulges daily.): moon must be partial and is missing.",
        "examples[1] (Earth turns beneath two bulges daily.): bulges must be missing and is covered.",
    ]


def test_an_example_that_cannot_be_graded_is_told_with_the_reason() -> None:
    (told,) = failed(FOREIGN)
    assert told.startswith(
        "examples[0] (Der Mond zieht das Wasser an, …): not graded. The answer is not in English"
    )
