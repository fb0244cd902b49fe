"""`viva rubrics suggest`: from the record, from a file, or from nothing; it changes nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpers import TIDES, rubric, word_grader
from viva.cli import app
from viva.cli.rubrics.suggest import from_record, graded, read_answers
from viva.errors import VivaError
from viva.interview.grades import row_of
from viva.settings import Settings
from viva.store.engine import default_url
from viva.store.migrate import migrate
from viva.store.tables import Attempt, Interview, PlannedQuestion
from viva.store.unit_of_work import Store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANSWERS = ("The moon pulls water towards itself, as far as I know.", "I have no idea at all about that.")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder whose record holds the answers to the tides, graded, and one that waits."""
    store = Store(default_url(tmp_path / "data"))
    migrate(store.engine)
    tides = rubric()
    attempts = [
        Attempt(
            answer=answer,
            submitted_at=NOON + timedelta(minutes=number),
            submission=f"t{number}",
            awaiting_grade=number == 2,
        )
        for number, answer in enumerate((*ANSWERS, "It waits for its grade."))
    ]
    question = PlannedQuestion(
        question_id="tides", question="Why?", topic="physics", rubric_version=tides.version, attempts=attempts
    )
    with store.unit_of_work(write=True) as work:
        work.rubric_versions.keep(tides.version, "tides", TIDES, NOON)
        work.interviews.add(Interview(title="One", created_at=NOON, questions=[question]))
        for attempt in attempts[:2]:
            work.grades.add(row_of(word_grader().grade(tides, attempt.answer), attempt.id, NOON))
    store.close()
    return tmp_path / "data"


def suggest(file: Path, data: Path, *options: str | Path, **environment: str) -> Result:
    arguments = ["rubrics", "suggest", str(file), *map(str, options)]
    return CliRunner().invoke(app, arguments, env={"VIVA_DATA": str(data)} | environment)


def test_the_answers_of_the_record_are_enough_and_need_no_model(
    folder: Path, data: Path, tmp_path: Path
) -> None:
    done = suggest(folder / "tides.yaml", data, VIVA_MODELS=str(tmp_path / "no-models-here"))
    assert done.exit_code == 0
    assert "By 2 graded answers" in done.stdout
    assert '- "The moon pulls water towards itself, as far as I know."' in done.stdout
    assert (folder / "tides.yaml").read_text() == TIDES


def test_json_tells_the_same(folder: Path, data: Path, tmp_path: Path) -> None:
    done = suggest(folder / "tides.yaml", data, "--json", VIVA_MODELS=str(tmp_path / "no-models-here"))
    found = json.loads(done.stdout)
    assert (found["question_id"], found["answers"]) == ("tides", 2)
    assert {point["key_point"] for point in found["key_points"]} == {"moon", "bulges"}
    assert found["key_points"][0]["candidate"]["verdict"] in ("covered", "missing")


def test_the_record_is_read_with_the_verdicts_that_were_given(data: Path) -> None:
    seen = list(from_record("tides", Settings(data=data)))
    assert [s.answer for s in seen] == list(ANSWERS)
    assert seen[0].verdicts == word_grader().grade(rubric(), ANSWERS[0]).verdicts
    assert list(from_record("soap", Settings(data=data))) == []


def test_without_a_record_the_model_answer_is_graded_and_no_record_made(folder: Path, tmp_path: Path) -> None:
    done = suggest(folder / "tides.yaml", tmp_path / "none")
    assert done.exit_code == 0, done.exception
    assert "No answers so far: points without wordings first" in done.stdout
    assert not (tmp_path / "none").exists()


def test_answers_of_a_file_are_graded_and_join_those_of_the_record(
    folder: Path, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "more.jsonl"
    file.write_text('{"answer": "The moon attracts the oceans."}\n{"answer": "?"}\n')
    done = suggest(folder / "tides.yaml", data, "--answers", file, "--json")
    assert json.loads(done.stdout)["answers"] == 3


def test_answers_to_other_questions_are_passed_over(tmp_path: Path) -> None:
    lines = [{"answer": "a"}, {"answer": "b", "question_id": "soap"}, {"answer": "c", "question_id": "tides"}]
    file = tmp_path / "answers.jsonl"
    file.write_text("\ufeff" + "\n\n".join(map(json.dumps, lines)))
    assert read_answers(file, "tides") == ["a", "c"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", 'needs "answer" as a text'),
        ('{"answer": 7}', 'needs "answer" as a text'),
        ('{"question_id": "tides"}', 'needs "answer" as a text'),
    ],
)
def test_a_line_that_holds_no_answer_is_told_with_its_number(tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(f'{{"answer": "a"}}\n{line}\n')
    with pytest.raises(VivaError, match=told) as refused:
        read_answers(file, "tides")
    assert str(refused.value).startswith(f"{file}:2: ")


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(VivaError, match="cannot be read"):
        read_answers(tmp_path / "answers.jsonl", "tides")


def test_what_cannot_be_graded_is_not_seen() -> None:
    assert [s.answer for s in graded(rubric(), ["?", ANSWERS[0]], word_grader())] == [ANSWERS[0]]


def test_a_file_that_is_no_rubric_is_told(folder: Path, data: Path) -> None:
    (folder / "soap.yaml").write_text("question: [")
    done = suggest(folder / "soap.yaml", data)
    assert done.exit_code == 1 and isinstance(done.exception, VivaError)
    assert "there is no such file" in str(suggest(folder / "gone.yaml", data).exception)
