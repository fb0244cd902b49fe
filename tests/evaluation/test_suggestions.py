from __future__ import annotations

import pytest

from helpers import TIDES, rubric, word_grader
from viva.evaluation.suggestions import Seen, Suggestion, as_yaml, suggest
from viva.grading import Evidence, PointVerdict, Verdict
from viva.rubric import Rubric, parse_rubric

ANSWER = "Well, hard to say. I guess the moon tugs at the sea, and the Earth turns below it."


def at(words: str) -> Evidence:
    start = ANSWER.index(words)
    return Evidence(start, start + len(words), words)


def verdict(
    id: str, confidence: float, *, unsure: bool = False, words: str = "", given: Verdict = Verdict.COVERED
) -> PointVerdict:
    evidence = (at(words),) if words and given is not Verdict.MISSING else ()
    nearest = at(words) if words and given is Verdict.MISSING else None
    return PointVerdict(id, given, confidence, unsure, evidence, nearest)


def seen(*verdicts: PointVerdict) -> Seen:
    return Seen(ANSWER, verdicts)


def ids(found: tuple[Suggestion, ...]) -> list[str]:
    return [suggestion.key_point for suggestion in found]


def taught(**lists: str) -> Rubric:
    """TIDES, its first point with wordings."""
    return rubric(
        TIDES.replace(
            "  - id: bulges", "".join(f"    {k}: [{v}]\n" for k, v in lists.items()) + "  - id: bulges"
        )
    )


def test_the_point_that_promises_most_comes_first() -> None:
    answers = [
        seen(verdict("moon", 0.9), verdict("bulges", 0.4, unsure=True)),
        seen(verdict("moon", 0.5, unsure=True), verdict("bulges", 0.6, unsure=True)),
    ]
    first, second = suggest(rubric(), answers)
    # bulges: unsure on 2 of 2, mean confidence .5: 1 × .5. moon: unsure on 1 of 2, mean .7: .5 × .3.
    assert (first.key_point, first.answers, first.unsure, first.confidence) == ("bulges", 2, 1.0, 0.5)
    assert first.gain == pytest.approx(0.5)
    assert (second.key_point, second.unsure) == ("moon", 0.5)
    assert second.confidence == pytest.approx(0.7) and second.gain == pytest.approx(0.15)


def test_of_equal_gain_the_one_with_fewer_lessons_comes_first() -> None:
    answers = [seen(verdict("moon", 0.9), verdict("bulges", 0.9))]
    assert ids(suggest(rubric(), answers)) == ["moon", "bulges"]
    assert ids(suggest(taught(accept="It tugs"), answers)) == ["bulges", "moon"]


def test_what_a_point_has_is_counted() -> None:
    examples = "examples:\n  - answer: The moon.\n    covered: [moon]\n    missing: [bulges]\n"
    text = taught(accept="It tugs, It draws", reject="It pushes").text + examples
    moon, bulges = sorted(
        suggest(parse_rubric(text, id="tides"), []), key=lambda s: s.key_point, reverse=True
    )
    assert (moon.accept, moon.reject, moon.examples) == (2, 1, 1)
    assert (bulges.accept, bulges.reject, bulges.examples) == (0, 0, 1)


def test_the_candidate_is_the_whole_clause_that_was_read_with_least_confidence() -> None:
    answers = [
        seen(verdict("moon", 0.6, words="hard to say")),
        seen(verdict("moon", 0.3, words="moon tugs")),
        seen(verdict("moon", 0.2)),  # no words, no candidate
    ]
    candidate = suggest(rubric(), answers)[0].candidate
    assert candidate is not None
    assert (candidate.text, candidate.confidence) == ("I guess the moon tugs at the sea,", 0.3)


def test_the_nearest_words_to_a_missing_point_may_be_the_candidate() -> None:
    answers = [seen(verdict("bulges", 0.3, words="Earth turns", given=Verdict.MISSING))]
    by_id = {suggestion.key_point: suggestion for suggestion in suggest(rubric(), answers)}
    candidate = by_id["bulges"].candidate
    assert candidate is not None and candidate.text == "and the Earth turns below it."
    assert by_id["moon"].candidate is None


def test_what_the_rubric_says_already_is_no_candidate() -> None:
    answers = [seen(verdict("moon", 0.3, words="moon tugs")), seen(verdict("moon", 0.6, words="hard to say"))]
    known = taught(accept='"I guess the moon tugs at the sea,"')
    by_id = {suggestion.key_point: suggestion for suggestion in suggest(known, answers)}
    candidate = by_id["moon"].candidate
    assert candidate is not None and candidate.text == "Well, hard to say."


def test_points_that_the_rubric_no_longer_has_are_passed_over() -> None:
    assert [s.answers for s in suggest(rubric(), [seen(verdict("sun", 0.1, unsure=True))])] == [0, 0]


def test_without_answers_points_without_wordings_come_first() -> None:
    assert ids(suggest(rubric(), [])) == ["moon", "bulges"]
    assert ids(suggest(taught(reject="It pushes"), [])) == ["bulges", "moon"]


def test_without_answers_the_model_answer_decides_between_equals() -> None:
    model_answer = [verdict("moon", 0.9), verdict("bulges", 0.5)]
    found = suggest(rubric(), [], model_answer)
    assert ids(found) == ["bulges", "moon"]
    assert (found[0].model_confidence, found[0].answers, found[0].unsure, found[0].gain) == (
        0.5,
        0,
        None,
        0.0,
    )


def test_nothing_seen_of_any_point_is_no_answer() -> None:
    assert ids(suggest(taught(accept="It tugs"), [seen()])) == ["bulges", "moon"]


@pytest.mark.parametrize(
    ("given", "key"),
    [(Verdict.COVERED, "accept"), (Verdict.MISSING, "accept"), (Verdict.CONTRADICTED, "reject")],
)
def test_the_snippet_can_be_pasted_below_its_key_point(given: Verdict, key: str) -> None:
    (moon, _) = suggest(rubric(), [seen(verdict("moon", 0.3, unsure=True, words="moon tugs", given=given))])
    pasted = TIDES.replace("  - id: bulges", as_yaml(moon) + "  - id: bulges")
    assert getattr(parse_rubric(pasted, id="tides").key_points[0], key) == (
        "I guess the moon tugs at the sea,",
    )
    assert "put it under accept; if it says the opposite, under reject" in pasted


def test_the_snippet_for_a_list_that_is_there_is_one_more_entry() -> None:
    known = rubric(TIDES.replace("  - id: bulges", "    accept:\n      - It tugs\n  - id: bulges"))
    found = suggest(known, [seen(verdict("moon", 0.3, unsure=True, words="moon tugs"))])
    pasted = known.text.replace("  - id: bulges", as_yaml(found[0]) + "  - id: bulges")
    assert parse_rubric(pasted, id="tides").key_points[0].accept == (
        "It tugs",
        "I guess the moon tugs at the sea,",
    )


def test_no_candidate_no_snippet() -> None:
    assert [as_yaml(suggestion) for suggestion in suggest(rubric(), [])] == ["", ""]


def test_the_graders_own_verdicts_fit() -> None:
    grade = word_grader().grade(rubric(), "The moon pulls the water. What else is there to say about it?")
    found = suggest(
        rubric(), [Seen("The moon pulls the water. What else is there to say about it?", grade.verdicts)]
    )
    assert {suggestion.answers for suggestion in found} == {1}
