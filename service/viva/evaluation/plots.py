"""The plot of the evaluation, as SVG. The tables beside it hold the same figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from viva.evaluation.curves import Taught

MARKERS = "osD^v"


def draw(
    path: Path,
    reliable: Mapping[str, Sequence[tuple[float, float, int]]],
    risk: Mapping[str, Sequence[tuple[float, float | None]]],
    taught: Sequence[Taught],
) -> None:
    """Three panels: reliability, risk and coverage, teaching. The same figures give the same bytes."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    mpl.rcParams.update({"svg.hashsalt": "viva", "font.size": 9, "axes.grid": True, "grid.alpha": 0.3})
    figure, (left, middle, right) = pyplot.subplots(1, 3, figsize=(11, 3.6), layout="constrained")
    left.plot([0, 1], [0, 1], color="grey", linestyle=":")
    for (name, points), marker in zip(reliable.items(), MARKERS, strict=False):
        left.plot([c for c, _, _ in points], [a for _, a, _ in points], marker=marker, label=name)
    left.set(xlabel="confidence", ylabel="agrees with the reader", xlim=(0, 1), ylim=(0, 1))
    for (name, curve), marker in zip(risk.items(), MARKERS, strict=False):
        known = [(share, value) for share, value in curve if value is not None]
        middle.plot([s for s, _ in known], [v for _, v in known], marker=marker, label=name)
    middle.set(xlabel="share of verdicts kept, the surest first", ylabel="F1 of those")
    middle.legend(fontsize=8)
    steps = [(s.examples, s.figures["f1"], s.figures["false_credit_on_contradicted"]) for s in taught[1:]]
    right.plot([n for n, _, _ in steps], [f or 0 for _, f, _ in steps], marker="o", label="F1")
    right.plot(
        [n for n, _, _ in steps], [c or 0 for _, _, c in steps], marker="s", label="contradicted credited"
    )
    right.set(xlabel="answers taught as examples", ylim=(0, 1))
    right.legend(fontsize=8)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, format="svg", metadata={"Date": None})
    pyplot.close(figure)
