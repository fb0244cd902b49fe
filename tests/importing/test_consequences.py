"""What follows and what it is for, taken apart."""

from __future__ import annotations

import pytest

from importing.parts import split
from viva.importing.consequences import consequences, purposes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "code awaits blocking libraries, causing serialization",
            ["code awaits blocking libraries", "causing serialization"],
        ),
        ("many things cost something, including memory", ["many things cost something, including memory"]),
        ("first come indexes, caching, read replicas", ["first come indexes, caching, read replicas"]),
    ],
)
def test_a_consequence_is_a_claim_of_its_own(text: str, said: list[str]) -> None:
    assert split(consequences, text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "attaching client-side event listeners to make it interactive",
            ["attaching client-side event listeners", "make it interactive"],
        ),
        ("use DB migrations to add columns as nullable", ["use DB migrations to add columns as nullable"]),
        (
            "every single client has the ability to retry it",
            ["every single client has the ability to retry it"],
        ),
        (
            "GIL allows one single thread to run bytecode now",
            ["GIL allows one single thread to run bytecode now"],
        ),
        ("client then hydrates to make it interactive", ["client then hydrates to make it interactive"]),
    ],
)
def test_a_purpose_is_a_claim_where_both_sides_say_enough(text: str, said: list[str]) -> None:
    assert split(purposes, text) == said
