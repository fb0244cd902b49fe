"""Any text as Markdown that says exactly that text again: whatever is in it, none of it is taken for markup.

Written for CommonMark; line ends become plain ones, and control characters, which no text needs and which a terminal
may obey, become their pictures (␀, ␛) or, where there is none, �.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from viva.interview.marking import Piece

# After `_cleaned`, no text holds a control character: so they can stand for tags until the text around is escaped.
_OPEN, _CLOSE, _END = "\x01", "\x02", "\x03"
_TAGS = re.compile(f"{_OPEN}|{_CLOSE}([0-9, ]*){_END}")
_ALWAYS = re.compile(r"([\\`*\[\]<|~$]|&(?=[#A-Za-z])|(?<![^\W_])_|_(?![^\W_]))")
_AT_START = re.compile(r"^(?:([#>+=-])|([0-9]{1,9})([.)]))")
_LINE_END = "&#10;"
_AT_END = re.compile(r"(?<=[ \t])(#+)$")


def quoted(pieces: Iterable[Piece]) -> str:
    """A text as a block quotation, its marked words between <mark> tags, with the numbers that they speak of."""
    return "\n".join(f"> {line}".rstrip(" ") for line in _lines(_tagged(pieces)))


def quoted_text(text: str) -> str:
    """A text without marks as a block quotation."""
    return quoted([Piece(text)])


def inline(text: str) -> str:
    """A text as part of a line, its line ends become spaces."""
    return _escaped(" ".join(_cleaned(text).split()))


def _tagged(pieces: Iterable[Piece]) -> str:
    """The cleaned text with signs that stand for the tags."""
    parts = []
    for piece in pieces:
        text = _cleaned(piece.text, line_ends=False)
        if piece.numbers:
            numbers = ", ".join(map(str, piece.last))
            text = f"{_OPEN}{text}{_CLOSE}{numbers}{_END}"
        parts.append(text)
    # A mark may begin or end between the two characters of one line end.
    whole = re.sub(rf"\r((?:{_OPEN}|{_CLOSE}[0-9, ]*{_END})*)\n", r"\1\n", "".join(parts))
    return whole.replace("\r", "\n")


def _cleaned(text: str, *, line_ends: bool = True) -> str:
    if line_ends:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_picture(c) if _is_control(c) else c for c in text)


def _is_control(c: str) -> bool:
    return (c < " " and c not in "\t\n\r") or "\x7f" <= c <= "\x9f"


def _picture(c: str) -> str:
    if c < " ":
        return chr(0x2400 + ord(c))
    return "␡" if c == "\x7f" else "�"


def _lines(text: str) -> list[str]:
    """The lines of the quotation: a line end is a hard break, two of them part paragraphs, more are written out."""
    made: list[str] = []
    gap, inside = 0, False
    for number, line in enumerate(text.split("\n")):
        gap += number > 0
        reopened = f"{_OPEN}{line}" if inside else line
        inside = reopened.rfind(_OPEN) > reopened.rfind(_END)
        if _TAGS.sub("", line):
            text = _escaped(f"{reopened}{_CLOSE}{_END}" if inside else reopened)
            made += _after(made, gap, text)
            gap = 0
    if gap:  # line ends at the end
        made[-1:] = [f"{made[-1] if made else ''}{_LINE_END * gap}"]
    return made


def _after(made: list[str], gap: int, text: str) -> list[str]:
    """The next lines for a text that comes so many line ends after the one before it."""
    if not made:
        return [_LINE_END * gap + text]
    made[-1] += "\\" if gap == 1 else _LINE_END * (gap - 2)
    return [text] if gap == 1 else ["", text]


def _escaped(line: str) -> str:
    line = _ALWAYS.sub(r"\\\1", line)
    line = _AT_START.sub(_start, line)
    line = _AT_END.sub(r"\\\1", line)
    return _TAGS.sub(_tag, _edges(line))


def _start(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


def _edges(line: str) -> str:
    """White space at the edges of a line, which would be dropped, as character references."""
    if line[:1].isspace():
        line = f"&#{ord(line[0])};{line[1:]}"
    if line[-1:].isspace():
        line = f"{line[:-1]}&#{ord(line[-1])};"
    return line


def _tag(found: re.Match[str]) -> str:
    if found[0] == _OPEN:
        return "<mark>"
    return f"</mark><sup>{found[1]}</sup>" if found[1] else "</mark>"
