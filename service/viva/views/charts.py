"""Charts of shares over time: where the points lie, for a template to draw. Sizes are in percent of the plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

MOST_LABELS = 3
"""Labels below a chart: so many fit beside each other on a telephone, in every language."""
MOST_VALUES = 8
"""Points up to which each carries its value, where there is one line only."""


@dataclass(frozen=True)
class Dot:
    """A value (0 to 100) and its place: `x` from the left, `y` from the top, both in percent of the plot."""

    x: float
    y: float
    value: int
    labelled: bool


@dataclass(frozen=True)
class Line:
    """A line: its dots, and the runs between those that follow one another, as points of polylines."""

    name: str
    dots: tuple[Dot, ...]
    runs: tuple[str, ...]

    @property
    def first(self) -> int:
        """The first value."""
        return self.dots[0].value

    @property
    def last(self) -> int:
        """The last value."""
        return self.dots[-1].value


@dataclass(frozen=True)
class Label:
    """A word below the plot; `anchor` is how it lies on its place, in SVG's words."""

    x: float
    text: str
    anchor: str


@dataclass(frozen=True)
class Chart:
    """A chart of one or two lines, and the table with the same numbers.

    `heads` names the columns of the table: what the rows are called by, then each line. A row has None where a line
    has no value.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]


def chart(
    by: str,
    names: Sequence[str],
    lines: Sequence[tuple[str, Sequence[int | None]]],
    short: Sequence[str] | None = None,
) -> Chart | None:
    """A chart over evenly spaced places.

    Args:
        by: what the places are called in the table, such as Day.
        names: the name of each place.
        lines: each line's name, and its value (0 to 100) at each place; None where it has none.
        short: names for below the plot, where the others are too long.

    Returns:
        None where no line has two values: then there is nothing to draw.
    """
    if not any(sum(value is not None for value in values) > 1 for _, values in lines):
        return None
    places = [_percent(at, len(names)) for at in range(len(names))]
    alone = len(lines) == 1
    return Chart(
        heads=(by, *(name for name, _ in lines)),
        rows=tuple((name, tuple(values[at] for _, values in lines)) for at, name in enumerate(names)),
        lines=tuple(_line(name, values, places, alone=alone) for name, values in lines),
        labels=_labels(short or names, places),
    )


def _percent(at: int, count: int) -> float:
    return round(100 * at / (count - 1), 2) if count > 1 else 50.0


def _line(name: str, values: Sequence[int | None], places: Sequence[float], *, alone: bool) -> Line:
    dots = [
        (at, Dot(x, 100.0 - value, value, labelled=False))
        for at, (x, value) in enumerate(zip(places, values, strict=True))
        if value is not None
    ]
    if alone:
        few = len(dots) <= MOST_VALUES
        dots = [(at, Dot(d.x, d.y, d.value, few or (at, d) == dots[-1])) for at, d in dots]
    # Neighbours have the same distance between their place in the row and their place among the dots.
    runs = [
        [dot for _, (_, dot) in group]
        for _, group in groupby(enumerate(dots), key=lambda item: item[1][0] - item[0])
    ]
    polylines = tuple(" ".join(f"{dot.x:g},{dot.y:g}" for dot in run) for run in runs if len(run) > 1)
    return Line(name, tuple(dot for _, dot in dots), polylines)


def _labels(names: Sequence[str], places: Sequence[float]) -> tuple[Label, ...]:
    """The first, the last, and some between them at even distances."""
    last = len(names) - 1
    count = min(len(names), MOST_LABELS)
    shown = sorted({round(last * n / (count - 1)) for n in range(count)}) if count > 1 else [0]
    anchors = {0: "start", last: "end"} if last else {}
    return tuple(Label(places[at], names[at], anchors.get(at, "middle")) for at in shown)
