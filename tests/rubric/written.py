"""One rubric, written as YAML in many ways, as people do."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import strategies as st

from viva.rubric.template import quoted

words = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(": #-'\"\\|>{}[]&*!%@`?,"),
    min_size=1,
    max_size=30,
).filter(lambda text: any(c.isprintable() and not c.isspace() for c in text))
ids = st.from_regex(r"[a-z][a-z0-9-]{0,6}", fullmatch=True).filter(
    lambda id: id not in {"yes", "no", "on", "off", "null", "true", "false"}
)


@st.composite
def rubrics(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    optional = {
        "weight": st.integers(1, 9),
        "accept": st.lists(words, max_size=2),
        "reject": st.lists(words, max_size=2),
        "hint": words,
        "follow_up": words,
    }
    points = [
        {"id": name, **draw(st.fixed_dictionaries({"point": words}, optional=optional))} for name in names
    ]
    example = st.fixed_dictionaries({"answer": words}, optional={"covered": st.just(names[:1])})
    return draw(
        st.fixed_dictionaries(
            {"question": words, "topic": words, "model_answer": words, "key_points": st.just(points)},
            optional={"source": words, "examples": st.lists(example, max_size=2)},
        )
    )


class Writer:
    """Writes YAML as people do: keys in any order, in brackets or not, indented anyhow, with comments."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._step = self._random.choice([2, 3, 4])
        self._comments = 0

    def mapping(self, data: dict[str, Any], column: int) -> list[str]:
        items = list(data.items())
        self._random.shuffle(items)
        lines = []
        for key, value in items:
            lines += [*self._remark(column), *self._entry(key, value, column)]
        return lines

    def _entry(self, key: str, value: Any, column: int) -> list[str]:
        at = " " * column
        if isinstance(value, list) and value and not (isinstance(value[0], str) and self._lucky()):
            return [f"{at}{key}:", *self._list(value, column + self._random.choice([0, self._step]))]
        return [f"{at}{key}: {self._scalar(value)}{self._beside()}"]

    def _list(self, values: list[Any], column: int) -> list[str]:
        at, lines = " " * column, []
        for value in values:
            if isinstance(value, dict) and not self._lucky():
                first, *rest = self.mapping(value, column + self._step)
                while first.lstrip().startswith("#"):
                    lines.append(at + first.lstrip())
                    first, *rest = rest
                lines += [at + "-" + " " * (self._step - 1) + first.lstrip(), *rest]
            else:
                lines.append(f"{at}- {self._scalar(value, in_quotes=True)}{self._beside()}")
        return lines

    def _scalar(self, value: Any, *, in_quotes: bool = False) -> str:
        if isinstance(value, str):
            plain = value.isascii() and value.replace(" ", "").isalpha() and len(value) > 5
            return value.strip() if plain and not in_quotes else quoted(value)
        if isinstance(value, list):
            return "[" + ", ".join(map(self._scalar, value)) + "]"
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self._scalar(inner)}" for key, inner in value.items()) + "}"
        return str(value)

    def _remark(self, column: int) -> list[str]:
        return [" " * column + self._comment()] if self._lucky() else []

    def _beside(self) -> str:
        return " " + self._comment() if self._lucky() else ""

    def _comment(self) -> str:
        self._comments += 1
        return f"# remark {self._comments}"

    def _lucky(self) -> bool:
        return self._random.random() < 0.25
