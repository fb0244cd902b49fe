from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import TIDES, rubric, word_grader
from viva.evaluation.edits import (
    BREAKING,
    GAMING,
    HARMLESS,
    INSTRUCTION,
    NEGATION,
    OFF_TOPIC,
    UNRELATED,
    WAFFLE,
    WORDS_A_TYPO,
    ZERO_WIDTH,
    Place,
    key_terms,
)
from viva.evaluation.labelled import Label, LabelledAnswer
from viva.evaluation.perturb import Family, Moved, Suite, as_markdown, measure
from viva.grading import Verdict

patient = settings(deadline=None, max_examples=60)

PHRASES = st.sampled_from(
    """
    The server doesn't wait|it's not required|because of the cache|it is always faster on the client|Pages load, and
    we've got 1,200 of them|e.g. 3.5 ms|But that never happens|must not|all the requests|`async def f()`|I'd use it
    They cannot|before the page|no, sorry|without a queue|the browser usually makes a list|that's 40% more|You don't
    it will hold 10:30|nothing else|isn't|so it needs to wait|have to|do the work|Nobody knows|İstanbul|naïve “quotes”
    """.replace("\n", "|").split("|")
)
GAPS = st.sampled_from([" ", ". ", ", ", "! ", "? ", "\n", "; ", ""])
speech = st.lists(st.tuples(PHRASES, GAPS), max_size=14).map(
    lambda parts: "".join(phrase.strip() + gap for phrase, gap in parts)
)
texts = speech | st.text(max_size=80)
seeds = st.integers(0, 50)


def numbers(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+(?:[.,]\d+)*", text))


def negations(text: str) -> Counter[str]:
    return Counter(word.lower() for word in NEGATION.findall(text))


def harmless(name: str, text: str, seed: int = 0) -> str | None:
    return HARMLESS[name](text, Random(seed))


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
@pytest.mark.parametrize("name", HARMLESS)
@given(text=texts, seed=seeds)
def test_harmless_edits_keep_numbers_and_negation(name: str, text: str, seed: int) -> None:
    edited = harmless(name, text, seed)
    assert edited == harmless(name, text, seed)
    if edited is not None:
        assert numbers(edited) == numbers(text)
        assert negations(edited) == negations(text)


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


@patient
@pytest.mark.parametrize("name", GAMING)
@given(text=texts, seed=seeds)
def test_gaming_edits_keep_the_answer_whole(name: str, text: str, seed: int) -> None:
    edited = GAMING[name](text, Random(seed), rubric())
    assert edited == GAMING[name](text, Random(seed), rubric())
    assert edited is not None and text in edited and edited != text


@pytest.mark.parametrize(
    ("name", "text", "edited"),
    [
        ("synonyms", "Because of it, usually because it has to.", "Owing to it, normally since it needs to."),
        ("synonyms", "That has to do with a large queue.", "That concerns a large queue."),
        ("lower case", "The DOM isn't HTML.", "the dom isn't html."),
        ("transcript", "Well, 1.5 s (at 10:30) - isn't it? Node.js.", "well 1.5 s at 10:30 isn't it node.js"),
        ("transcript", "A front-end, in C++; `async def`.", "a front-end in c++ async def"),
        (
            "contractions",
            "It's ready, they're not. It's got one.",
            "It is ready, they are not. It's got one.",
        ),
        ("contractions", "It is ready and I am not, as it is.", "It's ready and I'm not, as it is."),
        ("contractions", "It isn't ready, it is not.", "It isn't ready, it's not."),
        ("sentences reordered", "Servers answer. Browsers ask", "Browsers ask. Servers answer."),
    ],
)
def test_harmless_edits_by_example(name: str, text: str, edited: str) -> None:
    assert harmless(name, text) == edited


@pytest.mark.parametrize(
    "text",
    [
        "One sentence alone.",
        "Servers answer. They wait.",
        "Servers answer. But browsers ask.",
        "Servers answer. Then what?",
        "Servers answer.\nBrowsers ask.",
        "Servers answer. 2 browsers ask.",
    ],
)
def test_sentences_that_lean_on_others_stay_where_they_are(text: str) -> None:
    assert harmless("sentences reordered", text) is None


def test_at_most_one_word_in_eight_is_mistyped() -> None:
    text = (
        "Several different browsers request the finished document from distant servers, without waiting. " * 4
    )
    edited = harmless("typos", text)
    assert edited is not None
    wrong = [(a, b) for a, b in zip(text.split(), edited.split(), strict=True) if a != b]
    assert 0 < len(wrong) <= len(text.split()) // WORDS_A_TYPO
    assert all(a[0] == b[0] and len(a) - len(b) in (0, 1) for a, b in wrong)
    assert harmless("typos", "Browsers request documents quickly.") == "Browsers request documents quickly."


def test_fillers_stand_after_commas_or_at_the_start() -> None:
    first, filler, second = str(harmless("fillers", "It loads, it runs.")).split(", ")
    assert (first, second) == ("It loads", "it runs.")
    assert filler in ("um", "uh", "you know", "so basically")
    assert str(harmless("fillers", "It loads 1, 2.")).endswith(", It loads 1, 2.")


def test_a_polite_frame_lowers_only_words_that_allow_it() -> None:
    assert str(harmless("polite frame", "The page loads.")).endswith(" that the page loads.")
    assert str(harmless("polite frame", "I use it.")).endswith(" that I use it.")
    assert str(harmless("polite frame", "React wakes up.")).endswith(" that React wakes up.")
    assert harmless("polite frame", "Yes it does.") is None
    assert harmless("polite frame", "html → DOM") is None


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


def test_gaming_by_example() -> None:
    tides = rubric()
    terms = ["pulls", "water", "towards", "itself", "earth", "turns", "beneath", "bulges", "daily"]
    assert key_terms(tides) == terms
    added = {name: str(edit("So.", Random(0), tides)) for name, edit in GAMING.items()}
    assert added["key terms"] == "So.\n\n" + ", ".join(terms)
    assert added["question"] == "So.\n\nWhat makes the tides?"
    assert added["instruction"] == f"So.\n\n{INSTRUCTION}"
    assert added["zero-width key terms"].replace(ZERO_WIDTH, "") == added["key terms"]
    assert f"wa{ZERO_WIDTH}ter" in added["zero-width key terms"]
    assert len(added["homoglyph key terms"]) == len(added["key terms"])
    assert not {"water", "daily"} & set(added["homoglyph key terms"].split(", "))
    assert added["three times"] == "So.\n\nSo.\n\nSo."
    assert added["off-topic opening"].endswith("\n\nSo.")
    assert sum(sentence in added["waffle"] for sentence in WAFFLE) == 3


def test_the_stock_is_as_large_as_it_says() -> None:
    assert len(set(WAFFLE)) == 10
    assert 190 <= len(OFF_TOPIC.split()) <= 210


def labelled(text: str, category: str = "strong", question: str = "tides", **evidence: str) -> LabelledAnswer:
    """Covered by the words given, else missing."""
    labels = {
        id: Label(label=Verdict.COVERED, evidence=evidence[id])
        if id in evidence
        else Label(label=Verdict.MISSING)
        for id in (key_point.id for key_point in RUBRICS[question].key_points)
    }
    return LabelledAnswer(id=text[:9], question_id=question, category=category, answer=text, labels=labels)


SHIPS = """\
question: Why do ships float?
topic: physics
model_answer: Ships float because water pushes.
key_points:
  - id: push
    point: Ships float because water pushes
"""
RUBRICS = {"tides": rubric(TIDES), "ships": rubric(SHIPS, "ships")}
MOON, BULGES = "The moon pulls water towards itself", "Earth turns beneath two bulges daily"
BOTH = labelled(f"{MOON}. {BULGES}.", moon=MOON, bulges=BULGES)
NEITHER = labelled("Tides are a thing that sailors care about.")


def measured(*answers: LabelledAnswer, per_edit: int | None = None) -> Suite:
    return measure(answers, RUBRICS, word_grader(), per_edit)


def test_harmless_edits_of_a_plain_answer_flip_nothing() -> None:
    # Synonyms, contractions and weakening find nothing to change, and what is not changed is not counted.
    found = measured(BOTH).harmless
    assert found.edits["synonyms"] == found.edits["contractions"] == Moved()
    assert found.edits["sentences reordered"] == Moved(graded=1, compared=2)
    assert found.total.share == 0


def test_credit_that_hangs_on_one_word_flips_with_it() -> None:
    # Two of the five long words, "ships" and "because", are partly enough; with "since" there is one of five.
    answer = labelled("It must be because ships do.", question="ships", push="because ships do")
    found = measured(answer).harmless
    assert found.edits["synonyms"] == Moved(graded=1, compared=1, moved=1)
    assert found.edits["lower case"] == Moved(graded=1, compared=1)


def test_breaking_edits_look_at_the_point_whose_evidence_they_break() -> None:
    # Without its sentence neither point shares a word with the rest. One noun less leaves 5 of 6 words: still covered.
    found = measured(BOTH).breaking
    assert found.edits["clause deleted"] == Moved(graded=2, compared=2, moved=2)
    assert found.edits["key noun replaced"] == Moved(graded=2, compared=2)
    assert found.edits["weakened"].share is None
    # The word counter knows "not" and no "doesn't".
    assert found.edits["negated"] == Moved(graded=2, compared=2)
    will = "The moon will pull water towards itself"
    assert measured(labelled(will + ".", moon=will)).breaking.edits["negated"] == Moved(1, 1, 1)


def test_a_verdict_that_falls_to_partial_is_lowered() -> None:
    # "moon pulls the" is 3 of 6 words, covered; with another noun it is 2 of 6, partial.
    evidence = "the moon pulls"
    found = measured(labelled("It is that the moon pulls.", moon=evidence)).breaking
    assert found.edits["key noun replaced"] == Moved(graded=1, compared=1, moved=1)


def test_only_points_covered_by_label_and_credited_can_be_broken() -> None:
    uncredited = labelled("The sea follows.", moon="The sea follows")
    unlabelled = labelled(f"{MOON}.")
    elsewhere = labelled(f"{MOON}.", moon="words that the answer does not hold")
    assert measured(uncredited, unlabelled, elsewhere).breaking.total == Moved()


def test_gaming_looks_at_points_without_credit_by_label_and_verdict() -> None:
    # The terms hold 4 of the moon's 6 words and 5 of the other's 6: both are credited. In disguise, at most one.
    found = measured(NEITHER).gaming
    assert found.edits["key terms"] == Moved(graded=1, compared=2, moved=2)
    assert {name: moved.share for name, moved in found.edits.items() if name != "key terms"} == {
        name: 0 for name in GAMING if name != "key terms"
    }
    assert measured(BOTH).gaming.total == Moved()


def test_what_is_not_graded_is_told_and_enters_no_share() -> None:
    found = measured(labelled(f"{MOON}. 42 42", moon=MOON)).breaking.edits["clause deleted"]
    assert found == Moved(not_graded=1)
    assert found.share is None
    german = labelled("Der Mond zieht das Wasser an, und die Erde dreht sich darunter weg.", moon="Der Mond")
    assert measured(german) == measured()


def test_the_order_of_the_answers_does_not_matter() -> None:
    answers = [BOTH, NEITHER, labelled("It must be because ships do.", question="ships", push="ships")]
    assert measured(*answers) == measured(*reversed(answers))
    assert measured(*answers, per_edit=1) == measured(*reversed(answers), per_edit=1)


def test_the_edited_answers_an_edit_can_be_limited() -> None:
    found = measured(BOTH, NEITHER, per_edit=1)
    families = (found.harmless, found.breaking, found.gaming)
    assert {m.graded for family in families for m in family.edits.values()} == {0, 1}


def test_the_total_counts_every_comparison_the_same() -> None:
    # 1 of 1 and 0 of 3: 1 of 4.
    family = Family({"a": Moved(1, 1, 1), "b": Moved(1, 3, 0, 2)})
    assert family.total == Moved(2, 4, 1, 2)
    assert family.total.share == 0.25
    assert Family({}).total.share is None


def test_the_table_names_every_edit_and_the_published_figures() -> None:
    table = as_markdown(measured(BOTH, NEITHER))
    for name in (*HARMLESS, *BREAKING, *GAMING):
        assert f"| {name} | " in table
    assert "| clause deleted | 2 | 100.0% | 0 |" in table
    assert "| weakened | 0 | – | 0 |" in table
    assert "**gaming** (credit gained, 0% is best)" in table
    assert "13.4% / 46.1% / 6.7–11.8%" in table and "33.7% / 14.0% / 18.8%" in table
