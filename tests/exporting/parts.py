"""What the tests of exporting share: archives in memory, and files to bring in."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest

from viva.exporting.archive import write_archive
from viva.exporting.bringing import Outcome, bring_in
from viva.exporting.faults import LIMITS, ArchiveFault, Limits
from viva.exporting.sources import Source
from viva.rubric import RubricBank
from viva.store.unit_of_work import Store

NOW = datetime(2026, 3, 8, 12, 30, tzinfo=UTC)


def archive_of(store: Store, bank: RubricBank, *, with_deleted: bool = True) -> bytes:
    out = io.BytesIO()
    write_archive(out, store, bank, NOW, with_deleted=with_deleted)
    return out.getvalue()


def members(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def document(archive: bytes) -> dict[str, Any]:
    """The record in an archive, as JSON."""
    found: dict[str, Any] = json.loads(members(archive)["record.json"])
    return found


def packed(**files: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def brought(store: Store, content: bytes | dict[str, Any], name: str = "a.zip") -> Outcome:
    if isinstance(content, dict):
        content, name = json.dumps(content).encode(), "a.json"
    return bring_in(store, Source(io.BytesIO(content), name))


def refusal(
    store: Store, content: bytes | dict[str, Any], name: str = "a.zip", limits: Limits = LIMITS
) -> str:
    """What is told about a file that cannot be brought in; the record must stay as it was."""
    if isinstance(content, dict):
        content, name = json.dumps(content).encode(), "a.json"
    with pytest.raises(ArchiveFault) as caught:
        bring_in(store, Source(io.BytesIO(content), name, limits), limits)
    with store.snapshot() as work:
        assert not list(work.archive.interviews(True)) and not list(work.archive.rubric_versions(True))
    told = str(caught.value)
    assert told.startswith(name) and told.endswith(".")
    return told
