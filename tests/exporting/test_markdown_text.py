"""Any text as Markdown, read back by markdown-it: the same text, and nothing taken for markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from viva.exporting.markdown_text import inline, quoted, quoted_text
from viva.interview.marking import Mark, marked

_MARKUP = """# h ## x # C# ``` ~~~x >q *i <b> </div> <!--x <?php &amp; &#10;  &lt; a&b \\ |a|b| |---| ---
=== *** ___ [a]: /u ![x](y) [x](y) **b** __i__ a_b_c _x_ ~~s~~ `c` `` $x$ ==h== ^1 [^1] <http://x.y> http://x.y www.x.y
:smile: {{c1::x}} word 2026 ½ 𝄞 a*b * _ | || # ## > - + 1. 12) 1 = ~""".split()
_SPACE = [
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "  ",
    "    ",
    "\t",
    "\u00a0",
    "\u2028",
    "\x00",
    "\x1b[31m",
    "\x85",
    "\x7f",
]
_LINES = [
    "- i\n",
    "1. x\n",
    "# h\n",
    "| a | b |\n|---|---|\n",
    "a\n---\n",
    "a\n===\n",
    "```\n",
    "> q\n",
    "\\\n",
]
ODD = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from([*_MARKUP, *_SPACE, *_LINES]), max_size=14).map("".join),
    st.text(alphabet=" \t\n\r#*_`~<>&;|\\[](){}!-+=.019ab:\"'$^/\x00\x1b\x85\u00a0\u2028", max_size=40),
)


def plain(text: str) -> str:
    """The text that is to come back: line ends plain, control characters as their pictures."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\x00-\x08\x0b-\x1f]", lambda c: chr(0x2400 + ord(c.group())), text)
    return re.sub("[\x80-\x9f]", "�", text.replace("\x7f", "␡"))


def said(token: Token) -> str:
    """The text of an inline token without that of <sup>; anything but text and line breaks fails."""
    text, above = "", False
    for child in token.children or []:
        if child.type == "html_inline":
            assert child.content in ("<mark>", "</mark>", "<sup>", "</sup>")
            above = child.content == "<sup>" or (above and child.content != "</sup>")
        elif child.type == "hardbreak":
            text += "\n"
        else:
            assert child.type == "text", child
            text += "" if above else child.content
    return text


def read_back(markdown: str, dialect: str = "commonmark") -> str:
    tokens = MarkdownIt(dialect).parse(markdown)
    kinds = {token.type for token in tokens}
    assert kinds <= {"blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline"}
    return "\n\n".join(said(token) for token in tokens if token.type == "inline")


@settings(max_examples=600, deadline=None)
@given(ODD)
def test_any_text_comes_back_from_a_quotation(text: str) -> None:
    assert read_back(quoted_text(text)) == plain(text)
    assert read_back(quoted_text(text), "js-default") == plain(text)  # tables, strikethrough, no HTML


@settings(max_examples=600, deadline=None)
@given(ODD, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=3))
def test_marks_change_nothing_of_the_text(text: str, places: list[tuple[int, int]]) -> None:
    marks = [Mark(number, "covered", start, end) for number, (start, end) in enumerate(places, 1)]
    assert read_back(quoted(marked(text, marks))) == plain(text)


@settings(max_examples=400, deadline=None)
@given(ODD)
def test_any_text_comes_back_from_a_heading_and_from_a_list(text: str) -> None:
    for before, kind in (
        ("# ", "heading_open"),
        ("## 1. ", "heading_open"),
        ("- **x**: ", "bullet_list_open"),
    ):
        tokens = MarkdownIt("js-default").parse(before + inline(text))
        (found,) = [token for token in tokens if token.type == "inline"]
        assert tokens[0].type == kind
        words = "".join(child.content for child in found.children or [] if child.type == "text")
        assert words.endswith(" ".join(plain(text).split()))


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("", ""),
        ("It is so.", "> It is so."),
        ("One.\nTwo.", "> One.\\\n> Two."),
        ("One.\n\nTwo.", "> One.\n>\n> Two."),
        ("One.\n\n\nTwo.\n", "> One.&#10;\n>\n> Two.&#10;"),
        ("  indented", "> &#32; indented"),
        ("snake_case and C# stay readable", "> snake_case and C# stay readable"),
        ("# no heading", "> \\# no heading"),
        ("1. no list", "> 1\\. no list"),
        ("a | b", "> a \\| b"),
        ("\x1b[31mred", "> ␛\\[31mred"),
    ],
)
def test_text_stays_as_readable_as_it_can(text: str, markdown: str) -> None:
    assert quoted_text(text) == markdown


def test_a_mark_over_several_lines_is_closed_at_the_end_of_each() -> None:
    text = "One two.\n\nThree four."
    told = quoted(marked(text, [Mark(1, "covered", 4, 15)]))
    assert told == "> One <mark>two.</mark>\n>\n> <mark>Three</mark><sup>1</sup> four."
