"""The network's promises, proved on one that is small and untrained; and that its weights come back as saved."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from viva.encoder.packing import Packer
from viva.encoder.reader import FROZEN, LABELS, Reader, base_reader, collate, load_reader, save_reader
from viva.encoder.weights import base_folder
from viva.grading import Verdict

QUESTION = "What makes the tides?"
POINTS = ("The moon pulls water", "Earth turns beneath two bulges daily", "Spring tides come at full moon")
ANSWER = "The moon pulls the water, and Earth turns beneath it."
LONGER = "Nobody knows. " * 20


def alike(one: torch.Tensor, other: torch.Tensor) -> bool:
    return torch.allclose(one, other, rtol=0.0, atol=1e-5)


def read(
    reader: Reader, packer: Packer, points: tuple[str, ...], answer: str
) -> tuple[torch.Tensor, torch.Tensor]:
    with torch.inference_mode():
        verdicts, evidence, _ = reader(collate(packer.pack(QUESTION, points, answer)))
    return verdicts[0], evidence[0]


def test_the_logits_are_in_the_order_of_the_verdicts() -> None:
    assert list(LABELS) == [verdict.value for verdict in Verdict]


def test_a_reading_does_not_depend_on_the_order_of_the_points(tiny_reader: Reader, packer: Packer) -> None:
    verdicts, evidence = read(tiny_reader, packer, POINTS, ANSWER)
    assert not alike(verdicts[0], verdicts[1])  # or the rest would prove nothing
    for order in permutations(range(3)):
        turned, turned_evidence = read(tiny_reader, packer, tuple(POINTS[i] for i in order), ANSWER)
        assert alike(turned, verdicts[list(order)])
        assert alike(turned_evidence, evidence[list(order)])


def test_a_reading_depends_on_the_answer_and_the_question(tiny_reader: Reader, packer: Packer) -> None:
    verdicts, _ = read(tiny_reader, packer, POINTS, ANSWER)
    assert not alike(verdicts, read(tiny_reader, packer, POINTS, LONGER)[0])
    packed = packer.pack("Why is that?", POINTS, ANSWER)
    with torch.inference_mode():
        assert not alike(verdicts, tiny_reader(collate(packed))[0][0])


def test_padding_in_a_batch_changes_nothing(tiny_reader: Reader, packer: Packer) -> None:
    alone = [read(tiny_reader, packer, POINTS, ANSWER), read(tiny_reader, packer, POINTS[:1], LONGER)]
    packs = packer.pack(QUESTION, POINTS, ANSWER) + packer.pack(QUESTION, POINTS[:1], LONGER)
    with torch.inference_mode():
        verdicts, evidence, _ = tiny_reader(collate(packs))
    for row, (own_verdicts, own_evidence) in enumerate(alone):
        points, tokens = own_evidence.shape
        assert alike(verdicts[row, :points], own_verdicts)
        assert alike(evidence[row, :points, :tokens], own_evidence)


def test_a_pack_alone_is_not_padded(packer: Packer) -> None:
    (packed,) = packer.pack(QUESTION, POINTS, ANSWER)
    batch = collate([packed])
    assert batch.ids.tolist() == [packed.ids]
    assert batch.answer_at.tolist() == [packed.answer_at]
    assert bool(batch.point_mask.all() and batch.answer_mask.all())


def test_one_reading_is_the_same_every_time(tiny_reader: Reader, packer: Packer) -> None:
    first, second = (read(tiny_reader, packer, POINTS, ANSWER) for _ in range(2))
    assert torch.equal(first[0], second[0])
    assert torch.equal(first[1], second[1])


@pytest.fixture(scope="module")
def trained() -> Reader:
    """A reader on the real base model whose own weights are no longer as they began."""
    reader = base_reader(base_folder())
    generator = torch.Generator().manual_seed(3)
    with torch.no_grad():
        for parameter in reader.parameters():
            if parameter.requires_grad:
                parameter.add_(0.01 * torch.randn(parameter.shape, generator=generator))
    return reader.eval()


def test_a_saved_reader_comes_back_in_half_precision(trained: Reader, tmp_path: Path, packer: Packer) -> None:
    save_reader(trained, tmp_path / "reader.safetensors")
    loaded = load_reader(base_folder(), tmp_path / "reader.safetensors")
    assert not loaded.training
    before, after = trained.state_dict(), loaded.state_dict()
    assert before.keys() == after.keys()
    for name, tensor in after.items():
        assert tensor.dtype in (torch.float32, torch.int64)
        expected = before[name] if name in FROZEN or "_ids" in name else before[name].half().float()
        assert torch.equal(tensor, expected), name
    verdicts, _ = read(trained, packer, POINTS, ANSWER)
    again, _ = read(loaded, packer, POINTS, ANSWER)
    torch.testing.assert_close(again, verdicts, rtol=0.0, atol=0.05)


def test_the_file_leaves_out_what_the_base_model_has(trained: Reader, tmp_path: Path) -> None:
    save_reader(trained, tmp_path / "reader.safetensors")
    kept = load_file(tmp_path / "reader.safetensors")
    assert not set(FROZEN) & set(kept)
    assert {tensor.dtype for tensor in kept.values()} == {torch.float16}


@pytest.mark.parametrize("fault", ["missing", "unexpected"])
def test_weights_that_do_not_fit_are_refused(trained: Reader, tmp_path: Path, fault: str) -> None:
    file = tmp_path / "reader.safetensors"
    save_reader(trained, file)
    tensors = {name: tensor.clone() for name, tensor in load_file(file).items()}
    if fault == "missing":
        del tensors["token_key.bias"]
    else:
        tensors["strange.bias"] = tensors["token_key.bias"].clone()
    save_file(tensors, file)
    with pytest.raises(ValueError, match="does not fit the reader"):
        load_reader(base_folder(), file)
