"""The grader that ships: the kernel, wired to the models in models/."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from viva import grading
from viva.encoder.trained import TrainedVerifier
from viva.errors import VivaError
from viva.grading.calibration import Calibration
from viva.paths import shipped


class Grader(grading.Grader):
    """A `viva.grading.Grader` that knows where its models lie."""

    @classmethod
    def default(cls, models: Path | None = None) -> Self:
        """The grader on this machine's own models: nothing is fetched.

        Raises:
            WeightsError: a file of weights is missing or altered.
        """
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
