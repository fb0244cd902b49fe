"""What files that are taken away call things, in the language in use."""

from __future__ import annotations

from datetime import datetime

from babel.numbers import format_percent

from viva.grading import Verdict
from viva.language import N_, locale
from viva.language import gettext as _

VERDICTS = {
    Verdict.COVERED: N_("said"),
    Verdict.PARTIAL: N_("half said"),
    Verdict.MISSING: N_("not said"),
    Verdict.CONTRADICTED: N_("said the opposite"),
}
MODES = {
    "feedback": N_("Feedback after each answer"),
    "coach": N_("Coach"),
    "mock": N_("Mock interview"),
    "drill": N_("Drill"),
}
_NTH = {1: N_("first answer"), 2: N_("second answer"), 3: N_("third answer")}


def moment(when: datetime) -> str:
    """A moment in the machine's own time zone, as files have it that may be read anywhere: 2026-03-01 10:05 +0100."""
    return f"{when.astimezone():%Y-%m-%d %H:%M %z}"


def clock(seconds: int) -> str:
    """A time that something took, in minutes and seconds: 0:41, 12:05."""
    return f"{seconds // 60}:{seconds % 60:02}"


def percent(share: float) -> str:
    """A share in whole percent: 56%."""
    return format_percent(round(share, 2), locale=locale())


def nth_answer(turn: int) -> str:
    """Which answer it is: the first to the question itself, the others to follow-ups."""
    return _(_NTH[turn]) if turn in _NTH else _("%(number)sth answer", number=turn)
