"""Compares practising what is due with practising anything, on learners who forget by a law that is known.

    make simulation

Writes docs/images/learning.svg and the figures in docs/schedule.md. The learners do not forget as FSRS supposes:
their laws are written out here and share no line with it. What the schedule is told of them is what a grader would
tell, mistakes included; what it makes of that is Viva's own code.
"""

from __future__ import annotations

import math
import re
import statistics
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Protocol

from viva.grading import Verdict
from viva.interview.course import Course
from viva.interview.memory import Memory

DAYS = 60
A_DAY = 10
"""Questions that are asked a day, each about one key point."""
POINTS = 60
"""Key points of the bank: some ten questions."""
LEARNERS_EACH = 40
MISREAD = 0.1
"""Share of answers whose verdict is not what the answer deserves."""
UNSURE = 0.1
FIRST = date(2026, 1, 1)
DOCS = Path(__file__).parent
BEGIN, END = "<!-- simulated: begin -->", "<!-- simulated: end -->"


class Mind(Protocol):
    """A learner's memory of one key point, which they have heard of on day 0 at the earliest."""

    def recall(self, day: float) -> float:
        """How likely (0 to 1) it is remembered then."""

    def asked(self, day: float, *, remembered: bool) -> None:
        """It was asked about, and the feedback was read."""


class HalfLife:
    """Exponential: what is remembered halves in a time of its own.

    A success makes that time longer, and the more so the more had been forgotten. A failure halves it, though never
    below what reading the feedback gave at first. Both the first time and the growth are a point's own.
    """

    def __init__(self, random: Random, pace: float) -> None:
        self._least = self._half_life = pace * random.lognormvariate(math.log(3), 0.8)
        self._gain = random.lognormvariate(math.log(2.5), 0.5)
        self._met: float | None = None

    def recall(self, day: float) -> float:
        """As in `Mind`."""
        return 0.0 if self._met is None else 2.0 ** (-(day - self._met) / self._half_life)

    def asked(self, day: float, *, remembered: bool) -> None:
        """As in `Mind`."""
        if self._met is not None and remembered:
            self._half_life *= 1 + self._gain * (1 - self.recall(day))
        elif self._met is not None:
            self._half_life = max(self._least, self._half_life / 2)
        self._met = day


class Power:
    """A power of the time that has gone, with an exponent and a strength that are a point's own.

    Success and failure change the strength as in `HalfLife`.
    """

    def __init__(self, random: Random, pace: float) -> None:
        self._least = self._strength = pace * random.lognormvariate(math.log(2), 0.8)
        self._exponent = random.uniform(0.4, 1.2)
        self._gain = random.lognormvariate(math.log(3), 0.5)
        self._met: float | None = None

    def recall(self, day: float) -> float:
        """As in `Mind`."""
        return 0.0 if self._met is None else (1 + (day - self._met) / self._strength) ** -self._exponent

    def asked(self, day: float, *, remembered: bool) -> None:
        """As in `Mind`."""
        if self._met is not None and remembered:
            self._strength *= 1 + self._gain * (1 - self.recall(day))
        elif self._met is not None:
            self._strength = max(self._least, self._strength / 2)
        self._met = day


class Traces:
    """Every time that a point is met leaves a trace, and each trace fades by a power of its age.

    A trace that is laid while much is still there fades faster; success itself counts for nothing. The law and its
    figures are those of Pavlik and Anderson for word pairs (Cognitive Science 29, 2005, 559-586); `ease` is a point's
    own.
    """

    DECAY, GROWTH, THRESHOLD, NOISE = 0.177, 0.217, -0.704, 0.255
    SECONDS = 86_400 * 0.025  # of a day: between sittings, time counts less than within one

    def __init__(self, random: Random, pace: float) -> None:
        self._ease = random.gauss(0.7, 0.5) + math.log(pace)
        self._traces: list[tuple[float, float]] = []

    def recall(self, day: float) -> float:
        """As in `Mind`."""
        if not self._traces:
            return 0.0
        return 1 / (1 + math.exp((self.THRESHOLD - self._activation(day)) / self.NOISE))

    def asked(self, day: float, *, remembered: bool) -> None:
        """As in `Mind`."""
        there = math.exp(self._activation(day) - self._ease) if self._traces else 0.0
        self._traces.append((day, self.GROWTH * there + self.DECAY))

    def _activation(self, day: float) -> float:
        ages = ((max((day - met) * self.SECONDS, 60), decay) for met, decay in self._traces)
        return math.log(sum(age**-decay for age, decay in ages)) + self._ease


@dataclass
class Practice:
    """A bank under practice: what the learner remembers of each point, and what the schedule knows of it."""

    minds: Sequence[Mind]
    random: Random
    courses: dict[int, Course] = field(default_factory=dict)

    def ask(self, point: int, day: int) -> None:
        """One question about one point, its verdict, and the feedback."""
        remembered = self.random.random() < self.minds[point].recall(day)
        seen = remembered != (self.random.random() < MISREAD)
        likely, other = (
            (Verdict.COVERED, Verdict.PARTIAL) if seen else (Verdict.MISSING, Verdict.CONTRADICTED)
        )
        verdict = likely if self.random.random() < 0.8 else other
        unsure = self.random.random() < UNSURE
        self.courses.setdefault(point, Course()).rate(verdict, FIRST + timedelta(days=day), unsure=unsure)
        self.minds[point].asked(day, remembered=remembered)

    def retained(self, day: float) -> float:
        """The share of all points that the learner would remember then."""
        return statistics.fmean(mind.recall(day) for mind in self.minds)


Policy = Callable[[Practice, int], list[int]]
"""Which points are asked about on a day."""


def due(practice: Practice, day: int) -> list[int]:
    """What is due, as Viva lists it: the longest due first. Where that is less than a day's practice, then any."""
    return _due(practice, day, lambda memory, today: (memory.due, memory.retrievability(today)))


def least_likely(practice: Practice, day: int) -> list[int]:
    """What is due in another order: the least likely to be remembered first."""
    return _due(practice, day, lambda memory, today: memory.retrievability(today))


def _due(practice: Practice, day: int, order: Callable[[Memory, date], Any]) -> list[int]:
    today = FIRST + timedelta(days=day)
    known = {point: course.memory for point, course in practice.courses.items() if course.memory}
    waiting = [point for point, memory in known.items() if memory.due <= today]
    chosen = sorted(waiting, key=lambda point: order(known[point], today))[:A_DAY]
    others = [point for point, memory in known.items() if memory.due > today]
    return chosen + practice.random.sample(others, A_DAY - len(chosen))


def in_turn(practice: Practice, day: int) -> list[int]:
    """One point after the other, round and round."""
    points = len(practice.minds)
    return [(day * A_DAY + n) % points for n in range(A_DAY)]


def at_random(practice: Practice, day: int) -> list[int]:
    """Any points, by chance."""
    return practice.random.sample(range(len(practice.minds)), A_DAY)


POLICIES: Mapping[str, Policy] = {"what is due": due, "in turn": in_turn, "at random": at_random}
LEARNERS: Mapping[str, Callable[[Random, float], Mind]] = {
    "half-lives": HalfLife,
    "power law": Power,
    "fading traces": Traces,
}


def curve(
    learner: Callable[[Random, float], Mind],
    policy: Policy,
    seed: int,
    points: int = POINTS,
    days: int = DAYS,
) -> list[float]:
    """The share retained on the morning after each day, and a week after the last one (the last value).

    `seed` is one learner, with the same points under each policy. At first every point is asked about once, in the
    same order under all of them: only then is there anything to choose by.
    """
    pace = Random(seed).lognormvariate(0, 0.3)
    practice = Practice([learner(Random(f"{seed}/{n}"), pace) for n in range(points)], Random(seed))
    retained = []
    for day in range(days):
        for point in (in_turn if (day + 1) * A_DAY <= points else policy)(practice, day):
            practice.ask(point, day)
        retained.append(practice.retained(day + 1))
    return [*retained, practice.retained(days + 6)]


@dataclass(frozen=True)
class Compared:
    """The curves of the same learners under each policy."""

    curves: Mapping[str, Sequence[Sequence[float]]]

    def at(self, policy: str, place: int) -> tuple[float, float]:
        """The mean at a place of the curves, and how far the 95% interval of that mean reaches to each side."""
        return _mean([curve[place] for curve in self.curves[policy]])

    def ahead(self, policy: str, other: str, place: int) -> tuple[float, float]:
        """The mean of how far each learner is ahead with one policy of where they would be with another."""
        pairs = zip(self.curves[policy], self.curves[other], strict=True)
        return _mean([one[place] - two[place] for one, two in pairs])


def _mean(values: Sequence[float]) -> tuple[float, float]:
    return statistics.fmean(values), 1.96 * statistics.stdev(values) / math.sqrt(len(values))


def compared(
    learner: Callable[[Random, float], Mind],
    seeds: int,
    points: int = POINTS,
    days: int = DAYS,
    policies: Mapping[str, Policy] = POLICIES,
) -> Compared:
    """So many learners, each with every policy."""
    return Compared(
        {
            name: [curve(learner, policy, seed, points, days) for seed in range(seeds)]
            for name, policy in policies.items()
        }
    )


@dataclass(frozen=True)
class Simulation:
    """All that is told: by the law of forgetting, and for other sizes of the bank by their number of points."""

    main: Mapping[str, Compared]
    sizes: Mapping[int, Mapping[str, Compared]]

    def told(self) -> Iterator[str]:
        """The figures as Markdown."""
        yield f"Share of the {POINTS} key points that would be remembered, mean of {LEARNERS_EACH} learners; and how"
        yield "far each learner is ahead with what is due, in percentage points with the 95% interval of the mean:"
        yield ""
        yield "| forgetting | after 60 days | due | in turn | at random | ahead of in turn | ahead of random |"
        yield "|---|---|---|---|---|---|---|"
        for name, result in self.main.items():
            for when, place in (("the next morning", -2), ("a week later", -1)):
                ahead = f"{_ahead(result, 'in turn', place)} | {_ahead(result, 'at random', place)}"
                yield f"| {name} | {when} | {_shares(result, POLICIES, place)} | {ahead} |"
        yield ""
        yield "The same ten questions a day with smaller and larger banks, the next morning. The last column has what"
        yield "is due in another order, the least likely to be remembered first:"
        yield ""
        yield "| key points | forgetting | due | in turn | at random | ahead of random | due, least likely first |"
        yield "|---|---|---|---|---|---|---|"
        for points, results in self.sizes.items():
            for name, result in results.items():
                shares, other = _shares(result, POLICIES, -2), _shares(result, ["least likely"], -2)
                yield f"| {points} | {name} | {shares} | {_ahead(result, 'at random', -2)} | {other} |"


def _shares(result: Compared, policies: Iterable[str], place: int) -> str:
    return " | ".join(f"{100 * result.at(policy, place)[0]:.0f}%" for policy in policies)


def _ahead(result: Compared, other: str, place: int) -> str:
    mean, reach = result.ahead("what is due", other, place)
    return f"{100 * mean:+.1f} ± {100 * reach:.1f}"


LINES = {"what is due": ("#2f4f9e", "-"), "in turn": ("#8a5a00", "--"), "at random": ("#a3302a", ":")}


def draw(path: Path, found: Mapping[str, Compared], days: int = DAYS) -> None:
    """A panel a law of forgetting, a line a policy, with the 95% interval of its mean around it."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    mpl.rcParams.update({"svg.hashsalt": "viva", "font.size": 9, "axes.grid": True, "grid.alpha": 0.3})
    figure, panels = pyplot.subplots(1, len(found), figsize=(11, 3.6), layout="constrained", sharey=True)
    each = range(1, days + 1)
    for panel, (name, result) in zip(panels, found.items(), strict=True):
        for policy, (colour, line) in LINES.items():
            shares = [result.at(policy, day - 1) for day in each]
            panel.plot(each, [mean for mean, _ in shares], line, color=colour, label=policy)
            low, high = [m - r for m, r in shares], [m + r for m, r in shares]
            panel.fill_between(each, low, high, color=colour, alpha=0.15, linewidth=0)
        panel.set(title=name, xlabel="day", ylim=(0, 1))
    panels[0].set_ylabel(f"of {POINTS} points, remembered next morning")
    panels[0].legend(fontsize=8, loc="lower right")
    figure.savefig(path, format="svg", metadata={"Date": None})
    pyplot.close(figure)


def main() -> None:
    """Simulate, draw and write the figures down."""
    simulation = Simulation(
        {name: compared(learner, LEARNERS_EACH) for name, learner in LEARNERS.items()},
        {
            points: {
                name: compared(
                    learner, LEARNERS_EACH // 2, points, policies={**POLICIES, "least likely": least_likely}
                )
                for name, learner in LEARNERS.items()
            }
            for points in (30, 120, 240)
        },
    )
    draw(DOCS / "images" / "learning.svg", simulation.main)
    page = DOCS / "schedule.md"
    block = "\n".join([BEGIN, "", *simulation.told(), "", END])
    page.write_text(re.sub(f"{BEGIN}.*{END}", lambda _: block, page.read_text("utf-8"), flags=re.S), "utf-8")
    sys.stdout.write(f"{block}\n")


if __name__ == "__main__":
    main()
