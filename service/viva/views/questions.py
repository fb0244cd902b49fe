"""Pages of the question bank."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from viva.views import contexts
from viva.views.shared import Has, Shows, broken_views

router = APIRouter(include_in_schema=False)


@router.get("/questions")
def questions_page(request: Request, has: Has, shows: Shows) -> HTMLResponse:
    """The bank by topic, and the files that must be put right."""
    by_topic: dict[str, list[contexts.QuestionLine]] = {}
    for rubric in has.bank.rubrics.values():
        line = contexts.QuestionLine(rubric.id, rubric.question, len(rubric.key_points))
        by_topic.setdefault(rubric.topic, []).append(line)
    page = contexts.QuestionsPage(
        folder=str(has.bank.folder),
        topics=tuple((topic, tuple(lines)) for topic, lines in sorted(by_topic.items())),
        broken=broken_views(has.bank),
    )
    return shows.render(request, "questions.html", page)


@router.get("/questions/{question_id}")
def rubric_page(request: Request, question_id: str, has: Has, shows: Shows) -> HTMLResponse:
    """One rubric as its file says it."""
    rubric = has.bank.get(question_id)
    return shows.render(request, "rubric.html", contexts.RubricPage(rubric, f"{rubric.id}.yaml"))
