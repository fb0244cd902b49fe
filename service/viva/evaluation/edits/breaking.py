"""Edits that break one claim of an answer: denied, turned round, about something else, weakened, gone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from viva.evaluation.edits.claims import NEGATION, Place, like, lowered
from viva.grading import split

Breaking = Callable[[str, Random, Place], str | None]

_AUXILIARY = "is|are|was|were|am|can|could|will|would|should|must|may|might|shall|has|have|had|do|does|did"
_SHORT_HOSTS = "it|that|there|here|he|she|what|who|this|everything|everyone|everybody|I|you|we|they"
_SHORT = rf"(?:{_SHORT_HOSTS})['’](?:s|re|m|ll|ve|d)"
_NOT = re.compile(
    rf"\b(?P<kept>{_AUXILIARY}|{_SHORT}) not\b(?! (?:only|just|even|so|yet)\b)"
    r"|\b(?P<stem>\w+)n['’]t\b|\bcannot\b|\bnever (?=[a-z])",
    re.IGNORECASE,
)
_STEMS = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_ANY_AUXILIARY = re.compile(
    rf"(?<!\w)(?<!\bto )(?P<word>{_SHORT}|{_AUXILIARY})"
    r"(?P<adverb> (?:just|only|also|even|still|already|basically))?(?= (?P<next>\w+))",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"(?:been|got|gone|done|made|built|run|come|had|put|set|kept|held|sent|\w+ed|\w+en)")
_SUPPORT = {
    "has": "doesn't",
    "have": "don't",
    "had": "didn't",
    "does": "doesn't",
    "do": "don't",
    "did": "didn't",
}
_PRONOUNS = frozenset("i you we they he she it".split())
_OBJECTS = frozenset(
    "the a an it this that these those all its their our your my some something most more".split()
)
_SUBORDINATORS = frozenset(
    "if when while which who whose because where since until unless that what how whether before after once as "
    "than".split()
)

_ACTORS = _PRONOUNS | {"somebody", "someone", "everybody", "everyone", "people"}

_VERBS = """
add allow answer apply arrive ask assemble avoid become begin bind block boot break bring build burn cache call carry
catch cause change check choose clean close come compile connect control copy cost count create cut decide delete
depend deploy draw drive drop eat end expect explain fail fall fetch fill find finish fit fix follow force free freeze
gain get give go grow halt hand handle hang happen help hide hold hook improve include increase keep know land lead
learn leave let limit listen load log look lose make manage mark match mean measure merge mount move need notice open
own paint parse pass pay pick post press prevent print produce protect provide pull push put query queue raise reach
react read receive reduce register reject release remember remove render repeat replace request require reset resolve
rest restore return reuse rewrite rise run save scale see sell send serve share ship show shrink sit skip slow solve
speak spit split spread start stay stick stop store suffer support switch take talk tell test throw track trigger
trust try turn update use validate wait wake walk want warn watch wire work wrap write
"""
_PAST = dict(
    pair.split(":")
    for pair in """
    went:go took:take gave:give ran:run came:come began:begin saw:see knew:know grew:grow fell:fall rose:rise
    broke:break chose:choose froze:freeze drove:drive wrote:write rewrote:rewrite threw:throw spoke:speak ate:eat
    woke:wake hid:hide
    """.split()
)
_AMBIGUOUS_PAST = dict(
    pair.split(":")
    for pair in """
    made:make got:get kept:keep held:hold sent:send built:build found:find brought:bring caught:catch left:leave
    lost:lose meant:mean paid:pay sold:sell told:tell led:lead drew:draw became:become stuck:stick
    """.split()
)


def _third_person(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if re.search(r"(?:s|sh|ch|x|o)$", verb) else "s")


_BASES = frozenset(_VERBS.split())
_THIRD = {_third_person(verb): verb for verb in _BASES}
_AFTER_ACTOR = (
    _AMBIGUOUS_PAST
    | {verb.removesuffix("e") + "ed": verb for verb in _BASES}
    | {verb + verb[-1] + "ed": verb for verb in _BASES}
)
_NO_SUBJECT = frozenset(
    "a an the these those its their our your my his her some many all several any few most more other each every two "
    "three four five hundred thousand million of for with in on by to from at no".split()
)
_ADVERBS = frozenset(
    "just also simply usually often only then really basically actually first still even".split()
)
_TOKEN = re.compile(r"(?<![\w./])[A-Za-z]+(?:['’][a-z]+)?(?![\w(])|[.,:;!?]")


def negate(text: str, rng: Random, place: Place) -> str | None:
    """Deny the claim: take a "not" away, or put one at the auxiliary or the main verb."""
    claim = text[place.start : place.end]
    if found := _NOT.search(claim):
        return _put(text, place, claim[: found.start()] + _affirmed(found) + claim[found.end() :])
    if NEGATION.search(claim):
        return None
    ways = [*_at_auxiliary(claim), *_at_verb(claim, text[: place.start])]
    if not ways:
        return None
    start, end, denied = next((way for way in ways if not _subordinate(claim[: way[0]])), ways[0])
    return _put(text, place, claim[:start] + like(claim[start], denied) + claim[end:])


def _affirmed(found: re.Match[str]) -> str:
    word = found.group().lower()
    if found["kept"]:
        return found["kept"]
    if found["stem"]:
        return like(found.group(), _STEMS.get(found["stem"].lower(), found["stem"]))
    return like(found.group(), "can") if word == "cannot" else ""


def _at_auxiliary(claim: str) -> Iterator[tuple[int, int, str]]:
    for found in _ANY_AUXILIARY.finditer(claim):
        following = found["next"].lower()
        if denied := _denied_auxiliary(found["word"], following):
            adverb = found["adverb"] or ""
            first, _, rest = denied.partition(" ")
            yield found.start(), found.end(), f"{first}{adverb} {rest}".rstrip()


def _denied_auxiliary(word: str, following: str) -> str | None:
    lower = word.lower()
    if following in _PRONOUNS and (following != "it" or lower not in _SUPPORT):
        return None  # a question's order
    if lower in ("has", "have", "had") and not _PARTICIPLE.fullmatch(following):
        return f"{_SUPPORT[lower]} have"
    if lower in ("do", "does", "did"):
        if following in _BASES:
            return _SUPPORT[lower]
        return f"{_SUPPORT[lower]} do" if following in _OBJECTS else None
    return f"{word} not"


def _at_verb(claim: str, before: str) -> Iterator[tuple[int, int, str]]:
    previous = [m.group().lower() for m in _TOKEN.finditer(before[-80:])]
    for token in _TOKEN.finditer(claim):
        word = token.group()
        if not token.start() and not word.isupper():  # "Depends" further on is a name, and so is "POST"
            word = word.lower()
        subject = next((w for w in reversed(previous) if w not in _ADVERBS), ".")
        denied = _denied_verb(word, subject)
        if denied is not None:
            yield token.start(), token.end(), denied
        previous.append(word.lower())


def _denied_verb(word: str, subject: str) -> str | None:
    if subject not in _NO_SUBJECT and (base := _THIRD.get(word)):
        return f"doesn't {base}"
    if subject not in _NO_SUBJECT and (base := _PAST.get(word)):
        return f"didn't {base}"
    if subject in _ACTORS and (base := _AFTER_ACTOR.get(word)):
        return f"didn't {base}"
    if word not in _BASES:
        return None
    # A bare verb is one after a plural, after "to", or where a sentence begins: an order.
    return "not " + word if subject == "to" else f"don't {word}" if _takes_bare(subject) else None


def _takes_bare(subject: str) -> bool:
    plural = re.fullmatch(r"\w{3,}[^s]s", subject) is not None and subject not in _THIRD
    return plural or subject in ("i", "you", "we", "they", "people", ".", "!", "?")


def _subordinate(before: str) -> bool:
    return any(word.lower() in _SUBORDINATORS for word in before.split()[-2:])


_PAIRS = [
    tuple(pair.split("/"))
    for pair in """
    before/after server/client faster/slower fast/slow increases/decreases increase/decrease more/less first/last
    sync/async synchronous/asynchronous always/never required/optional earlier/later higher/lower above/below
    inside/outside mutable/immutable parent/child input/output cheap/expensive cheaper/dearer bigger/smaller
    longer/shorter public/private static/dynamic frontend/backend early/late old/new better/worse
    most/least begins/ends
    """.split()
]
_CAUSE = re.compile(r"(\S.*?) (because|causes|leads to|depends on) (.*\S)", re.DOTALL)


def swap_roles(text: str, rng: Random, place: Place) -> str | None:
    """Turn the claim round: cause and effect exchanged, or both words of one pair of opposites."""
    claim = text[place.start : place.end]
    ways = [swapped for a, b in _PAIRS if (swapped := _swapped(claim, a, b)) != claim]
    if cause := _CAUSE.fullmatch(claim):
        ways.append(like(claim, f"{cause[3].rstrip(',;:')} {cause[2]} {lowered(cause[1])}"))
    return _put(text, place, rng.choice(ways)) if ways else None


def _swapped(claim: str, a: str, b: str) -> str:
    other = {a: b, b: a}
    if re.search(rf"\b(?:{a} (?:and|or) (?:the )?{b}|{b} (?:and|or) (?:the )?{a})\b", claim, re.IGNORECASE):
        return claim  # "sync or async": the same either way round
    found = re.compile(
        rf"(?<!\w)(?<!\bno )(?<!\bany )(?<!\bat )(?<!\bin )(?<!['’]d )(?:{a}|{b})"
        r"(?!\w)(?! (?:all|up|week|month|year|night)\b)",
        re.IGNORECASE,
    )
    words = [word.lower() for word in found.findall(claim)]
    if len(words) > len(set(words)):
        return claim  # "the more … the more": as true the other way round
    return found.sub(lambda m: like(m.group(), other[m.group().lower()]), claim)


_WORD = re.compile(r"[A-Za-z]{4,}")
_NOT_NOUNS = frozenset(
    "that this with from they them then than when what which where there here their your have been were will would "
    "could should does into only also just even same such some more most many much very each every other about "
    "after before because while until without instead always never must like over under them these those itself "
    "first last ready already available possible through later sent async sync again since within "
    "made done toward towards beneath".split()
)
UNRELATED = "umbrella piano giraffe cucumber violin bicycle teapot blanket lantern carpet".split()


def replace_noun(text: str, rng: Random, place: Place) -> str | None:
    """The longest noun that claim and key point share, made an unrelated one."""
    claim = text[place.start : place.end]
    wanted = {_stem(word) for word in _WORD.findall(place.point)}
    shared = [word for word in _WORD.findall(claim) if _stem(word) in wanted and _is_noun(word)]
    if not shared:
        return None
    word = max(shared, key=len)
    noun = rng.choice(UNRELATED) + ("s" if re.search(r"[^s]s$", word) else "")
    return _put(text, place, re.sub(rf"\b{word}\b", like(word, noun), claim))


def _is_noun(word: str) -> bool:
    lower = word.lower()
    return not (lower in _NOT_NOUNS or lower in _THIRD or re.search(r"(?:ly|ing|ed)$", lower))


def _stem(word: str) -> str:
    return word.lower().removesuffix("s")


_WEAKER = {"always": "sometimes", "must": "may", "only": "also", "all": "some", "all of": "some of"}
_STRONG = re.compile(
    r"(?<!\bthe )\b(?:always|must(?! not)|only)\b"
    r"|(?<!\bat )(?<!\bafter )(?<!\babove )(?<!\bnearly )(?<!\balmost )\ball"
    r"(?: of\b|(?= (?!(?:is|was|has|this|its)\b)\w+s\b)"
    r"|(?P<the>)(?= (?:the|this|that|these|those|its|their|our|your|my)\b))",
    re.IGNORECASE,
)


def weaken(text: str, rng: Random, place: Place) -> str | None:
    """What always, must, all or only held, now sometimes, may, some, also."""
    claim = text[place.start : place.end]
    return _put(text, place, _STRONG.sub(_weaker, claim))


def _weaker(found: re.Match[str]) -> str:
    of = " of" if found["the"] is not None else ""
    return like(found.group(), _WEAKER[found.group().lower()] + of)


def delete(text: str, rng: Random, place: Place) -> str | None:
    """The clauses that hold the evidence, taken away; None where nothing would be left."""
    spans = [(s.start, s.end) for s in split(text) if s.start < place.end and s.end > place.start]
    start = min([place.start, *(s for s, _ in spans)])
    end = max([place.end, *(e for _, e in spans)])
    before, after = text[:start].rstrip(" ,;:"), text[end:].lstrip(" ,;:")
    if text[:end].endswith((".", "!", "?")) and before[-1:].isalnum():
        before += text[end - 1]
    left = f"{before} {after}".strip() if before and after[:1].isalnum() else before + after
    return left if re.search(r"\w", left) else None


def _put(text: str, place: Place, claim: str) -> str:
    return text[: place.start] + claim + text[place.end :]


BREAKING: dict[str, Breaking] = {
    "negated": negate,
    "roles swapped": swap_roles,
    "key noun replaced": replace_noun,
    "weakened": weaken,
    "clause deleted": delete,
}
