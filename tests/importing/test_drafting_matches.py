"""The figures of docs/importing.md: drafts for the seed questions beside the key points that a person wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from viva.docs import ROOT
from viva.encoder.minilm import MiniLmEmbedder
from viva.importing.drafting import draft
from viva.importing.formats import read_notes
from viva.rubric import load_rubric

SEED = Path(__file__).parent / "seed-questions.txt"
QUESTIONS: list[dict[str, Any]] = YAML(typ="safe").load(
    (ROOT / "docs" / "drafting-matches.yaml").read_text("utf-8")
)["questions"]


def figures() -> tuple[float, float]:
    """Recall: key points that a draft says. Precision: drafts that say a key point."""
    matches = [text for question in QUESTIONS for text in question["matches"].values()]
    surplus = [text for question in QUESTIONS for text in question["surplus"]]
    right = sum(text is not None for text in matches)
    return right / len(matches), right / (right + len(surplus))


def test_recall_and_precision_are_those_of_the_docs() -> None:
    # 49 key points: 4 that no draft says leave 45. 46 drafts: 1 says no key point. 45/49 = 0.918, 45/46 = 0.978.
    recall, precision = figures()
    assert (round(recall, 3), round(precision, 3)) == (0.918, 0.978)
    told = (ROOT / "docs" / "importing.md").read_text("utf-8")
    assert "45 of 49" in told and "0.92" in told
    assert "45 of 46" in told and "0.98" in told


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question["id"]))
def test_each_key_point_is_matched_or_told_to_be_missing(question: dict[str, Any]) -> None:
    rubric = load_rubric(ROOT / "rubrics" / f"{question['id']}.yaml")
    assert list(question["matches"]) == [point.id for point in rubric.key_points]
    said = [text for text in question["matches"].values() if text is not None]
    assert len(set(said)) == len(said), "a draft counts once"


def test_the_texts_are_those_that_drafting_gives() -> None:
    embedder = MiniLmEmbedder()
    for note, question in zip(read_notes(SEED).notes, QUESTIONS, strict=True):
        assert note.question == question["question"]
        recorded = [*question["matches"].values(), *question["surplus"]]
        drafted = [point.point for point in draft(note, embedder, "seed").points]
        assert sorted(drafted) == sorted(text for text in recorded if text is not None)
