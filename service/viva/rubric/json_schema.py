"""The JSON Schema that lets an editor complete and check rubric files.

`python -m viva.rubric.json_schema > rubrics/rubric.schema.json` writes the one that ships.
"""

import json

from viva.rubric.schema import RubricFile


def rubric_json_schema() -> str:
    """The schema of a rubric file, as JSON text."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "rubric.schema.json",
        **RubricFile.model_json_schema(),
        "title": "Viva rubric",
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(rubric_json_schema(), end="")
