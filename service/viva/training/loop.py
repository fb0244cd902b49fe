"""The training loop: seeded, resumable by stage, with a log line every few batches."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from viva.encoder.packing import Packer
from viva.encoder.reader import LABELS, Batch, Reader, collate
from viva.training.examples import TrainingExample

CLASS_WEIGHT = torch.tensor([1.0, 1.5, 1.0, 2.5])
"""Partial and contradicted are rarer than covered and missing (order of `LABELS`)."""
PARTIAL_TARGET = torch.tensor([0.15, 0.7, 0.15, 0.0])
TOKEN_WEIGHT = 2.0
POINTER_WEIGHT = 0.3
LOG_EVERY = 25
HEAD_RATE = 4


@dataclass(frozen=True)
class Targets:
    """What a batch should be read as: verdicts (B, K), their weights (B, K), evidence (B, K, T) of 0 and 1."""

    verdicts: Tensor
    weights: Tensor
    evidence: Tensor
    evidence_known: Tensor  # (B, K)


def make_batch(examples: Sequence[TrainingExample], packer: Packer) -> tuple[Batch, Targets]:
    """Pack `examples` (the first window of each) with their targets."""
    packs = [packer.pack(e.question, [x.point for x in e.labels], e.answer)[0] for e in examples]
    batch = collate(packs)
    verdicts = torch.full(batch.point_at.shape, LABELS.index("missing"))
    weights = torch.zeros(batch.point_at.shape)
    known = torch.zeros(batch.point_at.shape)
    evidence = torch.zeros(*batch.point_at.shape, batch.answer_at.shape[1])
    for b, (example, pack) in enumerate(zip(examples, packs, strict=True)):
        for k, label in enumerate(example.labels):
            verdicts[b, k] = LABELS.index(label.label)
            weights[b, k] = label.weight
            known[b, k] = float(label.label == "missing" or label.evidence is not None) * label.weight
            if label.evidence:
                start, end = label.evidence
                for t, (left, right) in enumerate(pack.offsets):
                    evidence[b, k, t] = float(left < end and right > start)
    return batch, Targets(verdicts, weights, evidence, known)


def loss_of(reader: Reader, batch: Batch, targets: Targets) -> Tensor:
    """Cross-entropy of the verdicts (partial softly) plus that of the evidence tokens."""
    verdicts, evidence, _ = reader(batch)
    wanted = functional.one_hot(targets.verdicts, len(LABELS)).float()
    wanted[targets.verdicts == LABELS.index("partial")] = PARTIAL_TARGET
    weights = targets.weights * CLASS_WEIGHT[targets.verdicts]
    verdict_loss = (
        functional.cross_entropy(verdicts.flatten(0, 1), wanted.flatten(0, 1), reduction="none")
        * weights.flatten()
    ).sum()
    mask = batch.answer_mask[:, None, :] * targets.evidence_known[..., None]
    token_loss = functional.binary_cross_entropy_with_logits(evidence, targets.evidence, reduction="none")
    per_point = (token_loss * mask).sum(-1) / batch.answer_mask.sum(-1).clamp(min=1)[:, None]
    wanted_tokens = targets.evidence / targets.evidence.sum(-1, keepdim=True).clamp(min=1)
    pointer = -(wanted_tokens * evidence.log_softmax(-1)).sum(-1)
    summed: Tensor = verdict_loss + TOKEN_WEIGHT * per_point.sum() + POINTER_WEIGHT * pointer.sum()
    return summed / weights.sum().clamp(min=1)


def batches(
    examples: Sequence[TrainingExample], rng: random.Random, tokens: int = 1300
) -> Iterator[list[TrainingExample]]:
    """Batches of like length and about `tokens` tokens each, in random order."""

    def length(e: TrainingExample) -> float:
        return len(e.answer) / 4.4 + sum(len(x.point) / 4.8 + 3 for x in e.labels) + len(e.question) / 5

    ordered = sorted(examples, key=lambda e: length(e) * rng.uniform(0.9, 1.1))
    groups: list[list[TrainingExample]] = [[]]
    for example in ordered:
        if groups[-1] and length(example) * (len(groups[-1]) + 1) > tokens:
            groups.append([])
        groups[-1].append(example)
    rng.shuffle(groups)
    yield from groups


def train(
    reader: Reader,
    packer: Packer,
    epochs: Sequence[Callable[[random.Random], list[TrainingExample]]],
    *,
    seed: int,
    rate: float,
    log: Callable[[str], None],
) -> None:
    """Train `reader` on one list of examples an epoch, made anew by each of `epochs` from a seeded generator."""
    torch.manual_seed(seed)
    prepared = [make(random.Random(f"{seed}-{n}")) for n, make in enumerate(epochs)]
    planned = [list(batches(made, random.Random(f"{seed}-order-{n}"))) for n, made in enumerate(prepared)]
    total = sum(map(len, planned))
    optimizer, schedule = _optimizer(reader, rate, total)
    step, started, running = 0, time.monotonic(), 0.0
    reader.train()
    for epoch, groups in enumerate(planned):
        for group in groups:
            loss = loss_of(reader, *make_batch(group, packer))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch does not annotate it
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            running = 0.98 * running + 0.02 * float(loss.detach())
            if step % LOG_EVERY == 0 or step == total:
                mean = running / (1 - 0.98**step)
                seconds = time.monotonic() - started
                log(f"epoch {epoch + 1}/{len(planned)} batch {step}/{total} loss {mean:.3f} {seconds:.0f} s")


def _optimizer(
    reader: Reader, rate: float, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW with a short linear rise and a long linear fall; the heads, which begin untrained, learn faster."""
    trained = [(name, p) for name, p in reader.named_parameters() if p.requires_grad]
    trunk = [p for name, p in trained if name.startswith("bert.")]
    heads = [p for name, p in trained if not name.startswith("bert.")]
    rates = [rate, HEAD_RATE * rate]
    groups = [{"params": trunk, "lr": rates[0]}, {"params": heads, "lr": rates[1]}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    rise = min(0.1, 100 / max(steps, 1))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, rates, total_steps=max(steps, 2), pct_start=rise, anneal_strategy="linear"
    )
    return optimizer, schedule
