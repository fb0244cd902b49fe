"""Whatever stands in a file, the answer is a rubric or a list of problems, never a traceback."""

from hypothesis import given, settings
from hypothesis import strategies as st

from viva.rubric import Rubric, RubricError, parse_rubric

GOOD = """\
# a comment
question: What is SSR?
topic: frontend
model_answer: |
  The server sends ready HTML.
key_points:
  - id: ttfb
    point: Improves TTFB
    weight: 2
    accept:
      - The response starts sooner.
  - id: seo
    point: Improves SEO
examples:
  - answer: It is fast.
    covered: [ttfb]
"""

# A loaded machine is slow, and that is not what these tests are about.
patient = settings(deadline=None)


def rubric_or_problems(text: str) -> None:
    try:
        rubric = parse_rubric(text, id="any")
    except RubricError as error:
        assert error.problems
        lines = text.count("\n") + 1
        assert all(problem.line is None or 1 <= problem.line <= lines for problem in error.problems)
    else:
        assert isinstance(rubric, Rubric)
        assert rubric.text == text


@patient
@given(st.text())
def test_any_text_is_a_rubric_or_has_problems(text: str) -> None:
    rubric_or_problems(text)


@patient
@given(
    st.lists(
        st.sampled_from([*"\n\t :-?[]{}&*!|>'\"%@#,~aé0\0\u2028", "\n  ", "- ", ": ", "key_points:"])
    ).map("".join)
)
def test_any_text_of_yaml_signs_is_a_rubric_or_has_problems(text: str) -> None:
    rubric_or_problems(text)


@patient
@given(st.integers(0, len(GOOD)), st.integers(0, 12), st.text(max_size=6))
def test_any_edit_of_a_good_file_is_a_rubric_or_has_problems(at: int, cut: int, put: str) -> None:
    rubric_or_problems(GOOD[:at] + put + GOOD[at + cut :])
