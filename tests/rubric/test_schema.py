"""What a rubric may and may not say."""

from typing import Any

import pytest
from pydantic import ValidationError

from viva.rubric import Example, KeyPoint, Rubric, RubricFile, parse_rubric

POINT = {"id": "first-paint", "point": "The page shows at once"}
FILE: dict[str, Any] = {
    "question": "What is SSR?",
    "topic": "frontend",
    "model_answer": "The server sends ready HTML.",
    "key_points": [POINT],
}


def a_rubric() -> Rubric:
    text = "question: Q?\ntopic: t\nmodel_answer: a\nkey_points:\n- {id: a, point: A}\n- {id: b, point: B}\n"
    return parse_rubric(text, id="q")


def error_types(data: object, model: type[RubricFile | KeyPoint | Example] = RubricFile) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    return [error["type"] for error in caught.value.errors()]


def test_what_is_left_out_has_a_default() -> None:
    rubric = RubricFile.model_validate(FILE)
    assert (rubric.kind, rubric.source, rubric.examples) == ("knowledge", None, ())
    key_point = rubric.key_points[0]
    assert (key_point.weight, key_point.accept, key_point.reject) == (1.0, (), ())
    assert (key_point.follow_up, key_point.hint) == (None, None)


def test_a_key_point_is_found_by_its_id() -> None:
    assert a_rubric().key_point("b").point == "B"


def test_asking_for_a_key_point_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="zzz"):
        a_rubric().key_point("zzz")


def test_a_rubric_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        setattr(a_rubric(), "question", "Another?")  # noqa: B010  # mypy knows that it cannot be set


def test_equal_rubrics_are_equal_and_can_be_keys() -> None:
    assert {a_rubric(): 1}[a_rubric()] == 1


@pytest.mark.parametrize("weight", [1, 0.5, 1000])
def test_a_weight_is_a_positive_number(weight: float) -> None:
    assert KeyPoint.model_validate(POINT | {"weight": weight}).weight == weight


@pytest.mark.parametrize("weight", [0, -1, float("inf"), float("nan"), 1001, True, "2", None])
def test_any_other_weight_is_refused(weight: object) -> None:
    assert len(error_types(POINT | {"weight": weight}, KeyPoint)) == 1


@pytest.mark.parametrize("blank", ["", "   ", "\n\t", "\u200b", "\u00a0"])
@pytest.mark.parametrize("key", ["question", "topic", "source", "model_answer"])
def test_blank_text_is_refused(key: str, blank: str) -> None:
    assert error_types(FILE | {key: blank}) in (["blank"], ["string_too_short"])


@pytest.mark.parametrize("key", ["point", "follow_up", "hint"])
def test_a_blank_statement_is_refused(key: str) -> None:
    assert error_types(POINT | {key: " "}, KeyPoint) == ["string_too_short"]


def test_a_blank_wording_is_refused() -> None:
    assert (
        error_types(POINT | {"accept": ["fine", ""], "reject": [" "]}, KeyPoint) == ["string_too_short"] * 2
    )


def test_a_nul_character_is_refused() -> None:
    assert error_types(FILE | {"question": "a\0b"}) == ["nul"]


def test_space_around_text_is_dropped() -> None:
    assert RubricFile.model_validate(FILE | {"model_answer": " Yes.\n"}).model_answer == "Yes."


@pytest.mark.parametrize("id", ["a", "7", "ttfb", "first-paint", "v2-"])
def test_an_id_is_a_slug(id: str) -> None:
    assert KeyPoint.model_validate(POINT | {"id": id}).id == id


@pytest.mark.parametrize("id", ["", "-a", "A", "a b", "a_b", "é", "a\n", "../a"])
def test_any_other_id_is_refused(id: str) -> None:
    assert error_types(POINT | {"id": id}, KeyPoint) == ["string_pattern_mismatch"]


@pytest.mark.parametrize("extra", [{"extra": 1}, {"id": "own-id"}, {"version": "1"}])
def test_an_unknown_key_is_refused(extra: dict[str, object]) -> None:
    assert error_types(FILE | extra) == ["extra_forbidden"]


def test_no_key_points_are_refused() -> None:
    assert error_types(FILE | {"key_points": []}) == ["too_short"]


def test_a_duplicate_id_is_refused() -> None:
    assert error_types(FILE | {"key_points": [POINT, POINT]}) == ["references"]


@pytest.mark.parametrize(
    "verdicts",
    [
        {"covered": ["first-pain"]},
        {"covered": ["first-paint"], "contradicted": ["first-paint"]},
        {"missing": ["first-paint", "first-paint"]},
    ],
)
def test_an_example_names_each_known_id_at_most_once(verdicts: dict[str, list[str]]) -> None:
    assert error_types(FILE | {"examples": [{"answer": "Yes."} | verdicts]}) == ["references"]


def test_an_example_may_leave_ids_out() -> None:
    rubric = RubricFile.model_validate(FILE | {"examples": [{"answer": "Yes."}]})
    assert rubric.examples == (Example(answer="Yes."),)


@pytest.mark.parametrize("kind", ["Knowledge", "behavioral", "", None])
def test_the_kind_is_one_of_two(kind: object) -> None:
    assert error_types(FILE | {"kind": kind}) == ["literal_error"]
