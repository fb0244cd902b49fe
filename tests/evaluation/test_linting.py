from __future__ import annotations

import pytest

from helpers import TIDES, rubric, word_grader
from viva.encoder.protocols import Embedder
from viva.evaluation.linting import WAFFLE, model_notes
from viva.grading.gradable import why_not
from viva.rubric.lint import RULES, Note

# The embedder counts words, and the grader credits a point half of whose longer words occur.


def notes(text: str, embedder: Embedder) -> list[Note]:
    return list(model_notes(rubric(text), embedder, word_grader()).notes)


def places(text: str, embedder: Embedder) -> list[tuple[str, str]]:
    return [(note.rule, "/".join(map(str, note.path))) for note in notes(text, embedder)]


def test_a_sound_rubric_gives_no_notes_and_full_coverage(embedder: Embedder) -> None:
    found = model_notes(rubric(TIDES), embedder, word_grader())
    assert (found.notes, found.coverage) == ((), 1.0)


def test_two_points_that_say_the_same_are_told_at_the_later_one(embedder: Embedder) -> None:
    # Six words and seven: 6 / sqrt(6 * 7) = 0.93.
    text = TIDES + "  - id: pull\n    point: The moon pulls water towards itself twice\n"
    assert places(text, embedder) == [("same-point", "key_points/2/point")]
    (note,) = notes(text, embedder)
    assert note.message == "says nearly the same as 'moon' (cosine 0.93)"


def test_two_points_that_share_a_few_words_are_not_the_same(embedder: Embedder) -> None:
    # Of six words each they share four: 4 / 6 = 0.67.
    text = TIDES + "  - id: sun\n    point: The sun pulls water from itself\n"
    assert "same-point" not in [rule for rule, _ in places(text, embedder)]


def test_a_point_that_the_model_answer_leaves_out_is_told_and_counted(embedder: Embedder) -> None:
    text = TIDES.replace(" Earth turns beneath two bulges daily.", "", 1)
    found = model_notes(rubric(text), embedder, word_grader())
    # Weights 1 and 2: the first is covered.
    assert found.coverage == pytest.approx(1 / 3, abs=1e-4)
    (note,) = found.notes
    assert (note.rule, note.path) == ("unsupported", ("key_points", 1, "point"))
    assert note.message.startswith("the grader finds nothing of it in the model answer (confidence ")


def test_a_model_answer_that_is_read_as_the_opposite_is_told(embedder: Embedder) -> None:
    text = TIDES.replace(
        "The moon pulls water towards itself. Earth", "The moon never pulls water towards itself. Earth"
    )
    assert places(text, embedder) == [
        ("reject-said", "key_points/0/point"),
        ("reject-said", "key_points/1/point"),
    ]


def test_a_model_answer_that_cannot_be_graded_is_told(embedder: Embedder) -> None:
    text = TIDES.replace("model_answer: The", "model_answer: '?!' #")
    found = model_notes(rubric(text), embedder, word_grader())
    assert found.coverage is None
    (note,) = found.notes
    assert (note.rule, note.path, note.message) == ("unsupported", ("model_answer",), "cannot be graded")


@pytest.mark.parametrize("point", ["There is a good question", "It is good", "What is needed is looked at"])
def test_a_point_that_empty_words_cover_is_vague(embedder: Embedder, point: str) -> None:
    text = TIDES + f"  - id: vague\n    point: {point}\n"
    assert ("vague", "key_points/2/point") in places(text, embedder)


def test_a_reject_that_stands_in_the_model_answer_is_told(embedder: Embedder) -> None:
    rejecting = '    reject: ["It has nothing at all to do with our sun"]\n'
    said = TIDES.replace("  - id: bulges", rejecting + "  - id: bulges")
    assert places(said, embedder) == []
    said = said.replace("daily.\n", "daily. It has nothing at all to do with our sun.\n", 1)
    (note,) = notes(said, embedder)
    assert (note.rule, note.path) == ("reject-said", ("key_points", 0, "reject", 0))
    assert "“It has nothing at all to do with our sun.” (cosine 1.00)" in note.message


def test_a_reject_that_differs_by_a_word_from_what_gets_credit_is_not_held_to_be_said(
    embedder: Embedder,
) -> None:
    # Six of seven words are shared: 6 / sqrt(6 * 7) = 0.93; but the sentence is the evidence for the point.
    rejecting = '    reject: ["The moon never pulls water towards itself"]\n'
    assert places(TIDES.replace("  - id: bulges", rejecting + "  - id: bulges"), embedder) == []


def test_empty_answers_are_answers() -> None:
    assert len(set(WAFFLE)) == 10
    assert [why_not(answer) for answer in WAFFLE] == [None] * 10


def test_every_note_is_of_a_known_rule(embedder: Embedder) -> None:
    text = (
        TIDES.replace("model_answer: The", "model_answer: '?!' #") + "  - id: vague\n    point: It is good\n"
    )
    assert {note.rule for note in notes(text, embedder)} <= set(RULES)
