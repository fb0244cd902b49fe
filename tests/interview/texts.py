"""Rubrics and sentences for tests of what is asked and what helps."""

from __future__ import annotations

from hypothesis import strategies as st

from helpers import rubric
from viva.rubric import KeyPoint, Rubric

WEIGHED = """\
question: What makes the tides?
topic: physics
model_answer: The moon pulls.
key_points:
  - id: moon
    point: The moon pulls water towards itself
    follow_up: What is up there at night?
  - id: bulges
    point: Earth turns beneath two bulges
    weight: 2
    follow_up: Why twice a day?
  - id: sun
    point: The sun helps or hinders
    weight: 2
    follow_up: Is it alone?
"""

SENTENCES = st.one_of(
    st.text(max_size=80),
    # Words of the templates themselves, which are the ones that could leak.
    st.lists(
        st.sampled_from(
            "what else belongs to a full answer tell me more how would you explain the rest of it to colleague "
            "reason behind it figure gain pay order case practice part end Looking back step further détail "
            "instead of because faster never when 95 can possible things happen wrong word letters".split()
        ),
        max_size=14,
    ).map(" ".join),
)


def with_point(question: str, point: str, kind: str = "knowledge") -> tuple[Rubric, KeyPoint]:
    base = rubric(WEIGHED)
    key_point = base.key_points[0].model_copy(update={"point": point, "follow_up": None, "hint": None})
    return base.model_copy(
        update={"question": question, "kind": kind, "key_points": (key_point, *base.key_points[1:])}
    ), key_point
