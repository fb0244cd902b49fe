"""From what was said to a rating: the table, its order, and what the documentation says of it."""

from __future__ import annotations

from itertools import product

import pytest

from viva.docs import ROOT
from viva.grading import Verdict
from viva.interview.ratings import EARNED, TABLE, Rating, Row, Said, Today, rated

PAGE = (ROOT / "docs" / "schedule.md").read_text("utf-8")
ORDER = [Verdict.CONTRADICTED, Verdict.MISSING, Verdict.PARTIAL, Verdict.COVERED]
CASES = [Said(*case) for case in product(Verdict, (False, True), (False, True), Today)]


def in_the_page(row: Row) -> str:
    today = row.today.value if row.today else ""
    run = f"{row.run} in a row" if row.run else ""
    flags = [{None: "", True: "yes", False: "no"}[flag] for flag in (row.unsure, row.helped)]
    cells = [row.verdict or "", *flags, today, run, row.rating.name if row.rating else "no review"]
    return "|" + "".join(f" {cell} |" if cell else " |" for cell in cells)


def test_the_documentation_shows_the_table_as_it_is() -> None:
    assert "\n".join(map(in_the_page, TABLE)) + "\n\n" in PAGE


@pytest.mark.parametrize(
    ("said", "rating"),
    [
        (Said(Verdict.COVERED), Rating.Good),
        (Said(Verdict.COVERED, unsure=True), Rating.Hard),
        (Said(Verdict.COVERED, helped=True), Rating.Hard),
        (Said(Verdict.COVERED, today=Today.NOT_COVERED), Rating.Hard),
        (Said(Verdict.PARTIAL), Rating.Hard),
        (Said(Verdict.PARTIAL, helped=True), Rating.Again),
        (Said(Verdict.MISSING), Rating.Again),
        (Said(Verdict.CONTRADICTED), Rating.Again),
    ],
)
def test_what_was_said_has_its_rating(said: Said, rating: Rating) -> None:
    assert rated(said) is rating


def test_help_halves_what_is_said() -> None:
    assert rated(Said(Verdict.COVERED, helped=True)) is rated(Said(Verdict.PARTIAL))
    assert rated(Said(Verdict.PARTIAL, helped=True)) is rated(Said(Verdict.MISSING))


def test_a_point_covered_that_day_loses_nothing_by_silence_but_does_by_the_opposite() -> None:
    for verdict in (Verdict.MISSING, Verdict.PARTIAL, Verdict.COVERED):
        assert rated(Said(verdict, today=Today.COVERED)) is None
    assert rated(Said(Verdict.CONTRADICTED, today=Today.COVERED)) is Rating.Again


def test_easy_is_earned_by_a_run_and_only_at_once_and_surely() -> None:
    easy = {(said, run) for said in CASES for run in range(EARNED + 3) if rated(said, run) is Rating.Easy}
    assert easy == {(Said(Verdict.COVERED), run) for run in range(EARNED, EARNED + 3)}


@pytest.mark.parametrize("run", [0, EARNED])
def test_a_better_answer_is_never_rated_worse(run: int) -> None:
    def value(said: Said) -> int:
        rating = rated(said, run)
        return Rating.Good if rating is None else rating

    for said in CASES:
        for better in ORDER[ORDER.index(said.verdict) :]:
            for unsure, helped in product({False, said.unsure}, {False, said.helped}):
                assert value(Said(better, unsure, helped, said.today)) >= value(said)


def test_each_line_of_the_table_decides_something() -> None:
    decided = {next(row for row in TABLE if row.fits(said, run)) for said in CASES for run in (0, EARNED)}
    assert decided == set(TABLE)
