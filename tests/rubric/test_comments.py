from __future__ import annotations

import pytest

from viva.rubric.comments import Comment, comments


def test_comments_are_found_with_their_lines() -> None:
    text = "# first\na: 1  # beside\n\n  # alone  \nb:\n  - c # in a list\n# last"
    assert comments(text) == [
        Comment(1, "# first", alone=True),
        Comment(2, "# beside", alone=False),
        Comment(4, "# alone", alone=True),
        Comment(6, "# in a list", alone=False),
        Comment(7, "# last", alone=True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: b#c",
        "a: 'b # c'",
        'a: "b\n  # c"',
        "a: |\n  b\n  # c\n",
        "a: >-\n  # b\n\n  # c\n",
        "",
    ],
)
def test_what_looks_like_a_comment_in_a_text_is_none(text: str) -> None:
    assert comments(text) == []


def test_comments_around_a_block_are_found() -> None:
    text = "a: | # beside\n  b # no\n# after\nc: d\n"
    assert [comment.text for comment in comments(text)] == ["# beside", "# after"]
