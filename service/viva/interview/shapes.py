"""What kind of idea a key point's statement is, told by its form: all that may be said of it before it is said."""

from __future__ import annotations

import re
from enum import Enum


class Shape(Enum):
    """The kind of an idea."""

    CHOICE = "choice"
    REASON = "reason"
    MOMENT = "moment"
    EFFECT = "effect"
    DANGER = "danger"
    FIGURE = "figure"
    CHANCE = "chance"
    IDEA = "idea"


_SIGNS = (
    (Shape.CHOICE, r"instead of|rather than|unlike|in place of|in contrast|differs?"),
    (Shape.REASON, r"because|so that|since|therefore|hence|to (?:avoid|prevent|keep|ensure)"),
    (Shape.EFFECT, r"improves?|reduces?|increases?|saves?|costs?|faster|slower|cheaper|better|worse|than"),
    (
        Shape.DANGER,
        r"avoid|never|must not|cannot|can't|fails?|errors?|breaks?|risks?|attacks?|lost|loses?|leaks?",
    ),
    (Shape.MOMENT, r"when|if|once|until|unless|after|afterwards|before|while|during|first|then|finally"),
    (Shape.FIGURE, r"\w*\d\w*|percent|number|amount|measur\w+"),
    (Shape.CHANCE, r"can|could|may|might|allows?|lets?|enables?"),
)
_PATTERNS = tuple((shape, re.compile(rf"\b(?:{signs})\b", re.IGNORECASE)) for shape, signs in _SIGNS)


def shape_of(statement: str) -> Shape:
    """The kind of idea that a statement is; the first sign that is found decides."""
    return next((shape for shape, pattern in _PATTERNS if pattern.search(statement)), Shape.IDEA)
