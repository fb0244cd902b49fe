from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.exporting.names import file_name, slug

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Baking, physics", "viva-2026-03-01-baking-physics.md"),
        ("Ünder <b>way</b>", "viva-2026-03-01-under-b-way-b.md"),
        ("../../etc/passwd", "viva-2026-03-01-etc-passwd.md"),
        ("日本語", "viva-2026-03-01.md"),
        ('a"\r\nX: y', "viva-2026-03-01-a-x-y.md"),
    ],
)
def test_a_file_is_named_by_day_and_title(title: str, name: str) -> None:
    assert file_name(title, NOON, "md") == name


@given(st.text())
def test_any_title_makes_a_name_of_plain_letters(title: str) -> None:
    assert re.fullmatch(r"viva-2026-03-01(-[a-z0-9-]{1,48})?\.zip", file_name(title, NOON, "zip"))
    assert not slug(title).startswith("-") and not slug(title).endswith("-")
