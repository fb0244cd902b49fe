from __future__ import annotations

import pytest

from helpers import TIDES, rubric
from viva.interview.words import content
from viva.rubric.lint import RULES, Finding, findings, joins_two_claims, text_notes

POINTS = """\
question: Why does the sea rise and fall?
topic: physics
model_answer: The moon pulls.
key_points:
  - id: moon
    point: The moon pulls water towards itself
    hint: Up there
    follow_up: Which body does it?
  - id: rise
    point: The sea falls and rises
    hint: Up and down
  - id: both
    point: Springs are strong, and neaps are weak
    hint: Twice a month
    follow_up: Which ones are strong when the sea is high?
"""


def found(text: str) -> list[Finding]:
    read = rubric(text)
    return findings(read, text_notes(read, content), "tides.yaml")


def rules(text: str) -> list[tuple[int, str]]:
    return [(finding.line, finding.rule) for finding in found(text)]


def test_each_finding_has_file_line_key_and_advice() -> None:
    assert [str(finding) for finding in found(POINTS)] == [
        "tides.yaml:10: key_points[1].point: the question gives it away. Whoever repeats the question would get "
        "credit: say what the question leaves open. (in-question)",
        "tides.yaml:13: key_points[2].point: seems to hold two claims. Who says one of them is half right for ever: "
        "consider two key points. (two-ideas)",
        "tides.yaml:15: key_points[2].follow_up: says “strong” of the point. Ask so that the idea still has to be "
        "found. (follow-up-tells)",
    ]
    assert [finding.level for finding in found(POINTS)] == ["fault", "remark", "fault"]


def test_a_point_without_a_hint_is_a_remark() -> None:
    (first, second) = found(TIDES)
    assert (first.line, first.key, first.rule, first.level) == (5, "key_points[0]", "no-hint", "remark")
    assert (second.line, second.key) == (7, "key_points[1]")


def test_a_word_that_the_question_says_may_be_in_the_follow_up() -> None:
    asked = POINTS.replace("Which ones are strong when the sea is high?", "When does the sea rise highest?")
    assert (15, "follow-up-tells") not in rules(asked)


def test_a_statement_with_a_word_of_its_own_is_not_given_away() -> None:
    # Of its three content words, sea, rise and twice, the question has two: less than 80 percent.
    assert (10, "in-question") not in rules(POINTS.replace("The sea falls and rises", "The sea rises twice"))


@pytest.mark.parametrize(
    "point",
    [
        "HTML is parsed into a tree, and CSS is downloaded",
        "Readers don't block writers, and writers don't block readers",
        "It does not make your own data safe; you still need locks",
        "The artifact is built once and the same one is promoted to every stage",
        "An SLA is a contract with penalties, and the internal SLO is stricter",
        "You must lock it; in a transaction over several rows the order should be fixed",
    ],
)
def test_two_claims_are_seen(point: str) -> None:
    assert joins_two_claims(point)


@pytest.mark.parametrize(
    "point",
    [
        "Improves TTFB and SEO",
        "The CSS is downloaded and parsed into the CSSOM",
        "Reads and writes are logged",
        "The difference between threads and processes is memory",
        "A file is the contract from which typed clients and servers are generated",
        "Each action has an owner and a date and is tracked until done",
        "A useful segment can be measured and reached and is large enough to pay",
        "It is safe when keys are equal and values are not",
        "Locks are held and released where they must be",
        "Backfill the data, then enforce the constraint",
        "It can be used; and",
        "",
    ],
)
def test_one_claim_with_an_and_is_not_called_two(point: str) -> None:
    assert not joins_two_claims(point)


@pytest.mark.parametrize(
    ("line", "put"),
    [
        (
            "    point: The sea falls and rises\n",
            "    point: The sea falls and rises # lint: ok in-question\n",
        ),
        ("  - id: rise\n", "  - id: rise # Lint: OK no-hint, in-question\n"),
        ("  - id: rise\n", "  # lint: ok in-question\n  - id: rise\n"),
        ("    hint: Up and down\n", "    hint: Up and down\n    # lint: ok in-question two-ideas\n"),
    ],
)
def test_a_comment_on_a_key_point_silences_a_rule_there(line: str, put: str) -> None:
    assert "in-question" not in [rule for _, rule in rules(POINTS.replace(line, put))]


@pytest.mark.parametrize(
    ("line", "put"),
    [
        ("    hint: Up there\n", "    hint: Up there # lint: ok in-question\n"),
        ("  - id: both\n", "  # lint: ok in-question\n  - id: both\n"),
        ("topic: physics\n", "topic: physics # lint: ok in-question\n"),
        ("    hint: Up and down\n", "    hint: 'lint: # lint: ok in-question'\n"),
        ("    hint: Up and down\n", "    hint: Up and down # lint: ok two-ideas\n"),
    ],
)
def test_a_comment_elsewhere_silences_nothing_here(line: str, put: str) -> None:
    assert "in-question" in [rule for _, rule in rules(POINTS.replace(line, put))]


def test_a_comment_after_the_last_key_point_belongs_to_what_follows() -> None:
    text = POINTS + "# lint: ok two-ideas\nsource: mine\n"
    assert (13, "two-ideas") in rules(text)


@pytest.mark.parametrize(
    ("named", "advice"), [("in-qestion", "Did you mean 'in-question'?"), ("", "Rules: ")]
)
def test_a_comment_that_names_no_rule_is_told(named: str, advice: str) -> None:
    told = found(POINTS.replace("  - id: rise\n", f"  - id: rise # lint: ok {named}\n"))
    (unknown,) = [finding for finding in told if finding.rule == "unknown-rule"]
    assert (unknown.line, unknown.level) == (9, "remark")
    assert advice in unknown.advice


def test_lines_are_right_behind_a_byte_order_mark() -> None:
    assert rules("\ufeff" + POINTS) == rules(POINTS)


def test_every_rule_has_a_level() -> None:
    assert set(RULES.values()) == {"fault", "remark"}
