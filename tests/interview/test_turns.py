"""What was said in several turns counts together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import rubric
from viva.grading import Evidence, Grade, PointVerdict, Verdict, coverage
from viva.interview.turns import merged
from viva.rubric import Rubric

C, P, M, X = Verdict.COVERED, Verdict.PARTIAL, Verdict.MISSING, Verdict.CONTRADICTED
patient = settings(deadline=None, max_examples=60)


def of_weights(weights: list[float]) -> Rubric:
    points = "".join(f"  - id: p{n}\n    point: Idea {n}\n    weight: {w}\n" for n, w in enumerate(weights))
    return rubric(f"question: Why?\ntopic: t\nmodel_answer: Because.\nkey_points:\n{points}", "any")


def verdict(place: int, verdict: Verdict, turn: int = 1, confidence: float = 0.9) -> PointVerdict:
    piece = Evidence(place, place + turn, "x" * turn)
    evidence = () if verdict is M else (piece,)
    return PointVerdict(f"p{place}", verdict, confidence, False, evidence, piece if verdict is M else None)


def grade(rubric: Rubric, verdicts: list[Verdict], turn: int = 1, **more: str) -> Grade:
    share = coverage((k.weight, v) for k, v in zip(rubric.key_points, verdicts, strict=True))
    found = tuple(verdict(place, v, turn) for place, v in enumerate(verdicts))
    return Grade(rubric.id, share, found, more.get("version", rubric.version), "g1")


@pytest.mark.parametrize(
    ("turns", "stands", "said_in"),
    [
        ([M, C], C, (2,)),  # completed
        ([M, P], P, (2,)),
        ([P, C], C, (2,)),
        ([P, M], P, (1,)),  # silence changes nothing
        ([X, M], X, (1,)),
        ([X, C], C, (2,)),  # put right
        ([X, P], P, (2,)),
        ([M, X], X, (2,)),  # turned round
        ([P, X], X, (2,)),
        ([C, X], C, (1,)),  # closed: nothing changes it
        ([C, M], C, (1,)),
        ([P, P], P, (1, 2)),  # two halves stay a half, with the words of both
        ([M, P, C], C, (3,)),
        ([M, C, X], C, (2,)),
        ([M, M, M], M, ()),
    ],
)
def test_how_a_point_stands_after_its_turns(
    turns: list[Verdict], stands: Verdict, said_in: tuple[int, ...]
) -> None:
    one = of_weights([1])
    standing = merged([grade(one, [v], turn) for turn, v in enumerate(turns, 1)], one)
    assert standing is not None
    assert (standing.grade.verdicts[0].verdict, standing.turns) == (stands, (said_in,))


def test_two_halves_are_as_sure_as_the_surer_one() -> None:
    one = of_weights([1])
    first, second = grade(one, [P]), grade(one, [P])
    first = Grade(**{**vars(first), "verdicts": (verdict(0, P, confidence=0.55),)})
    standing = merged([first, second], one)
    assert standing is not None and standing.grade.verdicts[0].confidence == 0.9


def test_an_answer_without_follow_ups_stands_as_it_is_graded() -> None:
    two = of_weights([1, 2])
    alone = grade(two, [C, M])
    standing = merged([alone], two)
    assert standing is not None and standing.grade == alone and standing.turns == ((1,), ())


def test_without_a_first_grade_nothing_stands() -> None:
    one = of_weights([1])
    assert merged([None, grade(one, [C])], one) is None


def test_an_answer_that_is_not_graded_stays_so_whatever_follows() -> None:
    one = of_weights([1])
    unread = Grade("any", None, (), one.version, "g1", "The answer is empty.")
    standing = merged([unread, grade(one, [C])], one)
    assert standing is not None and standing.grade == unread and standing.grade.coverage is None


def test_a_turn_that_is_not_graded_or_not_yet_or_by_another_rubric_says_nothing() -> None:
    one = of_weights([1])
    unread = Grade("any", None, (), one.version, "g1", "The answer is empty.")
    other = grade(one, [C], version="sha256:" + "0" * 64)
    standing = merged([grade(one, [M]), unread, None, other], one)
    assert standing is not None and standing.grade.verdicts[0].verdict is M


@st.composite
def talks(draw: st.DrawFn) -> tuple[Rubric, list[list[Verdict]]]:
    """A rubric of one to six weighted points, and the verdicts of one to four turns."""
    weights = draw(st.lists(st.sampled_from([0.5, 1.0, 2.0, 3.0]), min_size=1, max_size=6))
    turn = st.lists(st.sampled_from(list(Verdict)), min_size=len(weights), max_size=len(weights))
    return of_weights(weights), draw(st.lists(turn, min_size=1, max_size=4))


@given(talks())
@patient
def test_only_open_points_change_and_the_coverage_with_them(talk: tuple[Rubric, list[list[Verdict]]]) -> None:
    rubric, turns = talk
    grades = [grade(rubric, verdicts, turn) for turn, verdicts in enumerate(turns, 1)]
    before, after = merged(grades[:-1] or grades, rubric), merged(grades, rubric)
    assert before is not None and after is not None
    worth = {C: 1.0, P: 0.5, M: 0.0, X: 0.0}
    whole = sum(key_point.weight for key_point in rubric.key_points)
    risen = 0.0
    pairs = zip(rubric.key_points, before.grade.verdicts, after.grade.verdicts, strict=True)
    for key_point, old, new in pairs:
        if old.verdict is C:
            assert new == old
        risen += key_point.weight * (worth[new.verdict] - worth[old.verdict])
    assert before.grade.coverage is not None and after.grade.coverage is not None
    # Both shares are rounded to four places: together they are off by at most one in the last.
    assert abs(after.grade.coverage - before.grade.coverage - risen / whole) <= 1.01e-4


@given(talks())
@patient
def test_a_point_is_the_best_of_its_turns_unless_the_last_word_took_it_back(
    talk: tuple[Rubric, list[list[Verdict]]],
) -> None:
    rubric, turns = talk
    standing = merged([grade(rubric, v, turn) for turn, v in enumerate(turns, 1)], rubric)
    assert standing is not None
    for place, found in enumerate(standing.grade.verdicts):
        said = [verdicts[place] for verdicts in turns if verdicts[place] is not M]
        if C in said:
            assert found.verdict is C
        else:
            assert found.verdict is (said[-1] if said else M)


@given(talks())
@patient
def test_each_piece_of_evidence_is_from_the_turn_it_names(talk: tuple[Rubric, list[list[Verdict]]]) -> None:
    rubric, turns = talk
    grades = [grade(rubric, verdicts, turn) for turn, verdicts in enumerate(turns, 1)]
    standing = merged(grades, rubric)
    assert standing is not None
    for place, (found, said_in) in enumerate(zip(standing.grade.verdicts, standing.turns, strict=True)):
        assert len(found.evidence) == len(said_in)
        for piece, turn in zip(found.evidence, said_in, strict=True):
            assert piece in grades[turn - 1].verdicts[place].evidence
