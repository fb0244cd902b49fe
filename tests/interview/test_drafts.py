"""Drafts are kept for the answer that comes next, and for no other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from viva.interview.draft_versions import Draft
from viva.interview.interviews import LONGEST_ANSWER, AnswerRefused, NoSuchInterview
from viva.interview.plan import Mode, Wishes
from viva.interview.record import QuestionRecord
from viva.interview.services import Services


def begun(services: Services, mode: Mode = Mode.FEEDBACK) -> str:
    return services.interviews.start(Wishes(question_ids=frozenset(["tides"]), mode=mode)).id


def question(services: Services, id: str) -> QuestionRecord:
    found = services.interviews.get(id).question(1)
    assert found is not None
    return found


def test_a_draft_is_there_with_the_question_and_after_a_new_start(
    services: Services, make_services: Callable[..., Services]
) -> None:
    id = begun(services)
    kept = services.drafts.keep(id, 1, 1, "The moon")
    assert kept is not None and (kept.text, kept.revision) == ("The moon", 1)
    assert question(services, id).draft == kept
    assert question(make_services(), id).draft == kept


def test_versions_come_and_go_in_the_record(services: Services) -> None:
    id = begun(services)
    services.drafts.keep(id, 1, 1, "The moon")
    services.drafts.keep(id, 1, 1, "Earth turns")
    services.drafts.keep(id, 1, 1, "Water", ago=timedelta(hours=1))
    draft = question(services, id).draft
    assert (draft.text, draft.others, draft.revision) == ("Earth turns", ("The moon", "Water"), 2)
    services.drafts.keep(id, 1, 1, "The moon pulls", base=2)
    draft = question(services, id).draft
    assert (draft.text, draft.others) == ("The moon pulls", ("Water",))


def test_the_answer_takes_its_draft_along_and_nothing_that_comes_late_is_kept(services: Services) -> None:
    id = begun(services)
    services.drafts.keep(id, 1, 1, "The moon")
    services.interviews.answer(id, 1, "The moon pulls water.", number=1)
    assert services.drafts.keep(id, 1, 1, "The moon pulls water.") is None
    services.drafts.keep(id, 1, 2, "Earth")
    services.interviews.answer(id, 1, "The moon pulls water.", number=1)  # a double click
    assert question(services, id).draft.text == "Earth"
    assert len(question(services, id).attempts) == 1


def test_an_answer_that_is_not_the_next_one_has_no_draft(services: Services) -> None:
    id = begun(services)
    assert services.drafts.keep(id, 1, 2, "The moon") is None
    assert question(services, id).draft == Draft()


def test_a_follow_ups_draft_is_not_the_questions(services: Services) -> None:
    id = begun(services, Mode.COACH)
    attempt = services.interviews.answer(id, 1, "The moon does not pull water towards itself.")
    assert services.worker.wait(attempt, 20)
    services.drafts.keep(id, 1, 2, "Well", to_follow_up=True)
    asked = question(services, id)
    assert (asked.follow_up_draft.text, asked.draft.text) == ("Well", "")
    reply = services.coach.answer(id, 1, "Well, it does.", attempt_id=attempt)
    assert services.worker.wait(reply, 20)
    assert question(services, id).follow_up_draft == Draft()
    services.coach.show(id, 1)
    services.drafts.keep(id, 1, 3, "Once more")
    assert question(services, id).draft.text == "Once more"


def test_an_emptied_draft_is_empty(services: Services) -> None:
    id = begun(services)
    services.drafts.keep(id, 1, 1, "The moon")
    services.drafts.keep(id, 1, 1, "", base=1)
    assert question(services, id).draft.text == ""


@pytest.mark.parametrize(("id", "position"), [("0" * 32, 1), ("x", 1), (None, 0), (None, 2)])
def test_a_question_that_is_not_there_is_told(services: Services, id: str | None, position: int) -> None:
    begun_id = begun(services)
    with pytest.raises(NoSuchInterview, match="no such question"):
        services.drafts.keep(id or begun_id, position, 1, "The moon")


def test_a_deleted_interview_keeps_no_drafts(services: Services) -> None:
    id = begun(services)
    services.interviews.delete(id)
    with pytest.raises(NoSuchInterview):
        services.drafts.keep(id, 1, 1, "The moon")


def test_what_is_too_long_for_an_answer_is_too_long_for_a_draft(services: Services) -> None:
    id = begun(services)
    with pytest.raises(AnswerRefused):
        services.drafts.keep(id, 1, 1, "a" * (LONGEST_ANSWER + 1))
