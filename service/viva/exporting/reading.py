"""A record's JSON, read piece by piece: the whole of it is never in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import IO, Any, TypeVar

import ijson
from ijson.common import JSONError
from pydantic import BaseModel, ValidationError

from viva.exporting.faults import LIMITS, ArchiveFault, Limits
from viva.exporting.schema import FORMAT, VERSION, Head, InterviewData, RubricVersionData
from viva.exporting.sources import Source, shown

_LISTS = ("rubric_versions", "interviews")
_OPENING, _CLOSING = ("start_map", "start_array"), ("end_map", "end_array")
_Part = TypeVar("_Part", bound=BaseModel)


class _Begins(Enum):
    """Stands for what a key of the whole file holds where that is no plain value."""

    MAP = "start_map"
    LIST = "start_array"


class Record:
    """The record in a source: its head, and its parts, one at a time."""

    def __init__(self, source: Source, limits: Limits = LIMITS) -> None:
        """Reads the file through once, without keeping it.

        Raises:
            ArchiveFault: it is no JSON, no record of Viva's, one of a newer Viva, or larger in one place than any is.
        """
        self._source = source
        self._limits = limits
        self.head = self._head(self._scanned())

    def rubric_versions(self) -> Iterator[RubricVersionData]:
        """Each rubric version.

        Raises:
            ArchiveFault: one is not as it should be.
        """
        return self._parts("rubric_versions", RubricVersionData)

    def interviews(self) -> Iterator[InterviewData]:
        """Each interview.

        Raises:
            ArchiveFault: one is not as it should be.
        """
        return self._parts("interviews", InterviewData)

    def misfit(self, key: str, place: int, path: tuple[int | str, ...], what: str) -> ArchiveFault:
        """That something at a path in a part is not as it should be; `place` is the part's in its list, from 1."""
        where = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
        return ArchiveFault(f"{self._source.where}, {key}[{place}]{shown(where)}", shown(what, 300))

    def _parts(self, key: str, kind: type[_Part]) -> Iterator[_Part]:
        with self._opened() as file:
            for place, value in enumerate(ijson.items(file, f"{key}.item", use_float=True), 1):
                try:
                    part = kind.model_validate(value)
                except ValidationError as error:
                    raise self.misfit(key, place, *_first(error)) from None
                yield part

    def _head(self, found: dict[str, Any]) -> Head:
        where = self._source.where
        if found.get("format") != FORMAT:
            raise ArchiveFault(where, f"is no record of Viva's: its “format” is not “{FORMAT}”")
        version = found.get("version")
        if isinstance(version, int) and version > VERSION:
            raise ArchiveFault(
                where,
                f"was made by a newer Viva: its version is {version}, and this Viva reads up to {VERSION}",
                "Install the newer Viva to bring it in. Nothing was brought in.",
            )
        for key in _LISTS:
            if found.pop(key, None) is not _Begins.LIST:
                raise ArchiveFault(f"{where}, {key}", "is not the list that it should be")
        try:
            return Head.model_validate(found)
        except ValidationError as error:
            path, what = _first(error)
            raise ArchiveFault(f"{where}, {shown(str(path[0]))}", shown(what, 300)) from None

    @contextmanager
    def _opened(self) -> Iterator[IO[bytes]]:
        try:
            with self._source.record() as file:
                yield file
        except (JSONError, UnicodeDecodeError) as error:
            first_line = str(error).strip().split("\n")[0]
            raise ArchiveFault(self._source.where, f"is no whole JSON ({shown(first_line)})") from None

    def _scanned(self) -> dict[str, Any]:
        """The keys of the whole file with their values, which are left out where they are lists or objects."""
        found: dict[str, Any] = {}
        key = ""
        with self._opened() as file:
            for depth, event, value in self._events(file):
                if depth == 1 and event == "map_key":
                    key = value
                    if key in found:
                        raise ArchiveFault(self._source.where, f"says “{shown(key)}” twice")
                elif depth == 1 and event not in _CLOSING:
                    found[key] = _Begins(event) if event in _OPENING else value
        return found

    def _events(self, file: IO[bytes]) -> Iterator[tuple[int, str, Any]]:
        """What the parser meets, with its depth: 0 is the whole file, 1 its keys and values, 2 the lists' entries."""
        where = self._source.where
        meter = _Meter(file, self._limits, where)
        depth = 0
        for event, value in ijson.basic_parse(meter, use_float=True):
            depth -= event in _CLOSING
            if depth == 0 and event not in ("start_map", "end_map"):
                raise ArchiveFault(where, "is no JSON object")
            if depth > self._limits.depth:
                raise ArchiveFault(where, f"nests deeper than {self._limits.depth} levels")
            if depth <= 2:
                meter.reset()
                yield depth, event, value
            else:
                meter.count()
            depth += event in _OPENING


def _first(error: ValidationError) -> tuple[tuple[int | str, ...], str]:
    """Where the first thing is that a part has wrong, and what."""
    first = error.errors(include_url=False, include_context=False)[0]
    return first["loc"], str(first["msg"])


class _Meter:
    """A file that stops being read at more than an honest record has, in all or in one place."""

    def __init__(self, file: IO[bytes], limits: Limits, where: str) -> None:
        self._file = file
        self._limits = limits
        self._where = where
        self._total = 0
        self.reset()

    def reset(self) -> None:
        """Another place begins."""
        self._bytes = self._values = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes.

        Raises:
            ArchiveFault: they are too many.
        """
        part = self._file.read(size)
        self._bytes += len(part)
        self._total += len(part)
        if self._total > self._limits.unpacked:
            raise ArchiveFault(self._where, "unpacks to more than it says")
        if self._bytes > self._limits.item_bytes:
            raise self._too_much()
        return part

    def count(self) -> None:
        """One more value.

        Raises:
            ArchiveFault: it is one too many.
        """
        self._values += 1
        if self._values > self._limits.values:
            raise self._too_much()

    def _too_much(self) -> ArchiveFault:
        return ArchiveFault(self._where, "holds more in one place than an honest record does")
