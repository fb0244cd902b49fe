from __future__ import annotations

import json

import pytest

from helpers import BREAD, rubric, word_grader
from viva.encoder.protocols import Embedder
from viva.errors import VivaError
from viva.evaluation.agreement import FIGURES
from viva.evaluation.labelled import Label, LabelledAnswer
from viva.evaluation.report import ROWS, Report, as_markdown, evaluate
from viva.grading import Verdict

RUBRICS = {"tides": rubric(), "bread": rubric(BREAD, "bread")}
COVERED, PARTIAL, MISSING, CONTRADICTED = (Label(label=verdict) for verdict in Verdict)


def answer(
    id: str, question: str, text: str, labels: dict[str, Label], category: str = "good"
) -> LabelledAnswer:
    return LabelledAnswer(id=id, question_id=question, category=category, answer=text, labels=labels)


MOON = Label(label=Verdict.COVERED, evidence="pulls water")
ALL = "The moon pulls water towards itself. Earth turns beneath two bulges daily."
RIGHT = [
    answer("a1", "tides", ALL, {"moon": MOON, "bulges": COVERED}),
    answer("a2", "bread", "Yeast turns sugar into gas.", {"yeast": COVERED, "gluten": MISSING}),
    answer(
        "a3", "tides", "The moon never pulls water towards itself.", {"moon": CONTRADICTED, "bulges": MISSING}
    ),
]
GERMAN = answer(
    "a4",
    "bread",
    "Die Hefe macht aus dem Zucker im Teig sehr viel Gas.",
    {"yeast": COVERED, "gluten": MISSING},
)
# The words are there and say nothing: the reader gives no credit, the word counter does.
STUFFED = answer(
    "a5", "tides", "moon, pulls, water, towards", {"moon": MISSING, "bulges": MISSING}, "stuffing"
)


def report(answers: list[LabelledAnswer], embedder: Embedder) -> Report:
    return evaluate(answers, RUBRICS, word_grader(), embedder)


def test_verdicts_that_agree_always(embedder: Embedder) -> None:
    found = report(RIGHT, embedder)
    assert (found.answers, found.labels, found.answered_rate) == (3, 6, 1)
    assert found.grader_version == word_grader().version
    assert {name: found.figures[name] for name in ("f1", "macro_f1", "kappa", "score_error")} == {
        "f1": 1,
        "macro_f1": 1,
        "kappa": 1,
        "score_error": 0,
    }
    assert found.figures["score_correlation"] == pytest.approx(1)
    assert found.figures["false_credit_on_contradicted"] == 0
    assert found.figures["evidence_hit"] == 1
    assert found.figures["gaming"] is None
    assert found.by_question == {"bread": 1, "tides": 1}
    assert found.by_category == {"good": 1}


def test_what_is_not_graded_lowers_the_answered_rate_and_no_figure(embedder: Embedder) -> None:
    found = report([*RIGHT, GERMAN], embedder)
    assert (found.answers, found.labels, found.answered_rate) == (4, 8, 0.75)
    assert found.figures == report(RIGHT, embedder).figures


def test_where_nothing_is_graded_no_figure_is_invented(embedder: Embedder) -> None:
    found = report([GERMAN], embedder)
    assert found.answered_rate == 0
    assert set(found.figures.values()) == {None}


def test_credit_for_stuffing_is_told(embedder: Embedder) -> None:
    # The moon is credited and should not be, the bulges are not: 1 of 2.
    # F1: credit by both 3, by label 3, by verdict 4: 6 / 7. In the stuffed answer alone 0 / (0 + 1).
    # Score error: three answers are right, the stuffed one has 1 / 3 and should have 0: 0.3333 / 4.
    found = report([*RIGHT, STUFFED], embedder)
    assert found.figures["gaming"] == 0.5
    assert found.figures["f1"] == pytest.approx(6 / 7)
    assert found.figures["score_error"] == pytest.approx(0.3333 / 4)
    assert found.by_category == {"good": 1, "stuffing": 0}


def test_baselines_stand_beside_it(embedder: Embedder) -> None:
    # 6 points, 3 labelled with credit. Every point credited: 2 x 3 / (6 + 3), and the contradicted one with it.
    found = report(RIGHT, embedder).baselines
    assert list(found["credit every point"]) == [pytest.approx(2 / 3), 1]
    # Keyword shares of the credited points: 1, 1, 1; of the contradicted one 1, else 0: 2 x 3 / (4 + 3).
    assert list(found["keyword overlap, best threshold"]) == [pytest.approx(6 / 7), 1]
    # Cosines of the credited points are 1; of the denied one, 6 of 7 words shared: 6 / sqrt(6 x 7) = 0.926.
    assert list(found["cosine, best threshold"]) == [pytest.approx(1), 0]


def test_the_report_is_json_without_surprises(embedder: Embedder) -> None:
    told = report([*RIGHT, STUFFED], embedder).to_dict()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["f1_by_category"] == {"good": 1, "stuffing": 0}
    assert set(FIGURES) <= set(told)


def test_the_table_has_every_figure_and_a_dash_where_there_is_none(embedder: Embedder) -> None:
    found = report(RIGHT, embedder)
    assert set(ROWS) == set(found.figures)
    table = as_markdown(found)
    assert "3 answers, 6 labels, answered rate 100.0%" in table
    assert f"| {ROWS['f1']} | 1.000 |" in table
    assert f"| {ROWS['gaming']} | – |" in table
    assert "| credit every point | 0.667 | 1.000 |" in table
    assert "| tides | 1.000 |" in table


def test_two_runs_give_the_same_report(embedder: Embedder) -> None:
    assert report([*RIGHT, STUFFED], embedder) == report([*RIGHT, STUFFED], embedder)


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([], "no labelled answers"),
        ([answer("a9", "moss", "x", {})], "a9: there is no usable rubric 'moss'"),
        ([answer("a9", "tides", "x", {"moon": MISSING})], "a9: no label for bulges"),
    ],
)
def test_what_cannot_be_measured_is_told_before_anything_is_graded(
    embedder: Embedder, answers: list[LabelledAnswer], told: str
) -> None:
    with pytest.raises(VivaError, match=told):
        report(answers, embedder)
