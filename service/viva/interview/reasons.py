"""Why a key point is due, in words."""

from __future__ import annotations

from viva.grading import Verdict
from viva.interview.course import Review
from viva.language import ngettext


def reason(last: Review, days: int, retrievability: float) -> str:
    """What became of a point at its last review, `days` ago, and how likely it is to be remembered by now."""
    percent = round(100 * retrievability)
    match last.verdict:
        case Verdict.CONTRADICTED:
            return ngettext(
                "said the wrong way round yesterday", "said the wrong way round %(num)s days ago", days
            )
        case Verdict.MISSING:
            return ngettext("missed yesterday", "missed %(num)s days ago", days)
        case Verdict.PARTIAL:
            return ngettext("half said yesterday", "half said %(num)s days ago", days)
    if last.helped:
        return ngettext(
            "said with help yesterday; by now about %(percent)s%% likely to be remembered",
            "said with help %(num)s days ago; by now about %(percent)s%% likely to be remembered",
            days,
            percent=percent,
        )
    return ngettext(
        "said well yesterday; by now about %(percent)s%% likely to be remembered",
        "said well %(num)s days ago; by now about %(percent)s%% likely to be remembered",
        days,
        percent=percent,
    )
