"""The archive: what is in it, and that it describes itself truly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from pydantic import BaseModel

from exporting.parts import archive_of, document, members
from exporting.records import Rich
from viva.docs import ROOT
from viva.exporting import schema
from viva.exporting.json_schema import record_json_schema
from viva.rubric import RubricBank
from viva.store.tables import Base


def test_it_holds_the_record_the_rubrics_and_each_interview_to_read(record: Rich, bank: RubricBank) -> None:
    found = members(archive_of(record.has.store, bank, with_deleted=False))
    ids = {name: id[:8] for name, id in record.ids.items()}
    assert [name for name in found if name.endswith(f"-{ids['coach']}.md")] == [
        f"interviews/2026-03-01-physics-{ids['coach']}.md"
    ]
    assert f"interviews/2026-03-01-under-b-way-b-x-{ids['begun']}.md" in found
    assert not [name for name in found if ids["deleted"] in name]
    assert sum(name.endswith(".md") for name in found) == len(record.ids) - 1
    for id in ("bread", "soap", "tides"):
        assert found[f"rubrics/{id}.yaml"] == (bank.folder / f"{id}.yaml").read_bytes()
    assert found["record.schema.json"].decode() == record_json_schema()
    told = found["README.txt"].decode()
    assert "taken away on 2026-03-08: 10 interviews, without deleted ones." in told and "Left out" not in told


def test_broken_rubric_files_are_in_it_and_what_cannot_be_is_told(
    record: Rich, bank: RubricBank, tmp_path: Path
) -> None:
    (bank.folder / "broken.yaml").write_bytes(b"question: [")
    (bank.folder / "gone.yaml").symlink_to(tmp_path / "nowhere")
    (bank.folder / "large.yaml").write_bytes(b"#" * 1_000_001)
    (bank.folder / ".hidden.yaml").write_bytes(b"x")
    (bank.folder / "notes.txt").write_bytes(b"x")
    found = members(archive_of(record.has.store, bank))
    assert {name for name in found if name.startswith("rubrics/")} == {
        f"rubrics/{name}.yaml" for name in ("bread", "broken", "soap", "tides")
    }
    told = found["README.txt"].decode()
    assert "Left out of rubrics/: gone.yaml (No such file or directory); large.yaml (over 1 MB)" in told
    assert "11 interviews, deleted ones included" in told


def test_a_backup_says_of_what_is_deleted_that_it_is(record: Rich, archive: bytes) -> None:
    states = [interview["deleted_at"] is not None for interview in document(archive)["interviews"]]
    assert states.count(True) == 1


def test_the_record_is_as_its_published_schema_says(archive: bytes) -> None:
    published = json.loads((ROOT / "docs" / "record.schema.json").read_text("utf-8"))
    validator = jsonschema_rs.Draft202012Validator(published)
    validator.validate(document(archive))
    spoilt = document(archive)
    spoilt["interviews"][0]["colour"] = "red"
    assert not validator.is_valid(spoilt)


def test_the_example_in_the_documentation_is_a_record() -> None:
    page = (ROOT / "docs" / "exporting.md").read_text("utf-8")
    example = json.loads(page.split("```json\n")[1].split("```")[0])
    assert schema.RecordFile.model_validate(example).interviews[0].questions[0].attempts


NOT_TAKEN = {
    "attempts": {"submission"},  # the token of a form, which names a row of this database
}
"""Columns that stay behind; ids of rows and their places among others are told by the order."""
_BY_ORDER = {
    "id",
    "position",
    "interview_id",
    "planned_question_id",
    "attempt_id",
    "grade_id",
    "key_point_row_id",
}
_NAMED_OTHERWISE = {
    "key_points": {"key_point_id": "id", "nearest_start": "nearest", "nearest_end": "nearest"},
    "disputes": {"key_point_id": "key_point", "turn": "words", "start": "words", "end": "words"},
}
_PARTS: dict[str, type[BaseModel]] = {
    "interviews": schema.InterviewData,
    "planned_questions": schema.QuestionData,
    "attempts": schema.AttemptData,
    "grades": schema.GradeData,
    "key_points": schema.KeyPointData,
    "evidence": schema.SpanData,
    "hints": schema.HintData,
    "drafts": schema.DraftData,
    "disputes": schema.DisputeData,
    "rubric_versions": schema.RubricVersionData,
}


@pytest.mark.parametrize("table", Base.metadata.tables)
def test_no_table_and_no_column_of_the_record_is_forgotten(table: str) -> None:
    fields = set(_PARTS[table].model_fields)
    for column in Base.metadata.tables[table].columns:
        name = _NAMED_OTHERWISE.get(table, {}).get(column.name, column.name)
        assert name in fields | _BY_ORDER | NOT_TAKEN.get(table, set()), column


def test_every_value_of_the_rich_record_is_told_apart(archive: bytes) -> None:
    """Whatever a field can hold besides its default occurs, or the round trip would prove nothing for it."""
    seen: dict[tuple[str, str], set[str]] = {}

    def look(kind: type[BaseModel], value: dict[str, Any]) -> None:
        for name, found in value.items():
            seen.setdefault((kind.__name__, name), set()).add(json.dumps(found))

    for interview in document(archive)["interviews"]:
        look(schema.InterviewData, interview)
        for question in interview["questions"]:
            look(schema.QuestionData, question)
            for attempt in question["attempts"]:
                look(schema.AttemptData, attempt)
                for dispute in attempt["disputes"]:
                    look(schema.DisputeData, dispute)
    alike = {key for key, values in seen.items() if len(values) < 2}
    assert alike <= {("DisputeData", "made_at")}, alike
