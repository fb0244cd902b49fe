"""Claims, whatever they are made of."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from viva.importing.claims import Claim, ClauseWords, Cut, parted, whole
from viva.importing.consequences import consequences, purposes
from viva.importing.objects import objects
from viva.importing.predicates import predicates


def test_a_claim_is_parted_at_its_cuts_and_shares_words() -> None:
    text = "Yeast eats sugar, and gives gas."
    # The words are yeast, eats, sugar, and, gives, gas: cut at "and", begun anew at "gives", "yeast" shared.
    found = parted(text, whole((0, len(text))), lambda words: [Cut(3, 4, (0, 1))])
    assert [[text[low:high] for low, high in claim.parts] for claim in found] == [
        ["Yeast eats sugar"],
        ["Yeast", "gives gas"],
    ]


def test_a_claim_without_cuts_stays_as_it_is() -> None:
    claim = Claim(((0, 2), (3, 5)), (3, 5))
    assert parted("a b c", claim, lambda words: []) == [claim]


def test_words_in_brackets_are_passed_over_and_commas_seen() -> None:
    words = ClauseWords("Uses `a, b` (or, c), then d", (0, 27))
    assert [words.small(index) for index in range(len(words))] == ["uses", "a, b", "then", "d"]
    assert [words.comma_before(index) for index in range(len(words))] == [False, False, True, False]
    assert words.small(-1) == words.small(9) == "" and words.forms(9) == frozenset()


WORDS = "render renders rendering rendered and or but then to it the is can be cached fast HTML , , ( ) if that".split()


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(WORDS), max_size=16).map(" ".join))
def test_claims_lie_in_the_text_and_are_in_order(text: str) -> None:
    claims = [whole((0, len(text)))]
    for level in (predicates, consequences, objects, purposes):
        claims = [finer for claim in claims for finer in level(text, claim)]
    ends = [claim.own for claim in claims]
    assert ends == sorted(ends)
    for claim in claims:
        assert (
            all(0 <= start <= end <= len(text) for start, end in claim.parts) and claim.own == claim.parts[-1]
        )
