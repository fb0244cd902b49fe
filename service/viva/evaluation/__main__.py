"""`make evaluate`: writes docs/evaluation.md, and the table of the README from it."""

from __future__ import annotations

from pathlib import Path

from viva.encoder.minilm import MiniLmEmbedder
from viva.evaluation.corpus import load_corpus
from viva.evaluation.labelled import read_labelled
from viva.evaluation.report import Report, as_markdown, evaluate, headline
from viva.local import Grader
from viva.paths import shipped

ROOT = Path(__file__).parents[3]
BEGIN, END = "<!-- agreement: written by make evaluate -->", "<!-- end of agreement -->"

PREFACE = """\
# How well the verdicts agree with readers

Written by `make evaluate`. The answers were composed and labelled for this project, by the rules in
[the corpus's card](../models/corpus/README.md); they were not collected from candidates, and their labels stand
for the judgement of the project's own readers. The baselines' thresholds are the best ones on the very answers
they are measured on, which flatters them.

The seed-answers were in no training data, but they were looked at while choosing: the averaging of the last two passes'
weights and the lowest credit threshold were settled with their figures in view. So those figures flatter Viva, too.
"""


def main() -> None:
    """Measure on each set and write the pages."""
    models = shipped("models")
    corpus = load_corpus(models / "corpus", shipped("rubrics"))
    grader, embedder = Grader.default(models), MiniLmEmbedder()
    sets = {
        "The seven questions that ship, 93 answers never trained on (`models/benchmark/seed-answers.jsonl`)": tuple(
            read_labelled(models / "benchmark" / "seed-answers.jsonl")
        ),
        "Test answers to questions that training saw": corpus.test_answers,
        "Questions that training never saw": corpus.test_questions,
    }
    reports = {title: evaluate(answers, corpus.rubrics, grader, embedder) for title, answers in sets.items()}
    text = "\n".join(
        [PREFACE, *(f"## {title}\n\n{as_markdown(report)}\n" for title, report in reports.items())]
    )
    (ROOT / "docs" / "evaluation.md").write_text(text, "utf-8")
    _write_readme(next(iter(reports.values())))
    print(text)


def _write_readme(report: Report) -> None:
    readme = ROOT / "README.md"
    before, rest = readme.read_text("utf-8").split(BEGIN)
    after = rest.split(END)[1]
    readme.write_text(f"{before}{BEGIN}\n{headline(report)}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
