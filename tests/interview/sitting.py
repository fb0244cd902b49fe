"""An interview with one question, about the tides unless told otherwise: "moon" weighs 1, "bulges" 2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from viva.interview.aims import Aim
from viva.interview.disputes import Dispute
from viva.interview.plan import Mode, Wishes
from viva.interview.record import AttemptRecord, QuestionRecord
from viva.interview.services import Services

MOON = "The moon pulls water towards itself."
BULGES = "Earth turns beneath two bulges daily."
BACKWARDS = "The moon does not pull water towards itself."
HALF = "The moon is up there."
NOTHING = "I would have to look that up, I am afraid."
OTHERWISE = "Something up there heaps up the sea."
"""Words that the word reader takes for neither point."""
RUSSIAN = "Это ответ на русском языке, и его нельзя оценить."


class Sitting:
    """An interview with one question, or a drill at these aims; each answer is graded before the next."""

    def __init__(
        self,
        services: Services,
        mode: Mode = Mode.FEEDBACK,
        question_id: str = "tides",
        aims: Sequence[Aim] = (),
    ) -> None:
        self.has = services
        if aims:
            self.id = services.interviews.drill(aims).interview.id
        else:
            wishes = Wishes(question_ids=frozenset({question_id}), mode=mode)
            self.id = services.interviews.start(wishes).id

    @property
    def question(self) -> QuestionRecord:
        return self.has.interviews.get(self.id).questions[0]

    @property
    def attempts(self) -> tuple[AttemptRecord, ...]:
        return self.question.attempts

    @property
    def latest(self) -> AttemptRecord:
        return self.attempts[-1]

    def hint(self, step: int = 3) -> None:
        """Take the hints up to that step."""
        for each in range(1, step + 1):
            self.has.coach.take_hint(self.id, 1, each)

    def answer(self, words: str) -> AttemptRecord:
        assert self.has.worker.wait(self.has.interviews.answer(self.id, 1, words), 20)
        return self.latest

    def reply(self, words: str) -> AttemptRecord:
        made = self.has.coach.answer(self.id, 1, words, attempt_id=self.latest.id)
        assert self.has.worker.wait(made, 20)
        return self.latest

    def say(self, key_point: str, words: str, turn: int = 1, attempt: AttemptRecord | None = None) -> None:
        """Hold that a key point was said, with these words of that turn."""
        attempt = attempt or self.latest
        start = attempt.answers[turn - 1].index(words)
        chosen = (turn, start, start + len(words))
        self.has.disputes.dispute(self.id, 1, attempt.id, key_point, True, chosen)

    def deny(self, key_point: str) -> None:
        """Hold that a key point was not said."""
        self.has.disputes.dispute(self.id, 1, self.latest.id, key_point, False)

    def take_back(self, key_point: str) -> None:
        self.has.disputes.withdraw(self.id, 1, self.latest.id, key_point)

    @property
    def dispute(self) -> Dispute:
        """The newest dispute about this interview's question."""
        return self.has.disputes.of_question("tides")[0]


def unsure(dispute: Dispute, *key_points: str) -> Dispute:
    """The same, had the grader been unsure of these key points."""
    grade = dispute.attempt.grade
    assert grade is not None
    verdicts = tuple(replace(v, unsure=v.key_point in key_points) for v in grade.verdicts)
    return replace(dispute, attempt=replace(dispute.attempt, grade=replace(grade, verdicts=verdicts)))
