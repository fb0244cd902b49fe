"""`viva grade`: answers in, grades out, a line each."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from viva.rubric import RubricBank, UnknownRubric

if TYPE_CHECKING:
    from viva.grading import Grader


@click.command()
@click.option(
    "--rubrics", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of rubric files."
)
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"), default="-")
def grade(rubrics: Path | None, file: TextIO) -> None:
    """Grade the answers in FILE (JSON lines with "id", "question_id" and "answer"; "-" reads standard input).

    Writes one grade a line, in the same order. A line that cannot be read gives a grade with the status
    "not_graded" and the reason, and the run goes on.
    """
    from viva.local import Grader
    from viva.settings import Settings

    bank = RubricBank(rubrics or Settings().rubrics)
    grader = Grader.default(Settings().models, Settings().verifier)
    for line in graded_lines(file, bank, grader):
        click.echo(line)


def graded_lines(lines: Iterable[str], bank: RubricBank, grader: Grader) -> Iterator[str]:
    """One line of JSON for each line that is not blank."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _written(_graded(line.removeprefix("\ufeff"), number, bank, grader))


def _written(grade: dict[str, Any]) -> str:
    told = json.dumps(grade, ensure_ascii=False)
    # A lone surrogate of the line, in its id for one, has no bytes: it goes out as it came in, escaped.
    return told if _encodable(told) else json.dumps(grade)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _graded(line: str, number: int, bank: RubricBank, grader: Grader) -> dict[str, Any]:
    try:
        asked = json.loads(line, parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        return not_graded(None, None, f"Line {number} is not JSON: {error}", grader)
    if not isinstance(asked, dict):
        return not_graded(None, None, f"Line {number} is not a JSON object.", grader)
    id: Any = asked.get("id")
    question_id: Any = asked.get("question_id")
    answer: Any = asked.get("answer")
    if isinstance(id, dict | list):
        return not_graded(None, question_id, f'Line {number} needs "id" as a text or a number.', grader)
    for key, value in (("question_id", question_id), ("answer", answer)):
        if not isinstance(value, str):
            return not_graded(id, question_id, f'Line {number} needs "{key}" as a text.', grader)
    try:
        rubric = bank.get(question_id)
    except UnknownRubric as error:
        return not_graded(id, question_id, f"Line {number}: {error}", grader)
    return grader.grade(rubric, answer).to_dict(id)


def _finite(number: str) -> float:
    """That number; JSON knows no NaN and no Infinity, and what is read here is written out again."""
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{number} is no number of JSON")
    return value


def not_graded(id: object, question_id: object, reason: str, grader: Grader) -> dict[str, Any]:
    """The grade of a line that names no rubric or holds no answer."""
    return {
        "id": id,
        "question_id": question_id if isinstance(question_id, str) else None,
        "status": "not_graded",
        "reason": reason,
        "coverage": None,
        "key_points": [],
        "rubric_version": None,
        "grader_version": grader.version,
    }
