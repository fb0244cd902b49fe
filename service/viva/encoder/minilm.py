"""The embedder: all-MiniLM-L6-v2 through sentence-transformers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from viva.encoder.weights import BASE_SHA256, base_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class MiniLmEmbedder:
    """Sentence embeddings of 384 dimensions, of unit length."""

    def __init__(self) -> None:
        from sentence_transformers import SentenceTransformer

        self._model: Any = SentenceTransformer(str(base_folder()), device="cpu", local_files_only=True)

    @property
    def version(self) -> str:
        """Names the weights by the first digits of their hash."""
        return f"minilm-{BASE_SHA256[:12]}"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector a text, (texts, 384)."""
        vectors: NDArray[np.float32] = self._model.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False
        )
        return vectors
