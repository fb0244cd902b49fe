"""What each page shows: one typed context a page, and no template reaches past it."""

from viva.views.contexts.bank import QuestionLine, QuestionsPage, RubricPage
from viva.views.contexts.basics import BrokenView, ErrorPage, percent
from viva.views.contexts.card import CardPage, card_page
from viva.views.contexts.disagreeing import (
    Choice,
    Disagreeing,
    RefusedStand,
    StandView,
    TurnChoices,
    disagreeing,
)
from viva.views.contexts.disputes import DisputeLine, DisputesPage, disputes_page
from viva.views.contexts.due import DueQuestion, DueSection, due_section
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
from viva.views.contexts.progress import ProgressPage, progress_page
from viva.views.contexts.question import FollowUpView, QuestionPage, Step, Typed, next_open, question_page
from viva.views.contexts.record import (
    AttemptLine,
    InterviewLine,
    PointOverTime,
    QuestionHistoryPage,
    RecordPage,
    attempt_line,
    coverage_chart,
    interview_line,
    points_over_time,
)
from viva.views.contexts.start import Manner, StartPage, TopicChoice, last_manner
from viva.views.contexts.summary import SummaryLine, SummaryPage, summary_page
from viva.views.contexts.takeaway import BroughtIn, Takeaway, WholePage

__all__ = [
    "WORDS",
    "AttemptLine",
    "AttemptView",
    "BrokenView",
    "BroughtIn",
    "CardPage",
    "Choice",
    "Disagreeing",
    "DisputeLine",
    "DisputesPage",
    "DueQuestion",
    "DueSection",
    "ErrorPage",
    "Feedback",
    "FollowUpView",
    "InterviewLine",
    "Manner",
    "PointOverTime",
    "PointView",
    "ProgressPage",
    "QuestionHistoryPage",
    "QuestionLine",
    "QuestionPage",
    "QuestionsPage",
    "Quote",
    "RecordPage",
    "RefusedStand",
    "RubricPage",
    "StandView",
    "StartPage",
    "Step",
    "SummaryLine",
    "SummaryPage",
    "Takeaway",
    "TopicChoice",
    "TurnChoices",
    "TurnView",
    "Typed",
    "WholePage",
    "attempt_line",
    "attempt_view",
    "card_page",
    "coverage_chart",
    "disagreeing",
    "disputes_page",
    "due_section",
    "explained",
    "interview_line",
    "last_manner",
    "next_open",
    "percent",
    "points_over_time",
    "progress_page",
    "question_page",
    "summary_page",
]
