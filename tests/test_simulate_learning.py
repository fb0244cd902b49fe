"""The simulation in docs/: a short run of it, and what its learners promise to be."""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from itertools import pairwise
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from viva.docs import ROOT

LAWS = ["half-lives", "power law", "fading traces"]


@cache
def simulation() -> ModuleType:
    spec = spec_from_file_location("simulate_learning", ROOT / "docs" / "simulate_learning.py")
    assert spec is not None and spec.loader is not None
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("law", LAWS)
def test_practising_what_is_due_retains_more_than_as_many_questions_at_random(law: str) -> None:
    told = simulation()
    result = told.compared(told.LEARNERS[law], seeds=12, points=40, days=40)
    ahead, reach = result.ahead("what is due", "at random", -2)
    assert ahead - reach > 0


@pytest.mark.parametrize("law", LAWS)
def test_a_seed_is_one_learner_whatever_the_policy_and_the_same_again(law: str) -> None:
    told = simulation()
    due, random = (
        told.curve(told.LEARNERS[law], policy, 3, points=40, days=12) for policy in (told.due, told.at_random)
    )
    assert due[:4] == random[:4]  # until each of the forty points has been asked about
    assert due[4:] != random[4:]
    assert due == told.curve(told.LEARNERS[law], told.due, 3, points=40, days=12)


@pytest.mark.parametrize("policy", ["what is due", "in turn", "at random"])
def test_every_policy_asks_as_many_different_points_a_day(policy: str) -> None:
    told = simulation()
    practice = told.Practice([told.HalfLife(Random(n), 1.0) for n in range(30)], Random(1))
    for day in range(20):
        asked = told.POLICIES["in turn" if day < 3 else policy](practice, day)
        assert len(asked) == len(set(asked)) == told.A_DAY
        for point in asked:
            practice.ask(point, day)


@pytest.mark.parametrize("law", LAWS)
def test_a_learner_forgets_with_time_and_keeps_longer_what_is_met_again(law: str) -> None:
    mind = simulation().LEARNERS[law](Random(5), 1.0)
    assert mind.recall(0) == 0
    mind.asked(0, remembered=False)
    once = [mind.recall(day) for day in range(1, 40)]
    assert all(0 < later < before < 1 for before, later in pairwise(once))
    mind.asked(2, remembered=True)
    assert mind.recall(22) > once[19]


def test_the_page_holds_the_figures_and_the_plot() -> None:
    page = (ROOT / "docs" / "schedule.md").read_text("utf-8")
    block = page.split("<!-- simulated: begin -->")[1].split("<!-- simulated: end -->")[0]
    assert block.count("\n| ") == 2 + 6 + 9  # two heads, two moments of three laws, three sizes of three
    for law in LAWS:
        assert block.count(f"| {law} |") == 5
    assert (ROOT / "docs" / "images" / "learning.svg").exists()


def test_the_figures_come_out_as_the_page_tells_them() -> None:
    told = simulation()
    result = told.Compared({"what is due": [[0.5, 0.4], [0.7, 0.6]], "at random": [[0.4, 0.4], [0.4, 0.4]]})
    # Differences 0.1 and 0.3: mean 0.2, standard deviation 0.1414, so 1.96 x 0.1414 / sqrt 2 = 0.196
    assert result.ahead("what is due", "at random", 0) == pytest.approx((0.2, 0.196))
    assert result.at("what is due", 1) == pytest.approx((0.5, 0.196))


def test_the_plot_is_drawn(tmp_path: Path) -> None:
    told = simulation()
    few = {law: told.compared(told.LEARNERS[law], seeds=2, points=20, days=3) for law in LAWS[:2]}
    told.draw(tmp_path / "learning.svg", few, days=3)
    assert (tmp_path / "learning.svg").read_text().count("<svg") == 1
