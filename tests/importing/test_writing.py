"""Drafts as files, and a place for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing.parts import WordEmbedder, drafted
from viva.importing.drafting import draft
from viva.importing.formats import read_notes
from viva.importing.notes import ImportFault, clean, has_words
from viva.importing.writing import DRAFT_MARK, normalised, place, rubric_text, scalar
from viva.rubric import RubricBank, RubricError, load_rubric, parse_rubric

SEED = Path(__file__).parent / "seed-questions.txt"


def test_a_draft_is_written_like_this() -> None:
    made = drafted("Yes: improves TTFB and SEO.", "What is SSR: a pattern?")
    assert rubric_text(made) == (
        "# draft: key points made by viva import, not read by a person yet\n"
        "# yaml-language-server: $schema=rubric.schema.json\n"
        'question: "What is SSR: a pattern?"\n'
        "topic: topic\n"
        "source: notes.txt:1\n"
        'model_answer: "Yes: improves TTFB and SEO."\n'
        "key_points:\n"
        "  - id: ttfb\n"
        "    point: Improves TTFB\n"
        "    weight: 1\n"
        "    follow_up: What is won by it?\n"
        "    # from: Yes: improves TTFB and SEO.\n"
        "  - id: seo\n"
        "    point: Improves SEO\n"
        "    weight: 1\n"
        "    follow_up: Which other advantage is there?\n"
        "    # from: Yes: improves TTFB and SEO.\n"
        "# no point carries these words of the answer: Yes\n"
    )


def test_the_seed_questions_become_rubrics(tmp_path: Path) -> None:
    bank, embedder = RubricBank(tmp_path), WordEmbedder()
    for note in read_notes(SEED).notes:
        made = draft(note, embedder, "web")
        placed = place(made, bank)
        assert placed.outcome == "written"
        rubric = load_rubric(tmp_path / placed.file)
        assert rubric.text.startswith(DRAFT_MARK)
        assert (rubric.question, rubric.source, rubric.topic) == (note.question, note.source, "web")
        assert rubric.model_answer == note.answer
        assert [(k.id, k.point, k.weight, k.follow_up) for k in rubric.key_points] == [
            (point.id, point.point, 1, point.follow_up) for point in made.points
        ]
    assert len(bank.rubrics) == 7 and bank.broken == ()


def test_a_file_with_the_question_is_left_alone_and_the_difference_told(tmp_path: Path) -> None:
    bank = RubricBank(tmp_path)
    made = drafted("Improves TTFB.")
    assert place(made, bank).outcome == "written"
    file = tmp_path / "what-is-it.yaml"
    file.write_text(file.read_text("utf-8").replace("Improves TTFB\n", "Improves TTFB a lot\n"), "utf-8")
    mine = file.read_text("utf-8")
    bank.reload()
    placed = place(made, bank)
    assert (placed.outcome, placed.file) == ("left", "what-is-it.yaml")
    assert placed.difference.split("\n")[:2] == ["--- what-is-it.yaml", "+++ what-is-it.yaml (draft)"]
    assert "-    point: Improves TTFB a lot\n+    point: Improves TTFB\n" in placed.difference
    assert file.read_text("utf-8") == mine
    assert [path.name for path in tmp_path.iterdir()] == ["what-is-it.yaml"]


def test_importing_the_same_twice_changes_nothing(tmp_path: Path) -> None:
    bank = RubricBank(tmp_path)
    place(drafted("Improves TTFB."), bank)
    placed = place(drafted("Improves TTFB."), bank)
    assert (placed.outcome, placed.file, placed.difference) == ("left", "what-is-it.yaml", "")


def test_a_question_is_known_by_its_words_under_any_name(tmp_path: Path) -> None:
    bank = RubricBank(tmp_path)
    place(drafted("Improves TTFB."), bank)
    (tmp_path / "what-is-it.yaml").rename(tmp_path / "mine.yaml")
    bank.reload()
    assert place(drafted("Improves TTFB.", "what is IT"), bank).file == "mine.yaml"


def test_another_question_of_the_same_name_gets_a_number(tmp_path: Path) -> None:
    bank = RubricBank(tmp_path)
    files = [
        place(drafted("A thing.", question), bank).file
        for question in ("What is C?", "What is Ç?", "它", "是")
    ]
    assert files == ["what-is-c.yaml", "what-is-c-2.yaml", "question.yaml", "question-2.yaml"]


def test_a_broken_file_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "what-is-it.yaml").write_text("broken")
    (tmp_path / "what-is-it-2.yml").write_text("misnamed")
    placed = place(drafted("A thing."), RubricBank(tmp_path))
    assert placed.file == "what-is-it-3.yaml"
    assert (tmp_path / "what-is-it.yaml").read_text() == "broken"


def test_the_schema_is_named_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "rubric.schema.json").write_text("{}")
    placed = place(drafted("A thing."), RubricBank(tmp_path))
    assert "$schema=rubric.schema.json" in (tmp_path / placed.file).read_text()
    assert "$schema" not in rubric_text(drafted("A thing."), has_schema=False)


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "12",
        "# x",
        "a: b",
        "- a",
        "'a'",
        '"a"',
        "null",
        "a #b",
        "\\n",
        "[a",
        "2020-01-01",
        "🍞",
        "a\u2028b",
        "%x",
    ],
)
def test_any_text_is_written_so_that_it_comes_back(text: str) -> None:
    points = f"key_points:\n  - id: a\n    point: {scalar(text)}\n"
    written = f"question: {scalar(text)}\ntopic: t\nmodel_answer: a\n{points}"
    rubric = parse_rubric(written, id="x")
    assert rubric.question == rubric.key_points[0].point == text


def test_normalised_questions_have_their_words_in_common() -> None:
    assert normalised(" What's  SSR? ") == normalised("what s ssr") == "what s ssr"
    assert normalised("???") == "???"


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=40).filter(has_words), st.text(max_size=150).filter(has_words))
def test_every_draft_is_a_rubric(question: str, answer: str) -> None:
    question, answer = " ".join(clean(question).split()), clean(answer)
    try:
        made = drafted(answer, question)
        rubric = parse_rubric(rubric_text(made), id="x")
    except (ImportFault, RubricError) as error:
        assert isinstance(error, ImportFault), error
        return
    assert rubric.question == question
    assert rubric.model_answer == answer
    assert [key_point.point for key_point in rubric.key_points] == [point.point for point in made.points]
