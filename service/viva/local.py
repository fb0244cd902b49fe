"""The grader that ships: the kernel, wired to the models in models/."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from viva import grading
from viva.encoder.cross_encoder import CrossEncoderVerifier
from viva.encoder.trained import TrainedVerifier
from viva.errors import VivaError
from viva.grading.calibration import Calibration, Scale
from viva.paths import shipped

_NEUTRAL = Scale(temperature=1.0, bias={}, credit_above=0.5, unsure_below=0.6)
NOT_CALIBRATED = Calibration(
    learnt=_NEUTRAL,
    taught=_NEUTRAL,
    unseen=_NEUTRAL,
    least_relevance=0.1,
    learnt_points=frozenset(),
    provenance="not calibrated: a verifier that its owner names, its logits taken as they come",
)
"""For a verifier of one's own: its confidences are the model's, and nothing was fitted to them."""


class Grader(grading.Grader):
    """A `viva.grading.Grader` that knows where its models lie."""

    @classmethod
    def default(cls, models: Path | None = None, verifier: str | None = None) -> Self:
        """The grader on this machine's own models: nothing is fetched.

        With `verifier`, the folder of a CrossEncoder (see `viva.encoder.cross_encoder`), that one reads instead of
        the one that ships, and nothing is calibrated. A name that is no folder is looked for on Hugging Face.

        Raises:
            WeightsError: a file of weights is missing or altered, or `verifier` cannot be used.
        """
        if verifier:  # an empty variable of the environment names none
            return cls(CrossEncoderVerifier.load(verifier), NOT_CALIBRATED)
        folder = (models or shipped("models")) / "verifier"
        return cls(TrainedVerifier.load(folder), load_calibration(folder / "calibration.json"))


def load_calibration(path: Path) -> Calibration:
    """The calibration in `path`.

    Raises:
        VivaError: it is missing or malformed.
    """
    try:
        return Calibration.model_validate_json(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise VivaError(f"The calibration {path} cannot be used: {error}") from error
