from __future__ import annotations

import dataclasses

import pytest
from starlette.testclient import TestClient

from api.serving import answered, services_of, started
from viva.grading import Verdict
from viva.interview.plan import Mode, Wishes
from viva.interview.record import AttemptRecord, InterviewRecord
from viva.views import contexts

TIDES = "The moon does not, never pulls water towards itself. Earth turns beneath two bulges."
"""Read by the word reader as contradicting "moon" (weight 1) and "bulges" (weight 2)."""


def record(client: TestClient, id: str) -> InterviewRecord:
    return services_of(client).interviews.get(id)


def attempt(client: TestClient, answer: str, position: int = 1) -> AttemptRecord:
    question = record(client, answered(client, answer, position)).question(position)
    assert question is not None and question.latest is not None
    return question.latest


def feedback(view: contexts.AttemptView) -> contexts.Feedback:
    assert view.feedback is not None
    return view.feedback


@pytest.mark.parametrize(("share", "shown"), [(None, None), (0.0, 0), (1.0, 100), (0.5625, 56), (1 / 3, 33)])
def test_a_share_is_shown_in_whole_percent_and_none_stays_none(
    share: float | None, shown: int | None
) -> None:
    assert contexts.percent(share) == shown


def test_every_verdict_has_a_word_and_a_sentence(client: TestClient) -> None:
    grade = attempt(client, "Yeast turns sugar into gas.").grade
    assert grade is not None
    told = {contexts.explained(dataclasses.replace(grade.verdicts[0], verdict=v)) for v in Verdict}
    assert len(told) == len(Verdict) and set(contexts.WORDS) == set(Verdict)


def test_a_verdict_that_is_unsure_says_to_look_for_oneself(client: TestClient) -> None:
    grade = attempt(client, "Yeast turns sugar into gas.").grade
    assert grade is not None
    verdict = dataclasses.replace(grade.verdicts[0], confidence=0.51, unsure=True)
    assert contexts.explained(verdict).endswith("51% sure, so look for yourself.")
    assert "look for" not in contexts.explained(dataclasses.replace(verdict, unsure=False))


def test_what_needs_attention_comes_first_under_its_number_in_the_rubric(client: TestClient) -> None:
    shown = feedback(contexts.attempt_view(attempt(client, "Yeast turns sugar into gas.")))
    assert [(p.number, p.id, p.verdict) for p in shown.points] == [
        (2, "gluten", "missing"),
        (1, "yeast", "covered"),
    ]
    assert (shown.said, shown.total, shown.coverage) == (1, 2, 50)


def test_of_equal_verdicts_the_heavier_comes_first(client: TestClient) -> None:
    shown = feedback(contexts.attempt_view(attempt(client, TIDES, position=3)))
    assert [(p.number, p.verdict) for p in shown.points] == [(2, "contradicted"), (1, "contradicted")]


def test_the_bar_has_the_shares_of_the_weight_and_leaves_what_is_missing(client: TestClient) -> None:
    # Of weights 1 (moon) and 2 (bulges), only bulges is said: 2/3.
    shown = feedback(
        contexts.attempt_view(attempt(client, "Earth turns beneath two bulges daily.", position=3))
    )
    assert dict(shown.bar) == pytest.approx({"covered": 200 / 3}) and shown.coverage == 67
    wrong = feedback(contexts.attempt_view(attempt(client, TIDES, position=3)))
    assert dict(wrong.bar) == pytest.approx({"contradicted": 100}) and wrong.coverage == 0


def test_an_attempt_shows_the_answer_in_pieces_with_its_evidence(client: TestClient) -> None:
    answer = "Well: yeast turns sugar into gas."
    view = contexts.attempt_view(attempt(client, answer))
    (turn,) = view.turns
    assert "".join(piece.text for piece in turn.pieces) == answer
    quotes = [q.text for p in feedback(view).points for q in p.quotes]
    assert quotes and all(quote in answer for quote in quotes)
    assert [p.text for p in turn.pieces if p.numbers == (1,)] == quotes
    assert feedback(view).at_first is None


def test_what_is_not_graded_shows_the_reason_and_no_score(client: TestClient) -> None:
    view = contexts.attempt_view(attempt(client, "12 34"))
    assert view.feedback is None and view.not_graded == "The answer has no words in it."
    assert [piece.text for piece in view.turns[0].pieces] == ["12 34"]


def test_an_attempt_being_read_again_shows_no_old_feedback(client: TestClient) -> None:
    waiting = dataclasses.replace(attempt(client, "Yeast turns sugar into gas."), awaiting_grade=True)
    view = contexts.attempt_view(waiting)
    assert view.waiting and view.feedback is None


def coached(client: TestClient, *answers: str) -> AttemptRecord:
    """The attempt of an interview with a coach about the tides: an answer, then answers to follow-ups."""
    has = services_of(client)
    id = has.interviews.start(Wishes(question_ids=frozenset({"tides"}), mode=Mode.COACH)).id
    made = has.interviews.answer(id, 1, answers[0])
    for words in answers[1:]:
        assert has.worker.wait(made, 20)
        latest = has.interviews.get(id).questions[0].latest
        assert latest is not None
        made = has.coach.answer(id, 1, words, attempt_id=latest.id)
    assert has.worker.wait(made, 20)
    latest = has.interviews.get(id).questions[0].latest
    assert latest is not None
    return latest


MOON, BULGES = "The moon pulls water towards itself.", "Earth turns beneath two bulges daily."


def test_while_a_follow_up_waits_no_verdict_shows(client: TestClient) -> None:
    view = contexts.attempt_view(coached(client, MOON))
    assert view.held_back and view.feedback is None
    assert [piece.numbers for piece in view.turns[0].pieces] == [()]


def test_each_quote_names_the_turn_it_is_from_and_is_marked_there(client: TestClient) -> None:
    view = contexts.attempt_view(coached(client, MOON, BULGES))
    shown = feedback(view)
    assert (shown.said, shown.coverage, shown.at_first) == (2, 100, 33)  # weights 1 of 3, then 3 of 3
    assert [(p.id, q.where) for p in shown.points for q in p.quotes] == [
        ("bulges", "second answer"),
        ("moon", "first answer"),
    ]
    assert [turn.name for turn in view.turns] == ["first answer", "second answer"] and view.follow_ups == 1
    assert [{n for piece in turn.pieces for n in piece.numbers} for turn in view.turns] == [{1}, {2}]
    assert not view.graded_in_part


def test_a_turn_that_is_not_graded_says_why_beside_the_feedback_of_the_others(client: TestClient) -> None:
    view = contexts.attempt_view(coached(client, MOON, "12 34"))
    assert view.graded_in_part and feedback(view).coverage == 33
    assert view.turns[1].not_graded == "The answer has no words in it." and view.not_graded is None


def test_what_is_held_back_does_not_show_over_time_either(client: TestClient) -> None:
    assert contexts.points_over_time([coached(client, MOON)]) == ()
    (moon, _) = contexts.points_over_time([coached(client, MOON, BULGES)])
    assert moon.verdicts == ("covered",)


@pytest.mark.parametrize(("number", "word"), [(1, "first"), (3, "third"), (4, "4th")])
def test_turns_are_counted_in_words(number: int, word: str) -> None:
    assert contexts.Quote("x", number).where == f"{word} answer"


def test_the_next_question_is_the_next_open_one_then_one_before(client: TestClient) -> None:
    id = started(client)
    interviews = services_of(client).interviews
    questions = record(client, id).questions
    assert [contexts.next_open(record(client, id), q) for q in questions] == [2, 3, 1]
    interviews.skip(id, 3)
    whole = record(client, id)
    assert [contexts.next_open(whole, q) for q in whole.questions] == [2, 1, 1]
    interviews.skip(id, 1)
    interviews.skip(id, 2)
    whole = record(client, id)
    assert [contexts.next_open(whole, q) for q in whole.questions] == [None, None, None]


def test_a_summary_counts_what_is_not_graded_apart(client: TestClient) -> None:
    id = answered(client)
    sent = {"position": 2, "answer": "12 34"}
    client.post(f"/api/v1/interviews/{id}/answers?wait=20", json=sent)
    page = contexts.summary_page(record(client, id))
    assert (page.interview.coverage, page.not_graded, page.open_position) == (50, 1, 3)
    assert [line.coverage for line in page.questions] == [50, None, None]
    assert [(weak.key_point.id, weak.verdict) for weak in page.weak] == [("gluten", Verdict.MISSING)]


def test_points_over_time_are_named_by_the_newest_rubric_and_leave_gaps(client: TestClient) -> None:
    bank = services_of(client).bank
    first = attempt(client, "Yeast turns sugar into gas.")
    old = bank.get("bread")
    later = old.text.replace("id: gluten", "id: dough").replace(
        "Yeast turns sugar into gas\n", "Yeast makes gas\n"
    )
    bank.save("bread", later, old.version)
    second = attempt(client, "Yeast makes gas.")
    ungraded = attempt(client, "12 34")
    found = contexts.points_over_time([first, ungraded, second])
    assert [(p.id, p.statement, p.verdicts) for p in found] == [
        ("yeast", "Yeast makes gas", ("covered", "covered")),
        ("dough", "Gluten holds bubbles inside dough", (None, "missing")),
        ("gluten", "Gluten holds bubbles inside dough", ("missing", None)),
    ]
    assert contexts.points_over_time([]) == ()
