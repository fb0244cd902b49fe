from __future__ import annotations

import json
from pathlib import Path

import pytest

from interview.tales import part_grader
from viva.evaluation.stories import as_markdown, measure, read_stories
from viva.grading.story import Part

DATA = Path(__file__).parents[1] / "interview" / "data"
FIRST = "The SITUATION was loud. I wanted sleep. The Action was mine. The RESULT was quiet."
SECOND = "The SITUATION as such is a word, and so is Result."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [
        {
            "id": "a",
            "voice": "plain",
            "answer": FIRST,
            "parts": {
                "situation": ["SITUATION was loud"],
                "task": ["I wanted sleep"],
                "action": ["wanted"],
                "result": ["RESULT was quiet"],
            },
        },
        {"id": "b", "voice": "plain", "answer": SECOND, "parts": {part.value: [] for part in Part}},
    ]
    path = tmp_path / "stories.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_each_part_is_measured_by_what_is_told_and_what_is_not(file: Path) -> None:
    situation, task, action, result = measure(part_grader(), read_stories(file))
    # Situation: found in both answers. Of those that tell it 1 of 1, of those that do not 0 of 1: (1 + 0) / 2.
    # F1: 2 claims, 1 right, 1 told: 2 * 1 / (2 + 1).
    assert (situation.balanced, situation.sure, situation.right, situation.words) == (0.5, 2, 0.5, 1.0)
    assert situation.f1 == pytest.approx(2 / 3)
    # Task: missed in the first, rightly not found in the second: (0 + 1) / 2; no words to compare.
    assert (task.balanced, task.f1, task.right, task.words) == (0.5, 0.0, 0.5, None)
    # Action: unsure, with words that are not the labelled ones: (.5 + 1) / 2; one of two is sure, and right.
    assert (action.balanced, action.sure, action.right, action.words) == (0.75, 1, 1.0, 0.0)
    # Result: found in the first, unsure in the second: (1 + .5) / 2.
    assert (result.balanced, result.f1, result.sure, result.right) == (0.75, 1.0, 1, 1.0)


def test_a_part_that_all_answers_tell_has_no_balanced_accuracy(file: Path) -> None:
    first, _ = read_stories(file)
    assert [found.balanced for found in measure(part_grader(), [first])] == [None] * 4
    assert "| situation | 1 of 1 | – |" in as_markdown(measure(part_grader(), [first]))


@pytest.mark.parametrize(("name", "answers"), [("choosing", 48), ("held-out", 24)])
def test_every_labelled_word_is_in_its_answer(name: str, answers: int) -> None:
    stories = read_stories(DATA / f"stories-{name}.jsonl")
    assert len(stories) == answers and len({story.id for story in stories}) == answers
    for story in stories:
        assert all(words in story.answer for told in story.parts.values() for words in told), story.id
