"""What can be wrong with a rubric file, and how it is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from viva.errors import VivaError

KeyPath: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """A problem seen from inside the data: it knows its key, and its line only where that is another."""

    path: KeyPath
    message: str
    advice: str = ""
    line: int | None = None


@dataclass(frozen=True)
class Problem:
    """One thing to put right in a rubric file.

    `str()` gives `rubrics/x.yaml:12: key: message. Advice.`
    """

    file: str
    line: int | None
    key: str
    message: str
    advice: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        key = f"{self.key}: " if self.key else ""
        advice = f" {self.advice}" if self.advice else ""
        return f"{where}: {key}{self.message}.{advice}"


class RubricError(VivaError):
    """A rubric that cannot be used, with every problem found in it, in the order of the lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def key_name(path: KeyPath) -> str:
    """Writes a path the way people do: `key_points[2].weight`."""
    name = ""
    for step in path:
        name += f"[{step}]" if isinstance(step, int) else f".{step or chr(39) * 2}"
    return name.removeprefix(".")
