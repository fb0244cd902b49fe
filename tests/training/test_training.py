"""A short training learns, and gives the same weights twice."""

from __future__ import annotations

import random

import pytest
import torch

from viva.encoder.packing import Packer
from viva.encoder.reader import LABELS, Reader, base_reader, collate
from viva.encoder.trained import load_tokenizer
from viva.encoder.weights import base_folder
from viva.training.examples import (
    PointLabel,
    Snippet,
    TrainingExample,
    compose,
    elsewhere,
    keyword_list,
    shuffled,
)
from viva.training.loop import batches, loss_of, make_batch, train

POINTS = ("The kettle boils the water", "The cat sleeps on the sofa")
SAID = {
    "covered": ("The kettle boils the water.", "Water is boiled in the kettle."),
    "contradicted": ("The kettle freezes the water.", "Water stays cold in the kettle."),
    "missing": ("The cat sleeps on the sofa.", "On the sofa there lies a cat."),
}
EXAMPLES = [
    TrainingExample("", text, (PointLabel(POINTS[0], label, (0, len(text)) if label != "missing" else None),))
    for label, texts in SAID.items()
    for text in texts
]


@pytest.fixture(scope="module")
def packer() -> Packer:
    return Packer(load_tokenizer(base_folder()))


def small_reader() -> Reader:
    """The base model cut to its first two layers: enough to learn six sentences."""
    torch.manual_seed(1)
    reader = base_reader(base_folder())
    reader.bert.encoder.layer = reader.bert.encoder.layer[:2]
    return reader


def trained(packer: Packer, log: list[str]) -> Reader:
    reader = small_reader()
    train(reader, packer, [lambda rng: EXAMPLES * 4] * 16, seed=3, rate=5e-4, log=log.append)
    return reader.eval()


def right(reader: Reader, packer: Packer) -> int:
    found = 0
    with torch.inference_mode():
        for example in EXAMPLES:
            verdicts, _, _ = reader(collate(packer.pack("", [POINTS[0]], example.answer)))
            found += LABELS[int(verdicts[0, 0].argmax())] == example.labels[0].label
    return found


def test_a_short_training_learns_and_gives_the_same_weights_twice(packer: Packer) -> None:
    untrained = small_reader().eval()
    log: list[str] = []
    first, second = trained(packer, log), trained(packer, [])
    assert right(first, packer) == len(EXAMPLES) > right(untrained, packer)
    batch = make_batch(EXAMPLES, packer)
    with torch.inference_mode():
        assert float(loss_of(first, *batch)) < float(loss_of(untrained, *batch)) / 2
    assert "epoch 16/16" in log[-1]
    for one, other in zip(first.parameters(), second.parameters(), strict=True):
        assert torch.equal(one, other)


def test_batches_hold_every_example_once() -> None:
    made = list(batches(EXAMPLES, random.Random(1), tokens=60))
    assert len(made) > 1
    assert sorted(e.answer for batch in made for e in batch) == sorted(e.answer for e in EXAMPLES)


def test_a_batch_marks_the_tokens_of_the_evidence(packer: Packer) -> None:
    example = TrainingExample(
        "", "A cat sleeps. The kettle boils it.", (PointLabel(POINTS[0], "covered", (14, 33)),)
    )
    _, targets = make_batch([example], packer)
    offsets = packer.pack("", [POINTS[0]], example.answer)[0].offsets
    marked = [offset for offset, on in zip(offsets, targets.evidence[0, 0].tolist(), strict=True) if on]
    assert "".join(example.answer[a:b] for a, b in marked) == "Thekettleboilsit"


SNIPPETS = [
    Snippet("Q?", "one", "covered", "This says one."),
    Snippet("Q?", "two", "contradicted", "This denies two."),
    Snippet("Q?", "two", "missing", "This names two."),
    Snippet("Q?", "three", "partial", "This says half of three."),
]


def test_composing_uses_every_snippet_once_and_keeps_its_words_as_evidence() -> None:
    for seed in range(20):
        made = compose(SNIPPETS, random.Random(seed))
        shown = sorted(
            e.answer[s[0] : s[1]].lower().strip(".") for e in made for x in e.labels if (s := x.evidence)
        )
        assert shown == ["this denies two", "this says half of three", "this says one"]


def test_beside_a_snippet_that_may_speak_of_a_sister_the_sisters_stay_unlabelled() -> None:
    for seed in range(20):
        for example in compose(SNIPPETS, random.Random(seed)):
            if "names two" in example.answer.lower():
                assert all(label.weight == 1 for label in example.labels)


def test_shuffling_keeps_labels_with_their_points() -> None:
    example = TrainingExample(
        "Q?", "text", tuple(PointLabel(str(n), "covered" if n % 2 else "missing") for n in range(9))
    )
    for seed in range(20):
        got = shuffled(example, random.Random(seed)).labels
        assert got and set(got) <= set(example.labels)


def test_bare_words_and_other_questions_answers_say_nothing() -> None:
    listed = keyword_list("What boils?", POINTS, random.Random(2))
    other = elsewhere("Something else.", "What boils?", POINTS)
    assert {label.label for label in (*listed.labels, *other.labels)} == {"missing"}
