from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from viva.encoder.trained import TrainedVerifier
from viva.encoder.weights import BASE_SHA256, WeightsError, base_folder, hash_of, verified
from viva.errors import VivaError


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "some.safetensors"
    path.write_bytes(b"weights" * 100_000)
    return path


def test_a_file_with_the_right_hash_is_given_back(weights: Path) -> None:
    known = hashlib.sha256(b"weights" * 100_000).hexdigest()
    assert hash_of(weights) == known
    assert verified(weights, known) == weights


def test_an_altered_file_is_refused_with_both_hashes(weights: Path) -> None:
    known = hash_of(weights)
    weights.write_bytes(b"Weights" + b"weights" * 99_999)
    with pytest.raises(WeightsError) as caught:
        verified(weights, known)
    told = str(caught.value)
    assert str(weights) in told and known in told and hash_of(weights) in told
    assert "Install Viva again." in told


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"gone\.safetensors are missing\. Install Viva again\."):
        verified(tmp_path / "gone.safetensors", "0" * 64)


def test_a_folder_in_the_place_of_the_file_is_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="are missing"):
        verified(tmp_path, "0" * 64)


def test_it_is_an_error_that_a_person_can_act_on() -> None:
    assert issubclass(WeightsError, VivaError)


def test_the_base_model_that_is_installed_is_the_official_one() -> None:
    folder = base_folder()
    assert hash_of(folder / "model.safetensors") == BASE_SHA256
    assert (folder / "tokenizer.json").is_file()


def manifest(folder: Path, weights: Path, sha256: str) -> None:
    (folder / "manifest.json").write_text(json.dumps({"weights": weights.name, "sha256": sha256}))


def test_a_verifier_with_altered_weights_is_not_loaded(tmp_path: Path, weights: Path) -> None:
    manifest(tmp_path, weights, "0" * 64)
    with pytest.raises(WeightsError, match="are not the ones that belong here"):
        TrainedVerifier.load(tmp_path)


def test_a_verifier_without_its_weights_is_not_loaded(tmp_path: Path) -> None:
    manifest(tmp_path, tmp_path / "gone.safetensors", "0" * 64)
    with pytest.raises(WeightsError, match="are missing"):
        TrainedVerifier.load(tmp_path)
