"""What the interviewer of a mock interview says between the questions: something short that tells nothing.

It depends on how much has been said so far and on nothing else, least of all on how an answer was read.
"""

from __future__ import annotations

from viva.interview.record import InterviewRecord, QuestionRecord
from viva.language import gettext as _


def acknowledgement(interview: InterviewRecord, question: QuestionRecord) -> str | None:
    """What is said before a question or a follow-up is asked; None where there is nothing to say."""
    if not interview.until_the_end:
        return None
    if question.latest is not None:
        return _leading_on(interview)
    before = [q for q in interview.questions if q.position < question.position]
    if not before:
        return _("Let us begin.")
    if before[-1].state == "skipped":
        return _("All right, we leave that one. The next question:")
    return _received(interview) if before[-1].attempts else None


def _received(interview: InterviewRecord) -> str:
    return _turned(
        interview,
        (
            _("Thank you. The next question:"),
            _("I see, thank you. Let us go on."),
            _("All right. On to something else."),
        ),
    )


def _leading_on(interview: InterviewRecord) -> str:
    return _turned(
        interview,
        (
            _("Thank you. Let us stay with that for a moment."),
            _("All right. One more question on that."),
        ),
    )


def _turned(interview: InterviewRecord, sayings: tuple[str, ...]) -> str:
    """The next of these sayings: one after the other, with every answer."""
    answers = sum(1 + len(a.follow_ups) for q in interview.questions for a in q.attempts)
    return sayings[(answers - 1) % len(sayings)]
