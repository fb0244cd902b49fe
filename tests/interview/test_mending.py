"""What disputes become in the rubric's file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers import TIDES, word_grader
from interview.sitting import BACKWARDS, BULGES, MOON, OTHERWISE, Sitting, unsure
from viva.grading import Verdict
from viva.interview.finding import NoSuchInterview
from viva.interview.mending import Addition, MendingRefused, added, as_example, read_now, told
from viva.interview.plan import Mode
from viva.interview.services import Services
from viva.rubric import Example, Rubric, RubricBank, RubricConflict, UnknownRubric
from viva.rubric.editing import AlreadyThere, CannotAdd


@pytest.fixture
def sitting(services: Services) -> Sitting:
    return Sitting(services)


def add(
    sitting: Sitting, addition: Addition, key_point: str = "bulges", version: str | None = None
) -> Rubric:
    bank = sitting.has.bank
    return sitting.has.mending.add(
        "tides", sitting.latest.id, key_point, addition, version or bank.get("tides").version
    )


def in_file(bank: RubricBank) -> str:
    return (bank.folder / "tides.yaml").read_text()


def test_the_words_come_to_count(sitting: Sitting, bank: RubricBank) -> None:
    sitting.answer(OTHERWISE)
    sitting.say("bulges", "heaps up the sea")
    rubric = add(sitting, Addition.ACCEPT)
    assert rubric == bank.get("tides") and rubric.key_point("bulges").accept == ("heaps up the sea",)
    assert in_file(bank) == TIDES + "    accept:\n      - heaps up the sea\n"
    assert added(sitting.dispute, rubric) == {Addition.ACCEPT}


def test_the_words_come_to_contradict(sitting: Sitting, bank: RubricBank) -> None:
    sitting.answer(MOON)
    sitting.deny("moon")
    rubric = add(sitting, Addition.REJECT, "moon")  # the words that the grader went by
    assert rubric.key_point("moon").reject == ("The moon pulls water towards itself",)
    assert added(sitting.dispute, rubric) == {Addition.REJECT}


def test_the_answer_becomes_an_example_with_the_verdicts_as_they_are_held(sitting: Sitting) -> None:
    sitting.answer(f"{BACKWARDS}\n{OTHERWISE}")
    sitting.say("bulges", "heaps up the sea")
    rubric = add(sitting, Addition.EXAMPLE)
    assert rubric.examples == (
        Example(answer=f"{BACKWARDS}\n{OTHERWISE}", covered=("bulges",), contradicted=("moon",)),
    )
    assert added(sitting.dispute, rubric) == {Addition.EXAMPLE}


def test_an_example_leaves_out_what_the_grader_is_not_sure_of(sitting: Sitting, bank: RubricBank) -> None:
    sitting.answer(f"{MOON} {OTHERWISE}")
    sitting.say("bulges", "heaps up the sea")
    doubted = unsure(sitting.dispute, "moon", "bulges")
    assert as_example(doubted, bank.get("tides")).covered == ("bulges",)
    assert as_example(sitting.dispute, bank.get("tides")).covered == ("moon", "bulges")


def test_an_example_leaves_out_what_the_rubric_words_otherwise_now(
    sitting: Sitting, bank: RubricBank
) -> None:
    sitting.answer(f"{MOON} {OTHERWISE}")
    sitting.say("bulges", "heaps up the sea")
    text = TIDES.replace("point: The moon pulls water", "point: The moon tears water").replace(
        "point: Earth turns", "point: Our earth turns"
    )
    bank.save("tides", text, bank.get("tides").version)
    assert add(sitting, Addition.EXAMPLE).examples[0].covered == ("bulges",)  # the one in question stays


def coached(services: Services) -> Sitting:
    sitting = Sitting(services, Mode.COACH)
    sitting.answer(MOON)
    sitting.reply(OTHERWISE)
    services.coach.show(sitting.id, 1)
    return sitting


def test_where_the_first_turn_carries_the_words_the_example_is_that_turn(services: Services) -> None:
    sitting = coached(services)
    sitting.say("bulges", "pulls water")
    assert told(sitting.dispute) == MOON
    assert add(sitting, Addition.EXAMPLE).examples == (Example(answer=MOON, covered=("moon", "bulges")),)


def test_where_another_turn_carries_them_the_example_is_all_that_was_said(services: Services) -> None:
    sitting = coached(services)
    sitting.say("bulges", "heaps up", turn=2)
    assert add(sitting, Addition.EXAMPLE).examples == (
        Example(answer=f"{MOON}\n\n{OTHERWISE}", covered=("moon", "bulges")),
    )


def test_what_another_turn_says_is_no_part_of_an_example_that_is_the_first(services: Services) -> None:
    sitting = Sitting(services, Mode.COACH)
    sitting.answer(MOON)
    sitting.reply(BULGES)
    sitting.deny("moon")
    assert add(sitting, Addition.EXAMPLE, "moon").examples == (
        Example(answer=MOON, missing=("moon", "bulges")),
    )


def test_nothing_is_added_twice(sitting: Sitting, bank: RubricBank) -> None:
    sitting.answer(OTHERWISE)
    sitting.say("bulges", "heaps up the sea")
    opened = bank.get("tides").version
    for addition in (Addition.ACCEPT, Addition.EXAMPLE):
        add(sitting, addition)
        before = in_file(bank)
        for version in (None, opened):  # pressed again, or twice at once
            with pytest.raises(AlreadyThere):
                add(sitting, addition, version=version)
        assert in_file(bank) == before


def test_a_file_that_someone_else_changed_is_not_overwritten(sitting: Sitting, bank: RubricBank) -> None:
    sitting.answer(OTHERWISE)
    sitting.say("bulges", "heaps up the sea")
    opened = bank.get("tides").version
    (bank.folder / "tides.yaml").write_text(TIDES + "# a remark\n")
    for seen in (False, True):
        with pytest.raises(RubricConflict, match="changed on disk"):
            add(sitting, Addition.ACCEPT, version=opened)
        assert in_file(bank) == TIDES + "# a remark\n", seen
        bank.reload()
    assert add(sitting, Addition.ACCEPT).key_point("bulges").accept == ("heaps up the sea",)


def test_what_cannot_be_added_is_told(sitting: Sitting, bank: RubricBank) -> None:
    sitting.answer(f"{MOON} And \0 nothing else.")
    sitting.say("bulges", "And \0")
    for addition in (Addition.ACCEPT, Addition.EXAMPLE):
        with pytest.raises(CannotAdd, match="NUL"):
            add(sitting, addition)
    assert in_file(bank) == TIDES


def test_a_key_point_or_a_file_that_is_gone_is_told(sitting: Sitting, bank: RubricBank) -> None:
    sitting.answer(MOON)
    sitting.deny("moon")
    bank.save("tides", TIDES.replace("id: moon", "id: pull"), bank.get("tides").version)
    with pytest.raises(MendingRefused, match="no longer has"):
        add(sitting, Addition.REJECT, "moon")
    for text, match in (("broken", "put right"), (None, "no question")):
        file = bank.folder / "tides.yaml"
        file.write_text(text) if text else file.unlink()
        bank.reload()
        with pytest.raises(UnknownRubric, match=match):
            add(sitting, Addition.REJECT, "moon", version="sha256:0")


def test_a_dispute_that_was_taken_back_is_told(sitting: Sitting) -> None:
    sitting.answer(MOON)
    sitting.deny("moon")
    sitting.take_back("moon")
    with pytest.raises(NoSuchInterview, match="taken back"):
        add(sitting, Addition.REJECT, "moon")


def test_without_words_there_is_only_the_answer_to_add(sitting: Sitting, bank: RubricBank) -> None:
    attempt = sitting.answer(MOON)
    sitting.deny("moon")
    text = TIDES.replace("point: The moon pulls water towards itself", "point: Gravity does everything")
    bank.save("tides", text, bank.get("tides").version)
    sitting.has.interviews.grade_again(attempt.id)
    assert sitting.has.worker.wait(attempt.id, 20)
    assert sitting.dispute.read is not None and sitting.dispute.read.verdict is Verdict.MISSING
    with pytest.raises(MendingRefused, match="no words"):
        add(sitting, Addition.ACCEPT, "moon")
    assert add(sitting, Addition.EXAMPLE, "moon").examples[0].missing == ("moon", "bulges")


def test_how_the_rubric_reads_the_answer_now(sitting: Sitting, bank: RubricBank) -> None:
    sitting.answer(OTHERWISE)
    sitting.say("bulges", "heaps up the sea")
    text = TIDES.replace("Earth turns beneath two bulges daily", "Something heaps up the sea")
    now = read_now(sitting.dispute, bank.save("tides", text, bank.get("tides").version), word_grader())
    assert now.verdict is not None and now.verdict.verdict is Verdict.COVERED and now.reason is None
    emptied = replace(sitting.dispute, attempt=replace(sitting.latest, answer="12"))
    gone = read_now(emptied, bank.get("tides"), word_grader())
    assert gone.verdict is None and gone.reason is not None
