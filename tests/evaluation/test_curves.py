from __future__ import annotations

from pathlib import Path

from helpers import rubric, word_grader
from viva.evaluation.agreement import Judged
from viva.evaluation.corpus import load_corpus
from viva.evaluation.curves import interval, judged_all, reliability, risk_coverage, teaching_curve
from viva.evaluation.labelled import Label, LabelledAnswer
from viva.evaluation.pages import intervals_table, risk_table, teaching_table
from viva.evaluation.plots import draw
from viva.evaluation.teaching import MEASURED_ON, bare, lots, with_examples
from viva.grading import Verdict
from viva.local import Grader
from viva.paths import shipped


def judged(label: Verdict, verdict: Verdict, confidence: float = 0.9) -> Judged:
    return Judged(label, verdict, confidence, False, "half", None)


RIGHT = judged(Verdict.COVERED, Verdict.COVERED)
WRONG = judged(Verdict.MISSING, Verdict.COVERED, 0.5)
LABELS = {"moon": Label(label=Verdict.COVERED, evidence="moon"), "bulges": Label(label=Verdict.MISSING)}
ANSWERS = [
    LabelledAnswer(id=f"a{n:02}", question_id="tides", category="half", answer=f"The moon {n}", labels=LABELS)
    for n in range(12)
]


def test_an_interval_holds_the_figure_and_is_the_same_every_time() -> None:
    groups = {"one": [RIGHT, WRONG], "two": [RIGHT], "three": [WRONG, RIGHT, RIGHT]}
    found = interval(groups, "f1")
    assert found is not None
    low, high = found
    assert 0 <= low <= 0.8 <= high <= 1
    assert low < high
    assert interval(groups, "f1") == found


def test_there_is_no_interval_over_a_single_question_or_without_meaning() -> None:
    assert interval({"one": [RIGHT]}, "f1") is None
    assert interval({"one": [RIGHT], "two": [RIGHT]}, "false_credit_on_contradicted") is None


def test_keeping_the_surest_verdicts_leaves_the_wrong_unsure_one_out() -> None:
    curve = dict(risk_coverage([RIGHT, WRONG, RIGHT, RIGHT]))
    assert curve[0.7] == 1
    assert curve[1.0] is not None and curve[1.0] < 1


def test_reliability_sets_confidence_beside_agreement() -> None:
    assert reliability([RIGHT, RIGHT, WRONG]) == [(0.5, 0.0, 1), (0.9, 1.0, 2)]


def test_lots_measure_on_the_same_answers_whatever_is_taught() -> None:
    ((none, first),), ((four, second),) = list(lots(ANSWERS, 0, 1)), list(lots(ANSWERS, 4, 1))
    assert (none, len(four), len(first)) == ([], 4, MEASURED_ON)
    assert first == second
    assert not {a.id for a in four} & {a.id for a in second}


def test_examples_state_all_labels_and_change_the_version() -> None:
    taught = with_examples(rubric(), ANSWERS[:2])
    assert [e.covered for e in taught.examples] == [("moon",), ("moon",)]
    assert [e.missing for e in taught.examples] == [("bulges",), ("bulges",)]
    assert len({rubric().version, taught.version, with_examples(rubric(), ANSWERS[:1]).version}) == 3
    assert bare(taught).examples == ()


def test_the_curve_has_a_step_for_each_teaching_and_its_table_and_plot_show_them(tmp_path: Path) -> None:
    curve = teaching_curve(ANSWERS, {"tides": rubric()}, word_grader())
    assert [step.examples for step in curve] == [0, 0, 1, 2, 4, 8]
    assert "wordings and 8 answers as examples" in teaching_table(curve)
    risk = {"set": risk_coverage(judged_all(ANSWERS, {"tides": rubric()}, word_grader()))}
    assert "| 100% |" in risk_table(risk)
    assert "0.500 to 0.900" in intervals_table({"f1": (0.7, (0.5, 0.9))})
    for name in ("one.svg", "two.svg"):
        draw(tmp_path / name, {"set": reliability([RIGHT, WRONG])}, risk, curve)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_four_answers_a_question_teach_the_verifier_that_ships_and_the_same_twice() -> None:
    corpus = load_corpus(shipped("models") / "corpus", shipped("rubrics"))
    grader = Grader.default()
    again = Grader.default()
    right = {0: 0, 4: 0}
    for examples in right:
        for shown, rest in lots(corpus.test_questions, examples, 0):
            own = corpus.rubrics[rest[0].question_id]
            taught = with_examples(own, shown) if shown else bare(own)
            found = judged_all(rest, {own.id: taught}, grader)
            right[examples] += sum(j.label.credited is j.verdict.credited for j in found)
            if own.id == "hash-table":
                assert found == judged_all(rest, {own.id: taught}, again)
    assert right[4] > right[0]
