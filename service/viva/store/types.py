"""Column types that give back exactly what was stored, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, String
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeDecorator

from viva.errors import VivaError

# PostgreSQL stores no NUL. SUBSTITUTE leads its escape: so rare in text that what people write stays as it is.
_LEAD = "\x1a"
_ESCAPES = ((_LEAD, _LEAD + "Z"), ("\x00", _LEAD + "0"))


class UnstorableText(DontWrapMixin, VivaError):
    """A text holds half a character (a lone surrogate), which no database stores."""


class NaiveDatetime(DontWrapMixin, ValueError):
    """A datetime without a time zone: it names no moment."""


class ExactText(TypeDecorator[str]):
    """Text that comes back as it was given, NUL included.

    Raises `UnstorableText` for a lone surrogate.
    """

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as it is stored."""
        if value is None:
            return None
        _refuse_surrogates(value)
        # A StrEnum becomes the plain text that every driver knows.
        value = str(value)
        for plain, escaped in _ESCAPES:
            value = value.replace(plain, escaped)
        return value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as it was given."""
        if value is None:
            return None
        for plain, escaped in reversed(_ESCAPES):
            value = value.replace(escaped, plain)
        return value


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored and given back in UTC.

    Raises `NaiveDatetime` for a datetime without a time zone.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise NaiveDatetime(f"{value!r} has no time zone. Give one, such as datetime.now(UTC).")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC; SQLite keeps no zone, PostgreSQL answers in the zone of its connection."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _refuse_surrogates(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        half = f"U+{ord(text[error.start]):04X} at position {error.start}"
        raise UnstorableText(
            f"The text holds half a character ({half}), which cannot be stored. Take it out, and send the text again."
        ) from None
