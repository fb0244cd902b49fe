from __future__ import annotations

import json
from pathlib import Path

import pytest

from viva.errors import VivaError
from viva.evaluation.labelled import Label, read_labelled
from viva.grading import Verdict

GOOD = {
    "id": "a1",
    "question_id": "tides",
    "category": "good",
    "answer": "The moon pulls water.",
    "labels": {
        "moon": {"label": "covered", "evidence": "moon pulls"},
        "bulges": {"label": "missing", "evidence": None},
    },
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "labelled.jsonl"


def written(file: Path, *lines: object) -> Path:
    told = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    file.write_text("\n".join(told) + "\n", "utf-8")
    return file


def test_answers_come_in_the_order_of_the_file_and_blank_lines_are_passed_over(file: Path) -> None:
    found = read_labelled(written(file, GOOD, "", "  ", {**GOOD, "id": "a2"}))
    assert [answer.id for answer in found] == ["a1", "a2"]
    assert found[0].labels["moon"] == Label(label=Verdict.COVERED, evidence="moon pulls")
    assert found[0].labels["bulges"].evidence is None


def test_what_unicode_calls_a_line_may_stand_within_an_answer(file: Path) -> None:
    answer = "One\u2028two\x85three\u2029four"
    (found,) = read_labelled(written(file, {**GOOD, "answer": answer}))
    assert found.answer == answer


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(file: Path) -> None:
    line = json.dumps(GOOD).encode()
    file.write_bytes(b"\xef\xbb\xbf" + line + b"\r\n" + line + b"\r\n")
    assert len(read_labelled(file)) == 2


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "the line: Invalid JSON"),
        ("[]", "the line: "),
        ({**GOOD, "labels": {"moon": {"label": "right"}}}, "labels.moon.label: "),
        ({**GOOD, "answer": 7}, "answer: "),
        ({key: value for key, value in GOOD.items() if key != "category"}, "category: Field required"),
        ('{"id": "\\ud800"}', "the line: Invalid JSON"),
    ],
)
def test_an_error_names_file_line_and_place(file: Path, line: object, told: str) -> None:
    with pytest.raises(VivaError) as caught:
        read_labelled(written(file, GOOD, "", line))
    assert str(caught.value).startswith(f"{file}:3: {told}")


def test_an_empty_file_is_told(file: Path) -> None:
    with pytest.raises(VivaError, match="holds no labelled answers"):
        read_labelled(written(file, "", " "))


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(VivaError, match="cannot be read"):
        read_labelled(tmp_path / "gone.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"id": "\xe9"}')
    with pytest.raises(VivaError, match="cannot be read"):
        read_labelled(tmp_path / "latin.jsonl")
