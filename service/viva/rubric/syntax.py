"""ruamel's complaints about a text that is not YAML, in words a person can act on."""

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from viva.rubric.problems import Fault

_ADVICE = {
    "mapping values are not allowed": "Put text that holds a colon in quotes.",
    "could not find expected ':'": "A key ends in a colon and a space; long text goes in quotes or under |.",
    "expected <block end>": "Check that keys of one level stand in one column, and that quotes are closed.",
    "unexpected end of stream": "A quote or a bracket is opened and never closed.",
    "expected ',' or": "A bracket or a brace is opened and never closed, or a comma is missing.",
    "cannot start any token": "Put text that starts with this character in quotes.",
    "unknown escape": "In double quotes a backslash is special: use single quotes.",
}
_TAB = "Indent with spaces: YAML allows no tabs there."
_LOOK = "Look at the indentation, the quotes and the colons of this line."


def syntax_fault(text: str, error: Exception) -> Fault:
    """The fault that stopped the reading of a text."""
    if isinstance(error, ReaderError):
        message = f"the character U+{_code(error):04X} cannot stand in a YAML file"
        return Fault((), message, "Take it away.", _line_at(text, error.position))
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        index = mark.index if mark else 0
        told = " ".join(str(error.problem or error.context).split())
        return Fault((), f"this is not YAML: {told}", _advice(text, index, told), _line_at(text, index))
    return Fault(
        (), "this is not YAML", "Look for a backslash escape or a % line that YAML does not know.", 1
    )


def _advice(text: str, index: int, told: str) -> str:
    line = text[text.rfind("\n", 0, index) + 1 :].split("\n", 1)[0]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return _TAB
    return next((advice for sign, advice in _ADVICE.items() if sign in told), _LOOK)


def _code(error: ReaderError) -> int:
    character = error.character
    return character if isinstance(character, int) else ord(character[0])


def _line_at(text: str, index: int) -> int:
    # The end of a text that ends its last line is still that last line.
    return text.rstrip("\n").count("\n", 0, index) + 1
