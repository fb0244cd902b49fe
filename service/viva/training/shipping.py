"""Puts a trained reader into models/verifier/: weights, their hash, and the calibration."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from torch import Tensor

from viva.encoder.packing import Packer
from viva.encoder.reader import Reader, collate, save_reader
from viva.encoder.trained import TrainedVerifier
from viva.encoder.weights import BASE_NAME, BASE_SHA256, hash_of
from viva.evaluation.corpus import Corpus
from viva.evaluation.teaching import bare
from viva.grading.calibration import Calibration, fingerprint
from viva.grading.teaching import TaughtReader
from viva.training.calibrating import fit_scale, samples, taught_samples

LEAST_RELEVANCE = 0.1


def ship(reader: Reader, packer: Packer, corpus: Corpus, folder: Path, provenance: str) -> None:
    """Write weights and manifest, then fit the calibration with the weights as they will be read."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = folder / "verifier.safetensors"
    reader.usual_state.copy_(usual_state(reader, packer, corpus))
    save_reader(reader, weights)
    manifest = {
        "weights": weights.name,
        "sha256": hash_of(weights),
        "base": BASE_NAME,
        "base_sha256": BASE_SHA256,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
    calibration = calibrate(TrainedVerifier.load(folder), corpus, provenance)
    (folder / "calibration.json").write_text(calibration_json(calibration), "utf-8")


def usual_state(reader: Reader, packer: Packer, corpus: Corpus) -> Tensor:
    """The mean state (H,) over all key points of the corpus's test answers."""
    reader.eval()
    states = []
    with torch.inference_mode():
        for answer in corpus.test_answers:
            rubric = corpus.rubrics[answer.question_id]
            points = [key_point.point for key_point in rubric.key_points]
            window = packer.pack(rubric.question, points, answer.answer)[0]
            states.append(reader(collate([window])).states[0])
    return torch.cat(states).mean(0)


def calibrate(verifier: TrainedVerifier, corpus: Corpus, provenance: str) -> Calibration:
    """`learnt` from test answers to trained questions, `unseen` and `taught` from the test questions."""
    reader = TaughtReader(verifier)
    untaught = {id: bare(rubric) for id, rubric in corpus.rubrics.items()}
    rubrics = [corpus.rubrics[id] for id in sorted({answer.question_id for answer in corpus.train})]
    return Calibration(
        learnt=fit_scale(samples(corpus.test_answers, corpus.rubrics, reader)),
        taught=fit_scale(taught_samples(corpus.test_questions, corpus.rubrics, reader)),
        unseen=fit_scale(samples(corpus.test_questions, untaught, reader)),
        least_relevance=LEAST_RELEVANCE,
        learnt_points=frozenset(fingerprint(r.question, k.point) for r in rubrics for k in r.key_points),
        provenance=provenance,
    )


def calibration_json(calibration: Calibration) -> str:
    """The calibration as its file, the same text whenever it is the same."""
    content = calibration.model_dump(mode="json")
    content["learnt_points"] = sorted(content["learnt_points"])
    return json.dumps(content, indent=2) + "\n"
