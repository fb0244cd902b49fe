from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viva.rubric import RubricError, parse_rubric
from viva.rubric.layout import formatted
from viva.rubric.template import quoted, template

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(
    lambda text: any(c.isprintable() and not c.isspace() for c in text)
)


@settings(deadline=None, max_examples=50)
@given(text, text)
def test_a_template_is_a_rubric_whatever_is_asked(question: str, topic: str) -> None:
    rubric = parse_rubric(template(question, topic), id="q")
    # Both strip, though not the same characters: Python also takes U+001F and its like for a space.
    assert (rubric.question.strip(), rubric.topic.strip()) == (question.strip(), topic.strip())


@pytest.mark.parametrize("asked", ["", " ", "half \ud83c"])
def test_a_question_that_is_none_is_told(asked: str) -> None:
    with pytest.raises(RubricError, match="question: "):
        parse_rubric(template(asked, "t"), id="q")


def test_a_template_has_the_layout_that_files_are_given() -> None:
    made = template("Why?", "physics")
    assert formatted(made, id="q") == made


def test_what_the_template_shows_in_comments_is_right_without_them() -> None:
    told = (
        "# source:",
        "# kind:",
        "# weight:",
        "# hint:",
        "# follow_up:",
        "# accept:",
        "# reject:",
        "# examples:",
    )
    lines = [
        line.replace("# ", "", 1) if line.lstrip().startswith((*told, "#   ")) else line
        for line in template("Why?", "physics").splitlines()
    ]
    rubric = parse_rubric("\n".join(lines), id="q")
    first = rubric.key_points[0]
    assert rubric.source and rubric.kind == "behavioural" and len(rubric.examples) == 1
    assert first.accept and first.reject and first.hint and first.follow_up


def test_quoted_text_stays_on_one_line() -> None:
    assert quoted('a "b"\n\u2028é') == '"a \\"b\\"\\n\\U00002028é"'
