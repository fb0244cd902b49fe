"""Viva: a mock interviewer that runs on your own machine.

from viva import Grader, load_rubric
grade = Grader.default().grade(load_rubric("rubrics/hydration.yaml"), "The framework …")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from viva.local import Grader
    from viva.rubric import Rubric, load_rubric

__all__ = ["Grader", "Rubric", "load_rubric"]
__version__ = "0.1.0"

_HOMES = {"Grader": "viva.local", "Rubric": "viva.rubric", "load_rubric": "viva.rubric"}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that `viva --help` does not wait for all of them."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'viva' has no attribute {name!r}")
