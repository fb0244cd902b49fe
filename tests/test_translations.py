from __future__ import annotations

import ast
import builtins
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from viva.language import LANGUAGES
from viva.paths import shipped

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((ROOT / "web" / "templates").glob("*.html"))
TRANSLATED = [code for code in LANGUAGES if code != "en"]

every_language = pytest.mark.parametrize("code", TRANSLATED)


@cache
def in_use() -> Catalog:
    """The messages of code and templates, as `make translations` collects them."""
    with TemporaryDirectory() as folder:
        found = Path(folder) / "messages.pot"
        mapping = str(ROOT / "pyproject.toml")
        CommandLineInterface().run(  # type: ignore[no-untyped-call]
            ["pybabel", "--quiet", "extract", "-F", mapping, "-k", "N_", "-o", str(found), str(ROOT)]
        )
        with found.open("rb") as file:
            return read_po(file)


@cache
def catalogue(code: str) -> Catalog:
    with (shipped("web") / "locales" / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code)


def messages(catalog: Catalog) -> dict[str, Message]:
    return {forms(message.id)[0]: message for message in catalog if message.id}


def forms(texts: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [texts] if isinstance(texts, str) else list(texts or [""])


@every_language
def test_every_message_has_its_translation_and_none_is_left_over(code: str) -> None:
    assert set(messages(catalogue(code))) == set(messages(in_use()))
    assert not catalogue(code).obsolete
    empty = [id for id, message in messages(catalogue(code)).items() if not all(forms(message.string))]
    assert empty == []


@every_language
def test_no_translation_is_a_guess(code: str) -> None:
    assert [m.id for m in catalogue(code) if m.id and m.fuzzy] == []


@every_language
def test_a_number_has_as_many_forms_as_the_language_asks_for(code: str) -> None:
    for id, message in messages(in_use()).items():
        there = messages(catalogue(code))[id]
        assert forms(there.id) == forms(message.id)
        assert len(forms(there.string)) == (catalogue(code).num_plurals if message.pluralizable else 1), id


_PLACE = re.compile(r"%\((\w+)\)[sd]|\{\w+\}|%%|%")  # {n} is put in by a script


def places(text: str) -> set[str]:
    return {match.group(1) or match.group() for match in _PLACE.finditer(text)}


@every_language
def test_placeholders_are_those_of_the_english_message(code: str) -> None:
    for message in messages(catalogue(code)).values():
        expected = set().union(*map(places, forms(message.id)))
        for text in forms(message.string):
            # "one question" need not say its number; nothing else may be lost, and nothing new may come.
            assert places(text) <= expected, text
            assert expected - places(text) <= ({"num"} if message.pluralizable else set()), text


def marks(text: str) -> Counter[str]:
    return Counter(re.findall(r"<[^>]*>", text))


@every_language
def test_tags_are_those_of_the_english_message_and_no_quotation_mark_ends_an_attribute(code: str) -> None:
    for message in messages(catalogue(code)).values():
        for source, text in zip(forms(message.id), forms(message.string), strict=False):
            assert marks(text) == marks(source), text
            assert re.sub(r"<[^>]*>", "", text).count('"') == re.sub(r"<[^>]*>", "", source).count('"'), text


@every_language
def test_a_sentence_ends_and_begins_as_in_english(code: str) -> None:
    for message in messages(catalogue(code)).values():
        for source, text in zip(forms(message.id), forms(message.string), strict=False):
            assert (text[:1].isspace(), text[-1:].isspace()) == (source[:1].isspace(), source[-1:].isspace())
            assert text.endswith((".", "?", "!", ":", "…")) == source.endswith((".", "?", "!", ":", "…")), (
                text
            )


SAME_EVERYWHERE = {"viva", "Viva", "openapi.json", "HTML", "Markdown", "JSON", "CSV", "PDF", "Anki"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_word_of_a_template_can_be_translated(path: Path) -> None:
    source = path.read_text("utf-8")
    assert list(bare_words(source)) == []
    assert list(bare_constants(source)) == []


def bare_words(source: str) -> Iterator[str]:
    """Text between tags, and in attributes that are read aloud, which goes through no function."""
    text = re.sub(r'<(\w+)[^>]* lang="en">.*?</\1>', "", source, flags=re.DOTALL)  # what is English anyway
    text = re.sub(r"\{% block width %\}.*?\{% endblock %\}", "", text)  # names of style classes
    text = re.sub(r"\{#.*?#\}|\{% trans.*?endtrans %\}|\{%.*?%\}|\{\{.*?\}\}", "\0", text, flags=re.DOTALL)
    read_aloud = re.findall(r'(?:aria-label|title|alt|placeholder|content)="([^"]*)"', text)
    text = re.sub(r"<!--.*?-->|<[^>]*>", "\0", text, flags=re.DOTALL)
    for part in [*text.split("\0"), *(part for value in read_aloud for part in value.split("\0"))]:
        words = part.strip(" \n·,–()/:;%&").removeprefix("nbsp;")
        if (
            re.search(r"[^\W\d_]{2}", words)
            and words not in SAME_EVERYWHERE
            and not NO_PROSE.fullmatch(words)
        ):
            yield words


NO_PROSE = re.compile(r"width=device-width.*|light dark|#\w{6}|\d.*|translate\(.*|&amp;|url=.*|default-src.*")
"""Settings, in `content` attributes mostly."""


def bare_constants(source: str) -> Iterator[str]:
    """Texts in expressions that look like prose and go through no function."""
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(source)
    wrapped = {
        id(constant)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext", "ngettext")
        for constant in call.find_all(nodes.Const)
    }
    for constant in tree.find_all(nodes.Const):
        text = constant.value
        if isinstance(text, str) and id(constant) not in wrapped and PROSE.search(text):
            yield text


PROSE = re.compile(r"^[A-Z][a-z]|[a-z]{2} [a-z]{2}")


SPEAKING = [*(ROOT / "service/viva/interview").glob("*.py"), *(ROOT / "service/viva/views").rglob("*.py")]


@pytest.mark.parametrize("path", sorted(SPEAKING), ids=lambda path: path.stem)
def test_an_error_that_a_page_shows_can_be_translated(path: Path) -> None:
    raised = [n.exc for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Raise)]
    calls = [e for e in raised if isinstance(e, ast.Call) and isinstance(e.func, ast.Name)]
    own = [e for e in calls if e.args and not hasattr(builtins, ast.unparse(e.func))]
    assert [ast.unparse(e) for e in own if isinstance(e.args[0], ast.Constant | ast.JoinedStr)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_what_is_imported_once_holds_no_words_of_whoever_came_first(path: Path) -> None:
    """Jinja runs the top of an imported template once and keeps it: a message set there would keep its language."""
    environment = Environment(extensions=["jinja2.ext.i18n"])
    if path.name in set(kept_by(environment)):
        top = [n for n in environment.parse(path.read_text("utf-8")).body if isinstance(n, nodes.Assign)]
        assert [call for node in top for call in node.find_all((nodes.Call, nodes.Filter))] == []


def kept_by(environment: Environment) -> Iterator[str]:
    """The names of the templates that are imported without the context of a page."""
    for path in TEMPLATES:
        tree = environment.parse(path.read_text("utf-8"))
        imports: list[nodes.FromImport | nodes.Import] = [
            *tree.find_all(nodes.FromImport),
            *tree.find_all(nodes.Import),
        ]
        for node in imports:
            if isinstance(node.template, nodes.Const) and not node.with_context:
                yield str(node.template.value)
