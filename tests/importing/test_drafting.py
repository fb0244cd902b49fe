"""Drafts: exact ones, and what holds for any."""

from __future__ import annotations

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from importing.parts import WordEmbedder, drafted, points
from viva.importing.drafting import LONGEST, draft, is_terse
from viva.importing.notes import ImportFault, Note, clean
from viva.importing.words import stems, words_of


def test_a_draft_is_exactly_this() -> None:
    made = drafted(
        "Yes: renders HTML first; improves TTFB and SEO.\nShifts `compute` to server.", "What is SSR?"
    )
    assert [(point.id, point.point, point.sentence) for point in made.points] == [
        ("renders-html-first", "Renders HTML first", "Yes: renders HTML first; improves TTFB and SEO."),
        ("ttfb", "Improves TTFB", "Yes: renders HTML first; improves TTFB and SEO."),
        ("seo", "Improves SEO", "Yes: renders HTML first; improves TTFB and SEO."),
        ("shifts-compute-server", "Shifts compute to server", "Shifts `compute` to server."),
    ]
    assert made.uncovered == ("Yes",)
    assert (made.question, made.topic, made.source, made.kind) == (
        "What is SSR?",
        "topic",
        "notes.txt:1",
        "knowledge",
    )


def test_prose_keeps_a_sentence_a_point() -> None:
    prose = [
        "A closure is a function together with the variables of the scope in which it was made",
        "What it can reach is decided by where the function is written and not by where it is called",
        "It keeps using those variables after the outer function has returned and it sees what changes",
        "Each call of the outer function makes a set of variables that no other call can ever see",
        "This is how state can be kept private, since nothing outside of it can reach the variables",
        "The trap is a loop with var, in which all of the functions see the one and only variable",
        "What a closure refers to cannot be collected as long as something can still reach it",
        "So it should be let go where it is not needed any more, or else it will hold on to memory",
    ]
    answer = ". ".join(prose) + "."
    assert not is_terse(answer)
    assert points(answer) == prose


def test_a_list_is_a_point_an_item() -> None:
    assert points("- atomicity\n- consistency\n- isolation\n- durability") == [
        "Atomicity",
        "Consistency",
        "Isolation",
        "Durability",
    ]


def test_a_name_in_code_keeps_its_letters() -> None:
    assert points("`useEffect` runs late; v2 too") == ["useEffect runs late", "v2 too"]


def test_what_is_said_twice_is_one_point_with_both_sentences() -> None:
    made = drafted("Improves SEO. Costs CPU. Improves the SEO. Starves nothing.")
    assert [point.point for point in made.points] == ["Improves SEO", "Costs CPU", "Starves nothing"]
    assert made.points[0].also == ("Improves the SEO.",)
    assert made.uncovered == ()


def test_a_topic_of_the_note_goes_first() -> None:
    made = draft(Note("What is x?", "A thing.", "x:1", "web"), WordEmbedder(), "otherwise")
    assert made.topic == "web"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Tell me about a conflict", "behavioural"),
        ("Which project are you most proud of it and why", "behavioural"),
        ("What are you told by EXPLAIN?", "knowledge"),
    ],
)
def test_questions_about_the_speaker_are_told_apart(question: str, kind: str) -> None:
    assert drafted("A thing.", question).kind == kind


@pytest.mark.parametrize("answer", ["…", "it is", "— and the —"])
def test_an_answer_that_says_nothing_is_refused(answer: str) -> None:
    with pytest.raises(ImportFault, match=r"^notes.txt:1: the answer to “What is it\?” says nothing"):
        drafted(answer)


def test_an_answer_that_is_too_long_is_refused() -> None:
    with pytest.raises(
        ImportFault, match=r"20,002 characters, over 20,000\. Split it into several questions"
    ):
        drafted("a " * (LONGEST // 2 + 1))


# Without backticks, which are taken out: `a`b is one word then.
TEXT = st.text(st.characters(exclude_characters="`"), max_size=120) | st.lists(
    st.sampled_from(
        "Renders renders HTML , and ; . ( ) to it is can be cached - \n “ ” : fast the not `x` 5 e.g.".split(
            " "
        )
    ),
    max_size=40,
).map(" ".join)


@settings(deadline=None, max_examples=200)
@given(TEXT)
def test_no_word_is_dropped_in_silence(text: str) -> None:
    answer = clean(text)
    note(answer)
    try:
        made = drafted(answer)
    except ImportFault:
        return
    told = [point.point for point in made.points] + [line for point in made.points for line in point.also]
    carried = {word.small for said in [*told, *made.uncovered] for word in words_of(said)}
    plain = {word.small for word in words_of(answer.replace("`", " "))} - {"and"}
    assert {word for word in plain if word.isalnum()} <= {
        part for word in carried for part in [word, *word.split()]
    }
    assert len({point.id for point in made.points}) == len(made.points)
    for point in made.points:
        assert point.point.strip() and not stems(point.follow_up) & stems(point.point)


def test_drafting_gives_the_same_twice() -> None:
    answer = "Renders HTML; improves TTFB and SEO. Costs CPU, causing load."
    assert drafted(answer) == drafted(answer)
