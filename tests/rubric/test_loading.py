"""A file with faults says all of them, each with its line, its key and what to do."""

import hashlib
import os
from pathlib import Path

import pytest

from viva.rubric import Problem, RubricError, load_rubric, parse_rubric

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


def problems(text: str, id: str = "ssr") -> list[Problem]:
    with pytest.raises(RubricError) as caught:
        parse_rubric(text, id=id, file="rubrics/ssr.yaml")
    return list(caught.value.problems)


def told(text: str) -> list[str]:
    return [str(problem) for problem in problems(text)]


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def file_told(path: Path) -> str:
    with pytest.raises(RubricError) as caught:
        load_rubric(path)
    return str(caught.value)


def test_a_good_file_is_a_rubric(tmp_path: Path) -> None:
    path = tmp_path / "server-side-rendering.yaml"
    path.write_text(GOOD, encoding="utf-8")
    rubric = load_rubric(path)
    assert rubric.id == "server-side-rendering"
    assert rubric.question == "What is SSR?"
    assert rubric.key_point("ttfb").weight == 2
    assert rubric.key_point("ttfb").accept == ("The response starts sooner.",)
    assert load_rubric(str(path)) == rubric


@pytest.mark.parametrize(
    "text", [GOOD, GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD, GOOD + "# ende: größer\n"]
)
def test_the_version_is_the_hash_of_the_text_as_it_stands(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ssr.yaml"
    path.write_bytes(text.encode("utf-8"))
    rubric = load_rubric(path)
    assert rubric.text == text
    assert rubric.version == "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
    assert rubric == parse_rubric(text, id="ssr")


def test_a_comment_makes_another_version() -> None:
    assert parse_rubric(GOOD, id="a").version != parse_rubric(GOOD + "# more\n", id="a").version


def test_a_problem_reads_file_line_key_message_advice() -> None:
    assert told(changed("weight: 2", "weight: 0")) == [
        "rubrics/ssr.yaml:9: key_points[0].weight: must be greater than 0. Leave it out for the default, 1."
    ]


def test_all_problems_are_told_at_once_in_the_order_of_their_lines() -> None:
    text = """\
question: "  "
topik: frontend
model_answer: a
key_points:
  - id: a
    point: 12
    folow_up: Why?
  - id: a
    point: b
    accept:
      - fine
      - no
  - point: c
examples:
  - answer: x
    covered: [a, bb]
    partial: [a]
"""
    assert [(problem.line, problem.key) for problem in problems(text)] == [
        (1, "question"),
        (1, "topic"),
        (2, "topik"),
        (6, "key_points[0].point"),
        (7, "key_points[0].folow_up"),
        (8, "key_points[1].id"),
        (12, "key_points[1].accept[1]"),
        (13, "key_points[2].id"),
        (16, "examples[0].covered[1]"),
        (17, "examples[0].partial[0]"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "said"),
    [
        ("topic: frontend", "topic: ''", 3, "topic", "must not be blank"),
        ("topic: frontend", "topic:", 3, "topic", "must be text, and is empty"),
        ("topic: frontend", "topic: [a]", 3, "topic", "must be text, not a list"),
        ("topic: frontend\n", "", 2, "topic", "is missing. Add it."),
        ("topic: frontend", "topic: f\nkind: behavioral", 4, "kind", "Did you mean 'behavioural'?"),
        ("topic: frontend", "topic: f\nkind: quiz", 4, "kind", "Leave it out for the default, knowledge."),
        ("topic: frontend", "topic: f\nsauce: x", 4, "sauce", "Did you mean 'source'?"),
        ("topic: frontend", "topic: f\nid: x", 4, "id", "is not a key of a rubric"),
        ("topic: frontend", "topic: f\n? [a]\n: b", 4, "", "a key must be one word"),
        ("    weight: 2", "    wait: 2", 9, "key_points[0].wait", "Did you mean 'weight'?"),
        ("    weight: 2", "    qqq: 2", 9, "key_points[0].qqq", "Known keys: id, point, weight"),
        ("weight: 2", "weight: '2'", 9, "key_points[0].weight", "must be a number, without quotes"),
        ("weight: 2", "weight: .inf", 9, "key_points[0].weight", "must be a finite number"),
        ("weight: 2", "weight: 1e999", 9, "key_points[0].weight", "must be a finite number"),
        ("weight: 2", "weight: 1_001", 9, "key_points[0].weight", "must be at most 1000"),
        ("weight: 2", "weight: yes", 9, "key_points[0].weight", "must be a number"),
        ("id: seo", "id: S E O", 12, "key_points[1].id", "Use small letters, digits and hyphens"),
        ("id: seo", "id: ttfb", 12, "key_points[1].id", "already the id of key_points[0]"),
        ("id: seo", "id: seo\n    id: sea", 13, "key_points[1].id", "stands here a second time"),
        ("point: Improves SEO", 'point: "a\\0b"', 13, "key_points[1].point", "NUL"),
        ("point: Improves SEO", 'point: "\\ud800"', 13, "key_points[1].point", "lone surrogate"),
        ("      - The", "      - a\n      - b: c\n      - The", 12, "key_points[0].accept[1]", "not a list"),
        ("      - The response starts sooner.", "      yes", 10, "key_points[0].accept", "must be a list"),
        ("covered: [ttfb]", "covered: ttfb", 16, "examples[0].covered", "must be a list"),
        ("covered: [ttfb]", "covered: [tfb]", 16, "examples[0].covered[0]", "seo; did you mean 'ttfb'?"),
        ("covered: [ttfb]", "covered: [xyz]", 16, "examples[0].covered[0]", "Known ids: ttfb, seo."),
        ("[ttfb]", "\n    - seo\n    missing:\n    - seo", 19, "examples[0].missing[0]", "under covered"),
    ],
)  # fmt: skip
def test_each_fault_in_the_content(old: str, new: str, line: int, key: str, said: str) -> None:
    (problem,) = problems(changed(old, new))
    assert (problem.line, problem.key) == (line, key)
    assert said in f"{problem.message}. {problem.advice}"


@pytest.mark.parametrize(
    "word", ["yes", "No", "on", "OFF", "true", "12", "0x1F", "1.5", ".nan", "2024-05-01"]
)
def test_a_bare_word_that_yaml_may_take_for_something_else_must_be_quoted(word: str) -> None:
    (problem,) = problems(changed("point: Improves SEO", f"point: {word}"))
    assert (problem.line, problem.key) == (13, "key_points[1].point")
    assert problem.advice == f'Quote it: "{word}"'
    quoted = changed("point: Improves SEO", f'point: "{word}"')
    assert parse_rubric(quoted, id="ssr").key_point("seo").point == word


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "is empty"),
        ("# only a comment\n", 1, "is empty"),
        ("---\n~\n", 1, "is empty"),
        ("\n- a\n- b\n", 2, "is not a mapping of keys to values"),
        ("just text", 1, "is not a mapping"),
        ("question: a\ntopic: b: c\n", 2, "Put text that holds a colon in quotes"),
        ("question: 'a\ntopic: b\n", 2, "A quote or a bracket is opened and never closed"),
        ("question: a\nkey_points:\n\t- id: a\n", 3, "Indent with spaces"),
        ("question: a\ntopic: @b\n", 2, "Put text that starts with this character in quotes"),
        ('question: a\ntopic: "\\q"\n', 2, "use single quotes"),
        ("question: a\n\n\0", 3, "the character U+0000"),
        ("question: a\ntopic: \x07\n", 2, "the character U+0007"),
        ("question: a\ntopic: \ud800\n", 2, "lone surrogate"),
        ('question: "\\UFFFFFFFF"\n', 1, "this is not YAML"),
        ("question: a\n---\nquestion: b\n", 2, "a second document starts here"),
        ("[" * 5000, 1, "nest too deeply"),
        ("key_points:\n" + "- a\n" * 20_000, 10_000, "holds over 10000 values"),
        ("question: " + "a" * 1_000_000, None, "is over 1 MB"),
    ],
)
def test_a_text_that_is_no_yaml_mapping_is_told_in_one_problem(
    text: str, line: int | None, said: str
) -> None:
    (problem,) = problems(text)
    assert problem.line == line
    assert said in f"{problem.message}. {problem.advice}"


def test_lines_are_counted_as_editors_count_them() -> None:
    (problem,) = problems(
        changed("What is SSR?", "'What\u2028is\u0085SSR?'").replace("weight: 2", "weight: 0")
    )
    assert problem.line == 9


def test_aliases_anchors_and_tags_are_refused() -> None:
    text = (
        changed("- The response", "- &a The response")
        .replace("Improves SEO", "*a")
        .replace("frontend", "!!str f")
    )
    assert [(problem.line, problem.message) for problem in problems(text)] == [
        (3, "!str is a YAML tag"),
        (11, "&a is a YAML anchor"),
        (13, "*a is a YAML alias"),
    ]


def test_an_alias_bomb_is_refused_and_not_unfolded() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [*{below}, *{below}]\n" for below, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert any("is a YAML alias" in problem.message for problem in problems(bomb))


def test_what_is_told_of_a_giant_word_is_short() -> None:
    assert all(len(line) < 1000 for line in told(changed("frontend", "&" + "x" * 100_000)))


@pytest.mark.parametrize("id", ["", "Upper", "../x", "a b", "-a"])
def test_an_id_that_is_no_slug_is_refused(id: str) -> None:
    (problem,) = problems(GOOD, id)
    assert problem.line is None
    assert "cannot be a question's id" in problem.message


def test_a_file_name_that_is_no_slug_is_told_beside_the_other_problems(tmp_path: Path) -> None:
    path = tmp_path / "My Question.yaml"
    path.write_text(changed("weight: 2", "weight: 0"))
    first, second = file_told(path).splitlines()
    assert first.startswith(f"{path}: 'My Question' cannot be a question's id. Use small letters")
    assert second.startswith(f"{path}:9: key_points[0].weight: ")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "gone.yaml"
    assert file_told(path) == f"{path}: there is no such file. Check the name and the folder."


def test_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "folder.yaml"
    path.mkdir()
    assert file_told(path) == f"{path}: is a folder, not a file. Name a .yaml file in it."


def test_a_named_pipe_does_not_keep_the_reader_waiting(tmp_path: Path) -> None:
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    assert "is not an ordinary file" in file_told(path)


def test_a_name_too_long_for_the_disk(tmp_path: Path) -> None:
    assert "cannot be read (File name too long)" in file_told(tmp_path / ("a" * 300 + ".yaml"))


def test_another_ending_is_told_how_to_be_named(tmp_path: Path) -> None:
    path = tmp_path / "ssr.yml"
    path.write_text(GOOD)
    assert file_told(path) == f"{path}: is not a .yaml file. Name it ssr.yaml."


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("question: a\ntopic: caf\xe9\n".encode("latin-1"))
    assert file_told(path) == f"{path}:2: is not UTF-8 text (byte 0xe9). Save it as UTF-8 in your editor."


def test_a_file_over_one_megabyte(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"#" * 1_000_001)
    assert "is over 1 MB" in file_told(path)
