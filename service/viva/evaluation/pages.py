"""The pages that `make evaluate` writes, put together from tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from viva.evaluation.curves import Taught
from viva.evaluation.report import ROWS, number

PREFACE = """\
# How well the verdicts agree with readers

Written by `make evaluate`. The answers were composed and labelled for this project, by the rules in
[the corpus's card](../models/corpus/README.md); they were not collected from candidates, and their labels stand
for the judgement of the project's own readers. The baselines' thresholds are the best ones on the very answers
they are measured on, which flatters them. Intervals hold 95% of the figures of questions drawn anew (bootstrap).

The thresholds and temperatures of the test answers' and the test questions' cases were fitted on those same answers: a
handful of numbers a case, but it flatters the calibration error there. The seed-answers took no part in any fit.

What each table stands for: [the three cases](grading.md). The worst errors: [read one by one](errors.md).
How each step came about:
[decision 6](decisions/0006-one-pass-over-answer-and-key-points.md).
Data of other people: [public sets](evaluation-public.md).

![Confidence against agreement, agreement against the share of verdicts kept, and agreement against the examples a
question was taught by; the tables below hold the same figures](images/evaluation.svg)
"""


def intervals_table(found: Mapping[str, tuple[float | None, tuple[float, float] | None]]) -> str:
    """Figures with their intervals over questions."""
    rows = [
        f"| {ROWS[name]} | {number(value)} | {'–' if span is None else f'{span[0]:.3f} to {span[1]:.3f}'} |"
        for name, (value, span) in found.items()
    ]
    return "\n".join(["| figure | | over questions |", "|---|---|---|", *rows])


def risk_table(by_case: Mapping[str, Sequence[tuple[float, float | None]]]) -> str:
    """F1 among the surest verdicts, a row a share kept."""
    names = list(by_case)
    shares = [share for share, _ in next(iter(by_case.values()))]
    lines = ["| verdicts kept, the surest first | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    for row, share in enumerate(shares):
        lines.append(f"| {share:.0%} | " + " | ".join(number(by_case[n][row][1]) for n in names) + " |")
    return "\n".join(lines)


def teaching_table(steps: Sequence[Taught]) -> str:
    """Agreement after each teaching."""
    names = ("f1", "macro_f1", "false_credit_on_contradicted", "gaming", "calibration_error")
    lines = ["| taught by | " + " | ".join(ROWS[n] for n in names) + " |", "|---|" + "---|" * len(names)]
    lines += [f"| {s.name} | " + " | ".join(number(s.figures.get(n)) for n in names) + " |" for s in steps]
    return "\n".join(lines)
