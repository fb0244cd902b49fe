"""Short names for questions and key points, from the words that tell them apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from viva.importing.words import ascii_of, content_words, stem

_LONGEST = 60
_WORDS = 3
_LIGHT = frozenset("use uses using used make makes making get gets do one add adds thing things".split())


def slug(text: str, otherwise: str) -> str:
    """`text` in small letters, digits and hyphens; `otherwise` where nothing of it remains."""
    made = "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", ascii_of(text).lower())))
    if len(made) > _LONGEST:
        made = made[:_LONGEST].rsplit("-", 1)[0]
    return made or otherwise


def unique(wanted: str, taken: Collection[str]) -> str:
    """`wanted`, or with the first number behind it that no other has: `x-2`."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


def point_ids(points: Sequence[str], question: str) -> list[str]:
    """An id a point, each from the words that its sisters and the question do not have."""
    known = {stem(word) for word in content_words(question)}
    count = Counter(part for point in points for part in {stem(word) for word in content_words(point)})
    ids: list[str] = []
    for number, point in enumerate(points, 1):
        words = list(dict.fromkeys(content_words(point)))
        telling = [word for word in words if count[stem(word)] == 1 and stem(word) not in known]
        chosen = (
            [word for word in telling if word not in _LIGHT]
            or telling
            or [word for word in words if stem(word) not in known]
            or words
        )
        ids.append(unique(slug(" ".join(chosen[:_WORDS]), f"point-{number}"), ids))
    return ids
