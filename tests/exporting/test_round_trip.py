"""What is taken away and brought into an empty record gives the same pages, compared as text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL
from starlette.testclient import TestClient

from exporting.conftest import filled, store_at
from exporting.parts import NOW, archive_of, brought, document
from exporting.records import Rich
from helpers import word_grader
from viva.app import create_app
from viva.interview.services import Services
from viva.rubric import RubricBank
from viva.store.unit_of_work import Store

_STARTS = ("/", "/record", "/progress", "/questions")
_HREF = re.compile(r'href="(/[^"#]*)')


def pages(store: Store, bank: RubricBank, deleted: str) -> dict[str, str]:
    """Every page that can be reached by links, and every file; the worker does not run, so nothing changes."""
    services = Services.over(store, bank, word_grader, lambda: NOW)
    client = TestClient(create_app(services), follow_redirects=False)
    found: dict[str, str] = {}
    waiting = [*_STARTS, f"/record?deleted={deleted}", "/api/v1/interviews"]
    while waiting:
        path = waiting.pop()
        if path in found or path.startswith("/static/") or path.endswith((".zip", ".apkg")):
            continue
        response = client.get(path)
        assert response.status_code in (200, 303), f"{path}: {response.status_code}"
        found[path] = response.headers.get("location") or response.text
        if response.headers.get("content-type", "").startswith("text/html"):
            waiting += [html.unescape(link) for link in _HREF.findall(response.text)]
    return found


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty record in a database of the kind that is asked for."""
    store = store_at(_url(request, request.param, tmp_path / "elsewhere.db"))
    yield store
    store.close()


def _url(request: pytest.FixtureRequest, kind: str, file: Path) -> URL:
    if kind == "sqlite":
        return URL.create("sqlite", database=str(file))
    url: URL = request.getfixturevalue("postgres_alone")
    return url


@pytest.mark.parametrize("elsewhere", ["sqlite", "postgresql"], indirect=True)
def test_an_archive_in_an_empty_record_gives_the_same_pages(
    record: Rich, bank: RubricBank, elsewhere: Store
) -> None:
    archive = archive_of(record.has.store, bank)
    assert brought(elsewhere, archive).added == len(record.ids)
    # Before the pages: an interview against the clock notes when it first shows a question.
    assert archive_of(elsewhere, bank) == archive
    _compare(
        pages(record.has.store, bank, record.ids["deleted"]), pages(elsewhere, bank, record.ids["deleted"])
    )


def test_from_postgresql_too(postgres_alone: URL, bank: RubricBank, fresh: Store) -> None:
    store = store_at(postgres_alone)
    record = filled(store, bank)
    archive = archive_of(store, bank)
    brought(fresh, archive)
    assert archive_of(fresh, bank) == archive
    _compare(pages(store, bank, record.ids["deleted"]), pages(fresh, bank, record.ids["deleted"]))
    store.close()


def _compare(before: dict[str, str], after: dict[str, str]) -> None:
    assert before.keys() == after.keys()
    for path, text in before.items():
        assert after[path] == text, path
    kinds = [re.sub(r"[0-9a-f]{32}", "ID", path) for path in before]
    for kind in ("/interviews/ID/questions/1", "/interviews/ID/summary", "/interviews/ID/print"):
        assert kinds.count(kind) >= 9
    for kind in ("/interviews/ID/export.md", "/interviews/ID/export.html", "/interviews/ID/export.json"):
        assert kinds.count(kind) >= 9
    assert {"/record/weak.csv", "/questions/bread/history"} <= before.keys()


def test_one_interview_taken_from_its_page_goes_into_another_record(
    record: Rich, bank: RubricBank, fresh: Store
) -> None:
    client = TestClient(create_app(record.has), follow_redirects=False)
    for name in ("coach", "disputed", "drill"):
        path = f"/interviews/{record.ids[name]}/export.json"
        content = client.get(path).content
        assert brought(fresh, content, "one.json").added == 1
        services = Services.over(fresh, bank, word_grader, lambda: NOW)
        again = TestClient(create_app(services)).get(path).json()
        assert again["interviews"] == json.loads(content)["interviews"]


def test_an_export_has_no_deleted_interviews_and_no_rubric_that_only_they_name(
    record: Rich, bank: RubricBank
) -> None:
    store = record.has.store
    with store.unit_of_work(write=True) as work:
        for name, id in record.ids.items():
            if name in ("feedback", "mock", "amid", "begun", "waiting", "drill"):
                row = work.interviews.get(id)
                assert row is not None
                row.deleted_at = NOW
    whole, part = document(archive_of(store, bank)), document(archive_of(store, bank, with_deleted=False))
    assert {i["id"] for i in part["interviews"]} == {
        record.ids[name] for name in ("coach", "asks", "shown", "disputed")
    }
    assert len(whole["interviews"]) == len(record.ids)
    assert {v["question_id"] for v in whole["rubric_versions"]} == {"bread", "soap", "tides"}
    assert {v["question_id"] for v in part["rubric_versions"]} == {"tides"}
