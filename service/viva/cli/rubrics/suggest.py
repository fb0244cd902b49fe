"""`viva rubrics suggest`: which key points a lesson would help most."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from viva.errors import VivaError
from viva.rubric import Rubric, load_rubric

if TYPE_CHECKING:
    from viva.evaluation.suggestions import Seen, Suggestion
    from viva.grading import Grader, PointVerdict
    from viva.settings import Settings


@click.command()
@click.option(
    "--answers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='More answers: JSON lines with "answer"; those with another "question_id" are passed over.',
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.argument("file", type=click.Path(path_type=Path))
def suggest(file: Path, answers: Path | None, as_json: bool) -> None:
    """Say which key points of the rubric FILE need a wording or an example most.

    Goes by how unsure the grader was on the answers in the record and in --answers, and shows for each point the
    words that it was least sure of, to be put under accept or reject. Without any answer, it goes by the model answer.
    Changes nothing.
    """
    from viva.evaluation.suggestions import suggest as ranked
    from viva.settings import Settings

    rubric = load_rubric(file)
    seen = [*from_record(rubric.id, Settings())]
    lines = read_answers(answers, rubric.id) if answers else []
    model_answer: Sequence[PointVerdict] = ()
    if lines or not seen:
        grader = _grader(Settings())
        seen += graded(rubric, lines, grader)
        if not seen:
            model_answer = grader.grade(rubric, rubric.model_answer).verdicts
    found = ranked(rubric, seen, model_answer)
    click.echo(_as_json(rubric, found, len(seen)) if as_json else "\n".join(_told(rubric, found, len(seen))))


def from_record(question_id: str, settings: Settings) -> Iterator[Seen]:
    """The answers to a question that were graded, each with its latest grade."""
    from viva.evaluation.suggestions import Seen
    from viva.interview.grades import grade_of
    from viva.store.engine import default_url
    from viva.store.reading import answers_to

    for attempt in answers_to(question_id, settings.database_url or default_url(settings.data)):
        row = attempt.latest_graded
        if row is not None:
            yield Seen(attempt.answer, grade_of(row, question_id, attempt.answer).verdicts)


def read_answers(path: Path, question_id: str) -> list[str]:
    """The answers in a file of JSON lines that are to this question, or to none that is named.

    Raises:
        VivaError: the file cannot be read, or a line holds no answer; the message names the line.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise VivaError(f"{path} cannot be read: {error}") from error
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            said = _object(line, f"{path}:{number}")
            if said.get("question_id", question_id) == question_id:
                found.append(str(said["answer"]))
    return found


def graded(rubric: Rubric, answers: Sequence[str], grader: Grader) -> Iterator[Seen]:
    """The answers that can be graded, with their verdicts."""
    from viva.evaluation.suggestions import Seen

    for answer in answers:
        grade = grader.grade(rubric, answer)
        if grade.reason is None:
            yield Seen(answer, grade.verdicts)


def _object(line: str, place: str) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise VivaError(f"{place}: is not JSON ({error}).") from None
    if not isinstance(said, dict) or not isinstance(said.get("answer"), str):
        raise VivaError(f'{place}: needs "answer" as a text.')
    return said


def _grader(settings: Settings) -> Grader:
    from viva.local import Grader

    return Grader.default(settings.models, settings.verifier)


def _as_json(rubric: Rubric, found: Sequence[Suggestion], answers: int) -> str:
    told = {"question_id": rubric.id, "answers": answers, "key_points": [asdict(s) for s in found]}
    return json.dumps(told, indent=2, ensure_ascii=False)


def _told(rubric: Rubric, found: Sequence[Suggestion], answers: int) -> Iterator[str]:
    from viva.evaluation.suggestions import as_yaml

    yield f"{rubric.id}: {rubric.question}"
    if answers:
        yield f"By {answers} graded answers, the key point first that a lesson would help most:"
    else:
        yield "No answers so far: points without wordings first, then those the model answer leaves least sure."
    yield ""
    yield from _table(found, answers)
    snippets = [snippet for suggestion in found if (snippet := as_yaml(suggestion))]
    if snippets:
        yield ""
        yield "To paste below the key point that each names, once you have decided what it is:"
        yield ""
        yield "\n".join(snippets).rstrip("\n")


def _table(found: Sequence[Suggestion], answers: int) -> Iterator[str]:
    width = max(len(suggestion.key_point) for suggestion in found)
    of = "confidence" if answers else "model answer"
    yield f"{'key point':{width}}  answers  unsure  {of:>12}  gain  accept  reject  examples"
    for s in found:
        unsure = "–" if s.unsure is None else f"{s.unsure:.0%}"
        sure = s.confidence if answers else s.model_confidence
        confidence = "–" if sure is None else f"{sure:.2f}"
        yield (
            f"{s.key_point:{width}}  {s.answers:7}  {unsure:>6}  {confidence:>12}  {s.gain:.2f}"
            f"  {s.accept or '–':>6}  {s.reject or '–':>6}  {s.examples or '–':>8}"
        )
