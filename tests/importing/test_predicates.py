"""Predicates that share a subject, taken apart."""

from __future__ import annotations

import pytest

from importing.parts import split
from viva.importing.predicates import predicates


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "render HTML on the server, send it to the client",
            ["render HTML on the server", "send it to the client"],
        ),
        (
            "improves TTFB and SEO, shifts compute to server",
            ["improves TTFB and SEO", "shifts compute to server"],
        ),
        ("client then hydrates to make it work", ["client then hydrates to make it work"]),
        (
            "Dependencies can be per-request, cached within scope, and can yield for teardown",
            [
                "Dependencies can be per-request",
                "Dependencies can be cached within scope",
                "Dependencies can yield for teardown",
            ],
        ),
        (
            "The camshaft opens the valves and turns at half the speed",
            ["The camshaft opens the valves", "The camshaft turns at half the speed"],
        ),
        (
            "If work is CPU-bound (like this, that) and starves it",
            ["If work is CPU-bound (like this, that)", "work starves it"],
        ),
        (
            "When the task is hard, you train on this and test on that",
            ["When the task is hard, you train on this", "When the task is hard, you test on that"],
        ),
        ("It can block parsing and delay the paint", ["It can block parsing", "It can delay the paint"]),
        (
            "Use migrations to add columns as nullable, backfill, then enforce",
            ["Use migrations to add columns as nullable", "backfill, then enforce"],
        ),
        (
            "I told her the same day, and she helped me at once",
            ["I told her the same day", "she helped me at once"],
        ),
        (
            "evolve models via optional fields and defaults",
            ["evolve models via optional fields and defaults"],
        ),
        ("I split it by country, price and channel", ["I split it by country, price and channel"]),
        ("A function that takes x and returns y", ["A function that takes x and returns y"]),
        ("It works with threads or processes", ["It works with threads or processes"]),
        ("It avoids that, but complicates this", ["It avoids that", "It complicates this"]),
        ("layout", ["layout"]),
        ("", [""]),
    ],
)
def test_predicates_share_their_subject(text: str, said: list[str]) -> None:
    assert split(predicates, text) == said
