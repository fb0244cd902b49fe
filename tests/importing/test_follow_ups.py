"""Follow-up questions that give nothing away."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from viva.importing.follow_ups import follow_ups
from viva.importing.words import stems


def test_the_sort_of_point_chooses_the_question() -> None:
    points = ["Improves TTFB", "Avoid it for dashboards", "Reuses the DOM instead of re-rendering"]
    assert follow_ups(points) == [
        "What is won by it?",
        "Where are the limits of it?",
        "How does that compare with the alternative?",
    ]


def test_no_word_of_the_point_is_in_its_question() -> None:
    (asked,) = follow_ups(["Improves what is won and the idea of it, where it starts"])
    assert not stems(asked) & stems("Improves what is won and the idea of it, where it starts")


def test_ten_points_get_ten_questions() -> None:
    asked = follow_ups([f"Thing{number}" for number in range(10)])
    assert len(set(asked)) == 10


@settings(deadline=None)
@given(
    st.lists(
        st.text(max_size=40) | st.sampled_from(["What else belongs to the answer", "avoid limits"]),
        max_size=20,
    )
)
def test_each_point_gets_a_question_in_other_words(points: list[str]) -> None:
    asked = follow_ups(points)
    assert len(asked) == len(points)
    assert not any(stems(question) & stems(point) for question, point in zip(asked, points, strict=True))
