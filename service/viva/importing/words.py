"""Words of an answer: where they stand, what forms they can have, and which ones tell something."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_FUNCTION_WORDS = """
a an the this that these those and or but nor so yet if unless because since as while whereas although though than then
i you he she it we they me him her us them my your his its our their mine yours one ones who whom whose which what
is are was were be been being am do does did done has have had having can could may might must shall should will would
to of in on at by for from with without into onto over under between among through via per about against during before
after above below up down out off not no yes only just also too very more most much many some any each every all both
either neither other another such same own there here when where why how again once ever never always often usually
e.g i.e etc eg ie vs it's don't doesn't isn't aren't can't won't
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
AUXILIARIES = frozenset(
    "is are was were am can could may might must shall should will would has have had does do did isn't aren't "
    "wasn't weren't can't cannot couldn't mustn't shouldn't won't wouldn't hasn't haven't doesn't don't didn't".split()
)
PREPOSITIONS = frozenset(
    "of in on at by for from with without into onto over under between among through via per about against during "
    "before after above below to as than like within across toward towards until till inside outside beyond behind "
    "around beside besides along despite upon".split()
)
DETERMINERS = frozenset(
    "a an the this that these those my your his her its our their each every some any no all both another such one "
    "two three four five many much several few more most fewer less which what whose".split()
)
PRONOUNS = frozenset("i you he she it we they them him me us itself themselves everything nothing".split())
LIGHT_ADVERBS = frozenset(
    "then also often usually only never always still now just even therefore thus hence thereby later finally again "
    "sometimes typically simply afterwards instead otherwise already".split()
)

_WORD = re.compile(r"`[^`\n]+`|(?:\w(?:[\w’'./+#&@:=*-]*[\w+#])?)", re.UNICODE)
_PREFIX = re.compile(r"(?:re|un|pre|de|over|under|back|auto|co|out|multi|mis|up|down)-?(?=[a-z]{3})")


@dataclass(frozen=True)
class Word:
    """Characters `start` to `end` of a text, and the word in small letters."""

    start: int
    end: int
    small: str


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a stretch of text; `a/b`, `a-b` and code between backticks are one word each."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [Word(match.start(), match.end(), match.group().strip("`").lower()) for match in found]


def content_words(text: str) -> list[str]:
    """The words of a text that tell something, parted at slashes and hyphens, in small letters."""
    parts = (part for word in words_of(text) for part in re.split(r"[/\-]", word.small))
    return [part for part in parts if part and part not in FUNCTION_WORDS]


@cache
def stem(word: str) -> str:
    """What the forms of a word have in common: `renders`, `rendered` and `rendering` give `render`."""
    lemmas = _lemmas(word)
    for kind in ("VERB", "NOUN", "ADJ", "ADV"):
        if kind in lemmas:
            return lemmas[kind][0]
    return word


def stems(text: str) -> set[str]:
    """The stems of the words that tell something."""
    return {stem(word) for word in content_words(text)}


@cache
def verb_forms(word: str) -> frozenset[str]:
    """The forms of a verb that a word can be: "base", "s", "ing", "past"; none where it is no verb."""
    bases = _lemmas(word).get("VERB", ())
    if not bases:
        known = _PREFIX.sub("", word, count=1)
        return verb_forms(known) if known != word else frozenset()
    found = set()
    for base in bases:
        if word == base:
            found.add("base")
            # "cut", "put" and "set" are their own past.
            if base.endswith(("t", "d")) and len(base) <= 4 and "-" not in base:
                found.add("past")
        elif word.endswith("ing"):
            found.add("ing")
        elif word.endswith("s") and not base.endswith(word):
            found.add("s")
        else:
            found.add("past")
    return frozenset(found)


@cache
def can_be(word: str, kind: str) -> bool:
    """Whether the dictionary has a word as NOUN, VERB, ADJ or ADV; of `CPU-bound` the last part counts."""
    return kind in _lemmas(word) or ("-" in word and kind in _lemmas(word.rsplit("-", 1)[1]))


@cache
def _lemmas(word: str) -> dict[str, tuple[str, ...]]:
    from lemminflect import getAllLemmas

    return dict(getAllLemmas(word))


def ascii_of(text: str) -> str:
    """`text` in ASCII, accents dropped; what has no such form is dropped too."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
