"""One interview as Markdown, to read in any editor: what was said, and how it was read."""

from __future__ import annotations

from collections.abc import Iterator

from viva.exporting.markdown_text import inline, quoted, quoted_text
from viva.exporting.told import Own, Quote, Told, ToldAttempt, ToldPoint, ToldQuestion, ToldTurn
from viva.exporting.wording import MODES, VERDICTS, clock, moment, nth_answer, percent
from viva.grading import Verdict
from viva.language import gettext as _
from viva.language import ngettext


def as_markdown(interview: Told) -> str:
    """The interview as a Markdown document, in the language in use."""
    return "\n".join(_document(interview)).rstrip("\n") + "\n"


def _document(interview: Told) -> Iterator[str]:
    yield from (f"# {inline(interview.title)}", "")
    yield f"- {_('Begun: %(moment)s', moment=moment(interview.created_at))}"
    if interview.finished_at:
        yield f"- {_('Finished: %(moment)s', moment=moment(interview.finished_at))}"
    yield f"- {_(MODES[interview.mode])}"
    if interview.seconds_each:
        yield f"- {_('Time for each answer: %(time)s', time=clock(interview.seconds_each))}"
    if interview.coverage is not None:
        share = percent(interview.coverage)
        yield f"- {_('Coverage, the mean of what is graded: %(share)s', share=share)}"
    if interview.to_come:
        left = interview.to_come
        yield f"- {ngettext('%(num)s question is to come', '%(num)s questions are to come', left)}"
    yield ""
    for question in interview.questions:
        yield from _question(question)


def _question(question: ToldQuestion) -> Iterator[str]:
    yield from (f"## {question.position}. {inline(question.question)}", "")
    yield from (_("Topic: %(topic)s", topic=inline(question.topic)), "")
    if question.main_question:
        yield from (_("Belongs to: %(question)s", question=inline(question.main_question)), "")
    if question.state == "skipped":
        yield from (_("Skipped."), "")
    elif question.state == "open":
        yield from (_("Not answered."), "")
    for attempt in question.attempts:
        yield from _attempt(attempt)
    if question.draft:
        yield from (f"### {_('Typed and not sent')}", "", quoted_text(question.draft), "")
    if question.model_answer:
        yield from (f"### {_('Model answer')}", "", quoted_text(question.model_answer), "")


def _attempt(attempt: ToldAttempt) -> Iterator[str]:
    yield from (f"### {_('Attempt %(number)s', number=attempt.number)}", "")
    told = [moment(attempt.submitted_at)]
    if attempt.hints:
        told.append(ngettext("with %(num)s hint", "with %(num)s hints", attempt.hints))
    if attempt.pace and attempt.pace.a_minute:
        told.append(_("%(count)s words a minute", count=attempt.pace.a_minute))
    yield from (", ".join(told), "")
    for turn in attempt.turns:
        yield from _turn(turn, alone=len(attempt.turns) == 1)
    if attempt.asks:
        yield from (f"**{_('The interviewer')}:** {inline(attempt.asks)}", "")
    if attempt.points:
        yield from _points(attempt)
    elif attempt.not_graded:
        yield from (_("Not graded: %(reason)s", reason=inline(attempt.not_graded)), "")
    elif attempt.waiting:
        yield from (_("Not read yet."), "")
    elif attempt.held_back:
        yield from (_("How it was read is not shown yet: the interview goes on."), "")


def _turn(turn: ToldTurn, *, alone: bool) -> Iterator[str]:
    if turn.follow_up:
        yield from (f"**{_('The interviewer')}:** {inline(turn.follow_up)}", "")
    which = [] if alone else [nth_answer(turn.number)]
    took = [] if turn.seconds is None else [clock(turn.seconds)]
    yield from (", ".join([f"**{_('You')}**", *which, *took]) + ":", "")
    yield from (quoted(turn.pieces) or f"> *{_('no words')}*", "")
    if turn.not_graded and turn.number > 1:
        yield from (_("Not graded: %(reason)s", reason=inline(turn.not_graded)), "")


def _points(attempt: ToldAttempt) -> Iterator[str]:
    said = sum(point.verdict is Verdict.COVERED for point in attempt.points)
    heading = _("Key points: %(said)s of %(total)s said", said=said, total=len(attempt.points))
    yield from (f"#### {heading}", "")
    for point in attempt.points:
        yield from _point(point, alone=len(attempt.turns) == 1)
    yield ""
    share, own = percent(attempt.graded or 0), percent(attempt.coverage or 0)
    if any(point.own for point in attempt.points):
        yield _("Coverage: %(share)s; with your own verdicts %(own)s", share=share, own=own)
    else:
        yield _("Coverage: %(share)s", share=share)
    yield from ("", f"`{attempt.rubric_version}` · `{attempt.grader_version}`", "")


def _point(point: ToldPoint, *, alone: bool) -> Iterator[str]:
    word = _(VERDICTS[point.verdict])
    sure = _("%(share)s sure", share=percent(point.confidence))
    unsure = f", {_('unsure')}" if point.unsure else ""
    yield f"{point.number}. **{word}**{unsure} ({sure}): {inline(point.statement)}"
    indent = " " * (len(str(point.number)) + 2)
    for quote in point.quotes:
        yield f"{indent}- {_quoted(quote, alone)}"
    if point.verdict is Verdict.MISSING and point.nearest:
        yield f"{indent}- {_('Nearest: “%(words)s”', words=inline(point.nearest))}"
    if point.own:
        yield f"{indent}- {_own(point.own, alone)}"


def _own(own: Own, alone: bool) -> str:
    if not own.said:
        return _("Your verdict: you did not say it.")
    told = _("Your verdict: you did say it.")
    return f"{told} {_quoted(own.words, alone)}" if own.words else told


def _quoted(quote: Quote, alone: bool) -> str:
    words = f"“{inline(quote.text)}”"
    return words if alone else f"{words} ({nth_answer(quote.turn)})"
