"""Help in three steps: a count, a theme, a model answer with gaps."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import rubric
from interview.texts import SENTENCES, WEIGHED, with_point
from viva.interview.hints import Gap, cloze, hint, theme
from viva.interview.words import WORD, content, given_away, is_content, stem

patient = settings(deadline=None, max_examples=80)
ALL = frozenset({"moon", "bulges", "sun"})


@pytest.mark.parametrize(
    ("open_points", "told"),
    [
        (ALL, "A full answer has 3 key points."),
        (ALL - {"sun"}, "2 of 3 key points are still open."),
        ({"sun"}, "1 of 3 key points is still open."),
    ],
)
def test_the_first_step_counts(open_points: frozenset[str], told: str) -> None:
    assert hint(1, rubric(WEIGHED), open_points).text == told


def test_a_question_of_one_point_is_counted_in_good_english() -> None:
    one = rubric(WEIGHED).model_copy(update={"key_points": rubric(WEIGHED).key_points[:1]})
    assert hint(1, one, {"moon"}).text == "A full answer has one key point."


def test_the_second_step_is_the_theme_of_the_heaviest_or_of_the_one_asked_about() -> None:
    themed = rubric(WEIGHED.replace("    weight: 2\n", "    weight: 2\n    hint: how often\n", 1))
    assert hint(2, themed, ALL).text == "Think of this: “How often”."
    assert "how often" not in hint(2, themed, ALL, aim="moon").text.lower()
    assert hint(2, themed, {"moon"}).text == "Think of a word of 7 letters that begins with “t”."


@given(SENTENCES, SENTENCES)
@patient
def test_a_theme_without_a_hint_gives_nothing_away(question: str, point: str) -> None:
    any_rubric, key_point = with_point(question, point)
    assert not given_away(theme(any_rubric, key_point), point, question)


def test_the_third_step_leaves_out_the_words_to_find_in_every_form() -> None:
    told = rubric("""\
question: What is hydration?
topic: frontend
model_answer: Hydration attaches listeners to rendered HTML, re-rendering nothing.
key_points:
  - {id: a, point: Attaching a listener}
  - {id: b, point: It renders during hydration}
""")
    # "Hydration" stays, for the question says it; "re" is a word of grammar once the hyphen has parted it.
    everything = hint(3, told, {"a", "b"})
    assert everything.cloze == (
        "Hydration ", Gap(8), " ", Gap(9), " to ", Gap(8), " HTML, re-", Gap(9), " nothing.",
    )  # fmt: skip
    assert hint(3, told, {"b"}).cloze == (
        "Hydration attaches listeners to ", Gap(8), " HTML, re-", Gap(9), " nothing.",
    )  # fmt: skip


@given(st.one_of(SENTENCES, st.text(max_size=200)), SENTENCES, SENTENCES)
@patient
def test_a_cloze_never_shows_a_word_that_it_leaves_out(answer: str, question: str, point: str) -> None:
    any_rubric, _ = with_point(question, point)
    any_rubric = any_rubric.model_copy(update={"model_answer": answer})
    pieces = cloze(any_rubric, [point])
    left_out = content(point) - content(question)
    shown = "\n".join(piece for piece in pieces if isinstance(piece, str))
    assert not {stem(word) for word in WORD.findall(shown) if is_content(word)} & left_out
    # Nothing else is touched: with the words back in their gaps it is the model answer again.
    words = iter([w for w in WORD.findall(answer) if is_content(w) and stem(w) in left_out])
    assert "".join(piece if isinstance(piece, str) else next(words) for piece in pieces) == answer
    assert cloze(any_rubric, [point]) == pieces
