"""Pages to look back and to revise by: progress over time, and a question's study card."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from viva.interview.comparing import compared
from viva.interview.progress import Span
from viva.interview.study_card import study_card
from viva.views import contexts
from viva.views.shared import Has, Shows

router = APIRouter(include_in_schema=False)


@router.get("/progress")
def progress_page(
    request: Request,
    has: Has,
    shows: Shows,
    topic: str = "",
    span: Span = Span.QUARTER,
    question: str = "",
    before: str = "",
    after: str = "",
) -> HTMLResponse:
    """How practice has gone: topics and points over time, what to work on, one question before and after."""
    report = has.progress.report(topic or None, span)
    again = [rubric for rubric in has.progress.answered_again() if topic in ("", rubric.topic)]
    chosen = has.bank.get(question) if question else has.progress.most_gained(again)
    comparison = compared(has.history.question(chosen.id), before, after) if chosen else None
    page = contexts.progress_page(
        report,
        has.progress.missed(report.weakest),
        again,
        comparison,
        topics=has.bank.topics(),
        topic=topic or None,
        span=span,
        question=chosen,
    )
    return shows.render(request, "progress.html", page)


@router.get("/questions/{question_id}/card")
def card_page(request: Request, question_id: str, has: Has, shows: Shows) -> HTMLResponse:
    """The study card of a question; of one that is gone from the bank, by the rubric it was last graded under."""
    placed = has.history.question(question_id)
    rubric = has.bank.rubrics.get(question_id)
    known = rubric or next(
        (p.attempt.rubric for p in reversed(placed) if p.attempt.rubric and not p.aimed_at), None
    )
    card = study_card(
        known or has.bank.get(question_id), placed
    )  # get raises, and names the closest question
    page = contexts.card_page(card, in_bank=rubric is not None, answered=bool(placed))
    return shows.render(request, "card.html", page)
