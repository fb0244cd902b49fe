from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.views.charts import MOST_LABELS, Chart, chart

DAYS = ["1 Mar", "8 Mar", "15 Mar", "22 Mar", "29 Mar"]


def drawn(*values: int | None) -> Chart:
    made = chart("Day", DAYS[: len(values)], [("Coverage", values)])
    assert made is not None
    return made


@pytest.mark.parametrize("values", [[], [5], [None, 5], [None, None, None]])
def test_one_value_makes_no_chart(values: list[int | None]) -> None:
    assert chart("Day", DAYS[: len(values)], [("Coverage", values)]) is None


def test_places_are_even_and_values_count_from_the_bottom() -> None:
    # Three places: at 0, 50 and 100% from the left; 25 of 100 lies 75% from the top.
    (line,) = drawn(0, 25, 100).lines
    assert [(dot.x, dot.y, dot.value) for dot in line.dots] == [(0, 100, 0), (50, 75, 25), (100, 0, 100)]
    assert line.runs == ("0,100 50,75 100,0",)
    assert (line.first, line.last) == (0, 100)


def test_a_gap_breaks_the_line_and_a_lonely_value_is_a_dot_only() -> None:
    (line,) = drawn(10, 20, None, 40, None).lines
    assert line.runs == ("0,90 25,80",)
    assert [dot.value for dot in line.dots] == [10, 20, 40]


def test_the_table_has_every_number_and_says_where_there_is_none() -> None:
    made = chart("Day", DAYS[:3], [("Coverage", [None, 40, 60]), ("Retention", [None, 40, 50])])
    assert made is not None
    assert made.heads == ("Day", "Coverage", "Retention")
    assert made.rows == (("1 Mar", (None, None)), ("8 Mar", (40, 40)), ("15 Mar", (60, 50)))


def test_few_values_of_one_line_are_written_beside_it_of_many_the_last() -> None:
    assert all(dot.labelled for dot in drawn(1, 2, 3).lines[0].dots)
    many = chart("Day", [str(n) for n in range(9)], [("Coverage", list(range(9)))])
    assert many is not None and [dot.labelled for dot in many.lines[0].dots] == [False] * 8 + [True]
    two = chart("Day", DAYS, [("Coverage", [1, 2, 3, 4, 5]), ("Retention", [1, 2, 3, 4, 5])])
    assert two is not None and not any(dot.labelled for line in two.lines for dot in line.dots)


def test_labels_lie_within_the_plot_and_are_few() -> None:
    labels = drawn(1, 2, 3, 4, 5).labels
    assert [(label.text, label.anchor) for label in labels] == [
        ("1 Mar", "start"),
        ("15 Mar", "middle"),
        ("29 Mar", "end"),
    ]
    short = chart("Day", DAYS[:2], [("Coverage", [1, 2])], ["1", "8"])
    assert short is not None and [label.text for label in short.labels] == ["1", "8"]


@given(
    st.lists(
        st.lists(st.none() | st.integers(min_value=0, max_value=100), min_size=30, max_size=30),
        min_size=1,
        max_size=2,
    ),
    st.integers(min_value=0, max_value=30),
)
def test_a_chart_holds_all_values_whatever_they_are(lines: list[list[int | None]], count: int) -> None:
    names = [f"day {n}" for n in range(count)]
    made = chart("Day", names, [(f"line {n}", values[:count]) for n, values in enumerate(lines)])
    if made is None:
        assert all(len([v for v in values[:count] if v is not None]) < 2 for values in lines)
        return
    assert len(made.labels) <= MOST_LABELS
    for at, (line, values) in enumerate(zip(made.lines, lines, strict=True)):
        known = [value for value in values[:count] if value is not None]
        assert [dot.value for dot in line.dots] == known == [v[at] for _, v in made.rows if v[at] is not None]
        assert all(0 <= dot.x <= 100 and 0 <= dot.y <= 100 for dot in line.dots)
        drawn_dots = sum(len(run.split()) for run in line.runs)
        alone = len(line.dots) - drawn_dots
        assert alone >= 0 and all(len(run.split()) > 1 for run in line.runs)
