"""The forms at a key point: "I did say that", "I did not say that", and taking it back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from viva.interview.disputes import DisputeRefused
from viva.interview.quoting import find_words
from viva.interview.services import Services
from viva.language import gettext as _
from viva.views import contexts
from viva.views.asking import found, refused_stand
from viva.views.shared import Has, Shows, see_other

router = APIRouter(include_in_schema=False)

Short = Annotated[str, Form(max_length=200)]


@router.post("/interviews/{id}/questions/{position}/attempts/{attempt}/disputes")
def dispute(
    request: Request,
    id: str,
    position: int,
    attempt: str,
    has: Has,
    shows: Shows,
    key_point: Short = "",
    said: Annotated[bool, Form()] = False,
    choice: Short = "",
    words: Annotated[str, Form()] = "",
    near: Short = "",
) -> Response:
    """Keep what the person holds of a key point. Words that were copied go before a sentence that was chosen."""
    try:
        chosen = _words(has, id, position, attempt, choice, words, near) if said else None
        has.disputes.dispute(id, position, attempt, key_point, said, chosen)
    except DisputeRefused as error:
        refused = contexts.RefusedStand(attempt, key_point, said, choice, words, near, str(error))
        same_page = refused_stand(request, has, shows, id, position, refused)
        if same_page is None:
            raise
        return same_page
    return see_other(f"/interviews/{id}/questions/{position}")


@router.post("/interviews/{id}/questions/{position}/attempts/{attempt}/disputes/withdraw")
def withdraw(id: str, position: int, attempt: str, has: Has, key_point: Short = "") -> RedirectResponse:
    """Take it back: the grader's verdict counts again."""
    has.disputes.withdraw(id, position, attempt, key_point)
    return see_other(f"/interviews/{id}/questions/{position}")


def _words(
    has: Services, id: str, position: int, attempt_id: str, choice: str, words: str, near: str
) -> tuple[int, int, int] | None:
    """The words that were chosen, as (turn, start, end); None where none were."""
    _interview, question = found(has, id, position)
    answers = next((a.answers for a in question.attempts if a.id == attempt_id), ())
    if words.strip():
        place = find_words(answers, words, _pair(near))
        if place is None and answers:
            raise DisputeRefused(
                _(
                    "These words are not in your answer as they stand here. Copy them out of it, or choose a sentence."
                )
            )
        return place
    return _triple(choice)


def _pair(near: str) -> tuple[int, int] | None:
    match near.split(":"):
        case [turn, start] if _is_number(turn) and _is_number(start):
            return int(turn), int(start)
    return None


def _triple(choice: str) -> tuple[int, int, int] | None:
    match choice.split(":"):
        case [turn, start, end] if all(map(_is_number, (turn, start, end))):
            return int(turn), int(start), int(end)
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
