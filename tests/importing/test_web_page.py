"""Saved web pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree, html

from importing.parts import pairs, read, refusal, written
from viva.importing.notes import Limits


def page(*parts: str) -> str:
    body = html.fragments_fromstring("".join(parts))
    tree = html.Element("body")
    tree.extend(body)
    return f"<!doctype html>\n{etree.tostring(tree, encoding='unicode', method='html')}"


FAQ = page(
    "<h1>Web</h1><p>Intro.</p><h2>What is x?</h2><p>It is<br>y.</p><ul><li>one</li><li>two</li></ul>",
    "<details><summary>Why?</summary>So.</details>",
    "<table><tr><th>Question</th><th>Answer</th></tr><tr><td>What is z?</td><td>Zed</td></tr></table>",
)


def test_headings_details_and_tables_are_read(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.html", FAQ))
    assert pairs(found) == [("What is x?", "It is\ny.\n- one\n- two"), ("Why?", "So."), ("What is z?", "Zed")]
    assert found.notes[0].topic == "Web"
    assert found.remarks == ("a.html:2: text under no question is left out: “Intro.”",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
def test_the_declared_encoding_counts(tmp_path: Path, encoding: str) -> None:
    text = f'<meta charset="{encoding}"><h2>Что это?</h2><p>Это.</p>'
    assert pairs(read(written(tmp_path, "a.htm", text.encode(encoding)))) == [("Что это?", "Это.")]


def test_an_encoding_that_is_no_encoding_of_text_is_not_used(tmp_path: Path) -> None:
    path = written(tmp_path, "a.html", b"<meta charset=rot13><h2>What is x?</h2>Y")
    assert pairs(read(path)) == [("What is x?", "Y")]


def test_a_page_without_questions_is_told(tmp_path: Path) -> None:
    assert "no question with an answer was found" in refusal(written(tmp_path, "a.html", "<p>Hello.</p>"))
    assert "no question with an answer was found" in refusal(written(tmp_path, "b.html", "<<<>>&&"))


def test_an_enormous_page_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.html", FAQ)
    assert "is larger than" in refusal(path, limits=Limits(bytes=100))
    assert "holds 3 notes" in refusal(path, limits=Limits(notes=2))


def test_a_hostile_page_runs_nothing_and_fetches_nothing(tmp_path: Path) -> None:
    text = (
        '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd"><base href="http://127.0.0.1:9/">'
        "<script>document.write('<h2>What?</h2>no')</script><iframe src='file:///etc/passwd'></iframe>"
        "<h2>What is x?</h2><p>Y<img src='http://127.0.0.1:9/x.png'></p>"
    )
    assert pairs(read(written(tmp_path, "a.html", text))) == [("What is x?", "Y")]
    assert "nested too deeply" in refusal(written(tmp_path, "b.html", "<div>" * 100_000 + "<h2>What?</h2>no"))
