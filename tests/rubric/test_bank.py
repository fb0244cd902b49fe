"""A bank reads a folder into snapshots that never change."""

from pathlib import Path

import pytest

from viva.errors import VivaError
from viva.rubric import RubricBank, UnknownRubric

TEXT = "# kept\nquestion: {question}\ntopic: {topic}\nmodel_answer: a\nkey_points:\n- {{id: a, point: A}}\n"


def text(question: str = "Q?", topic: str = "frontend") -> str:
    return TEXT.format(question=question, topic=topic)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ssr.yaml").write_text(text("What is SSR?"))
    (tmp_path / "async.yaml").write_text(text("What is async?", "python"))
    (tmp_path / "css.yaml").write_text(text("What is CSS?"))
    (tmp_path / "notes.txt").write_text("not a rubric")
    (tmp_path / ".hidden.yaml").write_text("not a rubric")
    return tmp_path


@pytest.fixture
def bank(folder: Path) -> RubricBank:
    return RubricBank(folder)


def test_rubrics_come_in_the_order_of_their_file_names(bank: RubricBank) -> None:
    assert list(bank.rubrics) == ["async", "css", "ssr"]
    assert bank.broken == ()


def test_topics_are_told_once_each(bank: RubricBank) -> None:
    assert bank.topics() == ("frontend", "python")


def test_a_rubric_is_got_by_its_id(bank: RubricBank) -> None:
    assert bank.get("ssr").question == "What is SSR?"


def test_an_unknown_id_names_the_closest(bank: RubricBank) -> None:
    with pytest.raises(UnknownRubric, match=r"no question 'asinc'. Did you mean 'async'\?"):
        bank.get("asinc")


def test_an_unknown_id_that_is_like_no_other_lists_them(bank: RubricBank) -> None:
    with pytest.raises(UnknownRubric, match="async, css, ssr"):
        bank.get("zzzzzz")


def test_an_empty_folder_is_an_empty_bank(tmp_path: Path) -> None:
    bank = RubricBank(tmp_path)
    assert (dict(bank.rubrics), bank.broken, bank.topics()) == ({}, (), ())
    with pytest.raises(UnknownRubric, match="none"):
        bank.get("ssr")


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(VivaError, match="cannot be read"):
        RubricBank(tmp_path / "gone")


def test_a_broken_file_takes_no_other_down(folder: Path) -> None:
    (folder / "css.yaml").write_text("question: a\ntopic: b: c\n")
    (folder / "dangling.yaml").symlink_to(folder / "nowhere")
    (folder / "other.yml").write_text(text())
    bank = RubricBank(folder)
    assert list(bank.rubrics) == ["async", "ssr"]
    assert [broken.id for broken in bank.broken] == ["css", "dangling", "other"]
    assert bank.broken[0].problems[0].line == 2
    assert bank.broken[0].file == str(folder / "css.yaml")


def test_getting_a_broken_rubric_tells_its_problems(folder: Path) -> None:
    (folder / "css.yaml").write_text(text(topic="12"))
    with pytest.raises(UnknownRubric, match=r"css.yaml:3: topic: must be text"):
        RubricBank(folder).get("css")


def test_a_snapshot_cannot_be_changed(bank: RubricBank) -> None:
    with pytest.raises(TypeError):
        bank.rubrics["new"] = bank.get("ssr")  # type: ignore[index]


def test_a_reload_sees_new_changed_and_deleted_files(bank: RubricBank, folder: Path) -> None:
    before = bank.rubrics
    (folder / "new.yaml").write_text(text())
    (folder / "ssr.yaml").write_text(text("What does SSR do?"))
    (folder / "css.yaml").unlink()
    bank.reload()
    assert list(bank.rubrics) == ["async", "new", "ssr"]
    assert bank.get("ssr").question == "What does SSR do?"
    assert list(before) == ["async", "css", "ssr"]
    assert before["ssr"].question == "What is SSR?"


def test_a_reload_reads_only_what_changed(bank: RubricBank, folder: Path) -> None:
    ssr, css = bank.get("ssr"), bank.get("css")
    (folder / "ssr.yaml").write_text(text("Changed?"))
    bank.reload()
    assert bank.get("css") is css
    assert bank.get("ssr") is not ssr


def test_a_file_that_breaks_and_is_mended_goes_and_comes_back(bank: RubricBank, folder: Path) -> None:
    (folder / "ssr.yaml").write_text("")
    bank.reload()
    assert [broken.id for broken in bank.broken] == ["ssr"]
    (folder / "ssr.yaml").write_text(text("Back?"))
    bank.reload()
    assert bank.broken == ()
    assert bank.get("ssr").question == "Back?"


def test_a_folder_that_goes_away_leaves_what_was_read(bank: RubricBank, folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(VivaError, match="cannot be read"):
        bank.reload()
    assert list(bank.rubrics) == ["async", "css", "ssr"]
