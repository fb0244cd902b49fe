"""A rubric's examples as tests: each states verdicts that its answer must get."""

from __future__ import annotations

from collections.abc import Iterator

from viva.grading import Grader, Verdict
from viva.rubric import Rubric


def failed_examples(rubric: Rubric, grader: Grader) -> Iterator[str]:
    """A sentence for each verdict that an example does not get."""
    for number, example in enumerate(rubric.examples):
        grade = grader.grade(rubric, example.answer)
        where = f"examples[{number}] ({_start(example.answer)})"
        if grade.reason is not None:
            yield f"{where}: not graded. {grade.reason}"
            continue
        given = {v.key_point: v for v in grade.verdicts}
        for wanted in Verdict:
            for id in getattr(example, wanted.value):
                if given[id].verdict is not wanted:
                    yield f"{where}: {id} must be {wanted.value} and is {given[id].verdict.value}."


def _start(answer: str) -> str:
    words = answer.split()
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")
