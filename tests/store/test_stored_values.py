"""What was stored comes back as it was, whatever it was."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from viva.errors import VivaError
from viva.grading import Verdict
from viva.store.tables import Attempt, EvidenceRow, GradeRow, Interview, KeyPointRow
from viva.store.types import NaiveDatetime
from viva.store.unit_of_work import Store

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
# The database is the same for every example: each stores something of its own in it.
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text("\x00\x1aZ0a\\%'")
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=ZONES)


@pytest.fixture
def round_trip(store: Store) -> Callable[[Interview], Interview]:
    def through(made: Interview) -> Interview:
        with store.unit_of_work(write=True) as work:
            work.interviews.add(made)
        with store.unit_of_work() as work:
            found = work.interviews.get(made.id)
        assert found is not None and found is not made
        return found

    return through


@FEW
@given(TEXTS)
@example("a\x00b\x1a0\x1aZ\x1a")
@example("\u2028 \ufffe \U0001f600 e\u0301 \r\n\r\t ")
@example("x" * 100_000)
def test_any_text(round_trip: Callable[[Interview], Interview], text: str) -> None:
    assert round_trip(Interview(title=text, created_at=NOON)).title == text


@FEW
@given(MOMENTS)
def test_any_moment_comes_back_in_utc(round_trip: Callable[[Interview], Interview], moment: datetime) -> None:
    found = round_trip(Interview(title="", created_at=moment)).created_at
    assert found == moment
    assert found.utcoffset() == timedelta(0)


@pytest.mark.parametrize("field", ["created_at", "finished_at", "deleted_at"])
def test_a_datetime_without_a_zone_is_refused(store: Store, field: str) -> None:
    times = {"created_at": NOON, field: datetime(2025, 3, 1, 12)}
    with pytest.raises(NaiveDatetime, match="no time zone"), store.unit_of_work(write=True) as work:
        work.interviews.add(Interview(title="", **times))


def test_half_a_character_is_refused_with_its_place(store: Store) -> None:
    with pytest.raises(VivaError, match=r"U\+D83D at position 3"), store.unit_of_work(write=True) as work:
        work.interviews.add(Interview(title="abc\ud83d", created_at=NOON))


def test_an_id_that_no_row_can_have_finds_none(store: Store) -> None:
    with store.unit_of_work() as work:
        assert work.interviews.get("\x00") is None
        assert work.attempts.get("'; DROP TABLE attempts; --" * 10) is None


def test_a_verdict_is_stored_as_its_word(
    store: Store,
    interview: Callable[..., Interview],
    attempt: Callable[..., Attempt],
    grade: Callable[..., GradeRow],
) -> None:
    made, graded = interview(), grade()
    graded.points[0].verdict = Verdict.PARTIAL
    made.questions[0].attempts.append(attempt(0, graded))
    with store.unit_of_work(write=True) as work:
        work.interviews.add(made)
    with store.unit_of_work() as work:
        found = work.grades.latest(made.questions[0].attempts[0].id)
    assert found is not None and type(found.points[0].verdict) is str
    assert found.points[0].verdict == "partial"


def broken(points: list[KeyPointRow] | None = None, **values: object) -> GradeRow:
    sound = {
        "status": "graded",
        "coverage": 0.5,
        "rubric_version": "sha256:" + "0" * 64,
        "grader_version": "g",
    }
    return GradeRow(**{**sound, "graded_at": NOON, "points": points or [], **values})


def point(**values: object) -> KeyPointRow:
    return KeyPointRow(
        **{"key_point_id": "a", "verdict": "covered", "confidence": 0.5, "unsure": False, **values}
    )


def untrue() -> dict[str, GradeRow]:
    return {
        "unknown status": broken(status="perhaps"),
        "graded without a coverage": broken(coverage=None),
        "more than everything": broken(coverage=1.01),
        "less than nothing": broken(coverage=-0.01),
        "not a number": broken(coverage=float("nan")),
        "graded with a reason why not": broken(reason="No model."),
        "not graded, for no reason": broken(status="not_graded", coverage=None),
        "a zero that was not earned": broken(status="not_graded", coverage=0.0, reason="No model."),
        "unknown rubric version": broken(rubric_version="sha256:unknown"),
        "unknown verdict": broken([point(verdict="maybe")]),
        "more than certain": broken([point(confidence=1.5)]),
        "empty evidence": broken([point(evidence=[EvidenceRow(start=4, end=4)])]),
        "evidence before the answer": broken([point(evidence=[EvidenceRow(start=-1, end=4)])]),
        "nearest place without an end": broken([point(nearest_start=1)]),
        "nearest place without a start": broken([point(nearest_end=1)]),
        "empty nearest place": broken([point(nearest_start=1, nearest_end=1)]),
    }


def test_what_cannot_be_true_is_refused(
    store: Store,
    interview: Callable[..., Interview],
    attempt: Callable[..., Attempt],
    subtests: pytest.Subtests,
) -> None:
    made = interview()
    made.questions[0].attempts = [answered := attempt()]
    with store.unit_of_work(write=True) as work:
        work.interviews.add(made)
        sound = broken([point(nearest_start=0, nearest_end=1)])
        sound.attempt_id = answered.id
        work.grades.add(sound)
    for what, grade in untrue().items():
        grade.attempt_id = answered.id
        with subtests.test(what), pytest.raises(IntegrityError), store.unit_of_work(write=True) as work:
            work.grades.add(grade)
