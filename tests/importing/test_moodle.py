"""Moodle's XML, made by ElementTree."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from importing.parts import pairs, read, refusal, written
from viva.importing.notes import Limits


def quiz(*questions: ElementTree.Element) -> str:
    root = ElementTree.Element("quiz")
    root.extend(questions)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode")


def question(kind: str, text: str, answers: dict[str, int] | None = None, **more: str) -> ElementTree.Element:
    element = ElementTree.Element("question", type=kind)
    if kind == "category":
        ElementTree.SubElement(ElementTree.SubElement(element, "category"), "text").text = text
        return element
    ElementTree.SubElement(ElementTree.SubElement(element, "questiontext", format="html"), "text").text = text
    for answer, fraction in (answers or {}).items():
        ElementTree.SubElement(
            ElementTree.SubElement(element, "answer", fraction=str(fraction)), "text"
        ).text = answer
    for tag, content in more.items():
        ElementTree.SubElement(ElementTree.SubElement(element, tag), "text").text = content
    return element


def test_essays_short_answers_and_choices_are_read(tmp_path: Path) -> None:
    text = quiz(
        question("category", "$course$/top/Web/Browsers"),
        question("essay", "<p>What is <b>x</b>?</p>", graderinfo="<ul><li>one</li><li>two</li></ul>"),
        question("shortanswer", "Which?", {"wrong": 0, "half": 50, "right": 100}, generalfeedback="Because."),
        question("multichoice", "What fits?", {"a": 50, "b": 0, "c": 50}),
        question("numerical", "How many?", {"42": 100}),
    )
    found = read(written(tmp_path, "a.xml", text))
    assert pairs(found) == [
        ("What is x?", "- one\n- two"),
        ("Which?", "right\nBecause."),
        ("What fits?", "- a\n- c"),
        ("How many?", "42"),
    ]
    assert {note.topic for note in found.notes} == {"Browsers"}
    assert found.notes[0].source == "a.xml:8"
    assert text.splitlines()[7].strip() == '<question type="essay">'


def test_what_has_no_answer_in_words_is_told(tmp_path: Path) -> None:
    text = quiz(
        question("truefalse", "Is it?", {"true": 100}),
        question("description", ""),
        question("essay", "What?", graderinfo="So."),
    )
    found = read(written(tmp_path, "a.xml", text))
    assert pairs(found) == [("What?", "So.")]
    assert found.remarks == (
        "a.xml:3: “Is it?” (truefalse) has no answer in words and is left out",
        "a.xml:11: a question (description) without text is left out",
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("<quiz>\n<question>", "a.xml:2: is no XML from column 10 on. Export it anew from Moodle."),
        ("plain", "a.xml:1: is no XML"),
        ("<rss/>", "is no question bank of Moodle (it begins with <rss>)"),
        ('<?xml version="1.0" encoding="klingon"?><quiz/>', "a.xml"),
    ],
)
def test_a_broken_file_is_told(tmp_path: Path, content: str, told: str) -> None:
    assert told in refusal(written(tmp_path, "a.xml", content))


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><quiz>&b;</quiz>',
        '<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>',
        '<!DOCTYPE quiz SYSTEM "http://127.0.0.1:9/x.dtd"><quiz/>',
    ],
)
def test_a_hostile_file_is_refused(tmp_path: Path, content: str) -> None:
    told = refusal(written(tmp_path, "a.xml", content))
    assert "defines entities or names other files, which Moodle never does. It was not opened." in told


def test_endless_nesting_is_refused(tmp_path: Path) -> None:
    assert "is nested too deeply" in refusal(written(tmp_path, "a.xml", "<quiz>" + "<a>" * 100_000))


def test_an_enormous_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.xml", quiz(*[question("essay", "What?", graderinfo="So.")] * 4))
    assert "holds 4 notes" in refusal(path, limits=Limits(notes=3))
    assert "is larger than" in refusal(path, limits=Limits(bytes=100))
