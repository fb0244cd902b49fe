"""The language that a person is spoken to in: messages looked up, dates and numbers in its manner.

Messages are English in the code and in the templates. `web/locales/` holds one gettext catalogue for each other
language, as people edit it; it is read at first use and kept in memory.
"""

from __future__ import annotations

import gettext as catalogues
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from typing import Any

from viva.paths import shipped

LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español"}
"""The languages of the pages, each by its code and by its own name."""
DEFAULT = "en"

_REGIONS = {"en": "en_GB"}  # English is written here as in Britain, dates included
_current: ContextVar[str] = ContextVar("language", default=DEFAULT)


def current() -> str:
    """The code of the language in use; English where nobody has set another."""
    return _current.get()


def locale() -> str:
    """What Babel calls the language in use, for dates and numbers."""
    return _REGIONS.get(current(), current())


@contextmanager
def using(code: str) -> Iterator[None]:
    """Speak this language until the block ends.

    Raises:
        ValueError: `code` is none of `LANGUAGES`.
    """
    if code not in LANGUAGES:
        raise ValueError(f"{code!r} is none of the languages {', '.join(LANGUAGES)}")
    token = _current.set(code)
    try:
        yield
    finally:
        _current.reset(token)


def gettext(message: str, **values: Any) -> str:
    """`message` in the language in use, with `values` put in for its %(name)s; without values, nothing is put in."""
    found = looked_up(message)
    return found % values if values else found


def ngettext(singular: str, plural: str, n: int, **values: Any) -> str:
    """The form that goes with the number `n`, in the language in use; %(num)s is `n`."""
    return looked_up_for(singular, plural, n) % {"num": n, **values}


def N_(message: str) -> str:
    """`message` itself: marks one that is looked up later, for whoever reads it then."""
    return message


def looked_up(message: str) -> str:
    """`message` in the language in use, its placeholders untouched."""
    return _catalogue(current()).gettext(message) if message else ""  # "" would find the catalogue's head


def looked_up_for(singular: str, plural: str, n: int) -> str:
    """The form that goes with the number `n`, in the language in use, its placeholders untouched."""
    return _catalogue(current()).ngettext(singular, plural, n)


def retold(told: str, templates: Iterable[str]) -> str:
    """A text that was made in English, out of one of `templates` or as it stands, in the language in use.

    For what is stored as a sentence. What was made of none of them, and is no message itself, stays as it is.
    """
    for template in templates:
        found = _pattern(template).fullmatch(told)
        if found:
            return gettext(template, **found.groupdict())
    return gettext(told)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"%\((\w+)\)s", template)
    fixed, names = parts[::2], [*parts[1::2], ""]
    pattern = "".join(
        re.escape(text) + (f"(?P<{name}>.*)" if name else "") for text, name in zip(fixed, names, strict=True)
    )
    return re.compile(pattern, re.DOTALL)


def number(value: float) -> str:
    """A number as people of the language in use write it: 20,000."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=locale())


def negotiated(accept_language: str, chosen: str | None = None) -> str:
    """The code of the language to speak: the one chosen, else the best that the browser asks for, else English.

    Args:
        accept_language: the header of that name, however it reads; empty where there is none.
        chosen: what the person chose before; anything but one of `LANGUAGES` counts as no choice.
    """
    from babel.core import negotiate_locale

    if chosen in LANGUAGES:
        return str(chosen)
    found = negotiate_locale(_preferred(accept_language.lower()), list(LANGUAGES), sep="-")
    return found or DEFAULT


def _preferred(accept_language: str) -> list[str]:
    """The languages that a header names, the most wanted first, those not wanted left out."""
    wanted = []
    for place, part in enumerate(accept_language.split(",")[:50]):
        name, _, quality = part.partition(";")
        weight = _weight(quality)
        if name.strip() and weight > 0:
            wanted.append((-weight, place, name.strip()))
    return [name for _, _, name in sorted(wanted)]


def _weight(quality: str) -> float:
    name, _, value = quality.replace(" ", "").partition("=")
    try:
        return float(value) if name == "q" else 1.0
    except ValueError:
        return 0.0


@cache
def _catalogue(code: str) -> catalogues.NullTranslations:
    # Here, for the kernel marks its messages and never needs this: Babel takes longer to import than all of it.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    if code == DEFAULT:
        return catalogues.NullTranslations()
    with (shipped("web") / "locales" / f"{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return catalogues.GNUTranslations(compiled)
