"""Markdown and what Obsidian adds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing.parts import pairs, read, refusal, written
from viva.importing.documents import Document
from viva.importing.markdown import read_markdown
from viva.importing.notes import Columns, Found, Limits, one_line


def markdown(text: str) -> Found:
    return read_markdown(Document("a.md", text.encode()), Limits(), Columns())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# What is *x*?\nIt `is` [y](http://z).", [("What is x?", "It is y.")]),
        ("What is x?\n===\n- one\n- two\n  - three", [("What is x?", "- one\n- two\n- three")]),
        ("**What is x?**\n\nY.\n\n**Why z?** So.", [("What is x?", "Y."), ("Why z?", "So.")]),
        ("**What is x?**\nIt is **bold**.", [("What is x?", "It is bold.")]),
        ("What is x?\n\n> quoted", [("What is x?", "quoted")]),
        ("## What is x?\n```js\na ?? b\n```", [("What is x?", "a ?? b")]),
        (
            "> [!question]- What is x?\n> Y.\n> Z.\n\n> [!faq] Why?\n> So.",
            [("What is x?", "Y.\nZ."), ("Why?", "So.")],
        ),
        ("What is x :: It is y\n- TTFB:: the time", [("What is x", "It is y"), ("TTFB", "the time")]),
        ("What is x?::Y", [("What is x?", "Y")]),
        (
            "## What does `==` do?\nIt ==compares== [[values|things]].",
            [("What does == do?", "It compares things.")],
        ),
        ("---\ntags: [a]\n---\n# What is x?\nY", [("What is x?", "Y")]),
        ("| Question | Answer |\n|---|---|\n| What is x? | `Y` |", [("What is x?", "Y")]),
        (
            "# Terms\n## Hydration\nAttaching.\n## SSR\nServer.",
            [("Hydration", "Attaching."), ("SSR", "Server.")],
        ),
    ],
)
def test_the_forms_that_people_use(text: str, said: list[tuple[str, str]]) -> None:
    assert pairs(markdown(text)) == said


def test_a_bold_word_in_an_item_is_part_of_it() -> None:
    assert pairs(markdown("# What is x?\n- **One** `a::b`\n- two")) == [("What is x?", "- One a::b\n- two")]


def test_code_makes_no_cards() -> None:
    found = markdown("# What is a vector?\nUse std::vector or `a :: b`.")
    assert pairs(found) == [("What is a vector?", "Use std::vector or a :: b.")]


def test_lines_keep_their_numbers_and_headings_above_are_topics() -> None:
    (note,) = markdown("---\na: b\n---\n\n# Web\n\n## What is x?\n\nY.\n").notes
    assert (note.source, note.topic) == ("a.md:7", "Web")


def test_a_file_is_read_from_the_disk(tmp_path: Path) -> None:
    assert pairs(read(written(tmp_path, "a.md", "# What is x?\nY"))) == [("What is x?", "Y")]
    assert "no question with an answer was found" in refusal(written(tmp_path, "b.markdown", "Just text."))


def test_an_enormous_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.md", "# What is x?\nY\n" * 4)
    assert "holds 4 notes" in refusal(path, limits=Limits(notes=3))
    assert "is larger than" in refusal(path, limits=Limits(bytes=20))


@pytest.mark.parametrize(
    "piece", ["[", "*a **b ", "> ", "- ", "`", "![", "<a ", ":: ", "[[", "|-", "# What?\n", "==x"]
)
def test_a_hostile_file_takes_no_time(piece: str) -> None:
    begun = time.process_time()
    markdown(piece * 5_000)
    assert time.process_time() - begun < 20


LINES = st.text(max_size=25) | st.sampled_from(
    [
        "# What is x?",
        "**Why?** so",
        "a :: b",
        "> [!question] What?",
        "> x",
        "- one",
        "```",
        "| a | b |",
        "|---|---|",
        "",
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(LINES, max_size=10).map("\n".join))
def test_any_text_is_read(text: str) -> None:
    if "\0" not in text:
        for question, answer in pairs(markdown(text)):
            assert question.strip() and answer.strip()


@settings(deadline=None, max_examples=80)
@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1), min_size=1, max_size=8).map(" ".join))
def test_a_heading_is_kept_word_for_word(words: str) -> None:
    (note,) = markdown(f"# {words}?\n\nAnswer.").notes
    assert note.question == one_line(f"{words}?")
