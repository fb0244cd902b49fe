from __future__ import annotations

import numpy as np
import pytest

from viva.encoder.minilm import MiniLmEmbedder
from viva.encoder.weights import BASE_SHA256


@pytest.fixture(scope="module")
def embedder() -> MiniLmEmbedder:
    return MiniLmEmbedder()


def test_vectors_are_of_unit_length_one_a_text(embedder: MiniLmEmbedder) -> None:
    vectors = embedder.embed(["The moon pulls water.", "x", "🌊", ""])
    assert vectors.shape == (4, 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_sentence_is_nearer_to_its_paraphrase_than_to_a_stranger(embedder: MiniLmEmbedder) -> None:
    said, meant, stranger = embedder.embed(
        [
            "The first byte arrives sooner.",
            "The response begins earlier.",
            "Gluten holds bubbles inside dough.",
        ]
    )
    assert said @ meant > said @ stranger


def test_the_same_text_has_the_same_vector(embedder: MiniLmEmbedder) -> None:
    first, second = (embedder.embed(["The moon pulls water."]) for _ in range(2))
    assert np.array_equal(first, second)


def test_the_version_names_the_weights(embedder: MiniLmEmbedder) -> None:
    assert embedder.version == f"minilm-{BASE_SHA256[:12]}"
