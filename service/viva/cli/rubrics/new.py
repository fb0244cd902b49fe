"""`viva rubrics new`: a template to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from viva.rubric import RubricBank


@click.command()
@click.option("--question", required=True, help="The question, as the interviewer asks it.")
@click.option("--topic", default="general", show_default=True, help="What the question is about.")
@click.option(
    "--into",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of rubric files; else the bank in use.",
)
@click.argument("id")
def new(question: str, topic: str, into: Path | None, id: str) -> None:
    """Write a commented template for the question ID, to be filled in with an editor.

    A file that is there already is never written over.
    """
    from viva.rubric.template import template
    from viva.settings import Settings

    bank = RubricBank(into or Settings().rubrics)
    bank.save(id, template(question, topic), None)
    click.echo(f"{bank.folder / id}.yaml: fill it in, then run `viva rubrics check` on it.")
