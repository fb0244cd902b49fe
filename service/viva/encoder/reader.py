"""The verifier's network: one pass reads an answer beside all key points of its question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from viva.encoder.packing import ANSWER_BLOCK, QUESTION_BLOCK, Packed

PAD_BLOCK = -1
LABELS = ("covered", "partial", "missing", "contradicted")


@dataclass(frozen=True)
class Batch:
    """Packed sequences as tensors, padded on the right (B sequences of L tokens, K points, T answer tokens)."""

    ids: Tensor  # (B, L)
    positions: Tensor  # (B, L)
    blocks: Tensor  # (B, L), PAD_BLOCK where padded
    point_at: Tensor  # (B, K)
    point_mask: Tensor  # (B, K) True where a point stands
    answer_at: Tensor  # (B, T)
    answer_mask: Tensor  # (B, T)


def collate(packs: Sequence[Packed]) -> Batch:
    """Pad `packs` to one batch. A single pack is not padded at all."""

    def rows(lists: Sequence[Sequence[int]], fill: int) -> Tensor:
        width = max(1, *(len(x) for x in lists)) if lists else 1
        return torch.tensor([[*x, *[fill] * (width - len(x))] for x in lists])

    blocks = rows([p.blocks for p in packs], PAD_BLOCK)
    point_at = rows([p.point_at for p in packs], -1)
    answer_at = rows([p.answer_at for p in packs], -1)
    return Batch(
        ids=rows([p.ids for p in packs], 0),
        positions=rows([p.positions for p in packs], 0),
        blocks=blocks,
        point_at=point_at.clamp(min=0),
        point_mask=point_at >= 0,
        answer_at=answer_at.clamp(min=0),
        answer_mask=answer_at >= 0,
    )


def attention_mask(blocks: Tensor) -> Tensor:
    """Who may look at whom, (B, 1, L, L).

    A block sees itself, the question and the answer; the answer sees everything. Key points meet only in the
    answer's tokens, where they compete.
    """
    looking, seen = blocks[:, :, None], blocks[:, None, :]
    allowed = (
        (looking == seen) | (seen == QUESTION_BLOCK) | (seen == ANSWER_BLOCK) | (looking == ANSWER_BLOCK)
    )
    return (allowed & (seen != PAD_BLOCK))[:, None]


class Heads(NamedTuple):
    """What the network says.

    Verdict logits (B, K, 4), evidence logits (B, K, T), and the states (B, K, H) that the verdicts are made from.
    """

    verdicts: Tensor
    evidence: Tensor
    states: Tensor


class Reader(nn.Module):
    """MiniLM with two heads: where each point is spoken of, and what is said about it.

    The verdicts are in the order of `LABELS`.
    """

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.bert = BertModel(config, add_pooling_layer=False)
        width = config.hidden_size
        self.point_query = nn.Linear(width, width)
        self.token_key = nn.Linear(width, width)
        for layer in (self.point_query, self.token_key):  # begin as MiniLM's own similarity
            nn.init.eye_(layer.weight)
            nn.init.zeros_(layer.bias)
        self.scale = nn.Parameter(torch.tensor(0.2))
        self.bias = nn.Parameter(torch.tensor(-2.0))
        self.verdict = nn.Sequential(
            nn.Dropout(0.1),
            nn.Linear(3 * width + 1, width),
            nn.GELU(),
            nn.Dropout(0.1),
            nn.Linear(width, len(LABELS)),
        )
        self.usual_state = nn.Buffer(torch.zeros(width))

    def forward(self, batch: Batch) -> Heads:
        """Read a batch. Evidence logits are very low where padded."""
        hidden = self.bert(
            input_ids=batch.ids,
            position_ids=batch.positions,
            token_type_ids=(batch.blocks == ANSWER_BLOCK).long(),
            attention_mask=attention_mask(batch.blocks),
        ).last_hidden_state
        points = block_means(hidden, batch.blocks, batch.point_at.shape[1])
        tokens = take(hidden, batch.answer_at)
        scores = self.scale * self.point_query(points) @ self.token_key(tokens).transpose(1, 2) + self.bias
        masked = scores.masked_fill(~batch.answer_mask[:, None, :], -30.0)
        pooled = masked.softmax(-1) @ tokens
        peak = masked.max(-1, keepdim=True).values
        state = self.verdict[:-1](torch.cat([points, pooled, points * pooled, peak], -1))
        return Heads(self.verdict[-1](state), masked, state)

    def features(self, states: Tensor) -> Tensor:
        """What sets states apart from the usual one, of length 1: comparable by their dot product."""
        return nn.functional.normalize(states - self.usual_state, dim=-1)


def take(hidden: Tensor, at: Tensor) -> Tensor:
    """The states at the places `at` (B, N) of `hidden` (B, L, H), as (B, N, H)."""
    return hidden.gather(1, at[..., None].expand(-1, -1, hidden.shape[-1]))


def block_means(hidden: Tensor, blocks: Tensor, points: int) -> Tensor:
    """The mean state of each key point's own block, (B, points, H); zeros for a padded point."""
    own = (blocks[:, None, :] == torch.arange(1, points + 1)[None, :, None]).float()
    return own @ hidden / own.sum(-1, keepdim=True).clamp(min=1)


FROZEN = ("bert.embeddings.word_embeddings.weight", "bert.embeddings.position_embeddings.weight")
"""Parameters that training leaves as the base model has them; the file of trained weights leaves them out."""


def base_reader(base: Path) -> Reader:
    """A reader on the base model in the folder `base`, its heads not trained yet."""
    config = BertConfig.from_pretrained(base)
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = (
        0.0  # slow on a CPU, and no help measured
    )
    reader = Reader(config)
    reader.bert.load_state_dict(load_file(base / "model.safetensors"), strict=False)
    for name in FROZEN:
        reader.get_parameter(name).requires_grad_(False)
    return reader


def load_reader(base: Path, weights: Path) -> Reader:
    """The trained reader: the base model's embeddings, all else from `weights` (half precision, computed in full)."""
    reader = base_reader(base)
    trained = {name: tensor.float() for name, tensor in load_file(weights).items()}
    unknown = reader.load_state_dict(trained, strict=False)
    if unknown.unexpected_keys or set(unknown.missing_keys) - set(FROZEN) - {"bert.embeddings.position_ids"}:
        raise ValueError(f"{weights} does not fit the reader: {unknown}")
    return reader.eval()


def save_reader(reader: Reader, weights: Path) -> None:
    """Write what training changed, in half precision."""
    state = {
        n: t.half().contiguous()
        for n, t in reader.state_dict().items()
        if n not in FROZEN and "_ids" not in n
    }
    save_file(state, weights)
