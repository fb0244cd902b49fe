"""The API's reference as a page of our own: the usual viewers load scripts from elsewhere and need inline ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from viva.views.shared import Shows

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Operation:
    """One route: how it is called, what it takes and what it gives."""

    method: str
    path: str
    summary: str
    parameters: tuple[tuple[str, str, str], ...]
    """(name, where it goes, what it means)"""
    body: str | None
    answers: tuple[tuple[str, str], ...]
    """(status, what it means)"""


@dataclass(frozen=True)
class Field:
    """A field of a schema."""

    name: str
    kind: str
    required: bool
    description: str


@dataclass(frozen=True)
class ReferencePage:
    """The API as its OpenAPI document describes it."""

    operations: tuple[Operation, ...]
    schemas: tuple[tuple[str, str, tuple[Field, ...]], ...]
    """(name, description, fields)"""


@router.get("/api/v1/docs")
def docs(request: Request, shows: Shows) -> HTMLResponse:
    """The API, read from its own description."""
    return shows.render(request, "reference.html", reference_page(request.app.openapi()))


def reference_page(document: dict[str, Any]) -> ReferencePage:
    """The page's context from an OpenAPI document."""
    operations = [
        _operation(method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    schemas = [
        (name, schema.get("description", ""), tuple(_fields(schema)))
        for name, schema in sorted(document["components"]["schemas"].items())
    ]
    return ReferencePage(tuple(operations), tuple(schemas))


def _operation(method: str, path: str, operation: dict[str, Any]) -> Operation:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return Operation(
        method=method.upper(),
        path=path,
        summary=operation.get("description", operation.get("summary", "")),
        parameters=tuple(
            (p["name"], p["in"], p.get("description") or p["schema"].get("description", ""))
            for p in operation.get("parameters", [])
        ),
        body=_kind(body) if body else None,
        answers=tuple((status, answer["description"]) for status, answer in operation["responses"].items()),
    )


def _fields(schema: dict[str, Any]) -> list[Field]:
    required = set(schema.get("required", ()))
    return [
        Field(name, _kind(value), name in required, value.get("description", ""))
        for name, value in schema.get("properties", {}).items()
    ]


def _kind(schema: dict[str, Any]) -> str:
    """A schema in a few words: `string`, `list of EvidenceOut`, `number or null`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(_kind(option) for option in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("type", "anything"))
