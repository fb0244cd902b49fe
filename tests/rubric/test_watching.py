"""A running bank follows the edits in its folder."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from viva.rubric import RubricBank
from viva.rubric.watching import watch

TEXT = "question: {}\ntopic: t\nmodel_answer: a\nkey_points:\n- {{id: a, point: A}}\n"
PATIENCE_S = 10.0


def until(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
    return holds()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[RubricBank]:
    (tmp_path / "a.yaml").write_text(TEXT.format("One?"))
    bank = RubricBank(tmp_path)
    stop = threading.Event()
    watcher = threading.Thread(target=watch, args=(bank, stop))
    watcher.start()
    yield bank
    stop.set()
    watcher.join(PATIENCE_S)
    assert not watcher.is_alive()


def test_a_changed_file_is_read_again(watched: RubricBank) -> None:
    (watched.folder / "a.yaml").write_text(TEXT.format("Another one?"))
    assert until(lambda: watched.rubrics["a"].question == "Another one?")


def test_a_new_file_and_a_deleted_one_are_noticed(watched: RubricBank) -> None:
    (watched.folder / "b.yaml").write_text(TEXT.format("Two?"))
    (watched.folder / "a.yaml").unlink()
    assert until(lambda: list(watched.rubrics) == ["b"])


def test_a_file_that_breaks_is_told_and_the_watch_goes_on(watched: RubricBank) -> None:
    (watched.folder / "a.yaml").write_text("question: [")
    assert until(lambda: [broken.id for broken in watched.broken] == ["a"])
    (watched.folder / "a.yaml").write_text(TEXT.format("Mended?"))
    assert until(lambda: "a" in watched.rubrics and not watched.broken)


def test_a_folder_that_is_away_for_a_while_keeps_its_rubrics(watched: RubricBank) -> None:
    away = watched.folder.with_name("away")
    watched.folder.rename(away)
    time.sleep(0.3)
    assert list(watched.rubrics) == ["a"]
    away.rename(watched.folder)
    (watched.folder / "b.yaml").write_text(TEXT.format("Two?"))
    assert until(lambda: list(watched.rubrics) == ["a", "b"])


def test_a_watch_that_is_told_to_stop_before_it_begins_ends(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    watch(RubricBank(tmp_path), stop)
