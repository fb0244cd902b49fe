"""HTML: its blocks, and its plain text. Nothing that it links to is fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from viva.importing.notes import ImportFault, clean, has_words, printable
from viva.importing.outline import Block, Kind
from viva.importing.tables import Row

_UNREAD = frozenset("head script style template noscript svg math iframe object select button nav".split())
_CONTAINERS = """
html body address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hr legend li main ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_CONTAINERS.split())
_BOLD = frozenset({"b", "strong"})
_BREAK = "\n"


def parsed(text: str, name: str) -> Any:
    """The tree of an HTML text.

    Raises:
        ImportFault: it is nested too deeply.
    """
    from lxml import etree, html

    parser: Any = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        # As bytes, because lxml refuses text that declares an encoding; and with a root, because it may be empty.
        tree = html.document_fromstring(b"<html>" + printable(text).encode() + b"</html>", parser=parser)
    except etree.LxmlError as error:
        raise ImportFault(
            name, f"cannot be read as HTML ({error})", "Save it anew from your browser."
        ) from None
    # Beyond its limits the parser stops, and what follows would be lost in silence.
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise ImportFault(name, "is nested too deeply", "Save it anew from your browser.")
    return tree


def plain_text(text: str, name: str) -> str:
    """The text of a piece of HTML, list items as lines that begin with a dash."""
    if "<" not in text and "&" not in text:
        return clean(text)
    lines = [
        f"- {block.text}" if block.kind == "item" else block.text
        for block in blocks_of(parsed(text, name), name)
    ]
    return clean("\n".join(lines))


def tables_of(tree: Any, name: str) -> Iterator[tuple[Any, list[Row]]]:
    """Each table that holds no other table, with its rows."""
    for table in tree.iter("table"):
        if next(table.iterdescendants("table"), None) is None:
            yield table, [_row(row, name) for row in table.iter("tr")]


def _row(row: Any, name: str) -> Row:
    cells = [_text(cell, name) for cell in row if cell.tag in {"td", "th"}]
    return Row(cells, f"{name}:{row.sourceline}")


def _text(element: Any, name: str) -> str:
    return "\n".join(f"- {b.text}" if b.kind == "item" else b.text for b in blocks_of(element, name))


def blocks_of(root: Any, name: str, without: Sequence[Any] = ()) -> Iterator[Block]:
    """The blocks of an element, in their order; elements in `without` are passed over."""
    reader = _Reader(name)
    skipped = None
    # Events instead of recursion: trees can be deeper than Python's stack.
    for event, element in _events(root):
        if skipped is not None:
            skipped = None if event == "end" and element is skipped else skipped
            if skipped is None:
                reader.add(element.tail)
        elif event == "start" and (
            element in without or not isinstance(element.tag, str) or element.tag in _UNREAD
        ):
            skipped = element
        elif event == "start":
            yield from reader.start(element)
        else:
            yield from reader.end(element)
            reader.add(element.tail if element is not root else None)
    yield from reader.flush()


def _events(root: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    yield from etree.iterwalk(root, events=("start", "end", "comment", "pi"))


class _Reader:
    """Gathers text until a block ends."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parts: list[tuple[str, bool]] = []
        self._kinds: list[tuple[Kind, int]] = [("text", 0)]
        self._bold = 0
        self._line = 1

    def start(self, element: Any) -> Iterator[Block]:
        tag = element.tag
        if tag in _BLOCKS:
            yield from self.flush()
            self._kinds.append(self._kind(tag))
            self._line = element.sourceline or self._line
        elif tag == "br":
            self._parts.append((_BREAK, False))
        self._bold += tag in _BOLD
        self.add(element.text)

    def end(self, element: Any) -> Iterator[Block]:
        self._bold -= element.tag in _BOLD
        if element.tag in _BLOCKS:
            yield from self.flush()
            self._kinds.pop()

    def add(self, text: str | None) -> None:
        if text:
            self._parts.append((text if self._kinds[-1][0] == "code" else _spaced(text), self._bold > 0))

    def flush(self) -> Iterator[Block]:
        kind, level = self._kinds[-1]
        parts, self._parts = self._parts, []
        source = f"{self._name}:{self._line}"
        bold = _leading_bold(parts) if kind == "text" else ""
        if bold:
            yield Block("strong", bold, source)
            parts = parts[_leading_count(parts) :]
        text = clean("\n".join(line.strip() for line in "".join(part for part, _ in parts).split("\n")))
        if kind == "code":
            text = clean("".join(part for part, _ in parts))
        if has_words(text):
            yield Block(kind, text, source, level)

    def _kind(self, tag: str) -> tuple[Kind, int]:
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            return "heading", int(tag[1])
        if tag in {"dt", "summary"}:
            return "question", 0
        if tag == "pre":
            return "code", 0
        if tag == "li":
            return "item", 0
        # A paragraph within an item is the item.
        return self._kinds[-1] if tag in {"p", "div"} else ("text", 0)


def _spaced(text: str) -> str:
    words = " ".join(text.split())
    before = " " if text[:1].isspace() else ""
    after = " " if words and text[-1:].isspace() else ""
    return f"{before}{words}{after}"


def _leading_count(parts: Sequence[tuple[str, bool]]) -> int:
    """How many parts at the beginning are bold, with what is blank between them."""
    count = 0
    for position, (part, bold) in enumerate(parts):
        if bold:
            count = position + 1
        elif part.strip() or part == _BREAK:
            break
    return count


def _leading_bold(parts: Sequence[tuple[str, bool]]) -> str:
    """The bold text that a paragraph begins with, if it is all of its first line or ends with a question mark."""
    count = _leading_count(parts)
    text = " ".join("".join(part for part, _ in parts[:count]).split())
    rest = "".join(part for part, _ in parts[count:])
    ends_line = not rest.strip() or rest.lstrip(" ").startswith(_BREAK)
    return text if has_words(text) and (ends_line or text.endswith("?")) else ""
