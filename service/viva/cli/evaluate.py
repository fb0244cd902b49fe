"""`viva evaluate`: agreement with labelled answers."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from viva.rubric import RubricBank


@click.command()
@click.option(
    "--rubrics", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of rubric files."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.option("--perturb", is_flag=True, help="Measure how verdicts move when the answers are edited.")
@click.argument("labelled", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def evaluate(rubrics: Path | None, as_json: bool, perturb: bool, labelled: Path) -> None:
    """Grade the LABELLED answers (JSON lines) and print how well the verdicts agree with the labels.

    Two baselines stand beside them: cosine with the best single threshold, and keyword overlap. With --perturb the
    answers are edited by rule instead: harmlessly, so that a claim breaks, and only for credit.
    """
    from viva.encoder.minilm import MiniLmEmbedder
    from viva.evaluation import perturb as perturbation
    from viva.evaluation import report
    from viva.evaluation.labelled import read_labelled
    from viva.local import Grader
    from viva.settings import Settings

    answers = read_labelled(labelled)
    bank = RubricBank(rubrics or Settings().rubrics)
    grader = Grader.default(Settings().models, Settings().verifier)
    if perturb:
        report.check(answers, bank.rubrics)
        suite = perturbation.measure(answers, bank.rubrics, grader)
        click.echo(json.dumps(asdict(suite), indent=2) if as_json else perturbation.as_markdown(suite))
        return
    found = report.evaluate(answers, bank.rubrics, grader, MiniLmEmbedder())
    click.echo(json.dumps(found.to_dict(), indent=2) if as_json else report.as_markdown(found))
