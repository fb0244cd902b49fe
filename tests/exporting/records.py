"""A record in which everything occurs that a record can hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from helpers import BREAD, Clock
from viva.interview.aims import Aim
from viva.interview.plan import Mode, Wishes
from viva.interview.services import Services
from viva.store.tables import DisputeRow, DraftRow

NOTHING = "I would have to look that up, I am afraid."
MOON = "The moon pulls water towards itself."
BULGES = "Earth turns beneath two bulges daily."
BACKWARDS = "The moon does not pull water towards itself."
ODD = "# Yeast turns `sugar` into gas.\n\n- <b>and</b> | a & b\n\x00 nul, \x1b[31m red, ½ € 𝄞 \u2028 end  "
RUSSIAN = "Это ответ на русском языке, и его нельзя оценить."


@dataclass
class Rich:
    """The ids of the interviews by what they are about, and the services over the record."""

    has: Services
    ids: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, mode: Mode = Mode.FEEDBACK, **wishes: object) -> str:
        found = self.has.interviews.start(Wishes(mode=mode, **wishes))  # type: ignore[arg-type]  # a test's own
        self.ids[name] = found.id
        return found.id

    def answer(self, name: str, position: int, words: str, seconds: int | None = None) -> str:
        id = self.has.interviews.answer(self.ids[name], position, words, seconds=seconds)
        assert self.has.worker.wait(id, 20)
        return id

    def follow(self, name: str, position: int, words: str, first: str, seconds: int | None = None) -> None:
        id = self.has.coach.answer(self.ids[name], position, words, attempt_id=first, seconds=seconds)
        assert self.has.worker.wait(id, 20)


def rich(services: Services) -> Rich:
    """Fills the record; the graded ones are graded, and one answer waits for its grade."""
    made = Rich(services)
    _feedback(made)
    _coach(made)
    _mock(made)
    _drill(made)
    _disputed(made)
    _others(made)
    return made


def _feedback(made: Rich) -> None:
    """Several attempts, one graded twice and under two versions, one not graded, one skipped, a draft."""
    has = made.has
    id = made.start("feedback")
    first = made.answer("feedback", 1, "Yeast turns sugar into gas.", 41)
    bank = has.bank
    bank.save(
        "bread", BREAD + "  - id: warmth\n    point: Warmth speeds everything\n", bank.get("bread").version
    )
    has.interviews.grade_again(first)
    assert has.worker.wait(first, 20)
    made.answer("feedback", 1, ODD)
    made.answer("feedback", 2, RUSSIAN, 125)
    has.coach.take_hint(id, 3, 2)
    has.coach.take_hint(id, 3, 2)
    has.interviews.skip(id, 3)
    _drafts(made, id, 3)


def _drafts(made: Rich, id: str, position: int) -> None:
    with made.has.store.unit_of_work(write=True) as work:
        question = work.drafts.planned(id, position)
        assert question is not None
        now = datetime.fromisoformat("2026-03-01T09:30:00.123456+00:00")
        for revision, text in ((0, "typed elsewhere"), (3, "typed here <i>\n")):
            question.drafts.append(
                DraftRow(number=1, to_follow_up=False, revision=revision, text=text, typed_at=now)
            )


def _coach(made: Rich) -> None:
    """Follow-ups that were answered, one that waits, one that was passed over, and hints on the way."""
    has = made.has
    id = made.start("coach", Mode.COACH, question_ids=frozenset({"tides"}))
    has.coach.take_hint(id, 1, 1)
    first = made.answer("coach", 1, BACKWARDS, 30)
    has.coach.take_hint(id, 1, 2)
    made.follow("coach", 1, MOON, first, 20)
    made.follow("coach", 1, BULGES, first)
    has.interviews.finish(id)
    made.start("asks", Mode.COACH, question_ids=frozenset({"tides"}))
    made.answer("asks", 1, MOON)
    id = made.start("shown", Mode.COACH, question_ids=frozenset({"tides"}))
    made.answer("shown", 1, NOTHING)
    has.coach.show(id, 1)


def _mock(made: Rich) -> None:
    """One that is over, against the clock, and one in the middle."""
    for name in ("mock", "amid"):
        id = made.start(name, Mode.MOCK, seconds_each=180)
        made.has.interviews.ask(id, 1)
        first = made.answer(name, 1, "Yeast turns sugar into gas.")
        made.follow(name, 1, "Gluten holds bubbles inside dough.", first)
        made.has.interviews.ask(id, 2)
    made.has.interviews.finish(made.ids["mock"])


def _drill(made: Rich) -> None:
    drill = made.has.interviews.drill([Aim("tides", "bulges"), Aim("bread", "gluten")])
    made.ids["drill"] = drill.interview.id
    made.answer("drill", 1, BULGES)
    made.answer("drill", 2, NOTHING)


def _disputed(made: Rich) -> None:
    """Own stands, with words of either turn, without words, and against a credit."""
    made.start("disputed", Mode.COACH, question_ids=frozenset({"tides"}))
    first = made.answer("disputed", 1, "Bulges come with moon light.")
    made.follow("disputed", 1, "It pulls, so to speak.", first)
    made.has.coach.show(made.ids["disputed"], 1)
    now = datetime.fromisoformat("2026-03-01T10:00:00+00:00")
    with made.has.store.unit_of_work(write=True) as work:
        attempt = work.attempts.get(first)
        assert attempt is not None
        attempt.disputes = [
            DisputeRow(key_point_id="moon", said=True, turn=2, start=0, end=8, made_at=now),
            DisputeRow(key_point_id="bulges", said=False, made_at=now),
        ]


def _others(made: Rich) -> None:
    """One that is deleted, one that was only begun, and one whose answer waits for its grade."""
    made.start("deleted")
    made.answer("deleted", 1, "Gluten holds bubbles inside dough.")
    made.has.interviews.delete(made.ids["deleted"])
    made.start("begun")
    made.has.interviews.rename(made.ids["begun"], "Ünder <b>way</b> | `x` #")
    made.has.worker.stop()
    id = made.start("waiting")
    made.has.interviews.answer(id, 1, "Nobody reads this yet.")


def clock() -> Callable[[], datetime]:
    """A clock with parts of seconds, which must survive."""
    return Clock(datetime.fromisoformat("2026-03-01T09:00:00.654321+00:00"))
