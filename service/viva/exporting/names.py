"""Names of files that every system takes."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

_LONGEST = 48


def file_name(title: str, when: datetime, ending: str) -> str:
    """A name of plain letters: viva-2026-03-01-baking-physics.md; the day is that of the machine's time zone."""
    named = slug(title)
    return f"viva-{when.astimezone():%Y-%m-%d}{'-' if named else ''}{named}.{ending}"


def slug(text: str) -> str:
    """Small plain letters, digits and hyphens, which may be none at all."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-")
