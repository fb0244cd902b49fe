"""`make evaluate`: writes docs/evaluation.md with its plot, and the table of the README from it.

    python -m viva.evaluation [--public FOLDER]

With a folder of public data sets (docs/evaluation-public.md names them) it measures on those instead.
"""

from __future__ import annotations

from pathlib import Path

import click

from viva.encoder.minilm import MiniLmEmbedder
from viva.evaluation import fairness, pages, perturb, plots, public
from viva.evaluation.agreement import FIGURES
from viva.evaluation.corpus import Corpus, load_corpus
from viva.evaluation.curves import INTERVALS, interval, reliability, risk_coverage, teaching_curve
from viva.evaluation.labelled import LabelledAnswer, read_labelled
from viva.evaluation.report import (
    Pair,
    Report,
    as_markdown,
    graded,
    headline,
    judged_by_question,
    report_on,
)
from viva.evaluation.teaching import bare
from viva.local import Grader, load_calibration
from viva.paths import shipped

ROOT = Path(__file__).parents[3]
BEGIN, END = "<!-- agreement: written by make evaluate -->", "<!-- end of agreement -->"
PUBLIC_PREFACE = """\
# Agreement on other people's data

Written by `make evaluate PUBLIC=folder`. The sets were labelled by people who have nothing to do with this project.
None of them is in the repository, and the shipped weights were trained on none of them. The folder holds
`argkp.dev.jsonl` (IBM ArgKP 2021), `beetle.train.jsonl` and `scientsbank.train.jsonl` (SemEval-2013 task 7) and
`saf.training.jsonl` (SAF), as JSON lines.

"""


@click.command()
@click.option(
    "--public", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Public sets."
)
@click.option("--limit", type=int, default=None, help="Answers of each public set, at even steps.")
def main(folder: Path | None, limit: int | None) -> None:
    """Measure and write the pages."""
    models = shipped("models")
    grader = Grader.default(models)
    if folder is not None:
        _public(folder, limit, grader, models)
        return
    corpus = load_corpus(models / "corpus", shipped("rubrics"))
    seed_answers = tuple(read_labelled(models / "benchmark" / "seed-answers.jsonl"))
    text, first = _page(corpus, seed_answers, grader)
    (ROOT / "docs" / "evaluation.md").write_text(text, "utf-8")
    _write_readme(first)
    click.echo(text)


def _page(corpus: Corpus, seed_answers: tuple[LabelledAnswer, ...], grader: Grader) -> tuple[str, Report]:
    embedder = MiniLmEmbedder()
    untaught = {id: bare(rubric) for id, rubric in corpus.rubrics.items()}
    sets = {
        "seed-answers": (seed_answers, corpus.rubrics),
        "test answers": (corpus.test_answers, corpus.rubrics),
        "test questions": (corpus.test_questions, untaught),
    }
    titles = {
        "seed-answers": "The seven seed questions, 93 answers never trained on (models/benchmark/seed-answers.jsonl)",
        "test answers": "Test answers to questions that training saw",
        "test questions": "Questions that training never saw, untaught",
    }
    parts, reports, all_judged = [pages.PREFACE], {}, {}
    pairs: list[Pair] = []
    for name, (answers, rubrics) in sets.items():
        found = graded(answers, rubrics, grader)
        pairs += found
        reports[name] = report_on(found, rubrics, embedder)
        by_question = judged_by_question(found)
        all_judged[name] = [j for group in by_question.values() for j in group]
        spans = {f: (FIGURES[f](all_judged[name]), interval(by_question, f)) for f in INTERVALS}
        parts += [f"## {titles[name]}\n", as_markdown(reports[name]), "", pages.intervals_table(spans), ""]
    curve = teaching_curve(corpus.test_questions, corpus.rubrics, grader)
    risk = {name: risk_coverage(judged) for name, judged in all_judged.items()}
    reliable = {name: reliability(judged) for name, judged in all_judged.items()}
    plots.draw(ROOT / "docs" / "images" / "evaluation.svg", reliable, risk, curve)
    suite = perturb.measure(seed_answers, corpus.rubrics, grader)
    parts += [
        "## Teaching a question\n",
        "The test questions again, on answers that were never taught.\n",
        pages.teaching_table(curve),
        "\n## Agreement among the surest verdicts\n",
        pages.risk_table(risk),
        "\n## Edited answers\n",
        "The seed-answers, edited by rule (`viva evaluate --perturb`).\n",
        perturb.as_markdown(suite),
        "\n## One content, many styles\n",
        fairness.as_markdown(fairness.styles(pairs, corpus.rubrics)),
        "\n## The middle\n",
        fairness.as_markdown(fairness.middle(pairs, corpus.rubrics)),
        "",
    ]
    return "\n".join(parts), reports["seed-answers"]


def _public(folder: Path, limit: int | None, grader: Grader, models: Path) -> None:
    scale = load_calibration(models / "verifier" / "calibration.json").unseen
    results = public.measure_public(folder, grader.verifier, scale, limit)
    text = PUBLIC_PREFACE + public.as_markdown(results) + "\n"
    (ROOT / "docs" / "evaluation-public.md").write_text(text, "utf-8")
    click.echo(text)


def _write_readme(report: Report) -> None:
    readme = ROOT / "README.md"
    before, rest = readme.read_text("utf-8").split(BEGIN)
    after = rest.split(END)[1]
    readme.write_text(f"{before}{BEGIN}\n{headline(report)}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
