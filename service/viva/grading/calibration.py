"""Calibration: from a verifier's logits to probabilities that mean what they say, and to a verdict.

The numbers come from a file (models/verifier/calibration.json) that says what they were fitted on. They
differ by case: a key point that the verifier learnt from labelled answers (`learnt`) is read more reliably
than one that its rubric teaches by wordings or examples (`taught`), and that one than one met bare (`unseen`).
"""

from __future__ import annotations

import hashlib
import math
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from viva.encoder.protocols import Reading
from viva.grading.grade import Verdict
from viva.rubric.schema import KeyPoint, Rubric

Case = Literal["learnt", "taught", "unseen"]


class Scale(BaseModel):
    """How one case's logits become probabilities: ``softmax(logits / temperature + bias)``.

    The form is vector scaling with one shared temperature (Guo et al. 2017, arXiv 1706.04599).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    temperature: float = Field(gt=0)
    bias: dict[Verdict, float]
    credit_above: float = Field(
        ge=0, le=1, description="Credit where covered + partial is more probable than this."
    )
    unsure_below: float = Field(ge=0, le=1, description="A confidence below this is shown as unsure.")


class Calibration(BaseModel):
    """The calibration file: a scale a case, the least relevance that counts as evidence, and its provenance."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    learnt: Scale
    taught: Scale
    unseen: Scale
    least_relevance: float = Field(
        ge=0, le=1, description="No evidence below this, and without evidence no credit."
    )
    learnt_points: frozenset[str] = Field(description="Fingerprints of the key points learnt in training.")
    provenance: str = Field(description="What the numbers were fitted on, and with which command.")

    def case(self, rubric: Rubric, key_point: KeyPoint) -> Case:
        """Which case a key point is: learnt only while question and statement are as they were learnt."""
        if fingerprint(rubric.question, key_point.point) in self.learnt_points:
            return "learnt"
        return "taught" if rubric.examples else "unseen"

    def scale(self, case: Case) -> Scale:
        """The numbers of a case."""
        return {"learnt": self.learnt, "taught": self.taught, "unseen": self.unseen}[case]


def fingerprint(question: str, point: str) -> str:
    """Names a key point by what it says (16 hex digits)."""
    return hashlib.sha256(f"{question}\n{point}".encode()).hexdigest()[:16]


def probabilities(reading: Reading, scale: Scale) -> dict[Verdict, float]:
    """The probability of each verdict; they sum to 1."""
    logits = {v: getattr(reading, v.value) / scale.temperature + scale.bias.get(v, 0.0) for v in Verdict}
    top = max(logits.values())
    raised = {v: math.exp(x - top) for v, x in logits.items()}
    total = sum(raised.values())
    return {v: x / total for v, x in raised.items()}


def decide(probability: dict[Verdict, float], credit_above: float) -> Verdict:
    """The verdict: first whether there is credit, then the likelier of the two that remain.

    However low the threshold, there is no credit where the opposite is more probable.
    """
    credit = probability[Verdict.COVERED] + probability[Verdict.PARTIAL]
    credited = credit > credit_above and credit > probability[Verdict.CONTRADICTED]
    pair = [verdict for verdict in Verdict if verdict.credited is credited]
    return max(pair, key=lambda verdict: probability[verdict])
