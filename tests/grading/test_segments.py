"""Whatever the answer looks like, its segments are usable and lose none of its words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viva.grading.segments import LONG, Segment, split

ITEM_NUMBER = re.compile(r"\(?\d{1,2}[.)](?=\s|$)")
LETTER_OR_DIGIT = re.compile(r"[^\W_]")

patient = settings(deadline=None, max_examples=60)
any_text = st.text(max_size=300)
# What people write, and what looks like it: signs that split, turns of speech, lists, other scripts.
BITS = [
    "the server",
    "one two three four five",
    "and then",
    "but",
    "um",
    ",",
    ". ",
    "; ",
    " — ",
    " -> ",
    "→",
    "\n",
    "- ",
    "* ",
]
BITS += [
    "1. ",
    "(2) ",
    "3) ",
    "\n\n",
    "\t",
    "\r\n",
    "x = 1;",
    "{}",
    "שלום עולם",
    "مرحبا",
    "🌊🌙",
    "e.g. ",
    "42.",
    "\0",
    "_",
    "…",
    "é",
]
written = st.lists(st.sampled_from(BITS), max_size=40).map(" ".join)


def texts(answer: str) -> list[str]:
    return [segment.text for segment in split(answer)]


def check(answer: str) -> tuple[Segment, ...]:
    segments = split(answer)
    end = 0
    left_out = []
    for segment in segments:
        assert end <= segment.start < segment.end <= len(answer)
        assert segment.text == answer[segment.start : segment.end] == segment.text.strip()
        assert LETTER_OR_DIGIT.search(segment.text)
        left_out.append(answer[end : segment.start])
        end = segment.end
    left_out.append(answer[end:])
    # The number of a list item is its marker, as a bullet is.
    assert not LETTER_OR_DIGIT.search(" ".join(ITEM_NUMBER.sub(" ", gap) for gap in left_out))
    return segments


@patient
@given(any_text)
def test_any_text_gives_true_ordered_offsets_and_loses_no_word(answer: str) -> None:
    check(answer)


@patient
@given(written)
def test_whatever_people_write_gives_true_ordered_offsets_and_loses_no_word(answer: str) -> None:
    for segment in check(answer):
        assert len(segment.text.split()) <= 2 * LONG


def test_sentences_are_segments() -> None:
    assert texts("It is fast. Is it? Yes! And cheap…") == ["It is fast.", "Is it?", "Yes!", "And cheap…"]


def test_a_quotation_ends_with_its_sentence() -> None:
    assert texts('He said "it is fast." Then he left.') == ['He said "it is fast.', "Then he left."]


def test_an_abbreviation_within_a_sentence_ends_none() -> None:
    assert texts("Use a cache, e.g. Redis does well. It is fast.") == [
        "Use a cache, e.g. Redis does well.",
        "It is fast.",
    ]


def test_a_clause_that_takes_a_new_turn_is_its_own_segment() -> None:
    assert texts("The first paint comes much sooner, but the server has more work to do.") == [
        "The first paint comes much sooner,",
        "but the server has more work to do.",
    ]


def test_a_short_clause_stays_with_its_neighbour() -> None:
    assert texts("It is fast, and it is cheap to run.") == ["It is fast, and it is cheap to run."]


@pytest.mark.parametrize(
    "answer",
    [
        "- sends ready HTML\n- helps crawlers\n- costs more",
        "* sends ready HTML\n  * helps crawlers\n* costs more",
        "• sends ready HTML\n• helps crawlers\n• costs more",
        "1. sends ready HTML\n2. helps crawlers\n10. costs more",
        "1) sends ready HTML\n  2) helps crawlers\n3) costs more\n",
        "(1) sends ready HTML\r\n(2) helps crawlers\r\n(3) costs more",
        "sends ready HTML; helps crawlers; costs more",
        "sends ready HTML -> helps crawlers → costs more",
        "sends ready HTML — helps crawlers\n→ costs more",
    ],
)
def test_notes_and_lists_give_an_item_each_without_its_marker(answer: str) -> None:
    assert [text.rstrip(";") for text in texts(answer)] == [
        "sends ready HTML",
        "helps crawlers",
        "costs more",
    ]


def test_a_numbered_list_in_one_line_keeps_each_number_from_being_a_sentence() -> None:
    assert texts("1. It is fast. 2. It helps crawlers.") == ["It is fast.", "It helps crawlers."]


def test_a_transcript_without_punctuation_is_cut_where_a_spoken_clause_begins() -> None:
    said = (
        "so the server renders the page and sends it over as ready html and then the browser paints it "
        "right away but it cannot react to clicks until the script has been loaded because nothing listens before that"
    )
    segments = check(said)
    assert [s.text.split()[0] for s in segments] == ["so", "and", "and", "but", "because"]
    assert " ".join(s.text for s in segments) == said


def test_a_transcript_without_any_turn_is_cut_after_so_many_words() -> None:
    # 60 words and no turn: 24 + 24 + 12.
    segments = check(" ".join(["word"] * 60))
    assert [len(s.text.split()) for s in segments] == [24, 24, 12]


def test_code_is_cut_at_its_statements() -> None:
    assert texts("const x = 1; return x;\nfoo() {\n  bar()\n}\n") == [
        "const x = 1;",
        "return x;",
        "foo() {",
        "bar()",
    ]


def test_right_to_left_text_keeps_its_logical_order() -> None:
    assert texts("השרת שולח דף. הדפדפן מצייר.") == ["השרת שולח דף.", "הדפדפן מצייר."]


def test_emoji_and_what_has_no_letter_or_digit_are_no_segment_of_their_own() -> None:
    assert texts("🌊 the sea 🌙\n🎉🎉\n---\n___\n...") == ["🌊 the sea 🌙"]


def test_a_nul_is_a_character_like_any_other() -> None:
    (segment,) = check("a\0b is one word\0")
    assert segment == Segment(0, 16, "a\0b is one word\0")


@pytest.mark.parametrize("blank", ["", " ", "\n\n", "\t \u2028", "...", "- \n- \n", "→", "\0"])
def test_what_says_nothing_has_no_segments(blank: str) -> None:
    assert split(blank) == ()


def test_one_word_of_any_length_stays_whole() -> None:
    assert texts("a" * 50_000) == ["a" * 50_000]


# Each of these once took time by the square of its length: minutes, where now it is no time at all.
@pytest.mark.parametrize(
    ("answer", "count"),
    [
        ("lorem ipsum " * 4_200, 350),  # 8,400 words / 24
        ("word" + " " * 50_000 + "end", 1),
        ("\n" * 50_000 + "end", 1),
        ("." * 50_000 + " end", 1),
        ("and " * 12_000, 500),  # 12,000 words / 24
        ("a, and " * 6_000, 500),
    ],
    ids=["words", "spaces", "lines", "dots", "turns", "clauses"],
)
def test_50_kilobytes_of_one_line_are_split(answer: str, count: int) -> None:
    assert len(check(answer)) == count
