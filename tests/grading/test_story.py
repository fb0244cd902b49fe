from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import word_grader
from interview.tales import WHOLE, part_grader
from viva.grading.story import WORDINGS, Part, Told, read_story, story_rubric


def told(answer: str) -> dict[Part, Told]:
    parts = read_story(part_grader(), answer)
    assert parts is not None
    return {part.part: part.told for part in parts}


def test_each_wording_is_a_rubric_with_the_four_parts_in_their_order() -> None:
    for wording in WORDINGS:
        assert tuple(point.id for point in story_rubric(wording).key_points) == tuple(Part)


def test_a_whole_story_tells_all_four_with_their_words() -> None:
    parts = read_story(part_grader(), WHOLE)
    assert parts is not None
    assert [(part.part, part.told) for part in parts] == [(part, Told.YES) for part in Part]
    for part in parts:
        assert part.words is not None and part.part.value.upper() in part.words.text


def test_what_the_two_wordings_disagree_on_is_unsure_and_what_neither_finds_is_not_told() -> None:
    assert told("The Situation was a neighbour with drums, and the RESULT a carpet.") == {
        Part.SITUATION: Told.UNSURE,
        Part.TASK: Told.NO,
        Part.ACTION: Told.NO,
        Part.RESULT: Told.YES,
    }


def test_what_we_did_leaves_it_unsure_what_the_speaker_did() -> None:
    assert told("We did the ACTION together with the neighbour.")[Part.ACTION] is Told.UNSURE
    assert told("The ACTION was up to me and the neighbour.")[Part.ACTION] is Told.YES
    assert told("Then I'd done the ACTION at the neighbour's.")[Part.ACTION] is Told.YES


def test_an_answer_that_cannot_be_graded_has_no_story() -> None:
    assert read_story(part_grader(), " \n ") is None
    assert read_story(part_grader(), "1234 5678 90") is None


@settings(deadline=None)  # the first reading loads what tells languages apart
@given(st.lists(st.sampled_from([*WHOLE.split(), "\n", "é", "🙂", "I", "Result", "TASK,", "—"]), max_size=40))
def test_the_words_are_exactly_a_slice_of_the_answer(words: list[str]) -> None:
    answer = " ".join(words)
    for grader in (part_grader(), word_grader()):
        for part in read_story(grader, answer) or ():
            assert (part.words is None) is (part.told is Told.NO)
            if part.words is not None:
                assert part.words.text and answer[part.words.start : part.words.end] == part.words.text
