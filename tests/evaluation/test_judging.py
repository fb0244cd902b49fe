"""From a grade and a reader's labels to the pairs that agreement is measured on."""

from __future__ import annotations

from helpers import rubric, word_grader
from viva.evaluation.agreement import judge, scored
from viva.evaluation.labelled import Label, LabelledAnswer
from viva.grading import Verdict

TIDES = rubric()
ANSWER = "The moon pulls water towards itself. That is all."
NOT_SAID = Label(label=Verdict.MISSING)


def labelled(moon: Label, bulges: Label = NOT_SAID, answer: str = ANSWER) -> LabelledAnswer:
    labels = {"moon": moon, "bulges": bulges}
    return LabelledAnswer(id="a", question_id="tides", category="good", answer=answer, labels=labels)


def hit(moon: Label) -> bool | None:
    first, _ = judge(labelled(moon), word_grader().grade(TIDES, ANSWER))
    return first.evidence_hit


def test_a_label_stands_beside_its_verdict() -> None:
    answer = labelled(Label(label=Verdict.PARTIAL, evidence="The moon pulls"))
    moon, bulges = judge(answer, word_grader().grade(TIDES, ANSWER))
    assert (moon.label, moon.verdict, moon.category) == (Verdict.PARTIAL, Verdict.COVERED, "good")
    assert (bulges.label, bulges.verdict) == (Verdict.MISSING, Verdict.MISSING)


def test_evidence_hits_where_it_overlaps_the_readers() -> None:
    assert hit(Label(label=Verdict.COVERED, evidence="pulls water")) is True
    assert hit(Label(label=Verdict.COVERED, evidence="That is all")) is False


def test_there_is_no_hit_to_tell_without_credit_or_without_the_readers_words() -> None:
    assert hit(NOT_SAID) is None
    assert hit(Label(label=Verdict.CONTRADICTED, evidence="pulls water")) is None
    assert hit(Label(label=Verdict.COVERED)) is None
    assert hit(Label(label=Verdict.COVERED, evidence="words that the answer does not hold")) is None


def test_an_answer_that_was_not_graded_gives_no_pairs() -> None:
    assert judge(labelled(NOT_SAID, answer=" "), word_grader().grade(TIDES, " ")) == []


def test_both_coverages_weigh_the_points() -> None:
    # The label gives the bulges, 2 of 3; the verdicts give the moon, 1 of 3.
    answer = labelled(NOT_SAID, Label(label=Verdict.COVERED, evidence="all"))
    found = scored(answer, TIDES, word_grader().grade(TIDES, ANSWER))
    assert (found.labelled, found.given) == (0.6667, 0.3333)
