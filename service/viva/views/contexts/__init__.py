"""What each page shows: one typed context a page, and no template reaches past it."""

from viva.views.contexts.bank import QuestionLine, QuestionsPage, RubricPage
from viva.views.contexts.basics import BrokenView, ErrorPage, percent
from viva.views.contexts.feedback import (
    WORDS,
    AttemptView,
    Feedback,
    PointView,
    Quote,
    TurnView,
    attempt_view,
    explained,
)
from viva.views.contexts.question import FollowUpView, QuestionPage, Step, Typed, next_open, question_page
from viva.views.contexts.record import (
    AttemptLine,
    InterviewLine,
    PointOverTime,
    QuestionHistoryPage,
    RecordPage,
    attempt_line,
    interview_line,
    points_over_time,
)
from viva.views.contexts.start import StartPage, TopicChoice
from viva.views.contexts.summary import SummaryLine, SummaryPage, summary_page

__all__ = [
    "WORDS",
    "AttemptLine",
    "AttemptView",
    "BrokenView",
    "ErrorPage",
    "Feedback",
    "FollowUpView",
    "InterviewLine",
    "PointOverTime",
    "PointView",
    "QuestionHistoryPage",
    "QuestionLine",
    "QuestionPage",
    "QuestionsPage",
    "Quote",
    "RecordPage",
    "RubricPage",
    "StartPage",
    "Step",
    "SummaryLine",
    "SummaryPage",
    "TopicChoice",
    "TurnView",
    "Typed",
    "attempt_line",
    "attempt_view",
    "explained",
    "interview_line",
    "next_open",
    "percent",
    "points_over_time",
    "question_page",
    "summary_page",
]
