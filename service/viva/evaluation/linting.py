"""Lint rules that need a model: what the embedder holds to be alike, and what the grader makes of the model answer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from viva.encoder.protocols import Embedder
from viva.grading import Grade, Grader, Verdict, split
from viva.rubric import KeyPoint, Rubric
from viva.rubric.lint import Note

ALIKE = 0.85
"""Cosine from which on two key points say the same."""
SAID = 0.9
"""Cosine from which on a sentence of the model answer is a wording that should be rejected."""

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
        *_rejects_said(rubric, embedder, grader),
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
    if grade.reason is not None:
        yield Note("unsupported", ("model_answer",), "cannot be graded", grade.reason)
    for index, verdict in enumerate(grade.verdicts):
        if verdict.verdict.credited:
            continue
        says = "the opposite" if verdict.verdict is Verdict.CONTRADICTED else "nothing of it"
        message = (
            f"by the grader's reading the model answer says {says} (confidence {verdict.confidence:.2f})"
        )
        advice = "Say it in a sentence of the model answer, or teach the grader its wording under accept."
        yield Note("unsupported", ("key_points", index, "point"), message, advice)


def _vague(rubric: Rubric, grader: Grader) -> Iterator[Note]:
    """One note a key point, with the first answer that gets credit for it."""
    found: dict[int, str] = {}
    for answer in WAFFLE:
        for index, verdict in enumerate(grader.grade(rubric, answer).verdicts):
            if verdict.verdict.credited:
                found.setdefault(index, verdict.evidence[0].text)
    for index, words in sorted(found.items()):
        advice = "Say what exactly has to be said, or put such words under reject."
        yield Note("vague", ("key_points", index, "point"), f"empty words get credit: “{words}”", advice)


def _rejects_said(rubric: Rubric, embedder: Embedder, grader: Grader) -> Iterator[Note]:
    places = [(i, n) for i, key_point in enumerate(rubric.key_points) for n in range(len(key_point.reject))]
    texts = [rubric.key_points[i].reject[n] for i, n in places]
    sentences = [segment.text for segment in split(rubric.model_answer)]
    if not texts or not sentences:
        return
    likeness = embedder.embed(texts) @ embedder.embed(sentences).T
    read = grader.grade(_of_rejects(rubric, texts), rubric.model_answer).verdicts
    for row, (i, n) in enumerate(places):
        closest = int(likeness[row].argmax())
        how = None
        if likeness[row, closest] >= SAID:
            how = f"“{sentences[closest]}” (cosine {likeness[row, closest]:.2f})"
        elif read and read[row].verdict is Verdict.COVERED and not read[row].unsure:
            how = f"“{read[row].evidence[0].text}” (confidence {read[row].confidence:.2f})"
        if how:
            advice = (
                "Whoever gives the model answer would be marked as wrong: change the wording or the answer."
            )
            path = ("key_points", i, "reject", n)
            yield Note("reject-said", path, f"the model answer says this itself: {how}", advice)


def _of_rejects(rubric: Rubric, texts: list[str]) -> Rubric:
    """The rubric whose key points are the wordings to reject."""
    points = tuple(KeyPoint(id=f"reject-{n}", point=text) for n, text in enumerate(texts))
    version = hashlib.sha256(f"{rubric.version} rejects".encode()).hexdigest()
    return rubric.model_copy(update={"key_points": points, "examples": (), "version": f"sha256:{version}"})
