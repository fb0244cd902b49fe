"""All reading and writing of the record; no SQL lives elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, selectinload

from viva.store.tables import Attempt, GradeRow, Interview, KeyPointRow, PlannedQuestion, RubricVersion


class InterviewRepository:
    """Interviews with all that belongs to them: questions, attempts, grades, key points and evidence."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, interview: Interview) -> None:
        """Keeps a new interview with its questions; its rubric versions are kept already."""
        _add(self._session, interview)

    def get(self, id: str, include_deleted: bool = False) -> Interview | None:
        """The interview of that id; a deleted one only when asked for."""
        query = _whole_interviews().where(Interview.id == id)
        return self._session.scalar(query if include_deleted else query.where(_present()))

    def list(
        self,
        topic: str | None = None,
        question_id: str | None = None,
        limit: int | None = None,
        before: str | None = None,
    ) -> Sequence[Interview]:
        """Interviews, newest first, without the deleted ones.

        `topic` and `question_id` keep those that planned such a question. `before` is the id of the last
        interview of the page before this one; an id that is unknown gives an empty page.
        """
        query = _newest_first(_whole_interviews().where(*_chosen(topic, question_id)))
        if before is not None:
            query = query.where(_older_than(before))
        return self._session.scalars(query.limit(limit)).all()

    def count(self, topic: str | None = None, question_id: str | None = None) -> int:
        """How many interviews `list` would give in all."""
        query = select(func.count()).select_from(Interview).where(*_chosen(topic, question_id))
        return self._session.scalars(query).one()

    def unfinished(self) -> Sequence[Interview]:
        """Interviews to go on with, newest first."""
        query = _whole_interviews().where(_present(), Interview.finished_at.is_(None))
        return self._session.scalars(_newest_first(query)).all()

    def erase_deleted(self, before: datetime) -> None:
        """Takes the interviews deleted before that moment out of the record for good, with all that is theirs."""
        self._session.execute(delete(Interview).where(Interview.deleted_at < before))


class AttemptRepository:
    """Answers, with the planned question and the interview they belong to."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, attempt: Attempt) -> None:
        """Keeps a new attempt.

        Raises:
            IntegrityError: its submission token or its number is taken. In a unit of work for writing, ask
                `by_submission` first: nobody comes in between.
        """
        _add(self._session, attempt)

    def get(self, id: str) -> Attempt | None:
        """The attempt of that id."""
        return self._session.scalar(_whole_attempts().where(Attempt.id == id))

    def turns(self, id: str) -> Sequence[Attempt]:
        """The attempt of that id and the answers to its follow-ups, in order."""
        query = _whole_attempts().where(or_(Attempt.id == id, Attempt.follows == id))
        return self._session.scalars(query.order_by(Attempt.number)).all()

    def by_submission(self, token: str) -> Attempt | None:
        """The attempt that the form with this token made, if it was sent before."""
        return self._session.scalar(_whole_attempts().where(Attempt.submission == token))

    def awaiting_ids(self) -> Sequence[str]:
        """Ids of the attempts that wait for a grade, oldest first."""
        query = select(Attempt.id).where(Attempt.awaiting_grade).order_by(Attempt.submitted_at, Attempt.id)
        return self._session.scalars(query).all()


class GradeRepository:
    """Grades, with their key points and evidence."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, grade: GradeRow) -> None:
        """Keeps a new grade with its key points; the ones before it stay. Its rubric version is kept already."""
        _add(self._session, grade)

    def latest(self, attempt_id: str) -> GradeRow | None:
        """The newest grade of an attempt, be it graded or not."""
        query = (
            select(GradeRow).where(GradeRow.attempt_id == attempt_id).order_by(GradeRow.id.desc()).limit(1)
        )
        return self._session.scalar(
            query.options(selectinload(GradeRow.points).selectinload(KeyPointRow.evidence))
        )

    def history(self, question_id: str) -> Sequence[Attempt]:
        """All answers to a question and its follow-ups, oldest first, without those of deleted interviews.

        `latest_graded` of each is loaded, with its key points and evidence, and so are the question's hints.
        """
        question = Attempt.planned_question
        query = (
            _attempts_with_grades()
            .join(question)
            .join(PlannedQuestion.interview)
            .options(contains_eager(question).contains_eager(PlannedQuestion.interview))
            .options(contains_eager(question).selectinload(PlannedQuestion.hints))
            .where(PlannedQuestion.question_id == question_id, _present())
        )
        return self._session.scalars(query.order_by(Attempt.submitted_at, Attempt.id)).all()


class RubricVersionRepository:
    """The rubrics as they were when they were used."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, version: str, question_id: str, text: str, now: datetime) -> None:
        """Keeps a rubric version; one that is kept already stays as it is, whoever keeps it at the same time."""
        row = {"version": version, "question_id": question_id, "text": text, "stored_at": now}
        self._session.execute(self._insert().values(row).on_conflict_do_nothing())

    def get(self, version: str) -> RubricVersion | None:
        """The rubric version of that content hash."""
        return self._session.get(RubricVersion, version)

    def _insert(self) -> sqlite.Insert | postgresql.Insert:
        if self._session.get_bind().dialect.name == "sqlite":
            return sqlite.insert(RubricVersion)
        return postgresql.insert(RubricVersion)


# In what follows, each level that is loaded costs one query, however many rows there are.


def _whole_interviews() -> Select[Interview]:
    questions = selectinload(Interview.questions)
    points = (
        questions.selectinload(PlannedQuestion.attempts)
        .selectinload(Attempt.grades)
        .selectinload(GradeRow.points)
    )
    hints = questions.selectinload(PlannedQuestion.hints)
    return select(Interview).options(points.selectinload(KeyPointRow.evidence), hints)


def _attempts_with_grades() -> Select[Attempt]:
    points = selectinload(Attempt.grades).selectinload(GradeRow.points)
    return select(Attempt).options(points.selectinload(KeyPointRow.evidence))


def _whole_attempts() -> Select[Attempt]:
    parents = joinedload(Attempt.planned_question).joinedload(PlannedQuestion.interview)
    return _attempts_with_grades().options(parents)


def _add(session: Session, row: Interview | Attempt | GradeRow) -> None:
    # Sent at once: a row that breaks a rule is refused where it was added, and an id is known from here on.
    session.add(row)
    session.flush()


def _present() -> ColumnElement[bool]:
    return Interview.deleted_at.is_(None)


def _chosen(topic: str | None, question_id: str | None) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if topic is not None:
        wanted.append(PlannedQuestion.topic == topic)
    if question_id is not None:
        wanted.append(PlannedQuestion.question_id == question_id)
    return [_present(), Interview.questions.any(and_(*wanted))] if wanted else [_present()]


def _newest_first(query: Select[Interview]) -> Select[Interview]:
    return query.order_by(Interview.created_at.desc(), Interview.id.desc())


def _older_than(id: str) -> ColumnElement[bool]:
    # The id settles between interviews of the same moment, so that no page repeats or drops one.
    last = aliased(Interview)
    place = select(last.created_at, last.id).where(last.id == id).scalar_subquery()
    return tuple_(Interview.created_at, Interview.id) < place
