"""Editors get the same rules that the loader keeps."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from viva.rubric.json_schema import rubric_json_schema

SHIPPED = Path(__file__).parents[2] / "rubrics" / "rubric.schema.json"


def properties(schema: dict[str, object]) -> Iterator[tuple[str, dict[str, object]]]:
    for name, inner in schema.items():
        if isinstance(inner, dict):
            if name == "properties":
                yield from inner.items()
            yield from properties(inner)


def test_the_schema_that_ships_is_the_generated_one() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == rubric_json_schema()


def test_running_the_module_prints_it() -> None:
    command = [sys.executable, "-m", "viva.rubric.json_schema"]
    ran = subprocess.run(command, capture_output=True, check=True, env={"PYTHONPATH": ":".join(sys.path)})
    assert ran.stdout.decode("utf-8") == rubric_json_schema()


def test_it_says_what_it_is() -> None:
    schema = json.loads(rubric_json_schema())
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "rubric.schema.json"
    assert schema["title"] == "Viva rubric"
    assert rubric_json_schema().endswith("}\n")


def test_every_key_is_described() -> None:
    described = dict(properties(json.loads(rubric_json_schema())))
    assert {"question", "key_points", "point", "follow_up", "covered"} <= set(described)
    assert [name for name, field in described.items() if not field.get("description")] == []


def test_unknown_keys_are_refused_in_the_editor_too() -> None:
    schema = json.loads(rubric_json_schema())
    for part in (schema, *schema["$defs"].values()):
        assert part["additionalProperties"] is False


def test_what_a_rubric_must_say_is_required() -> None:
    schema = json.loads(rubric_json_schema())
    assert schema["required"] == ["question", "topic", "model_answer", "key_points"]
    assert schema["$defs"]["KeyPoint"]["required"] == ["id", "point"]
    assert schema["$defs"]["KeyPoint"]["properties"]["weight"]["exclusiveMinimum"] == 0
