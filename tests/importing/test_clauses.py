"""Where punctuation parts a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.importing.clauses import clauses_of, protected


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses_of(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("parse it; paint it.", ["parse it", "paint it"]),
        ("Yes: render HTML", ["render HTML"]),
        ("it runs (first; then) always; so", ["it runs (first; then) always", "so"]),
        ("call `a; b` now; done", ["call `a; b` now", "done"]),
        ("built it—owned the rollout", ["built it", "owned the rollout"]),
        ("the loop — which is single — blocks", ["the loop — which is single — blocks"]),
        ("HTML -> DOM", ["HTML -> DOM"]),
        ("DNS -> TCP -> TLS → HTTP", ["DNS", "TCP", "TLS", "HTTP"]),
        ("Pick one, e.g., “Built a thing”.", ["Pick one", "Built a thing"]),
        ("It uses lists (e.g., “a”).", ["It uses lists (e.g., “a”)"]),
        ("It is slow, but it can be trusted", ["It is slow", "it can be trusted"]),
        ("It avoids that, but complicates this too", ["It avoids that, but complicates this too"]),
        ("It is slow, but fast", ["It is slow, but fast"]),
        (
            "The piston is driven down: this is the stroke that works",
            ["The piston is driven down", "this is the stroke that works"],
        ),
        ("Pros: fast and cheap", ["Pros: fast and cheap"]),
        ("12:30 is a time", ["12:30 is a time"]),
        (";;; —", []),
    ],
)
def test_clauses_are_parted_at_the_top_level(text: str, said: list[str]) -> None:
    assert split(text) == said


def test_a_bracket_that_is_never_closed_protects_nothing() -> None:
    assert split("a (b; c") == ["a (b", "c"]
    assert protected("((", 0, 2) == []


@given(st.text(alphabet='abc ;,:—()`"“”->→.e g', max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    kept = "".join(split(text))
    openers = ("e.g.", "yes", "no", "ok")
    if not any(opener in text.lower() for opener in openers):
        assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]
