"""Bringing a record in: once, again, beside what is there; and never half of it."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporting.parts import archive_of, brought, document, refusal
from viva.exporting.bringing import Differing
from viva.exporting.faults import ArchiveFault
from viva.exporting.markdown import as_markdown
from viva.exporting.told import told
from viva.interview.copying import interview_record
from viva.interview.history import weak_points
from viva.rubric import RubricBank
from viva.store.tables import Interview
from viva.store.unit_of_work import Store


def interviews(store: Store) -> list[Interview]:
    with store.snapshot() as work:
        return list(work.archive.interviews(True))


def test_bringing_in_what_is_there_already_changes_nothing(
    archive: bytes, bank: RubricBank, fresh: Store
) -> None:
    total = brought(fresh, archive).added
    before = archive_of(fresh, bank)
    outcome = brought(fresh, archive)
    assert (outcome.added, outcome.known, outcome.differing, outcome.awaiting) == (0, total, (), ())
    assert archive_of(fresh, bank) == before


def test_what_says_something_else_stays_as_it_is_here_and_is_named(archive: bytes, fresh: Store) -> None:
    total = brought(fresh, archive).added
    one, gone = sorted(interviews(fresh), key=lambda i: i.deleted_at is not None)[:: total - 1]
    with fresh.unit_of_work(write=True) as work:
        found = work.interviews.get(one.id)
        assert found is not None
        found.title = "Renamed since"
        work.interviews.erase_deleted(before=datetime.now(UTC))
    outcome = brought(fresh, archive)
    assert (outcome.added, outcome.known) == (1, total - 2)
    assert outcome.differing == (Differing(one.id, "Renamed since"),)
    titles = {i.id: (i.title, i.deleted_at is not None) for i in interviews(fresh)}
    assert titles[one.id][0] == "Renamed since" and titles[gone.id][1]


def test_an_answer_that_waits_for_its_grade_is_told(archive: bytes, fresh: Store) -> None:
    outcome = brought(fresh, archive)
    with fresh.unit_of_work() as work:
        assert list(outcome.awaiting) == list(work.attempts.awaiting_ids()) and len(outcome.awaiting) == 1


def test_words_sent_here_are_never_taken_for_those_that_were_brought_in(archive: bytes, fresh: Store) -> None:
    brought(fresh, archive)
    tokens = [a.submission for i in interviews(fresh) for q in i.questions for a in q.attempts]
    # A form's token begins with the number of a row: of another row here than where it came from.
    assert tokens and not any(token[0].isdigit() for token in tokens)


Change = Callable[[dict[str, Any]], object]


def at(document: dict[str, Any], *path: int | str) -> Any:
    found: Any = document
    for step in path:
        found = found[step]
    return found


def put(*path: int | str, to: object) -> Change:
    return lambda document: at(document, *path[:-1]).__setitem__(path[-1], to)


def repeated(*path: int | str) -> Change:
    return lambda document: at(document, *path).append(copy.deepcopy(at(document, *path)[0]))


COACH = ("interviews", 1, "questions", 0)
FIRST = (*COACH, "attempts", 1)
POINTS = (*FIRST, "grades", 0, "key_points")

FAULTS: dict[str, tuple[Change, str]] = {
    "unknown key": (put(*FIRST, "colour", to="red"), "[2].questions[1].attempts[2].colour: Extra inputs"),
    "unknown key at the top": (put("colour", to="red"), "a.json, colour: Extra inputs"),
    "an id that is none": (put("interviews", 1, "id", to="../x"), "interviews[2].id: String should match"),
    "a question of no id": (put(*COACH, "question_id", to="../x"), "question_id: String should match"),
    "an unknown mode": (put("interviews", 1, "mode", to="duel"), "interviews[2].mode: Input should be"),
    "a huge number": (put(*FIRST, "seconds", to=10**12), "seconds: Input should be less than"),
    "a number with a point": (put(*FIRST, "seconds", to=1.0), "seconds: Input should be a valid integer"),
    "a negative number": (put(*FIRST, "number", to=-1), "number: Input should be greater than"),
    "a word for a number": (put(*FIRST, "number", to="1"), "number: Input should be a valid integer"),
    "a confidence above 1": (put(*POINTS, 0, "confidence", to=1.5), "confidence: Input should be less than"),
    "a verdict of no kind": (put(*POINTS, 0, "verdict", to="good"), "verdict: Input should be"),
    "a moment without a zone": (
        put(*FIRST, "submitted_at", to="2026-03-01T09:00:00"),
        "submitted_at: Input should have timezone",
    ),
    "a moment at the end of time": (
        put(*FIRST, "submitted_at", to="9999-12-31T23:59:59-12:00"),
        "submitted_at: Input should be less than",
    ),
    "no interview at all": (put("interviews", 1, to=7), "interviews[2]: Input should be a valid dictionary"),
    "no list": (put("interviews", to={}), "a.json, interviews: is not the list that it should be"),
    "no rubrics": (lambda d: d.pop("rubric_versions"), "rubric_versions: is not the list"),
    "graded without coverage": (
        put(*FIRST, "grades", 0, "coverage", to=None),
        "has a coverage and no reason",
    ),
    "an unknown rubric version": (
        put(*COACH, "rubric_version", to="sha256:" + "0" * 64),
        "interviews[2].questions[1].rubric_version: is not among the rubric versions",
    ),
    "a grade under an unknown version": (
        put(*FIRST, "grades", 0, "rubric_version", to="sha256:" + "0" * 64),
        "grades[1].rubric_version: is not among",
    ),
    "a changed rubric": (
        put("rubric_versions", 0, "text", to="question: x"),
        "is not the SHA-256 of the text",
    ),
    "verdicts of another rubric": (repeated(*POINTS), "key_points: are not those of the rubric version"),
    "evidence that was not said": (
        put(*POINTS, 0, "evidence", 0, "text", to="something else"),
        "key_points[1]: has evidence that is not in the answer",
    ),
    "evidence beyond the answer": (
        put(*FIRST, "answer", to="Short."),
        "has evidence that is not in the answer",
    ),
    "an attempt twice": (
        repeated(*COACH, "attempts"),
        "attempts[4].number: does not come after the one before",
    ),
    "a question twice": (repeated("interviews", 1, "questions"), "position: does not come after"),
    "an interview twice": (repeated("interviews"), "which the file has twice"),
    "a hint twice": (repeated(*COACH, "hints"), "hints: holds one hint twice"),
    "follows nothing": (put(*FIRST, "follows", to="0" * 32), "follows: is no earlier answer to the question"),
    "half a follow-up": (put(*FIRST, "follow_up", to=None), "is there only together with follows"),
    "words of no turn": (
        lambda d: at(d, "interviews", 7, *COACH[2:], "attempts", 0, "disputes", 0, "words").update(turn=9),
        "disputes[1].words: are not in the answer",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_not_as_it_should_be_is_told_with_its_place_and_nothing_is_brought_in(
    archive: bytes, fresh: Store, fault: str
) -> None:
    changed, (change, what) = document(archive), FAULTS[fault]
    change(changed)
    told = refusal(fresh, changed)
    assert what in told and "Nothing was brought in" in told, told


def test_an_answer_of_another_interview_is_refused_and_the_whole_file_with_it(
    archive: bytes, bank: RubricBank, fresh: Store
) -> None:
    brought(fresh, archive)
    before = archive_of(fresh, bank)
    changed = document(archive)
    for number, interview in enumerate(changed["interviews"]):
        interview["id"] = f"{number:032x}"
    with pytest.raises(ArchiveFault, match="which another interview has"):
        brought(fresh, changed)
    assert archive_of(fresh, bank) == before


def test_a_fault_in_the_last_interview_leaves_nothing_of_the_first(archive: bytes, fresh: Store) -> None:
    changed = document(archive)
    changed["interviews"][-1]["title"] = ""
    assert f"interviews[{len(changed['interviews'])}].title" in refusal(fresh, changed)


def test_keys_may_come_in_another_order(archive: bytes, fresh: Store) -> None:
    found = document(archive)
    assert brought(fresh, json.loads(json.dumps(found, sort_keys=True))).added == len(found["interviews"])
    assert brought(fresh, dict(reversed(found.items()))).known == len(found["interviews"])


VALUES: tuple[object, ...] = (
    None,
    True,
    0,
    1,
    -1,
    7,
    10**18,
    0.5,
    1e300,
    "",
    "x",
    "é\x00",
    [],
    {},
    "covered",
    "2026-01-01T00:00:00Z",
)


def spoilt(document: dict[str, Any], random: Random) -> None:
    """Puts another value somewhere, takes one away, or repeats one."""
    holder: Any = document
    while True:
        step = random.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        inner = holder[step]
        if not (isinstance(inner, (dict, list)) and inner and random.random() < 0.92):
            break
        holder = inner
    if random.random() < 0.2:
        holder.append(copy.deepcopy(inner)) if isinstance(holder, list) else holder.pop(step)
    else:
        holder[step] = random.choice(VALUES)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_whatever_is_changed_in_a_record_it_is_refused_or_every_interview_can_be_shown(
    seed: int, archive: bytes, fresh: Store, tmp_path: Path
) -> None:
    changed = document(archive)
    spoilt(changed, Random(seed))
    for file in tmp_path.glob("try.db*"):
        file.unlink()
    shutil.copy(tmp_path / "fresh.db", tmp_path / "try.db")  # quicker than making the tables anew
    with closing(Store(f"sqlite:///{tmp_path / 'try.db'}")) as store:
        try:
            brought(store, changed)
        except ArchiveFault as fault:
            assert str(fault).startswith("a.json") and not interviews(store)
            return
        with store.unit_of_work() as work:
            for row in work.archive.interviews(True):
                shown = interview_record(row)
                assert as_markdown(told(shown)) and weak_points(shown) is not None
