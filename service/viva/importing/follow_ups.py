"""The interviewer's next question for a point: by what sort of thing it says, and never in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from viva.importing.words import stems

_SORTS = (
    (
        r"\b(?:instead|rather than|vs|versus|unlike|than|traditional\w*|whereas)\b",
        "How does that compare with the alternative?",
    ),
    (
        r"\b(?:avoid\w*|never|unless|not|no|don't|doesn't|cannot|can't|without|limit\w*)\b",
        "Where are the limits of it?",
    ),
    (
        r"\b(?:avoid\w*|never|unless|not|no|don't|doesn't|cannot|can't|without|limit\w*)\b",
        "What would you rule out?",
    ),
    (
        r"\b(?:because|since|caus\w+|lead\w*|so that|therefore|result\w*)\b",
        "Why is that, and what does it bring about?",
    ),
    (
        r"\b(?:improv\w+|reduc\w+|faster|cheaper|sav\w+|gain\w*|better|easier|benefit\w*)\b",
        "What is won by it?",
    ),
    (
        r"\b(?:improv\w+|reduc\w+|faster|cheaper|sav\w+|gain\w*|better|easier|benefit\w*)\b",
        "Which other advantage is there?",
    ),
    (r"\b(?:cost\w*|slow\w*|overhead|shift\w*|expens\w+|starv\w+|block\w*)\b", "What price does one pay?"),
    (r"\b(?:if|when|once|while|where|in case|provided)\b", "Under which circumstances?"),
    (
        r"\b(?:after\w*|before|finally|at last|later|eventually|deprecat\w+|remov\w+)\b",
        "What has to happen in the end?",
    ),
    (r"\b(?:can|could|may|might)\b", "What is possible here?"),
    (r"\b(?:e\.g|for example|such as|like)\b", "Which example comes to mind?"),
    (r"\b(?:suit\w*|fits?|good for|use for|used for|choose|prefer\w*)\b", "What would you take it for?"),
)
_NEXT = (
    "What else belongs to the answer?",
    "Which step follows?",
    "Can you go into more detail?",
    "What would you add?",
    "Is there another side to it?",
    "What is still missing?",
    "What would a colleague ask about next?",
    "Which part have you left out so far?",
    "How would you round this off?",
    "What makes the picture complete?",
)
_FIRST = ("Where does it all start?", "What is the basic idea?")


def follow_ups(points: Sequence[str]) -> list[str]:
    """A question for each point; each is asked once, as long as there are enough that use no word of the point."""
    asked: list[str] = []
    for position, point in enumerate(points):
        own = stems(point)
        fit = [template for template in _templates(point, position) if not stems(template) & own]
        # A point can use the words of every template; then there is nothing better than the shortest.
        fresh = [template for template in fit if template not in asked]
        asked.append((fresh or fit or ["And then?"])[0])
    return asked


def _templates(point: str, position: int) -> Iterator[str]:
    for pattern, template in _SORTS:
        if re.search(pattern, point, re.IGNORECASE):
            yield template
    if position == 0:
        yield from _FIRST
    yield from _NEXT
