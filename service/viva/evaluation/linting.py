"""Lint rules that need a model: what the embedder holds to be alike, and what the grader makes of the model answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from viva.encoder.protocols import Embedder
from viva.grading import Grade, Grader, PointVerdict, Segment, Verdict, split
from viva.rubric import Rubric
from viva.rubric.lint import Note

ALIKE = 0.85
"""Cosine from which on two key points say the same."""
SAID = 0.9
"""Cosine from which on a sentence of the model answer is a wording that should be rejected."""
OFTEN = 3
"""Answers of `WAFFLE` whose credit makes a key point vague, even where the grader is unsure of each."""

WAFFLE = (
    "That is a really good question, and I am glad that you asked it. It is something that matters a lot, and "
    "there are many sides to it that one has to take into account.",
    "Well, it depends. It depends on the situation, on the people and on what you want in the end. There is no one "
    "answer that fits every case, so you have to weigh things up.",
    "I have worked with this for a long time and I know it very well. I use it almost every day, and I would say "
    "that I am quite strong in this area.",
    "Basically it is about doing things in the right way, so that everything works well together and nothing goes "
    "wrong, which of course is what everybody wants.",
    "I would start by looking at it carefully, then think about what is needed, and then do what has to be done, step "
    "by step, until it is finished.",
    "There are advantages and there are disadvantages, like with everything. You have to know both of them well and "
    "find the right balance between them.",
    "It is one of the most important concepts there is. Many companies use it, and people talk about it all the time, "
    "so it is worth knowing inside out.",
    "I always follow best practices and I care about quality. For me it is a matter of experience and of being "
    "professional about what one does.",
    "I remember reading about this, and there was a lot to it. I can't recall the details right now, but I could look "
    "them up quickly if I needed them.",
    "At the end of the day it all comes down to communication and teamwork. If everybody does their part, then the "
    "result is going to be good.",
)
"""Answers that say nothing, to any question."""


@dataclass(frozen=True)
class ModelNotes:
    """What the models find in a rubric, and the coverage of its model answer; None where that is not graded."""

    notes: tuple[Note, ...]
    coverage: float | None


def model_notes(rubric: Rubric, embedder: Embedder, grader: Grader) -> ModelNotes:
    """What the rules find that need the embedder or the grader."""
    grade = grader.grade(rubric, rubric.model_answer)
    notes = [
        *_same_points(rubric, embedder),
        *_unsupported(rubric, grade),
        *_vague(rubric, grader),
        *_rejects_said(rubric, embedder, grade),
    ]
    return ModelNotes(tuple(notes), grade.coverage)


def _same_points(rubric: Rubric, embedder: Embedder) -> Iterator[Note]:
    """The later one of each pair."""
    vectors = embedder.embed([key_point.point for key_point in rubric.key_points])
    likeness = vectors @ vectors.T
    for later in range(len(rubric.key_points)):
        for earlier in range(later):
            if likeness[earlier, later] >= ALIKE:
                other = rubric.key_points[earlier].id
                message = f"says nearly the same as '{other}' (cosine {likeness[earlier, later]:.2f})"
                advice = "One sentence would prove both: join them, or word what sets them apart."
                yield Note("same-point", ("key_points", later, "point"), message, advice)


def _unsupported(rubric: Rubric, grade: Grade) -> Iterator[Note]:
    """Key points that the model answer leaves out, or is read as contradicting."""
    if grade.reason is not None:
        yield Note("unsupported", ("model_answer",), "cannot be graded", grade.reason)
    for index, verdict in enumerate(grade.verdicts):
        path, sure = ("key_points", index, "point"), f"(confidence {verdict.confidence:.2f})"
        if verdict.verdict is Verdict.CONTRADICTED:
            words = verdict.evidence[0].text
            message = f"the grader reads the model answer as saying the opposite: “{words}” {sure}"
            advice = (
                "Whoever gives the model answer would be marked as wrong: see to its words, or to reject."
            )
            yield Note("reject-said", path, message, advice)
        elif not verdict.verdict.credited:
            message = f"the grader finds nothing of it in the model answer {sure}"
            advice = "Say it there in a sentence, or teach the grader its wording under accept."
            yield Note("unsupported", path, message, advice)


def _vague(rubric: Rubric, grader: Grader) -> Iterator[Note]:
    """One note a key point: where empty words get a sure credit, or one after the other gets some."""
    credited: dict[int, list[PointVerdict]] = defaultdict(list)
    for answer in WAFFLE:
        for index, verdict in enumerate(grader.grade(rubric, answer).verdicts):
            if verdict.verdict.credited:
                credited[index].append(verdict)
    for index, verdicts in sorted(credited.items()):
        if len(verdicts) >= OFTEN or not all(verdict.unsure for verdict in verdicts):
            words = max(verdicts, key=lambda verdict: verdict.confidence).evidence[0].text
            message = f"empty words get credit, such as “{words}” ({len(verdicts)} of {len(WAFFLE)} answers)"
            advice = "Say what exactly has to be said, or put such words under an example's missing."
            yield Note("vague", ("key_points", index, "point"), message, advice)


def _rejects_said(rubric: Rubric, embedder: Embedder, grade: Grade) -> Iterator[Note]:
    """Wordings to reject that stand in the model answer.

    A sentence and its opposite are nearly one vector: so a sentence that is evidence for the point is not held to
    say what the point rejects.
    """
    places = [(index, n) for index, point in enumerate(rubric.key_points) for n in range(len(point.reject))]
    sentences = split(rubric.model_answer)
    if not places or not sentences:
        return
    texts = [rubric.key_points[index].reject[n] for index, n in places]
    likeness = embedder.embed(texts) @ embedder.embed([sentence.text for sentence in sentences]).T
    for (index, n), row in zip(places, likeness, strict=True):
        closest = sentences[int(row.argmax())]
        if row.max() < SAID or _proves(closest, grade, index):
            continue
        message = f"the model answer says this: “{closest.text}” (cosine {row.max():.2f})"
        advice = "Change the one or the other, so that the two differ in more than a word."
        yield Note("reject-said", ("key_points", index, "reject", n), message, advice)


def _proves(sentence: Segment, grade: Grade, index: int) -> bool:
    verdict = grade.verdicts[index] if grade.verdicts else None
    if verdict is None or not verdict.verdict.credited:
        return False
    return any(piece.start < sentence.end and sentence.start < piece.end for piece in verdict.evidence)
