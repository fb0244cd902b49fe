"""`make bench`: how long a grade takes on this machine, and how much memory it needs."""

from __future__ import annotations

import platform
import resource
import statistics
import sys
import time

from viva.local import Grader
from viva.paths import shipped
from viva.rubric import load_rubric

ANSWER = (
    "So the server runs the same components and answers with finished markup, which means the browser has something "
    "to draw as soon as the first packets arrive, and whoever crawls the page reads the whole text. The price is that "
    "our machines do the work that the visitor's phone did before. After that the bundle comes down, walks over the "
    "elements that are there and hooks up the handlers, and from then on it behaves like any other app. I would take "
    "it for a shop or a blog, where people come from a search engine, and leave it for an internal dashboard that "
    "changes every second, where it is only one more thing to run and to pay for, and that nobody ever looks for "
    "from outside."
)
RUNS = 40


def main() -> None:
    """Print the time to load and to grade, and the peak of memory."""
    started = time.perf_counter()
    grader = Grader.default()
    loaded = time.perf_counter() - started
    rubric = load_rubric(shipped("rubrics") / "server-side-rendering.yaml")
    grader.grade(rubric, ANSWER)
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        grader.grade(rubric, ANSWER)
        times.append(1000 * (time.perf_counter() - started))
    unit = 1024**2 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    words, points = len(ANSWER.split()), len(rubric.key_points)
    print(f"{platform.machine()}, Python {platform.python_version()}")
    print(f"models loaded in {loaded:.1f} s")
    print(
        f"an answer of {words} words, {points} points: median {statistics.median(times):.0f} ms, "
        f"95th percentile {sorted(times)[int(0.95 * RUNS)]:.0f} ms, {RUNS} runs"
    )
    print(f"peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
