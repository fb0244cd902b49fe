"""What is wrong with a file that was to be brought in."""

from __future__ import annotations

from dataclasses import dataclass

from viva.errors import VivaError


class ArchiveFault(VivaError):
    """A file that cannot be brought in; nothing of it was."""

    def __init__(self, where: str, what: str, advice: str = "Nothing was brought in.") -> None:
        super().__init__(f"{where}: {what}. {advice}")


@dataclass(frozen=True)
class Limits:
    """More than an honest archive needs."""

    bytes: int = 200_000_000
    unpacked: int = 2_000_000_000
    """Bytes of the record in it."""
    ratio: int = 250
    """How many times its packed size the record may have. Deflate can reach a thousand."""
    members: int = 200_000
    depth: int = 16
    values: int = 2_000_000
    """Values, keys and brackets in one interview."""
    item_bytes: int = 100_000_000
    """Bytes of one interview."""


LIMITS = Limits()
