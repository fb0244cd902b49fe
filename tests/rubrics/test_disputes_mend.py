"""With the grader that ships: a dispute that became an example makes `viva rubrics check` fail until the rubric is
mended, and the mended rubric reads that answer as the person held.

An example teaches, too: what is only somewhat misread, it puts right itself, and the check passes at once. But no
lesson moves a reading farther than `viva.grading.teaching.FARTHEST`. So the answers here are far off: they speak in
pictures of what the grader has learnt in plain words. Which of them it misreads so far may change with its weights; the
test takes the first for which the whole way can be gone, and says of each what stopped it where there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from helpers import Clock
from viva.cli import app
from viva.evaluation.examples import failed_examples
from viva.grading import Grader, Verdict
from viva.interview.mending import Addition
from viva.interview.plan import Wishes
from viva.interview.services import Services
from viva.local import Grader as ShippedGrader
from viva.rubric import Example, RubricBank, parse_rubric
from viva.rubric.editing import with_example, with_wording
from viva.store.migrate import migrate
from viva.store.unit_of_work import Store

POINTS = {
    "server-html": "It starts from HTML that the server has already rendered",
    "attach-listeners": "Attaches client-side event listeners and state",
    "interactive": "Makes the static page interactive",
    "reuse-dom": "Reuses the existing DOM instead of re-rendering from scratch",
}
RUBRIC = """\
question: What is hydration?
topic: frontend
model_answer: The browser takes over HTML that the server rendered, and attaches listeners to it.
key_points:
""" + "".join(f"  - id: {id}\n    point: {point}\n" for id, point in POINTS.items())

PASTA = "What lies on the table is dry pasta. You pour water on it, and the very same noodles come to life."
PUPPET = "Think of a puppet that is on stage already: nobody builds a new one, someone only slips a hand in."
HOUSE = "It is the same house as before, only somebody has switched the power on."
PHOTO = "At first it is a photograph of a shop window, and later you can walk in and buy."


@dataclass(frozen=True)
class Case:
    """An answer, the words of it that say a key point, and how the owner would put this point for such answers."""

    key_point: str
    answer: str
    words: str
    reworded: str


CASES = (
    Case(
        "server-html",
        PASTA,
        "What lies on the table is dry pasta",
        "What is there at first is dry, like pasta on a table",
    ),
    Case(
        "server-html",
        PASTA,
        "What lies on the table is dry pasta",
        "What the server sends is finished but dry, like pasta",
    ),
    Case(
        "attach-listeners",
        PUPPET,
        "someone only slips a hand in",
        "Something slips into the page like a hand into a puppet",
    ),
    Case(
        "attach-listeners",
        PASTA,
        "You pour water on it",
        "Event listeners are poured over the page like water on pasta",
    ),
    Case("attach-listeners", HOUSE, "somebody has switched the power on", "Somebody switches the power on"),
    Case("server-html", HOUSE, "the same house as before", "The house is there before the power is on"),
    Case(
        "interactive",
        PUPPET,
        "someone only slips a hand in",
        "The puppet on stage moves once a hand is in it",
    ),
    Case("attach-listeners", PHOTO, "you can walk in and buy", "Later one can walk in and buy"),
    Case(
        "reuse-dom", PHOTO, "later you can walk in and buy", "It is the same shop, and later you can walk in"
    ),
)


@pytest.fixture(scope="module")
def grader() -> Grader:
    return ShippedGrader.default()


def fails(grader: Grader, text: str) -> bool:
    return any(failed_examples(parse_rubric(text, id="hydration"), grader))


def mends(case: Case) -> Iterator[Callable[[str], str]]:
    """What an owner would try: count the wording; then word the key point otherwise as well."""

    def counted(text: str) -> str:
        return with_wording(
            text, id="hydration", key_point=case.key_point, where="accept", wording=case.words
        )

    yield counted
    yield lambda text: counted(text).replace(f"point: {POINTS[case.key_point]}", f"point: {case.reworded}")


def the_way(grader: Grader, case: Case) -> Callable[[str], str] | str:
    """What mends the rubric for a case; or, in words, why the case shows nothing."""
    verdicts = grader.grade(parse_rubric(RUBRIC, id="hydration"), case.answer).verdicts
    held = {v.key_point: v.verdict for v in verdicts if not v.unsure} | {case.key_point: Verdict.COVERED}
    if any(v.key_point == case.key_point and v.verdict is Verdict.COVERED for v in verdicts):
        return "it is read rightly"
    ids = {verdict.value: tuple(id for id in held if held[id] is verdict) for verdict in Verdict}
    text = with_example(RUBRIC, id="hydration", example=Example(answer=case.answer, **ids))
    if not fails(grader, text):
        return "the example itself puts it right"
    for mend in mends(case):
        if not fails(grader, mend(text)):
            return mend
    return "no mend that is tried here puts it right"


@pytest.fixture(scope="module")
def found(grader: Grader) -> tuple[Case, Callable[[str], str]]:
    told = []
    for case in CASES:
        way = the_way(grader, case)
        if not isinstance(way, str):
            return case, way
        told.append(f"{case.key_point} in “{case.answer}”: {way}")
    pytest.fail("No answer here is misread so far that an example alone would not help. " + "; ".join(told))


@pytest.fixture
def services(tmp_path: Path, grader: Grader) -> Iterator[Services]:
    folder = tmp_path / "rubrics"
    folder.mkdir()
    (folder / "hydration.yaml").write_text(RUBRIC)
    store = Store(f"sqlite:///{tmp_path / 'viva.db'}")
    migrate(store.engine)
    services = Services.over(store, RubricBank(folder), lambda: grader, Clock(), Random(1))
    services.worker.start()
    yield services
    services.worker.stop()
    store.close()


def check(services: Services) -> Result:
    return CliRunner().invoke(app, ["rubrics", "check", str(services.bank.folder)])


def test_a_dispute_turned_into_an_example_fails_the_check_until_the_rubric_is_mended(
    services: Services, found: tuple[Case, Callable[[str], str]]
) -> None:
    case, mend = found
    assert check(services).exit_code == 0
    id = services.interviews.start(Wishes()).id
    attempt_id = services.interviews.answer(id, 1, case.answer)
    assert services.worker.wait(attempt_id, 60)
    start = case.answer.index(case.words)
    services.disputes.dispute(id, 1, attempt_id, case.key_point, True, (1, start, start + len(case.words)))

    opened = services.bank.get("hydration").version
    services.mending.add("hydration", attempt_id, case.key_point, Addition.EXAMPLE, opened)
    done = check(services)
    assert done.exit_code == 1
    assert f"{case.key_point} must be covered and is " in done.output

    with_it = services.bank.get("hydration")
    assert case.key_point in with_it.examples[0].covered
    services.bank.save("hydration", mend(with_it.text), with_it.version)
    done = check(services)
    assert done.exit_code == 0, done.output

    services.interviews.grade_again(attempt_id)
    assert services.worker.wait(attempt_id, 60)
    (dispute,) = services.disputes.of_question("hydration")
    assert dispute.read is not None and dispute.read.verdict is Verdict.COVERED
