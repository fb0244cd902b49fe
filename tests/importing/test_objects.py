"""Objects that share a verb, taken apart."""

from __future__ import annotations

import pytest

from importing.parts import split
from viva.importing.objects import objects


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("improves TTFB and SEO", ["improves TTFB", "improves SEO"]),
        (
            "owned architecture, observability, and rollout",
            ["owned architecture", "owned observability", "owned rollout"],
        ),
        (
            "FastAPI keeps it inline and async-aware",
            ["FastAPI keeps it inline", "FastAPI keeps it async-aware"],
        ),
        (
            "atomicity, consistency, isolation, durability",
            ["atomicity", "consistency", "isolation", "durability"],
        ),
        (
            "evolve models via optional fields and defaults",
            ["evolve models via optional fields and defaults"],
        ),
        ("combines DOM and CSSOM", ["combines DOM and CSSOM"]),
        ("supports threads or processes", ["supports threads or processes"]),
        ("HTML and CSS", ["HTML and CSS"]),
        ("draws in air and fuel", ["draws in air and fuel"]),
    ],
)
def test_each_object_gets_the_verb(text: str, said: list[str]) -> None:
    assert split(objects, text) == said
