"""Moments, times and numbers as people of the language in use write them."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_skeleton, format_time
from babel.numbers import format_percent

from viva.language import gettext as _
from viva.language import locale, ngettext


def moment(when: datetime) -> str:
    """A moment in the machine's own time zone: 24 Nov 2026, 14:05."""
    local = when.astimezone()
    return f"{day(local)}, {format_time(local, 'short', locale=locale())}"


def day(when: date) -> str:
    """A day, as it is called where `when` is: 24 Nov 2026."""
    return format_skeleton("yMMMd", when, locale=locale())


def short_day(when: date) -> str:
    """A day of which the year is clear: 24 Nov."""
    return format_skeleton("MMMd", when, locale=locale())


def local_day(when: datetime) -> str:
    """The day of a moment in the machine's own time zone: 24 Nov 2026."""
    return day(when.astimezone())


def duration(seconds: int) -> str:
    """A time that something took: 41 seconds, 2 minutes, 3 min 20 s."""
    if seconds < 60:
        return ngettext("%(num)s second", "%(num)s seconds", seconds)
    if seconds % 60 == 0:
        return ngettext("%(num)s minute", "%(num)s minutes", seconds // 60)
    return _("%(minutes)s min %(seconds)s s", minutes=seconds // 60, seconds=seconds % 60)


def percent(hundredths: float) -> str:
    """A share that is given in percent: 56%."""
    return format_percent(hundredths / 100, locale=locale())
