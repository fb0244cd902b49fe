"""What must hold between the parts of a rubric: ids are unique, and examples name ids that exist.

It reads plain data, checked or not, so that a file with a bad weight still hears about its duplicate id.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from viva.rubric.problems import Fault, KeyPath

VERDICTS = ("covered", "partial", "missing", "contradicted")


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The known word closest to the one that was written, if any is close."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return close[0] if close else None


def reference_faults(data: Mapping[str, object]) -> Iterator[Fault]:
    """Yields a fault for each duplicate key point id and each example that names an id wrongly."""
    key_points = list(_mappings(data.get("key_points")))
    yield from _duplicate_ids(key_points)
    ids = (key_point.get("id") for _, key_point in key_points)
    known = list(dict.fromkeys(point_id for point_id in ids if isinstance(point_id, str)))
    for index, example in _mappings(data.get("examples")):
        yield from _example_faults(("examples", index), example, known)


def _duplicate_ids(key_points: list[tuple[int, Mapping[str, object]]]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for index, key_point in key_points:
        point_id = key_point.get("id")
        if not isinstance(point_id, str):
            continue
        if first.setdefault(point_id, index) != index:
            path = ("key_points", index, "id")
            message = f"'{point_id}' is already the id of key_points[{first[point_id]}]"
            yield Fault(path, message, "Give each key point its own id.")


def _example_faults(path: KeyPath, example: Mapping[str, object], known: list[str]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for verdict in VERDICTS:
        for index, point_id in _texts(example.get(verdict)):
            where = (*path, verdict, index)
            if point_id not in known:
                yield Fault(where, f"there is no key point '{point_id}'", _known_ids(point_id, known))
            elif point_id in seen:
                message = f"'{point_id}' already stands under {seen[point_id]}"
                yield Fault(where, message, "An example gives each key point one verdict.")
            seen.setdefault(point_id, verdict)


def _known_ids(point_id: str, known: list[str]) -> str:
    guess = did_you_mean(point_id, known)
    listed = f"Known ids: {', '.join(known)}"
    return f"{listed}; did you mean '{guess}'?" if guess else f"{listed}."


def _mappings(items: object) -> Iterator[tuple[int, Mapping[str, object]]]:
    for index, item in _items(items):
        if isinstance(item, Mapping):
            yield index, item


def _texts(items: object) -> Iterator[tuple[int, str]]:
    for index, item in _items(items):
        if isinstance(item, str):
            yield index, item


def _items(items: object) -> Iterable[tuple[int, object]]:
    return enumerate(items) if isinstance(items, Sequence) and not isinstance(items, str) else ()
