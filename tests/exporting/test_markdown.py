"""One interview as Markdown: everything of it that its pages show, and nothing that they hold back."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from exporting.records import BACKWARDS, BULGES, MOON, ODD, Rich
from exporting.test_markdown_text import ODD as ANY_TEXT
from exporting.test_markdown_text import plain, said
from viva.exporting.markdown import as_markdown
from viva.exporting.told import Told, ToldAttempt, ToldQuestion, ToldTurn, told
from viva.interview.marking import marked
from viva.language import using

BEGUN = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def shown(record: Rich) -> dict[str, str]:
    """Each interview as Markdown."""
    names = {name: id for name, id in record.ids.items() if name != "deleted"}
    return {name: as_markdown(told(record.has.interviews.get(id))) for name, id in names.items()}


def test_everything_of_an_interview_is_told(shown: dict[str, str]) -> None:
    feedback = shown["feedback"]
    for part in (
        "# Baking, chemistry, physics\n",
        "- Feedback after each answer\n- Coverage, the mean of what is graded: 33%\n",
        "## 1. Why does bread rise?\n\nTopic: baking\n",
        "**You**, 0:41:\n\n> <mark>Yeast turns sugar into gas</mark><sup>1</sup>.\n",
        "#### Key points: 1 of 3 said\n",
        "1. **said** (99% sure): Yeast turns sugar into gas\n   - “Yeast turns sugar into gas”\n",
        "2. **not said** (99% sure): Gluten holds bubbles inside dough\n   - Nearest: “Yeast turns",
        "Coverage: 33%\n",
        "Not graded: The answer is not in English",
        "Skipped.\n",
        "### Typed and not sent\n\n> typed here \\<i>&#10;\n",
        "### Model answer\n\n> Yeast turns sugar into gas. Gluten holds bubbles inside dough.\n",
    ):
        assert part in feedback, part
    coach = shown["coach"]
    assert "with 2 hints" in coach and "**You**, first answer, 0:30:\n\n> " + BACKWARDS in coach
    assert "**The interviewer:** You said “The moon does not pull water towards itself”." in coach
    assert f"“{MOON[:-1]}” (second answer)" in coach and f"“{BULGES[:-1]}” (third answer)" in coach


def test_a_persons_own_verdict_stands_beside_the_graders(shown: dict[str, str]) -> None:
    disputed = shown["disputed"]
    assert "1. **not said** (99% sure): The moon pulls water towards itself" in disputed
    assert "   - Your verdict: you did say it. “It pulls” (second answer)\n" in disputed
    assert "   - Your verdict: you did not say it.\n" in disputed
    assert "Coverage: 0%; with your own verdicts 33%" in disputed


def test_what_is_held_back_stays_so(shown: dict[str, str]) -> None:
    for name in ("asks", "amid"):
        assert "How it was read is not shown yet: the interview goes on." in shown[name]
        for word in ("Key points", "Coverage", "Model answer", "said**", "<mark>"):
            assert word not in shown[name]
    assert "- 1 question is to come\n" in shown["amid"] and "What makes the tides?" not in shown["amid"]
    assert "**The interviewer:** " in shown["asks"]
    assert "Not read yet." in shown["waiting"]


def test_a_mock_interview_tells_its_times_and_a_drill_its_question(shown: dict[str, str]) -> None:
    assert "- Mock interview\n- Time for each answer: 3:00\n" in shown["mock"]
    assert "Belongs to: What makes the tides?" in shown["drill"]


def test_it_speaks_the_language_in_use(record: Rich) -> None:
    interview = told(record.has.interviews.get(record.ids["feedback"]))
    with using("de"):
        assert "**gesagt**" in as_markdown(interview) or "**said**" not in as_markdown(interview)


def answers(markdown: str) -> list[str]:
    """The quotations of a document, each as text."""
    found: list[list[str]] = []
    for token in MarkdownIt().parse(markdown):
        if token.type == "blockquote_open":
            found.append([])
        elif token.type == "inline" and token.level == 2:
            found[-1].append(said(token))
    return ["\n\n".join(parts) for parts in found]


def test_odd_words_come_back_from_the_whole_document(shown: dict[str, str]) -> None:
    assert plain(ODD) in answers(shown["feedback"])


def interview(question: str, answer: str, reason: str) -> Told:
    turn = ToldTurn(1, None, marked(answer, []), 7, None)
    attempt = ToldAttempt(1, BEGUN, (turn,), None, None, 0, False, False, reason, None, None, (), None, None)
    asked = ToldQuestion(1, question, question, question, "answered", answer, (attempt,), answer)
    return Told("x", question, "feedback", None, BEGUN, None, None, (asked,), 0)


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT, ANY_TEXT.filter(str.strip), ANY_TEXT.filter(str.strip))
def test_whatever_was_said_the_document_keeps_its_shape(answer: str, question: str, reason: str) -> None:
    document = as_markdown(interview(question, answer, reason))
    tokens = MarkdownIt("js-default", {"html": False}).parse(document)
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    quoted = 3 if plain(answer) else 1
    titles = ["h1", "h2", "h3", "h3", "h3"] if plain(answer) else ["h1", "h2", "h3"]
    assert headings == titles
    assert len(re.findall("blockquote_open", " ".join(token.type for token in tokens))) == quoted
    if plain(answer):
        assert answers(document) == [plain(answer)] * 3
