from __future__ import annotations

from helpers import TIDES, rubric, word_grader
from viva.evaluation.edits import BREAKING, GAMING, HARMLESS
from viva.evaluation.labelled import Label, LabelledAnswer
from viva.evaluation.perturb import Family, Moved, Suite, as_markdown, measure
from viva.grading import Verdict


def labelled(text: str, category: str = "strong", question: str = "tides", **evidence: str) -> LabelledAnswer:
    """Covered by the words given, else missing."""
    labels = {
        id: Label(label=Verdict.COVERED, evidence=evidence[id])
        if id in evidence
        else Label(label=Verdict.MISSING)
        for id in (key_point.id for key_point in RUBRICS[question].key_points)
    }
    return LabelledAnswer(id=text[:9], question_id=question, category=category, answer=text, labels=labels)


SHIPS = """\
question: Why do ships float?
topic: physics
model_answer: Ships float because water pushes.
key_points:
  - id: push
    point: Ships float because water pushes
"""
RUBRICS = {"tides": rubric(TIDES), "ships": rubric(SHIPS, "ships")}
MOON, BULGES = "The moon pulls water towards itself", "Earth turns beneath two bulges daily"
BOTH = labelled(f"{MOON}. {BULGES}.", moon=MOON, bulges=BULGES)
NEITHER = labelled("Tides are a thing that sailors care about.")


def measured(*answers: LabelledAnswer, per_edit: int | None = None) -> Suite:
    return measure(answers, RUBRICS, word_grader(), per_edit)


def test_harmless_edits_of_a_plain_answer_flip_nothing() -> None:
    # Synonyms, contractions and weakening find nothing to change, and what is not changed is not counted.
    found = measured(BOTH).harmless
    assert found.edits["synonyms"] == found.edits["contractions"] == Moved()
    assert found.edits["sentences reordered"] == Moved(graded=1, compared=2)
    assert found.total.share == 0


def test_credit_that_hangs_on_one_word_flips_with_it() -> None:
    # Two of the five long words, "ships" and "because", are partly enough; with "since" there is one of five.
    answer = labelled("It must be because ships do.", question="ships", push="because ships do")
    found = measured(answer).harmless
    assert found.edits["synonyms"] == Moved(graded=1, compared=1, moved=1)
    assert found.edits["lower case"] == Moved(graded=1, compared=1)


def test_breaking_edits_look_at_the_point_whose_evidence_they_break() -> None:
    # Without its sentence neither point shares a word with the rest. One noun less leaves 5 of 6 words: still covered.
    found = measured(BOTH).breaking
    assert found.edits["clause deleted"] == Moved(graded=2, compared=2, moved=2)
    assert found.edits["key noun replaced"] == Moved(graded=2, compared=2)
    assert found.edits["weakened"].share is None
    # The word counter knows "not" and no "doesn't".
    assert found.edits["negated"] == Moved(graded=2, compared=2)
    will = "The moon will pull water towards itself"
    assert measured(labelled(will + ".", moon=will)).breaking.edits["negated"] == Moved(1, 1, 1)


def test_a_verdict_that_falls_to_partial_is_lowered() -> None:
    # "moon pulls the" is 3 of 6 words, covered; with another noun it is 2 of 6, partial.
    evidence = "the moon pulls"
    found = measured(labelled("It is that the moon pulls.", moon=evidence)).breaking
    assert found.edits["key noun replaced"] == Moved(graded=1, compared=1, moved=1)


def test_only_points_covered_by_label_and_credited_can_be_broken() -> None:
    uncredited = labelled("The sea follows.", moon="The sea follows")
    unlabelled = labelled(f"{MOON}.")
    elsewhere = labelled(f"{MOON}.", moon="words that the answer does not hold")
    assert measured(uncredited, unlabelled, elsewhere).breaking.total == Moved()


def test_gaming_looks_at_points_without_credit_by_label_and_verdict() -> None:
    # The terms hold 4 of the moon's 6 words and 5 of the other's 6: both are credited. In disguise, at most one.
    found = measured(NEITHER).gaming
    assert found.edits["key terms"] == Moved(graded=1, compared=2, moved=2)
    assert {name: moved.share for name, moved in found.edits.items() if name != "key terms"} == {
        name: 0 for name in GAMING if name != "key terms"
    }
    assert measured(BOTH).gaming.total == Moved()


def test_what_is_not_graded_is_told_and_enters_no_share() -> None:
    found = measured(labelled(f"{MOON}. 42 42", moon=MOON)).breaking.edits["clause deleted"]
    assert found == Moved(not_graded=1)
    assert found.share is None
    german = labelled("Der Mond zieht das Wasser an, und die Erde dreht sich darunter weg.", moon="Der Mond")
    assert measured(german) == measured()


def test_the_order_of_the_answers_does_not_matter() -> None:
    answers = [BOTH, NEITHER, labelled("It must be because ships do.", question="ships", push="ships")]
    assert measured(*answers) == measured(*reversed(answers))
    assert measured(*answers, per_edit=1) == measured(*reversed(answers), per_edit=1)


def test_the_edited_answers_an_edit_can_be_limited() -> None:
    found = measured(BOTH, NEITHER, per_edit=1)
    families = (found.harmless, found.breaking, found.gaming)
    assert {m.graded for family in families for m in family.edits.values()} == {0, 1}


def test_the_total_counts_every_comparison_the_same() -> None:
    # 1 of 1 and 0 of 3: 1 of 4.
    family = Family({"a": Moved(1, 1, 1), "b": Moved(1, 3, 0, 2)})
    assert family.total == Moved(2, 4, 1, 2)
    assert family.total.share == 0.25
    assert Family({}).total.share is None


def test_the_table_names_every_edit_and_the_published_figures() -> None:
    table = as_markdown(measured(BOTH, NEITHER))
    for name in (*HARMLESS, *BREAKING, *GAMING):
        assert f"| {name} | " in table
    assert "| clause deleted | 2 | 100.0% | 0 |" in table
    assert "| weakened | 0 | – | 0 |" in table
    assert "**gaming** (credit gained, 0% is best)" in table
    assert "13.4% / 46.1% / 6.7–11.8%" in table and "33.7% / 14.0% / 18.8%" in table
