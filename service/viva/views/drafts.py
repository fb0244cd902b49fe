"""Where the script of the answer's form sends what was typed, with each pause in typing."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import JSONResponse, Response

from viva.views.shared import Has

router = APIRouter(include_in_schema=False)

_A_YEAR = 365 * 24 * 3600


@router.put("/interviews/{id}/questions/{position}/draft")
def keep_draft(
    id: str,
    position: int,
    has: Has,
    number: Annotated[int, Form(ge=1, le=100_000)],
    text: Annotated[str, Form()] = "",
    to_follow_up: Annotated[bool, Form()] = False,
    base: Annotated[int, Form(ge=0, le=2**31 - 1)] = 0,
    aside: Annotated[bool, Form()] = False,
    ago: Annotated[float, Form(ge=0, le=_A_YEAR)] = 0,
) -> Response:
    """Keep a draft; `ago` is how many seconds ago it was typed.

    204 with its revision as the ETag, or without one where that answer has come already. Where other versions of it are
    kept, 200 with them: then the revision is null if the draft that was sent is itself but another version.
    """
    text = text.replace("\r\n", "\n")
    typed = timedelta(seconds=ago)
    draft = has.drafts.keep(
        id, position, number, text, to_follow_up=to_follow_up, base=base, aside=aside, ago=typed
    )
    if draft is None:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    stands = draft.text == text
    if stands and not draft.others:
        return Response(status_code=HTTPStatus.NO_CONTENT, headers={"ETag": f'"{draft.revision}"'})
    others = [other for other in (*draft.others, draft.text) if other != text]
    return JSONResponse({"revision": draft.revision if stands else None, "others": others})
