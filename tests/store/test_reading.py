"""Looking into the record changes nothing, not even where there is none yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from viva.errors import VivaError
from viva.store.reading import answers_to
from viva.store.tables import Attempt, GradeRow, Interview
from viva.store.unit_of_work import Store


def test_the_answers_to_a_question_come_with_their_grades(
    store: Store,
    interview: Callable[..., Interview],
    attempt: Callable[..., Attempt],
    grade: Callable[..., GradeRow],
) -> None:
    made = interview()
    made.questions[0].attempts = [attempt(0, grade(0.25)), attempt(1)]
    with store.unit_of_work(write=True) as work:
        work.interviews.add(made)
    first, second = answers_to("ssr", store.engine.url)
    assert first.latest_graded is not None and first.latest_graded.points[0].evidence[0].end == 4
    assert second.latest_graded is None
    assert answers_to("joins", store.engine.url) == []


def test_where_there_is_no_database_there_are_no_answers_and_none_is_made(tmp_path: Path) -> None:
    assert answers_to("ssr", f"sqlite:///{tmp_path}/new/viva.db") == ()
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_this_vivas_schema_is_told_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "viva.db").touch()
    with pytest.raises(VivaError, match=r"viva\.db cannot be read .*start `viva serve` once"):
        answers_to("ssr", f"sqlite:///{tmp_path}/viva.db")


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "viva.db").write_text("Dear diary, " * 100)
    with pytest.raises(VivaError, match=r"viva\.db cannot be read"):
        answers_to("ssr", f"sqlite:///{tmp_path}/viva.db")


@pytest.mark.parametrize("url", ["nonsense", "mysql://me@here/viva"])
def test_a_url_that_names_no_database_is_told(url: str) -> None:
    with pytest.raises(VivaError, match="Give sqlite:///FILE"):
        answers_to("ssr", url)


def test_the_password_is_in_no_message() -> None:
    with pytest.raises(VivaError) as refused:
        answers_to("ssr", "postgresql://me:secret@127.0.0.1:1/viva")
    assert "secret" not in str(refused.value)
