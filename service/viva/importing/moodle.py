"""Moodle's XML: its question bank as it exports it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from viva.importing.documents import Document
from viva.importing.markup import plain_text
from viva.importing.notes import Found, ImportFault, Limits, Note, has_words, one_line, shortened

_WITH_ANSWERS = {"shortanswer", "numerical", "multichoice"}
_MOST_DEPTH = 40


def read_moodle(document: Document, limits: Limits) -> Found:
    """The notes of a Moodle question bank: essays and short answers, and choices with what is right about them.

    The line of a question in the file is its source, and its category is its topic.
    """
    quiz = _parsed(document)
    if quiz.tag != "quiz":
        what = f"is no question bank of Moodle (it begins with <{shortened(quiz.tag, 30)}>)"
        raise ImportFault(document.name, what, "Export the questions as Moodle XML.")
    notes, remarks, topic = [], [], None
    for element in quiz.iter("question"):
        kind = element.get("type", "")
        source = f"{document.name}:{element.get('viva-line')}"
        if kind == "category":
            topic = _category(element) or None
            continue
        question = one_line(_html(element.find("questiontext"), source))
        answer = _answer(element, kind, source)
        if has_words(question) and has_words(answer):
            notes.append(Note(question, answer, source, topic))
        elif has_words(question):
            remarks.append(
                f"{source}: “{shortened(question)}” ({kind}) has no answer in words and is left out"
            )
        else:
            remarks.append(f"{source}: a question ({kind}) without text is left out")
    return Found(tuple(notes), tuple(remarks))


def _parsed(document: Document) -> Element:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    parser: Any = None

    class Lined(TreeBuilder):
        """Notes the line of each element, which ElementTree does not, and refuses endless nesting."""

        depth = 0

        def start(self, tag: str, attrs: dict[Any, Any]) -> Element:
            self.depth += 1
            if self.depth > _MOST_DEPTH:
                raise ImportFault(document.name, "is nested too deeply", "Export it anew from Moodle.")
            return super().start(tag, attrs | {"viva-line": str(parser.parser.CurrentLineNumber)})

        def end(self, tag: str) -> Element:
            self.depth -= 1
            return super().end(tag)

    parser = DefusedXMLParser(target=Lined(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(document.content)
        root: Element = parser.close()
    except DefusedXmlException:
        what = "defines entities or names other files, which Moodle never does"
        raise ImportFault(document.name, what, "It was not opened. Export it anew from Moodle.") from None
    except ParseError as error:
        line, column = error.position
        where = f"{document.name}:{line}"
        raise ImportFault(
            where, f"is no XML from column {column} on", "Export it anew from Moodle."
        ) from None
    except (ValueError, LookupError):  # an encoding that nobody knows
        raise ImportFault(document.name, "is in an unknown encoding", "Save it as UTF-8.") from None
    return root


def _category(element: Element) -> str:
    """The last step of a path such as `$course$/top/Web/Browsers`."""
    path = one_line("".join(element.findtext("category/text") or ""))
    steps = [
        step
        for step in path.split("/")
        if step.strip() and step.strip() not in {"top", "$course$", "$system$"}
    ]
    return steps[-1].strip() if steps else ""


def _answer(element: Element, kind: str, source: str) -> str:
    if kind == "essay":
        return _html(element.find("graderinfo"), source) or _html(element.find("generalfeedback"), source)
    if kind not in _WITH_ANSWERS:
        return ""
    right = list(dict.fromkeys(_right_answers(element, source)))
    explained = _html(element.find("generalfeedback"), source)
    if kind == "multichoice" and len(right) > 1:
        right = [f"- {answer}" for answer in right]
    elif kind != "multichoice":
        right = right[:1]  # the others are the same in other words
    return "\n".join([*right, explained] if explained else right)


def _right_answers(element: Element, source: str) -> Iterator[str]:
    answers = element.findall("answer")
    for answer in (
        sorted(answers, key=_fraction, reverse=True) if element.get("type") != "multichoice" else answers
    ):
        if _fraction(answer) > 0 and (text := _html(answer, source)) != "*":
            yield text


def _fraction(answer: Element) -> float:
    try:
        return float(answer.get("fraction", "0"))
    except ValueError:
        return 0.0


def _html(element: Element | None, source: str) -> str:
    return plain_text(element.findtext("text") or "", source) if element is not None else ""
