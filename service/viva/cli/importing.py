"""`viva import`: rubric drafts from a person's notes."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from viva.rubric import RubricBank, RubricConflict, RubricError

if TYPE_CHECKING:
    from viva.encoder.protocols import Embedder
    from viva.importing.notes import Columns, Note


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--into",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the drafts; it is made where there is none.",
)
@click.option("--topic", help="Topic of questions that bring none.  [default: the file's name]")
@click.option(
    "--question-column",
    metavar="WORD|NUMBER",
    help="Column of the questions in a table: its header, or 1 for the first.",
)
@click.option("--answer-column", metavar="WORD|NUMBER", help="Column of the answers, likewise.")
def importing(
    files: tuple[Path, ...],
    folder: Path,
    topic: str | None,
    question_column: str | None,
    answer_column: str | None,
) -> None:
    """Draft rubric files from the questions and answers in each FILE, without a network.

    Reads .txt, .md, .csv, .tsv, .xlsx, .docx, .pdf, .html, .xml (Moodle) and .apkg (Anki). Questions are taken word
    for word; key points are proposed from the answers, for you to read and change. A file that has the question
    already is left alone, and what the draft would change in it is printed.

    Ends with status 1 where nothing could be read.
    """
    from viva.encoder.minilm import MiniLmEmbedder
    from viva.errors import VivaError
    from viva.importing.notes import Columns

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise VivaError(f"{folder}: cannot be made ({error.strerror}). Name another folder.") from None
    counts: Counter[str] = Counter()
    columns = Columns(question_column, answer_column)
    for line in report(files, RubricBank(folder), MiniLmEmbedder(), columns, topic, counts):
        click.echo(line)
    sys.exit(0 if counts["read"] else 1)


def report(
    files: tuple[Path, ...],
    bank: RubricBank,
    embedder: Embedder,
    columns: Columns,
    topic: str | None,
    counts: Counter[str],
) -> Iterator[str]:
    """Imports the files; yields what is told about it, line by line, and counts it in `counts`."""
    from viva.importing.formats import read_notes
    from viva.importing.notes import ImportFault

    for file in files:
        try:
            found = read_notes(file, columns)
        except ImportFault as fault:
            counts["unreadable"] += 1
            yield f"cannot read {fault}"
            continue
        counts["read"] += 1
        yield f"{file}: {_number(len(found.notes), 'question')}"
        for note in found.notes:
            yield from _imported(note, bank, embedder, topic or file.stem, counts)
        for remark in found.remarks:
            counts["remarks"] += 1
            yield f"  note     {remark}"
    yield from _summary(bank.folder, counts)


def _imported(
    note: Note, bank: RubricBank, embedder: Embedder, topic: str, counts: Counter[str]
) -> Iterator[str]:
    from viva.importing.drafting import draft
    from viva.importing.notes import ImportFault
    from viva.importing.writing import place

    try:
        made = draft(note, embedder, topic)
        placed = place(made, bank)
    except ImportFault as fault:
        counts["skipped"] += 1
        yield f"  skipped  {fault}"
        return
    except (RubricError, RubricConflict) as error:
        counts["skipped"] += 1
        yield f"  skipped  {note.source}: {error}"
        return
    counts[placed.outcome] += 1
    if placed.outcome == "written":
        yield f"  wrote    {placed.file} ({_number(len(made.points), 'point')}) from {note.source}"
        if made.uncovered:
            yield f"           no point carries: {', '.join(made.uncovered)}"
    elif placed.difference:
        yield f"  left     {placed.file}, which has the question of {note.source}; the draft would change:"
        yield from placed.difference.split("\n")
    else:
        yield f"  left     {placed.file}, which has the question of {note.source} and says the same"


def _summary(folder: Path, counts: Counter[str]) -> Iterator[str]:
    told = [f"{_number(counts['written'], 'draft')} written to {folder}", f"{counts['left']} left alone"]
    told += [f"{counts['skipped']} skipped"] if counts["skipped"] else []
    told += [f"{_number(counts['remarks'], 'note')} above"] if counts["remarks"] else []
    told += [f"{_number(counts['unreadable'], 'file')} not read"] if counts["unreadable"] else []
    yield f"{', '.join(told)}."
    if counts["written"]:
        yield f"Read each draft before you practise with it; then run: viva rubrics check {folder}"


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
