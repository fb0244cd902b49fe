"""What becomes of a draft when more has been typed: here, or in another tab, browser or machine meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

MOST = 10
"""Other versions of one draft that are kept; the newest ones."""
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Draft:
    """What was typed so far and when, and other versions of it that were typed elsewhere meanwhile, oldest first.

    `revision` counts its changes; it is 0 where nothing was ever kept.
    """

    text: str = ""
    typed_at: datetime = _NEVER
    revision: int = 0
    others: tuple[str, ...] = ()

    def after(self, text: str, typed_at: datetime, *, base: int, aside: bool = False) -> Draft:
        """The draft once `text` was typed over its revision `base`; with `aside`, what it was stays another version.

        Where it has changed since that revision, two have typed at a time. Then nothing is lost: of a text and its own
        beginning the longer one stays, else the newer one is the draft and the older one stays another version.
        """
        if text == self.text:
            return self
        if base == self.revision:
            return self._becomes(text, typed_at, (*self.others, self.text) if aside else self.others)
        if text.startswith(self.text):
            return self._becomes(text, typed_at, self.others)
        if self.text.startswith(text):
            return self
        if typed_at >= self.typed_at:
            return self._becomes(text, typed_at, (*self.others, self.text))
        return replace(self, others=_apart((*self.others, text), self.text))

    def _becomes(self, text: str, typed_at: datetime, others: Iterable[str]) -> Draft:
        return Draft(text, typed_at, self.revision + 1, _apart(others, text))


def _apart(others: Iterable[str], current: str) -> tuple[str, ...]:
    """The other versions that hold something which no later one, nor the draft itself, begins with."""
    kept: list[str] = []
    for text in reversed(list(others)):
        if not any(longer.startswith(text) for longer in (current, *kept)):
            kept.append(text)
    return tuple(reversed(kept[:MOST]))
