"""Progress: the days of practice, how topics and points stand, what to work on, and before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice

from viva.interview.comparing import Comparison
from viva.interview.drills import LONGEST_DRILL
from viva.interview.over_time import Moment
from viva.interview.progress import STRIP, Days, Missed, PointProgress, Report, Span, TopicProgress
from viva.language import gettext as _
from viva.rubric import Rubric
from viva.views.charts import Chart, Line, chart
from viva.views.contexts.basics import percent
from viva.views.contexts.comparison import ComparisonView, comparison_view
from viva.views.telling import day, short_day

WEEK = 7


@dataclass(frozen=True)
class WeekView:
    """Up to seven days in a row, the first of them by its date: how many answers each of them had."""

    begins: date
    answers: tuple[int, ...]


@dataclass(frozen=True)
class DaysView:
    """The days of practice since they began, at most four weeks.

    `of` is the number of days that are looked at; None where practice began later than that. `answers` lists those
    that had any, the latest first.
    """

    weeks: tuple[WeekView, ...]
    practised: int
    of: int | None
    ever: int
    first: date | None
    answers: tuple[tuple[date, int], ...]


@dataclass(frozen=True)
class Standing:
    """Coverage and retention in percent today, and the coverage when the span began; None where there is none."""

    coverage: int | None
    retention: int | None
    before: int | None
    since: date | None


@dataclass(frozen=True)
class TopicLine:
    """A topic in the list; `course` is its coverage over the span, if it can be drawn."""

    name: str
    standing: Standing
    course: Line | None
    said: int
    points: int
    asked: int
    questions: int
    due: int
    last: datetime


@dataclass(frozen=True)
class ReviewView:
    """What an attempt did with a key point, and where to read it."""

    verdict: str
    when: datetime
    interview_id: str
    position: int


@dataclass(frozen=True)
class PointLine:
    """A key point of a topic: its reviews in the span, oldest first, and its retention in percent."""

    aim: str
    statement: str
    reviews: tuple[ReviewView, ...]
    retention: int | None
    due: bool


@dataclass(frozen=True)
class QuestionPoints:
    """A question of a topic with its key points that came up."""

    id: str
    question: str
    points: tuple[PointLine, ...]


@dataclass(frozen=True)
class WeakView:
    """A point to work on: when it was last missed and with which words; `said_since` where it was covered later."""

    aim: str
    statement: str
    question: str
    question_id: str
    verdict: str
    unsure: bool
    missed: ReviewView
    misses: int
    reviews: int
    said_since: bool
    words: tuple[str, ...]
    nearest: str | None


@dataclass(frozen=True)
class ProgressPage:
    """How practice has gone. `topics` and `questions` are what can be chosen to look at."""

    topics: tuple[str, ...]
    topic: str | None
    span: str
    days: DaysView
    standing: Standing
    chart: Chart | None
    said: int
    points: int
    due: int
    weak: tuple[WeakView, ...]
    lines: tuple[TopicLine, ...]
    listed: tuple[QuestionPoints, ...]
    questions: tuple[tuple[str, str], ...]
    question_id: str | None
    comparison: ComparisonView | None

    @property
    def due_aims(self) -> tuple[str, ...]:
        """What is due of the chosen topic, as far as one drill takes it."""
        due = (point.aim for question in self.listed for point in question.points if point.due)
        return tuple(islice(due, LONGEST_DRILL))


def progress_page(
    report: Report,
    missed: Sequence[Missed],
    again: Sequence[Rubric],
    comparison: Comparison | None,
    *,
    topics: Sequence[str],
    topic: str | None,
    span: Span,
    question: Rubric | None,
) -> ProgressPage:
    """The page of a report.

    Args:
        report: what the record tells.
        missed: its weakest points, with the words that were said of them.
        again: the questions that can be compared over time.
        comparison: two attempts at `question`; None where there are no two.
        topics: what there is to choose.
        topic: the one that is chosen.
        span: how far back the report looks.
        question: the one whose attempts are compared.
    """
    return ProgressPage(
        topics=tuple(topics),
        topic=topic,
        span=span.value,
        days=_days(report.days),
        standing=_standing(report.moments),
        chart=_chart(report.moments),
        said=report.said,
        points=report.points,
        due=report.due,
        weak=tuple(_weak(point) for point in missed),
        lines=tuple(_topic(line) for line in report.topics),
        listed=_listed(report.listed),
        questions=tuple((rubric.id, rubric.question) for rubric in again),
        question_id=question.id if question else None,
        comparison=comparison_view(comparison, question) if comparison and question else None,
    )


def _days(days: Days) -> DaysView:
    first = days.first or days.strip[-1][0]
    shown = [(on, answers) for on, answers in days.strip if on >= first]
    weeks = [shown[at : at + WEEK] for at in range(0, len(shown), WEEK)]
    return DaysView(
        weeks=tuple(WeekView(week[0][0], tuple(answers for __, answers in week)) for week in weeks),
        practised=days.practised,
        of=STRIP if len(shown) == STRIP else None,
        ever=days.ever,
        first=days.first,
        answers=tuple((on, answers) for on, answers in reversed(days.strip) if answers),
    )


def _standing(moments: Sequence[Moment]) -> Standing:
    known = [m for m in moments if m.coverage is not None]
    if not known:
        return Standing(None, None, None, None)
    first, last = known[0], known[-1]
    before = None if first is last else percent(first.coverage)
    return Standing(
        percent(last.coverage), percent(last.retention), before, first.day if before is not None else None
    )


def _chart(moments: Sequence[Moment]) -> Chart | None:
    return chart(
        _("Day"),
        [day(m.day) for m in moments],
        [
            (_("Coverage"), [percent(m.coverage) for m in moments]),
            (_("Retention"), [percent(m.retention) for m in moments]),
        ],
        [short_day(m.day) for m in moments],
    )


def _topic(line: TopicProgress) -> TopicLine:
    values = [percent(m.coverage) for m in line.moments]
    drawn = chart("", [""] * len(values), [("", values)])
    return TopicLine(
        name=line.topic,
        standing=_standing(line.moments),
        course=drawn.lines[0] if drawn else None,
        said=line.said,
        points=line.points,
        asked=line.asked,
        questions=line.questions,
        due=line.due,
        last=line.last,
    )


def _listed(points: Sequence[PointProgress]) -> tuple[QuestionPoints, ...]:
    groups = groupby(points, key=lambda point: (point.state.question_id, point.state.question))
    return tuple(
        QuestionPoints(id, question, tuple(_point(point) for point in group))
        for (id, question), group in groups
    )


def _point(point: PointProgress) -> PointLine:
    state = point.state
    return PointLine(
        aim=f"{state.question_id}/{state.key_point_id}",
        statement=state.statement,
        reviews=tuple(ReviewView(r.verdict.value, r.when, r.interview_id, r.position) for r in point.reviews),
        retention=percent(point.retention),
        due=point.due,
    )


def _weak(found: Missed) -> WeakView:
    state, missed = found.point.state, found.point.missed
    return WeakView(
        aim=f"{state.question_id}/{state.key_point_id}",
        statement=state.statement,
        question=state.question,
        question_id=state.question_id,
        verdict=missed.verdict.value,
        unsure=missed.unsure,
        missed=ReviewView(missed.verdict.value, missed.when, missed.interview_id, missed.position),
        misses=found.point.misses,
        reviews=len(state.reviews),
        said_since=not state.weak,
        words=found.words,
        nearest=found.nearest,
    )
