"""`make train`: the corpus in, models/verifier/ out.

    python -m viva.training [--nli FILE] [--out FOLDER] [--epochs N] [--seed N] [--limit N] [--threads N]

Two stages: premises and hypotheses (natural language inference, if a file of them is named) warm the reader up;
then the corpus. Each finished epoch is kept in .training/, and a run that was cut off goes on after it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click
import torch

from viva.encoder.packing import Packer
from viva.encoder.reader import Reader, base_reader
from viva.encoder.trained import load_tokenizer
from viva.encoder.weights import base_folder
from viva.evaluation.corpus import load_corpus
from viva.paths import shipped
from viva.training.examples import TrainingExample, read_snippets
from viva.training.loop import train
from viva.training.mixture import corpus_epoch, warm_up_epoch
from viva.training.shipping import ship

NLI_SOURCES = frozenset({"mnli", "mnli-negated", "scitail"})
"""Sources of premise and hypothesis whose licences leave the weights free; share-alike ones are left out."""
Epoch = Callable[[random.Random], list[TrainingExample]]


@click.command()
@click.option(
    "--nli", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON lines of inference."
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=None, help="Folder to write; else models/verifier."
)
@click.option("--epochs", default=3, show_default=True, help="Passes over the corpus.")
@click.option("--seed", default=2, show_default=True, help="Of the order, the mixture and the heads.")
@click.option("--rate", default=1.8e-4, show_default=True, help="Highest learning rate of the trunk.")
@click.option("--limit", default=None, type=int, help="Examples an epoch, for a short trial.")
@click.option(
    "--threads", default=torch.get_num_threads(), show_default=True, help="Threads to compute with."
)
def main(
    nli: Path | None, out: Path | None, epochs: int, seed: int, rate: float, limit: int | None, threads: int
) -> None:
    """Train the verifier on the corpus and put it into OUT."""
    torch.set_num_threads(threads)
    folder = shipped("models") / "corpus"
    corpus, snippets = load_corpus(folder, shipped("rubrics")), read_snippets(folder / "snippets")
    stages: list[tuple[str, list[Epoch], float]] = []
    if nli is not None:
        stages.append(("warm-up", [partial(warm_up_epoch, _inference(nli), corpus, snippets)], 1.5e-4))
    stages.append(
        ("corpus", [partial(corpus_epoch, corpus, snippets, number) for number in range(epochs)], rate)
    )
    torch.manual_seed(0)
    reader = base_reader(base_folder())
    packer = Packer(load_tokenizer(base_folder()))
    for name, made, peak in stages:
        _run(reader, packer, name, [_limited(epoch, limit) for epoch in made], seed, peak)
    target = out or shipped("models") / "verifier"
    ship(
        reader,
        packer,
        corpus,
        target,
        "Fitted by `make train`: learnt on the corpus's test answers, unseen on its test questions.",
    )
    click.echo(f"wrote {target}")


def _run(reader: Reader, packer: Packer, name: str, epochs: list[Epoch], seed: int, rate: float) -> None:
    """One stage; a finished one is read back from .training/ and not run again."""
    kept = Path(".training") / f"{name}.pt"
    if kept.exists():
        click.echo(f"{name}: finished before, read from {kept}")
        reader.load_state_dict(torch.load(kept, weights_only=True))
        return
    kept.parent.mkdir(exist_ok=True)
    train(reader, packer, epochs, seed=seed, rate=rate, log=lambda line: click.echo(f"{name}: {line}"))
    torch.save(reader.state_dict(), kept)


def _inference(nli: Path) -> list[dict[str, str]]:
    rows = [json.loads(line) for line in nli.read_text("utf-8").splitlines()]
    return [row for row in rows if row["source"] in NLI_SOURCES]


def _limited(epoch: Epoch, limit: int | None) -> Epoch:
    return lambda rng: epoch(rng)[:limit]


if __name__ == "__main__":
    main()
