"""`viva grade` gives one line of JSON for each line, whatever the line is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import word_grader
from viva.cli import app
from viva.cli.grade import graded_lines
from viva.rubric import RubricBank

YEAST = "Yeast turns sugar into gas."


def line(answer: object = YEAST, question_id: object = "bread", id: object = "a1") -> str:
    return json.dumps({"id": id, "question_id": question_id, "answer": answer}) + "\n"


def graded(bank: RubricBank, *lines: str) -> list[dict[str, Any]]:
    found = []
    for told in graded_lines(lines, bank, word_grader()):
        told.encode()  # it can be written
        assert "\n" not in told
        found.append(json.loads(told, parse_constant=pytest.fail))
    return found


def refused(bank: RubricBank, *lines: str) -> str:
    """The reason that the last line was not graded for."""
    grade = graded(bank, *lines)[-1]
    assert grade["status"] == "not_graded"
    assert grade["coverage"] is None and grade["key_points"] == []
    assert set(grade) == set(graded(bank, line())[0])
    return str(grade["reason"])


def test_grades_come_in_the_order_of_the_lines(bank: RubricBank) -> None:
    lines = [
        line(id="z"),
        line("Soap molecules surround grease.", "soap", "a"),
        line("?", id=None),
        line(id=7),
    ]
    found = graded(bank, *lines)
    assert [(g["id"], g["question_id"], g["status"]) for g in found] == [
        ("z", "bread", "graded"),
        ("a", "soap", "graded"),
        (None, "bread", "not_graded"),
        (7, "bread", "graded"),
    ]


def test_a_line_is_the_grade_that_the_grader_gives(bank: RubricBank) -> None:
    (found,) = graded(bank, line())
    assert found == word_grader().grade(bank.get("bread"), YEAST).to_dict("a1")
    assert (found["coverage"], found["rubric_version"]) == (0.5, bank.get("bread").version)


def test_a_bad_line_stops_nothing(bank: RubricBank) -> None:
    found = graded(bank, line(id="before"), "{", line(id="after"))
    assert [g["status"] for g in found] == ["graded", "not_graded", "graded"]
    assert [g["id"] for g in found] == ["before", None, "after"]


def test_the_first_line_may_begin_with_a_byte_order_mark(bank: RubricBank) -> None:
    assert graded(bank, "\ufeff" + line())[0]["status"] == "graded"


def test_blank_lines_give_nothing_but_are_counted(bank: RubricBank) -> None:
    assert graded(bank, "\n", "  \t\n", "") == []
    assert refused(bank, "\n", line(), "oops").startswith("Line 3 is not JSON")


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "oops",
        '{"id": 1,}',
        '{"id": NaN}',
        '{"id": 1e999}',
        "[" * 100_000,
        "\0",
        '{"id": ' + "9" * 5000 + "}",
    ],
)
def test_what_is_no_json_is_told_with_its_line(bank: RubricBank, bad: str) -> None:
    assert refused(bank, line(), bad).startswith("Line 2 is not JSON: ")


@pytest.mark.parametrize("bad", ["[]", '"text"', "7", "null", "true"])
def test_what_is_no_object_is_told(bank: RubricBank, bad: str) -> None:
    assert refused(bank, bad) == "Line 1 is not a JSON object."


@pytest.mark.parametrize("key", ["question_id", "answer"])
@pytest.mark.parametrize("value", ["absent", None, 7, ["x"], {}, True])
def test_a_key_that_is_missing_or_no_text_is_told(bank: RubricBank, key: str, value: object) -> None:
    asked = {"id": "a1", "question_id": "bread", "answer": YEAST, key: value}
    if value == "absent":
        del asked[key]
    assert refused(bank, json.dumps(asked)) == f'Line 1 needs "{key}" as a text.'


@pytest.mark.parametrize("id", [["a"], {"a": 1}])
def test_an_id_that_cannot_name_a_line_is_told(bank: RubricBank, id: object) -> None:
    assert refused(bank, line(id=id)) == 'Line 1 needs "id" as a text or a number.'


def test_an_unknown_question_is_told_with_the_nearest_one(bank: RubricBank) -> None:
    assert (
        refused(bank, line(question_id="bred"))
        == "Line 1: There is no question 'bred'. Did you mean 'bread'?"
    )


def test_a_question_whose_file_is_broken_is_told_with_its_problem(folder: Path) -> None:
    (folder / "bread.yaml").write_text("question: Why does bread rise?\nfoo: 1\n")
    reason = refused(RubricBank(folder), line())
    assert "bread.yaml:2" in reason and "foo" in reason


@pytest.mark.parametrize("key", ["id", "question_id", "answer"])
def test_half_a_character_is_told_or_given_back_and_can_be_written(bank: RubricBank, key: str) -> None:
    asked = {"id": "a1", "question_id": "bread", "answer": YEAST, key: "\ud83c half"}
    (found,) = graded(bank, json.dumps(asked))
    assert found["status"] == ("graded" if key == "id" else "not_graded")
    if key == "answer":
        assert "half of a character" in found["reason"]
    else:
        assert found[key] == "\ud83c half"


def test_a_nul_in_an_answer_is_a_character_like_any_other(bank: RubricBank) -> None:
    answer = f"\0{YEAST}\0"
    (found,) = graded(bank, line(answer))
    (piece,) = found["key_points"][0]["evidence"]
    assert piece["text"] == answer[piece["start"] : piece["end"]]


def test_what_is_not_ascii_is_written_as_it_is(bank: RubricBank) -> None:
    (told,) = graded_lines([line("Yeast 🍞 turns sugar into gas.", id="é")], bank, word_grader())
    assert '"é"' in told and "🍞" in told


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(max_size=60).map(lambda text: text.replace("\n", " ")),
        anything.map(json.dumps),
        st.fixed_dictionaries({"id": anything, "question_id": st.just("bread"), "answer": anything}).map(
            json.dumps
        ),
    )
)
def test_any_line_gives_one_grade_or_is_blank(bank: RubricBank, text: str) -> None:
    found = graded(bank, text)
    assert len(found) == bool(text.strip())
    for grade in found:
        assert (grade["status"] == "graded") is (grade["reason"] is None) is (grade["coverage"] is not None)


def test_a_file_or_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["grade", str(tmp_path / "gone.jsonl")])
    assert done.exit_code == 2 and "No such file" in done.output
    done = CliRunner().invoke(app, ["grade", "--rubrics", str(tmp_path / "gone"), "-"])
    assert done.exit_code == 2 and "does not exist" in done.output
