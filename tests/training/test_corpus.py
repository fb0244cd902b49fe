"""The corpus is what its card says, and keeps apart what is kept for measuring."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from sklearn.metrics import cohen_kappa_score

from viva.evaluation.corpus import Corpus, load_corpus
from viva.evaluation.labelled import LabelledAnswer, read_labelled
from viva.grading import Verdict
from viva.paths import shipped
from viva.training.examples import Snippet, read_snippets

CORPUS = shipped("models") / "corpus"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(CORPUS, shipped("rubrics"))


@pytest.fixture(scope="module")
def snippets() -> tuple[Snippet, ...]:
    return read_snippets(CORPUS / "snippets")


def everything(corpus: Corpus) -> tuple[LabelledAnswer, ...]:
    return (*corpus.train, *corpus.test_answers, *corpus.test_questions)


def runs_of_eight(text: str) -> Iterator[str]:
    words = re.findall(r"\w+", text.lower())
    return (" ".join(words[i : i + 8]) for i in range(len(words) - 7))


def test_every_key_point_of_every_answer_is_labelled_and_nothing_else(corpus: Corpus) -> None:
    for answer in everything(corpus):
        points = {key_point.id for key_point in corpus.rubrics[answer.question_id].key_points}
        assert set(answer.labels) == points, answer.id


def test_evidence_is_a_part_of_the_answer_and_stands_exactly_where_there_is_something_to_show(
    corpus: Corpus,
) -> None:
    for answer in everything(corpus):
        for label in answer.labels.values():
            assert (label.evidence is None) == (label.label is Verdict.MISSING), answer.id
            assert label.evidence is None or label.evidence in answer.answer, answer.id


def test_no_two_answers_are_the_same(corpus: Corpus) -> None:
    texts = [answer.answer for answer in everything(corpus)]
    assert len(set(texts)) == len(texts)
    ids = [answer.id for answer in everything(corpus)]
    assert len(set(ids)) == len(ids)


def test_training_and_test_share_no_question_and_no_answer(corpus: Corpus) -> None:
    trained = {answer.question_id for answer in corpus.train}
    assert not trained & {answer.question_id for answer in corpus.test_questions}
    assert trained >= {answer.question_id for answer in corpus.test_answers}
    assert set(json.loads((CORPUS / "test-questions.json").read_text())) == {
        answer.question_id for answer in corpus.test_questions
    }


def test_nothing_shares_eight_words_in_a_row_with_what_is_kept_for_measuring(
    corpus: Corpus, snippets: tuple[Snippet, ...]
) -> None:
    kept = read_labelled(CORPUS.parent / "benchmark" / "seed-answers.jsonl")
    measured = {run for answer in kept for run in runs_of_eight(answer.answer)}
    learnt = [answer.answer for answer in everything(corpus)] + [snippet.text for snippet in snippets]
    assert not [text for text in learnt if measured & set(runs_of_eight(text))]


def test_every_snippet_has_a_known_label(snippets: tuple[Snippet, ...]) -> None:
    assert {snippet.label for snippet in snippets} == {verdict.value for verdict in Verdict}


def test_the_second_labels_agree_with_the_first_as_the_card_says(corpus: Corpus) -> None:
    first = {answer.id: answer.labels for answer in everything(corpus)}
    lines = (CORPUS / "second-labels" / "sample.jsonl").read_text("utf-8").splitlines()
    second = {row["id"]: row["labels"] for row in map(json.loads, lines)}
    pairs = [(first[id][k].label.value, v) for id, labels in second.items() for k, v in labels.items()]
    assert len(second) == 188
    assert len(pairs) == 1331
    assert round(cohen_kappa_score(*zip(*pairs, strict=True)), 2) == 0.96
