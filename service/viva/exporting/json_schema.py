"""The JSON Schema of a record, as it is published in docs/ and put into each archive."""

from __future__ import annotations

import json

from viva.exporting.schema import RecordFile


def record_json_schema() -> str:
    """The schema as it lies in docs/record.schema.json."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "record.schema.json",
        **RecordFile.model_json_schema(),
        "title": "A record of Viva",
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
