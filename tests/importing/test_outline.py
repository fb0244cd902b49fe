"""Which blocks of a document are questions."""

from __future__ import annotations

from viva.importing.notes import Found
from viva.importing.outline import Block, Kind, notes_of


def block(kind: Kind, text: str, level: int = 0) -> Block:
    return Block(kind, text, f"x:{text[:8]}", level)


def outline(*blocks: Block) -> Found:
    return notes_of(blocks)


def test_headings_that_ask_are_questions_and_those_above_them_topics() -> None:
    found = outline(
        block("heading", "Web", 1),
        block("heading", "What is x?", 2),
        block("text", "It is."),
        block("heading", "Details", 3),
        block("item", "one"),
        block("heading", "Data", 1),
        block("heading", "Why y", 2),
        block("text", "So."),
    )
    told = [(note.question, note.answer, note.topic) for note in found.notes]
    assert told == [("What is x?", "It is.\nDetails\n- one", "Web"), ("Why y", "So.", "Data")]


def test_where_no_heading_asks_paragraphs_that_ask_are_questions() -> None:
    found = outline(block("heading", "Web", 1), block("text", "Is it?"), block("text", "Yes."))
    assert [(note.question, note.topic) for note in found.notes] == [("Is it?", "Web")]


def test_a_question_within_an_answer_is_part_of_it() -> None:
    found = outline(block("heading", "What is x?", 2), block("text", "Why?"), block("text", "So."))
    assert [(note.question, note.answer) for note in found.notes] == [("What is x?", "Why?\nSo.")]


def test_where_nothing_asks_each_heading_with_text_is_a_question() -> None:
    found = outline(
        block("heading", "Glossary", 1),
        block("heading", "Hydration", 2),
        block("text", "Attaching."),
        block("heading", "Empty", 2),
    )
    assert [(note.question, note.answer, note.topic) for note in found.notes] == [
        ("Hydration", "Attaching.", "Glossary")
    ]


def test_what_becomes_no_note_is_told() -> None:
    found = outline(
        block("text", "Intro."), block("heading", "What is x?", 1), block("heading", "What is y?", 1)
    )
    assert found.notes == ()
    assert found.remarks == (
        "x:Intro.: text under no question is left out: “Intro.”",
        "x:What is : “What is x?” has no answer and is left out",
        "x:What is : “What is y?” has no answer and is left out",
    )


def test_cards_bring_their_answers() -> None:
    found = outline(Block("card", "front", "x:1", answer="back"))
    assert [(note.question, note.answer) for note in found.notes] == [("front", "back")]
