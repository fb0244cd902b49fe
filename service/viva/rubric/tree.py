"""YAML text as plain data, with the line of every key.

It reads libyaml's events, which come fast enough for a bank of hundreds of files, and builds the data itself, since
what is wanted differs from YAML's own rules: a key that stands twice is a fault and not a choice, and aliases and
tags are refused (a few lines of aliases can unfold to gigabytes). Faults are collected, so that a file's owner
hears of all of them at once. What libyaml cannot read is read once more by ruamel, whose complaints say more.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml
from ruamel.yaml import YAML
from ruamel.yaml import events as thorough
from yaml import events as swift

from viva.rubric.problems import Fault, KeyPath
from viva.rubric.scalars import Value, plain_value

Event: TypeAlias = swift.Event | thorough.Event
ALIAS = (swift.AliasEvent, thorough.AliasEvent)
COLLECTION_START = (swift.CollectionStartEvent, thorough.CollectionStartEvent)
DOCUMENT_START = (swift.DocumentStartEvent, thorough.DocumentStartEvent)
MAPPING_START = (swift.MappingStartEvent, thorough.MappingStartEvent)
MAPPING_END = (swift.MappingEndEvent, thorough.MappingEndEvent)
NODE = (swift.NodeEvent, thorough.NodeEvent)
SCALAR = (swift.ScalarEvent, thorough.ScalarEvent)
SEQUENCE_START = (swift.SequenceStartEvent, thorough.SequenceStartEvent)
SEQUENCE_END = (swift.SequenceEndEvent, thorough.SequenceEndEvent)

# A rubric needs five levels. The limits keep a hostile file from exhausting the stack or our patience.
MAX_DEPTH = 20
MAX_VALUES = 10_000


@dataclass
class Tree:
    """The data of a YAML text, the line of each path in it, and what is wrong with the YAML itself."""

    value: Value = None
    empty: bool = True
    lines: dict[KeyPath, int] = field(default_factory=dict)
    written: dict[KeyPath, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    unreadable: set[KeyPath] = field(default_factory=set)

    def line_of(self, path: KeyPath) -> int:
        """The line of the key at that path or, where it is missing, of what should hold it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class TreeFault(Exception):
    """The YAML can be read no further; carries the fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def read_tree(text: str) -> Tree:
    """Reads one YAML document.

    Raises:
        TreeFault: the text nests too deeply, holds too much, or holds a second document.
        YAMLError, or any other error of ruamel's: the text is not YAML; `viva.rubric.syntax` words it.
    """
    try:
        return _tree_of(text, yaml.parse(text, Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, UnicodeError):
        return _tree_of(text, YAML(typ="safe", pure=True).parse(text))


def _tree_of(text: str, events: Iterable[Event]) -> Tree:
    reader = _Reader(text, iter(events))
    for event in reader.events:
        if isinstance(event, DOCUMENT_START):
            reader.document(event)
    return reader.tree


class _Reader:
    def __init__(self, text: str, events: Iterator[Event]) -> None:
        self.events = events
        self.tree = Tree()
        self._values = 0
        self._newlines = [index for index, char in enumerate(text) if char == "\n"]

    def document(self, start: Event) -> None:
        if not self.tree.empty:
            fault = Fault((), "a second document starts here", "Keep one rubric a file.", self._line(start))
            raise TreeFault(fault)
        self.tree.empty = False
        event = next(self.events)
        self.tree.lines[()] = self._line(event)
        self.tree.value = self._value((), event)

    def _value(self, path: KeyPath, event: Event) -> Value:
        self._refuse_excess(path, event)
        self._refuse_sharing(path, event)
        if isinstance(event, MAPPING_START):
            return self._mapping(path)
        if isinstance(event, SEQUENCE_START):
            return self._list(path)
        return self._scalar(path, event) if isinstance(event, SCALAR) else None

    def _mapping(self, path: KeyPath) -> dict[str, Value]:
        mapping: dict[str, Value] = {}
        while not isinstance(event := next(self.events), MAPPING_END):
            key = self._key(path, event)
            inner = (*path, key)
            self.tree.lines.setdefault(inner, self._line(event))
            value = self._value(inner, next(self.events))
            if key in mapping:
                self._fault(
                    inner, event, f"the key '{key}' stands here a second time", "Keep one of the two."
                )
            mapping.setdefault(key, value)
        return mapping

    def _key(self, path: KeyPath, event: Event) -> str:
        if isinstance(event, SCALAR):
            self._refuse_sharing(path, event)
            return str(event.value)
        self._value((*path, "?"), event)
        self.tree.unreadable.add((*path, "?"))
        self._fault(
            path, event, "a key must be one word", "Quote text that starts with a bracket or a brace."
        )
        return "?"

    def _list(self, path: KeyPath) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := next(self.events), SEQUENCE_END):
            inner = (*path, len(items))
            self.tree.lines[inner] = self._line(event)
            items.append(self._value(inner, event))
        return items

    def _scalar(self, path: KeyPath, event: swift.ScalarEvent | thorough.ScalarEvent) -> Value:
        self.tree.written.setdefault(path, event.value)
        bare = event.implicit[0]
        return plain_value(event.value) if bare else str(event.value)

    def _refuse_excess(self, path: KeyPath, event: Event) -> None:
        self._values += 1
        if len(path) > MAX_DEPTH:
            fault = Fault((), "the lists nest too deeply", "A rubric has five levels.", self._line(event))
            raise TreeFault(fault)
        if self._values > MAX_VALUES:
            advice = "A rubric is one question: split it into a file each."
            raise TreeFault(Fault((), f"holds over {MAX_VALUES} values", advice, self._line(event)))

    def _refuse_sharing(self, path: KeyPath, event: Event) -> None:
        if isinstance(event, ALIAS):
            self._unreadable(path, event, f"*{event.anchor} is a YAML alias", "Write the text out")
        elif isinstance(event, NODE) and event.anchor is not None:
            self._unreadable(path, event, f"&{event.anchor} is a YAML anchor", "Take it away")
        elif isinstance(event, SCALAR + COLLECTION_START) and event.tag is not None:
            # !!str reaches us as tag:yaml.org,2002:str.
            tag = event.tag.rpartition(":")[2].lstrip("!")
            self._unreadable(path, event, f"!{tag} is a YAML tag", "Take it away")

    def _unreadable(self, path: KeyPath, event: Event, message: str, advice: str) -> None:
        self.tree.unreadable.add(path)
        sign = message[0]
        self._fault(path, event, message, f"{advice}, or put text that starts with {sign} in quotes.")

    def _fault(self, path: KeyPath, event: Event, message: str, advice: str) -> None:
        self.tree.faults.append(Fault(path, message, advice, self._line(event)))

    def _line(self, event: Event) -> int:
        # Counted here, since YAML also breaks lines at characters where editors do not, such as U+2028.
        return bisect_left(self._newlines, event.start_mark.index) + 1
