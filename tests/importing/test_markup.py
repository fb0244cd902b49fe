"""HTML as text and as blocks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viva.importing.markup import blocks_of, parsed, plain_text
from viva.importing.notes import ImportFault


def blocks(html: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks_of(parsed(html, "x"), "x")]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("a &lt; b &amp;&amp; c", "a < b && c"),
        ("a<br>b<div>c</div>d", "a\nb\nc\nd"),
        ("<ul><li>a<li>b <b>c</b></ul>", "- a\n- b c"),
        ("<p>a\n  b</p><script>alert(1)</script><style>x{}</style>", "a b"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("un<i>believ</i>able", "unbelievable"),
        ("<!-- not this -->this<?php nor this ?>", "this"),
        ("", ""),
    ],
)
def test_markup_is_taken_out_and_words_stay_whole(html: str, text: str) -> None:
    assert plain_text(html, "x") == text


def test_blocks_tell_what_they_are() -> None:
    html = "<h2>What?</h2><p>A <b>b</b>.</p><p><b>Why?</b> So.</p><ol><li><p>one</p></ol><dl><dt>t<dd>d</dl>"
    assert blocks(html) == [
        ("heading", "What?"),
        ("text", "A b."),
        ("strong", "Why?"),
        ("text", "So."),
        ("item", "one"),
        ("question", "t"),
        ("text", "d"),
    ]


def test_a_line_number_is_that_of_the_file() -> None:
    (found,) = blocks_of(parsed("\n\n<p>x</p>", "a.html"), "a.html")
    assert found.source == "a.html:3"


@pytest.mark.parametrize("tag", ["div", "b", "ul><li"])
def test_a_tree_too_deep_is_refused_or_read_whole(tag: str) -> None:
    html = f"<{tag}>" * 20_000 + "the end"
    try:
        assert "the end" in plain_text(html, "x")
    except ImportFault as fault:
        assert str(fault) == "x: is nested too deeply. Save it anew from your browser."


def test_entities_do_not_unfold() -> None:
    html = '<!DOCTYPE html [<!ENTITY a "haha"><!ENTITY b SYSTEM "file:///etc/passwd">]><p>&a; &b; text</p>'
    told = plain_text(html, "x")
    assert "haha" not in told.replace('"haha"', "") and "root:" not in told and "text" in told


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=60) | st.text(alphabet="<>/abip &;#x\"'=-!", max_size=60))
def test_any_text_is_read(text: str) -> None:
    plain_text(text, "x")
