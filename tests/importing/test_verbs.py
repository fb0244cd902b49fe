"""The verb of a clause."""

from __future__ import annotations

import pytest

from viva.importing.claims import ClauseWords
from viva.importing.verbs import main_verb


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("render HTML on the server", "render"),
        ("client then hydrates it", "hydrates"),
        ("FastAPI uses parameters", "uses"),
        ("many tasks can wait", "can"),
        ("they put it away", "put"),
        ("the stores of the town", None),
        ("no container config files", None),
        ("layout", None),
    ],
)
def test_the_verb_is_told_from_nouns_of_the_same_form(text: str, verb: str | None) -> None:
    words = ClauseWords(text, (0, len(text)))
    found = main_verb(words, 0)
    assert (words.small(found.index) if found else None) == verb


def test_an_auxiliary_leads_to_its_predicate() -> None:
    words = ClauseWords("It can often be cached", (0, 22))
    found = main_verb(words, 0)
    assert found is not None and found.auxiliary
    assert (words.small(found.index), words.small(found.predicate)) == ("can", "cached")
