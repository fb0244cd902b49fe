"""`viva rubrics lint`: key points that will be graded badly, and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from viva.cli.rubrics.paths import load_all, rubric_files
from viva.rubric import Rubric

if TYPE_CHECKING:
    from viva.encoder.protocols import Embedder
    from viva.grading import Grader
    from viva.rubric.lint import Finding


@dataclass(frozen=True)
class Linted:
    """What was found in one file, and how much of the rubric its own model answer covers."""

    file: str
    model_answer_coverage: float | None
    findings: list[Finding]

    def lines(self) -> Iterator[str]:
        """As a person reads it."""
        for finding in self.findings:
            yield f"{finding.level}: {finding}"
        covered = self.model_answer_coverage
        share = "cannot be graded" if covered is None else f"covers {covered:.0%} of it"
        yield f"{self.file}: the model answer {share}."


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON, a line for each file.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def lint(as_json: bool, paths: tuple[Path, ...]) -> None:
    """Look for key points that will be graded badly, and say why; PATHS as in `check`.

    Looks at the words, then has each model answer, and ten answers that say nothing, graded: that takes some seconds
    a file. Ends with status 1 where there is a fault, or a file that is no rubric; remarks alone end with 0.
    A comment `# lint: ok <rule>` on a key point silences that rule there.
    """
    loaded, broken = load_all(rubric_files(paths))
    for problem in broken:
        click.echo(problem, err=as_json)
    faults = remarks = 0
    for linted in _linted_all(loaded):
        for line in [json.dumps(asdict(linted), ensure_ascii=False)] if as_json else linted.lines():
            click.echo(line)
        faults += sum(finding.level == "fault" for finding in linted.findings)
        remarks += sum(finding.level == "remark" for finding in linted.findings)
    if not as_json:
        told = f", {len(broken)} problems" if broken else ""
        click.echo(f"{len(loaded)} rubrics: {faults} faults, {remarks} remarks{told}.")
    sys.exit(1 if faults or broken else 0)


def linted(rubric: Rubric, file: Path, embedder: Embedder, grader: Grader) -> Linted:
    """One file, looked at by all rules."""
    from viva.evaluation.linting import model_notes
    from viva.interview.words import content
    from viva.rubric.lint import findings, text_notes

    found = model_notes(rubric, embedder, grader)
    notes = [*text_notes(rubric, content), *found.notes]
    return Linted(str(file), found.coverage, findings(rubric, notes, str(file)))


def _linted_all(loaded: dict[Path, Rubric]) -> Iterator[Linted]:
    if not loaded:
        return
    from viva.encoder.minilm import MiniLmEmbedder
    from viva.local import Grader
    from viva.settings import Settings

    grader = Grader.default(Settings().models, Settings().verifier)
    embedder = MiniLmEmbedder()
    for file, rubric in loaded.items():
        yield linted(rubric, file, embedder, grader)
