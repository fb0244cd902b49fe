"""Small honest parts for the tests of importing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from viva.importing.claims import Claim, whole
from viva.importing.drafting import Draft, draft
from viva.importing.formats import read_notes
from viva.importing.notes import Columns, Found, ImportFault, Limits, Note
from viva.importing.words import words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


class WordEmbedder:
    """Vectors that count words: texts are alike by the words that they share. It counts the texts it embeds."""

    version = "words-1"

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        known = sorted({word.small for text in texts for word in words_of(text)})
        vectors = np.zeros((len(texts), len(known) + 1), np.float32)
        for row, text in enumerate(texts):
            vectors[row, -1] = 1e-6  # a text without words has a direction, too
            for word in words_of(text):
                vectors[row, known.index(word.small)] += 1
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path, columns: Columns | None = None, limits: Limits | None = None) -> Found:
    return read_notes(path, columns, limits)


def pairs(found: Found) -> list[tuple[str, str]]:
    return [(note.question, note.answer) for note in found.notes]


def refusal(path: Path, columns: Columns | None = None, limits: Limits | None = None) -> str:
    """What is told about a document that cannot be read."""
    with pytest.raises(ImportFault) as caught:
        read_notes(path, columns, limits)
    told = str(caught.value)
    assert path.name in told and told.endswith(".")
    return told


def drafted(answer: str, question: str = "What is it?") -> Draft:
    return draft(Note(question, answer, "notes.txt:1"), WordEmbedder(), "topic")


def points(answer: str) -> list[str]:
    return [point.point for point in drafted(answer).points]


def split(how: Callable[[str, Claim], list[Claim]], text: str) -> list[str]:
    """The wordings of the claims that a text is taken apart into."""
    found = how(text, whole((0, len(text))))
    return [" ".join(text[start:end] for start, end in claim.parts) for claim in found]
