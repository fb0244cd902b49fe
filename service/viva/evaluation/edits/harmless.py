"""Edits that leave what an answer says as it was: other words, slips, another order, another manner."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from viva.evaluation.edits.claims import NEGATION, like, lowered

Harmless = Callable[[str, Random], str | None]

_SYNONYMS = dict(
    pair.strip().split(":")
    for pair in """
    because of:owing to, because:since, for example:for instance, for instance:for example, usually:normally,
    normally:usually, often:frequently, maybe:perhaps, perhaps:maybe, although:though, whereas:while, until:till,
    as soon as:once, instead of:rather than, right away:immediately, a lot of:lots of, mostly:mainly, mainly:mostly,
    in order to:to, has to do with:concerns, have to do with:concern,
    has to:needs to, have to:need to, needs to:has to, need to:have to, make sure:ensure, makes sure:ensures,
    try to:attempt to, tries to:attempts to, begin:start, begins:starts, happen:occur, happens:occurs, buy:purchase,
    buys:purchases, find out:discover, finds out:discovers, get rid of:remove, gets rid of:removes, big:large,
    bigger:larger, faster:quicker, quickly:rapidly
    """.split(",")
)
_SYNONYM = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(_SYNONYMS, key=len, reverse=True))})(?![\w'’-])", re.IGNORECASE
)


def synonyms(text: str, rng: Random) -> str | None:
    """Everyday words and connectives in place of their like."""
    return _SYNONYM.sub(lambda m: like(m.group(), _SYNONYMS[m.group().lower()]), text)


_LONG_WORD = re.compile(r"(?<![^\s(\"“])[A-Za-z]{6,}(?=[,;:.!?)\"”]*(?:\s|$))")
WORDS_A_TYPO = 8


def typos(text: str, rng: Random) -> str | None:
    """Two letters swapped, or one dropped, inside a long word: at most one word in `WORDS_A_TYPO`."""
    words = [m for m in _LONG_WORD.finditer(text) if not NEGATION.search(m.group())]
    chosen = rng.sample(words, min(len(words), len(text.split()) // WORDS_A_TYPO))
    for word in sorted(chosen, key=lambda m: -m.start()):
        wrong = _mistyped(word.group(), rng)
        if not NEGATION.search(wrong):
            text = text[: word.start()] + wrong + text[word.end() :]
    return text


def _mistyped(word: str, rng: Random) -> str:
    at = rng.randrange(1, len(word) - 2)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return swapped if swapped != word and rng.random() < 0.5 else word[:at] + word[at + 1 :]


_SENTENCE_GAP = re.compile(r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)\s+(?=\S)")
_FIRST_WORD = re.compile(r"[A-Za-z]+")
_REFERS_BACK = """
it its they their them he him she his her this that these those such there here then next after afterwards before
first second third finally later so and but or nor yet because since therefore thus hence however instead otherwise
also besides moreover once which who whose meanwhile same both neither either each one another other others until
still again even only sometimes for with without no not yes well actually wait sorry oh ok okay hmm um uh let like
behind everything nothing none all most some
"""
_BACKWARD = frozenset(_REFERS_BACK.split())


def reordered(text: str, rng: Random) -> str | None:
    """The sentences in another order, where none asks or begins by referring back, and no line is broken."""
    sentences = _SENTENCE_GAP.split(text.strip())
    opening = [_FIRST_WORD.match(sentence) for sentence in sentences]
    if "\n" in text or "?" in text or any(m is None or m.group().lower() in _BACKWARD for m in opening):
        return None
    if sentences[-1][-1] not in ".!?":
        sentences[-1] += "."
    order = rng.sample(sentences, len(sentences))
    return " ".join(order if order != sentences else order[1:] + order[:1]) if len(sentences) > 1 else None


_AFTER_COMMA = re.compile(r",[ \t]+(?=[A-Za-z])")
FILLERS = ("um", "uh", "you know", "so basically")


def fillers(text: str, rng: Random) -> str | None:
    """Words of hesitation after up to three commas; at the start where there is no comma."""
    if not text.strip():
        return None
    borders = [m.end() for m in _AFTER_COMMA.finditer(text)] or [0]
    for at in sorted(rng.sample(borders, min(3, len(borders))), reverse=True):
        filler = rng.choice(FILLERS)
        text = text[:at] + (filler if at else filler.capitalize()) + ", " + text[at:]
    return text


def lower_case(text: str, rng: Random) -> str:
    """All in lower case."""
    return text.replace("İ", "i").lower()  # else it becomes two characters, and the dot parts a word


_PUNCTUATION = re.compile(r"(?<!\w)[.,:]|[.,:](?!\w)|[;!?…\"“”()\[\]`*—–]|(?<!\S)-+(?!\S)")


def transcript(text: str, rng: Random) -> str | None:
    """As a speech recogniser writes: lower case, no punctuation but inside words and numbers."""
    return " ".join(_PUNCTUATION.sub(" ", lower_case(text, rng)).split())


_LONGER = {"s": "is", "re": "are", "m": "am", "ll": "will", "ve": "have"}
_CONTRACTED = re.compile(
    r"\b(?:(?:it|that|there|here|he|she|what)['’](s)(?= (?!(?:got|been|had|become|gone|come|taken|own)\b)\w)"
    r"|(?:you|we|they)['’](re|ve|ll)\b|(?:it|that|he|she)['’](ll)\b|I['’](m|ll|ve)\b)",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"\b(?:(?:it|that|there|he|she) (is)|(?:you|we|they) (are)|I (am)|(?:I|you|we|they|it) (will))"
    r"(?= (?!(?:and|or|but|to|in|on|at|as|for|with|when|because)\b)\w)",
    re.IGNORECASE,
)
_SHORTER = {long: short for short, long in _LONGER.items()}


def contractions(text: str, rng: Random) -> str | None:
    """Short forms of is, are, am, will and have written out, or where there are none, the other way round."""
    if _CONTRACTED.search(text):
        return _CONTRACTED.sub(lambda m: m.group()[: _host(m)] + " " + _LONGER[_ending(m)], text)
    return _FULL.sub(lambda m: m.group().split(" ")[0] + "'" + _SHORTER[_ending(m)], text)


def _ending(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group).lower()


def _host(match: re.Match[str]) -> int:
    return len(match.group()) - len(_ending(match)) - 1


FRAMES = ("I would say that ", "My answer would be that ", "The way I would put it is that ")
_UNFRAMED = frozenset(
    "yes yeah yep no nope well hmm okay ok so um uh sure right honestly and but or depends somewhat picture think "
    "imagine say take sorry oh what how why which".split()
)


def polite_frame(text: str, rng: Random) -> str | None:
    """A courteous opening before an answer that begins with a word it can stand before."""
    first = re.match(r"([A-Za-z]+(?:['’][a-z]+)?) [A-Za-z]", text)
    if first is None or first[1].lower() in _UNFRAMED:
        return None
    return rng.choice(FRAMES) + lowered(text)


HARMLESS: dict[str, Harmless] = {
    "synonyms": synonyms,
    "typos": typos,
    "sentences reordered": reordered,
    "fillers": fillers,
    "lower case": lower_case,
    "transcript": transcript,
    "contractions": contractions,
    "polite frame": polite_frame,
}
