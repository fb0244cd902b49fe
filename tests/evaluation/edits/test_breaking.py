"""Breaking edits change one claim, and nothing around it."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.edits.strategies import patient, seeds, texts
from viva.evaluation.edits import BREAKING, UNRELATED, Place


def breaking(
    name: str, claim: str, point: str = "", before: str = "Well. ", after: str = " Fine."
) -> str | None:
    """The claim after the edit; what stands before and after it must stay."""
    place = Place(len(before), len(before) + len(claim), point)
    edited = BREAKING[name](before + claim + after, Random(0), place)
    if edited is None:
        return None
    assert edited.startswith(before) and edited.endswith(after)
    claimed = edited[len(before) : len(edited) - len(after)]
    return None if claimed == claim else claimed


@patient
@pytest.mark.parametrize("name", BREAKING)
@given(text=texts, seed=seeds, data=st.data())
def test_breaking_edits_take_any_text_and_any_place(
    name: str, text: str, seed: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    place = Place(start, data.draw(st.integers(start, len(text))), data.draw(texts))
    edited = BREAKING[name](text, Random(seed), place)
    assert edited == BREAKING[name](text, Random(seed), place)
    if edited is not None and name != "clause deleted":
        assert edited.startswith(text[:start])
        assert edited.endswith(text[place.end :])


@pytest.mark.parametrize(
    ("claim", "denied"),
    [
        ("the page is ready", "the page is not ready"),
        ("It's ready", "It's not ready"),
        ("it's just there", "it's just not there"),
        ("the browser can draw it", "the browser can not draw it"),
        (
            "the one thread that drives everything is gone",
            "the one thread that drives everything is not gone",
        ),
        ("if it is cached the page will load", "if it is cached the page will not load"),
        ("it has a state", "it doesn't have a state"),
        ("it has finished", "it has not finished"),
        ("you have to wait", "you don't have to wait"),
        ("Carpenters do the work", "Carpenters don't do the work"),
        ("the button does open", "the button doesn't open"),
        ("If you have a blog, do it", "If you have a blog, don't do it"),
        ("Pillow just eats the processor", "Pillow just doesn't eat the processor"),
        ("the loop carries on", "the loop doesn't carry on"),
        ("latency went down", "latency didn't go down"),
        ("I built the queue", "I didn't build the queue"),
        ("we dropped it", "we didn't drop it"),
        ("you just pull it", "you just don't pull it"),
        ("pages load at once", "pages don't load at once"),
        ("Use a queue", "Don't use a queue"),
        ("I want to keep it", "I don't want to keep it"),
        # A denial is taken back.
        ("it isn't ready", "it is ready"),
        ("Don't block the loop", "Do block the loop"),
        ("it can't wait", "it can wait"),
        ("it won't wait", "it will wait"),
        ("they cannot wait", "they can wait"),
        ("it is not required", "it is required"),
        ("it's not required", "it's required"),
        ("it never waits", "it waits"),
    ],
)
def test_negation_by_example(claim: str, denied: str) -> None:
    assert breaking("negated", claim) == denied


@pytest.mark.parametrize(
    "claim",
    [
        "layout tree",
        "POST once",
        "no registry at all",
        "is it ready",
        "the calls of the day",
        "it is not only fast",
        "neither waits",
    ],
)
def test_where_no_rule_fits_nothing_is_negated(claim: str) -> None:
    assert breaking("negated", claim) is None


@pytest.mark.parametrize(
    ("before", "claim", "denied"),
    [
        ("You want to ", "keep it", "not keep it"),
        ("They ", "keep it", "don't keep it"),
        ("It ", "keeps it", "doesn't keep it"),
        ("For their ", "uses of it", None),
        ("", "app.include(it)", None),
    ],
)
def test_negation_looks_at_the_word_before_the_claim(before: str, claim: str, denied: str | None) -> None:
    assert breaking("negated", claim, before=before) == denied


@pytest.mark.parametrize(
    ("claim", "swapped"),
    [
        ("it is sent before it is drawn", "it is sent after it is drawn"),
        ("the server asks the client", "the client asks the server"),
        ("The server answers", "The client answers"),
        ("it runs client-side", "it runs server-side"),
        ("it is slow because the disk waits", "the disk waits because it is slow"),
        ("The disk waits because it is slow", "It is slow because the disk waits"),
        ("async or sync, both work", None),
        ("the more you load, the more you wait", None),
        ("he came last year, he'd better hurry", None),
        ("in sync, no less, after all", None),
        ("it loads", None),
    ],
)
def test_swaps_by_example(claim: str, swapped: str | None) -> None:
    assert breaking("roles swapped", claim) == swapped


def test_one_pair_alone_is_swapped_for_two_would_make_it_true_again() -> None:
    found = {
        BREAKING["roles swapped"]("faster on the server", Random(seed), Place(0, 20, ""))
        for seed in range(20)
    }
    assert found == {"slower on the server", "faster on the client"}


def test_the_longest_shared_noun_becomes_an_unrelated_one() -> None:
    point = "The parser builds trees from documents"
    edited = breaking("key noun replaced", "each document quickly gives two trees, parser", point)
    assert str(edited).removeprefix("each ").removesuffix(" quickly gives two trees, parser") in UNRELATED
    plural = breaking("key noun replaced", "Trees come out", point)
    assert str(plural).removesuffix("s come out").lower() in UNRELATED
    assert breaking("key noun replaced", "it builds them", point) is None


@pytest.mark.parametrize(
    ("claim", "weaker"),
    [
        ("Always close it", "Sometimes close it"),
        ("it must wait", "it may wait"),
        ("it only reads", "it also reads"),
        ("all the rows", "some of the rows"),
        ("all of them", "some of them"),
        ("all rows", "some rows"),
        ("not at all, it's all sitting there after all", None),
        ("the only row", None),
        ("it must not wait", None),
    ],
)
def test_weakening_by_example(claim: str, weaker: str | None) -> None:
    assert breaking("weakened", claim) == weaker


def test_the_clause_of_the_evidence_is_deleted() -> None:
    text = "The server answers. The page is drawn at once, but nobody can click it yet. That is all."

    def without(evidence: str) -> str | None:
        start = text.index(evidence)
        return BREAKING["clause deleted"](text, Random(0), Place(start, start + len(evidence), ""))

    assert without("drawn at once") == "The server answers. but nobody can click it yet. That is all."
    assert without("nobody can") == "The server answers. The page is drawn at once. That is all."
    assert without(text) is None
