"""From a file or a text to a rubric, or to everything that is wrong with it, line by line."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from viva.rubric.files import UnreadableFile, read_text, refuse_size, version_of
from viva.rubric.problems import Fault, Problem, RubricError, key_name
from viva.rubric.references import reference_faults
from viva.rubric.schema import SLUG, Rubric, RubricFile
from viva.rubric.syntax import syntax_fault
from viva.rubric.tree import Tree, TreeFault, read_tree
from viva.rubric.wording import fault_of


def load_rubric(path: str | Path) -> Rubric:
    """Reads the rubric in a YAML file.

    Raises:
        RubricError: the file cannot be read or is no rubric; it tells every problem with its line.
    """
    path = Path(path)
    if path.suffix != ".yaml":
        raise _refusal(
            str(path), [Fault((), "is not a .yaml file", f"Name it {path.stem or 'question'}.yaml.")]
        )
    try:
        text = read_text(path)
    except UnreadableFile as error:
        raise _refusal(str(path), [error.fault]) from None
    return parse_rubric(text, id=path.stem, file=str(path))


def parse_rubric(text: str, *, id: str, file: str = "<text>") -> Rubric:
    """Reads the rubric in a YAML text; `file` is the name that problems give.

    Raises:
        RubricError: the text is no rubric; it tells every problem with its line.
    """
    version, tree, faults = _read(text, id, file)
    faults += _structure_faults(tree)
    content = _content(tree, faults)
    if content is None or faults:
        raise _refusal(file, faults, tree)
    return Rubric(**dict(content), id=id, version=version, text=text)


def _read(text: str, id: str, file: str) -> tuple[str, Tree, list[Fault]]:
    faults = list(_name_faults(id))
    try:
        encoded = text.encode("utf-8")
        refuse_size(len(encoded))
        # A byte order mark is the editor's, not the author's.
        return version_of(encoded), read_tree(text.removeprefix("\ufeff")), faults
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        faults.append(Fault((), "holds half of a character (a lone surrogate)", "Take it away.", line))
    except (UnreadableFile, TreeFault) as error:
        faults.append(error.fault)
    # ruamel answers some malformed texts with errors of its own machinery, not only YAMLError.
    except Exception as error:  # noqa: BLE001
        faults.append(syntax_fault(text, error))
    raise _refusal(file, faults)


def _name_faults(id: str) -> Iterator[Fault]:
    if not re.fullmatch(SLUG, id):
        advice = (
            "Use small letters, digits and hyphens for the file's name, such as server-side-rendering.yaml."
        )
        yield Fault((), f"'{id}' cannot be a question's id", advice)


def _structure_faults(tree: Tree) -> Iterator[Fault]:
    yield from tree.faults
    if tree.empty or (tree.value is None and not tree.faults):
        yield Fault((), "is empty", "Start it with 'question:'.", 1)
    elif isinstance(tree.value, dict):
        yield from reference_faults(tree.value)
    elif not tree.faults:
        yield Fault((), "is not a mapping of keys to values", "Start it with 'question:'.", tree.line_of(()))


def _content(tree: Tree, faults: list[Fault]) -> RubricFile | None:
    if not isinstance(tree.value, dict):
        return None
    try:
        return RubricFile.model_validate(tree.value)
    except ValidationError as error:
        faults += [fault_of(details, tree.written) for details in error.errors() if _is_news(details, tree)]
        return None


def _is_news(details: ErrorDetails, tree: Tree) -> bool:
    # What holds between the parts was told before, with its lines.
    if details["type"] == "references":
        return False
    # pydantic also calls a list too short when its entries are merely wrong.
    if details["type"] == "too_short" and details["input"]:
        return False
    return not any(details["loc"][: len(path)] == path for path in tree.unreadable)


def _refusal(file: str, faults: Iterable[Fault], tree: Tree | None = None) -> RubricError:
    problems = [_problem(file, fault, tree) for fault in faults]
    return RubricError(sorted(problems, key=lambda problem: problem.line or 0))


def _problem(file: str, fault: Fault, tree: Tree | None) -> Problem:
    line = tree.line_of(fault.path) if tree and fault.path and fault.line is None else fault.line
    return Problem(file, line, _brief(key_name(fault.path)), _brief(fault.message), _brief(fault.advice, 400))


def _brief(told: str, most: int = 200) -> str:
    # What is told may quote the file, which may hold a word of a million letters.
    return told if len(told) <= most else f"{told[:most]}…"
