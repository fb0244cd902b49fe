"""Whoever types what, where and when: no words of a draft are lost unless they were taken out on purpose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from viva.interview.draft_versions import MOST, Draft

NINE = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
LATER = NINE + timedelta(minutes=5)
EARLIER = NINE - timedelta(minutes=5)
YEAST = Draft("Yeast", NINE, 3)

texts = st.text(alphabet="ab ", max_size=6)
moments = st.integers(0, 5).map(lambda minutes: NINE + timedelta(minutes=minutes))
edits = st.lists(st.tuples(texts, moments, st.integers(0, 6), st.booleans()), max_size=12)


def test_what_is_typed_over_the_latest_revision_takes_its_place() -> None:
    assert YEAST.after("Soap", LATER, base=3) == Draft("Soap", LATER, 4)


def test_the_first_words_are_the_first_revision() -> None:
    assert Draft().after("Soap", NINE, base=0) == Draft("Soap", NINE, 1)


def test_what_was_taken_out_is_out() -> None:
    assert YEAST.after("", LATER, base=3) == Draft("", LATER, 4)


def test_the_same_words_change_nothing() -> None:
    assert YEAST.after("Yeast", LATER, base=0) == YEAST


def test_of_a_text_and_its_beginning_the_longer_one_stays() -> None:
    assert YEAST.after("Yeast turns", EARLIER, base=1) == Draft("Yeast turns", EARLIER, 4)
    assert YEAST.after("Yea", LATER, base=1) == YEAST
    assert YEAST.after("", LATER, base=1) == YEAST


def test_else_the_newer_one_is_the_draft_and_the_older_one_stays_another_version() -> None:
    assert YEAST.after("Soap", LATER, base=1) == Draft("Soap", LATER, 4, ("Yeast",))
    assert YEAST.after("Soap", EARLIER, base=1) == Draft("Yeast", NINE, 3, ("Soap",))


def test_who_takes_another_version_keeps_the_one_that_was_there() -> None:
    both = Draft("Soap", NINE, 4, ("Yeast",))
    assert both.after("Yeast", LATER, base=4, aside=True) == Draft("Yeast", LATER, 5, ("Soap",))


def test_two_tabs_that_type_in_turn_leave_two_versions_not_twenty() -> None:
    draft, bases = Draft(), {"Yeast turns sugar": 0, "Soap holds grease": 0}
    for end in range(1, 18):
        for text in bases:
            draft = draft.after(text[:end], LATER, base=bases[text])
            bases[text] = draft.revision if draft.text == text[:end] else bases[text]
    assert (draft.text, draft.others) == ("Soap holds grease", ("Yeast turns sugar",))


def test_of_many_versions_the_newest_ones_are_kept() -> None:
    draft = Draft()
    for number in range(100, 120):
        draft = draft.after(f"{number}", LATER, base=99)
    assert draft.text == "119"
    assert draft.others == tuple(f"{number}" for number in range(119 - MOST, 119))


@given(edits)
def test_what_was_typed_elsewhere_is_the_beginning_of_something_that_is_kept(
    history: list[tuple[str, datetime, int, bool]],
) -> None:
    draft = Draft()
    for text, moment, base, aside in history:
        before, draft = draft, draft.after(text, moment, base=base, aside=aside)
        kept = (draft.text, *draft.others)
        assert len(set(kept)) == len(kept) <= MOST + 1
        newest = before.others[-(MOST - 1) :]
        lost = [one for one in (text, *newest) if not any(k.startswith(one) for k in kept)]
        assert lost == []
        if base != before.revision or aside:
            assert any(k.startswith(before.text) for k in kept)
        assert draft.revision - before.revision in (0, 1)
