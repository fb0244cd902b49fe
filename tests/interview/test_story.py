from __future__ import annotations

from dataclasses import replace

import pytest

from helpers import PLAIN_CALIBRATION
from interview.sitting import Sitting
from interview.tales import QUARREL, WHOLE, PartVerifier, part_grader
from viva.grading import Grader
from viva.grading.story import Part, Told
from viva.interview.plan import Mode
from viva.interview.services import Services
from viva.interview.story import story_of
from viva.rubric import RubricBank


@pytest.fixture
def bank(bank: RubricBank) -> RubricBank:
    (bank.folder / "quarrel.yaml").write_text(QUARREL)
    bank.reload()
    return bank


def test_an_answer_about_the_speaker_has_a_story_and_one_about_a_subject_has_none(services: Services) -> None:
    story = story_of(part_grader(), Sitting(services, question_id="quarrel").answer(WHOLE))
    assert story is not None
    assert [(part.part, part.told, part.turn) for part in story] == [(part, Told.YES, 1) for part in Part]
    assert story_of(part_grader(), Sitting(services).answer(WHOLE)) is None


def test_all_turns_tell_it_together_and_the_words_are_of_the_turn_that_they_are_said_in(
    services: Services,
) -> None:
    sitting = Sitting(services, Mode.COACH, "quarrel")
    sitting.answer("Our SITUATION was a band in the house.\n")
    attempt = sitting.reply("I talked, that was my ACTION.")
    attempt = sitting.reply("The speaker talked to the neighbour.") if attempt.held_back else attempt
    story = story_of(part_grader(), attempt)
    assert story is not None
    situation, task, action, _ = story
    assert (situation.told, situation.turn) == (Told.YES, 1)
    assert (task.told, task.words, task.turn) == (Told.NO, None, None)
    assert (action.told, action.turn) == (Told.YES, 2)
    for part in (situation, action):
        assert part.words is not None and part.turn is not None
        answer = (attempt.answer, *(turn.answer for turn in attempt.follow_ups))[part.turn - 1]
        assert answer[part.words.start : part.words.end] == part.words.text


def test_before_the_reveal_nothing_is_told(services: Services) -> None:
    held_back = Sitting(services, Mode.COACH, "quarrel").answer("The RESULT was a carpet.")
    assert held_back.held_back and story_of(part_grader(), held_back) is None
    mock = Sitting(services, Mode.MOCK, "quarrel").answer(WHOLE)
    assert story_of(part_grader(), mock) is None


def test_without_a_grader_or_where_it_fails_there_is_none(services: Services) -> None:
    attempt = Sitting(services, question_id="quarrel").answer(WHOLE)
    verifier = PartVerifier()
    verifier.failing_on_stories = True
    assert story_of(None, attempt) is None
    assert story_of(Grader(verifier, PLAIN_CALIBRATION), attempt) is None
    assert story_of(part_grader(), replace(attempt, grade=None)) is None


def test_it_is_read_once_an_answer(services: Services) -> None:
    verifier = PartVerifier()
    grader = Grader(verifier, PLAIN_CALIBRATION)
    attempt = Sitting(services, question_id="quarrel").answer(WHOLE)
    first = story_of(grader, attempt)
    read = len(verifier.read_answers)
    assert story_of(grader, attempt) == first and len(verifier.read_answers) == read


def test_it_changes_nothing_in_the_record(services: Services) -> None:
    sitting = Sitting(services, question_id="quarrel")
    attempt = sitting.answer("The speaker talked to the neighbour.")
    before = services.interviews.get(sitting.id)
    assert story_of(part_grader(), attempt) is not None
    assert services.interviews.get(sitting.id) == before
    assert attempt.coverage == 1.0
