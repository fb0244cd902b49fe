"""A save writes a file whole or not at all, and never over what someone else wrote."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from viva.rubric import Rubric, RubricBank, RubricConflict, RubricError, parse_rubric

TEXT = "# kept\nquestion: {question}\ntopic: {topic}\nmodel_answer: a\nkey_points:\n- {{id: a, point: A}}\n"


def text(question: str = "Q?", topic: str = "frontend") -> str:
    return TEXT.format(question=question, topic=topic)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ssr.yaml").write_text(text("What is SSR?"))
    return tmp_path


@pytest.fixture
def bank(folder: Path) -> RubricBank:
    return RubricBank(folder)


@pytest.fixture
def unwritable(folder: Path) -> Iterator[Path]:
    folder.chmod(0o500)
    yield folder
    folder.chmod(0o700)


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_a_save_writes_the_text_exactly_as_given(bank: RubricBank, folder: Path) -> None:
    new = text("Größe?").replace("\n", "\r\n") + "# the end, without a line break"
    saved = bank.save("ssr", new, bank.get("ssr").version)
    assert (folder / "ssr.yaml").read_bytes() == new.encode("utf-8")
    assert bank.get("ssr") == saved == parse_rubric(new, id="ssr")


def test_a_save_leaves_no_other_file_behind(bank: RubricBank, folder: Path) -> None:
    before = names(folder)
    bank.save("ssr", text("New?"), bank.get("ssr").version)
    assert names(folder) == before


def test_a_new_question_is_saved_with_no_version(bank: RubricBank, folder: Path) -> None:
    bank.save("brand-new", text(), None)
    assert "brand-new" in bank.rubrics
    assert (folder / "brand-new.yaml").read_text() == text()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_save_keeps_who_may_read_the_file(bank: RubricBank, folder: Path, mode: int) -> None:
    (folder / "ssr.yaml").chmod(mode)
    bank.save("ssr", text("New?"), bank.get("ssr").version)
    assert (folder / "ssr.yaml").stat().st_mode & 0o777 == mode


def test_a_save_through_a_link_keeps_the_link(
    bank: RubricBank, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    real = tmp_path_factory.mktemp("elsewhere") / "real.yaml"
    real.write_text(text())
    (folder / "linked.yaml").symlink_to(real)
    bank.reload()
    bank.save("linked", text("New?"), bank.get("linked").version)
    assert (folder / "linked.yaml").is_symlink()
    assert real.read_text() == text("New?")


def test_a_text_that_is_no_rubric_is_not_saved(bank: RubricBank, folder: Path) -> None:
    with pytest.raises(RubricError, match=r"ssr.yaml:3: topic"):
        bank.save("ssr", text(topic="12"), bank.get("ssr").version)
    assert (folder / "ssr.yaml").read_text() == text("What is SSR?")


@pytest.mark.parametrize("id", ["../ssr", "a/b", "Upper", "", ".hidden"])
def test_a_save_stays_in_the_folder(bank: RubricBank, folder: Path, id: str) -> None:
    before = names(folder.parent) + names(folder)
    with pytest.raises(RubricError, match="cannot be a question's id"):
        bank.save(id, text(), None)
    assert names(folder.parent) + names(folder) == before


@pytest.mark.parametrize("stale", ["sha256:" + "0" * 64, "", None])
def test_a_save_over_another_version_is_refused(bank: RubricBank, folder: Path, stale: str | None) -> None:
    with pytest.raises(RubricConflict, match=r"ssr.yaml"):
        bank.save("ssr", text("Mine?"), stale)
    assert (folder / "ssr.yaml").read_text() == text("What is SSR?")


def test_a_save_sees_a_change_on_disk_that_the_bank_has_not(bank: RubricBank, folder: Path) -> None:
    opened = bank.get("ssr").version
    (folder / "ssr.yaml").write_text(text("Theirs?"))
    with pytest.raises(RubricConflict, match="changed on disk"):
        bank.save("ssr", text("Mine?"), opened)
    assert (folder / "ssr.yaml").read_text() == text("Theirs?")


def test_a_save_of_a_deleted_file_is_refused(bank: RubricBank, folder: Path) -> None:
    (folder / "ssr.yaml").unlink()
    with pytest.raises(RubricConflict, match="deleted"):
        bank.save("ssr", text("Mine?"), bank.get("ssr").version)
    assert not (folder / "ssr.yaml").exists()


def test_of_writers_at_the_same_time_one_wins_and_the_others_hear_of_it(folder: Path) -> None:
    opened = RubricBank(folder).get("ssr").version
    start = threading.Barrier(8)
    won: list[Rubric] = []
    lost: list[RubricConflict] = []

    def write(number: int) -> None:
        # A bank each, as worker processes have: no lock in memory is shared.
        bank = RubricBank(folder)
        start.wait()
        try:
            won.append(bank.save("ssr", text(f"Writer {number}?"), opened))
        except RubricConflict as error:
            lost.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 7)
    assert (folder / "ssr.yaml").read_text() == won[0].text


def test_a_reader_never_sees_a_part_of_a_file(bank: RubricBank, folder: Path) -> None:
    path = folder / "ssr.yaml"
    versions = [text(letter * 50_000) for letter in "ab"]
    whole = {text("What is SSR?"), *versions}
    seen: list[bool] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.append(path.read_text() in whole)

    reader = threading.Thread(target=read)
    reader.start()
    for new in versions * 5:
        bank.save("ssr", new, bank.get("ssr").version)
    done.set()
    reader.join()
    assert seen
    assert all(seen)


def test_a_write_that_died_before_the_replacement_leaves_the_old_file_whole(
    bank: RubricBank, folder: Path
) -> None:
    # What a killed writer leaves: part of the new text, under the temporary name.
    (folder / ".ssr.0123456789ab.tmp").write_text("question: half a ques")
    bank.reload()
    assert bank.get("ssr").question == "What is SSR?"
    assert bank.broken == ()
    bank.save("ssr", text("New?"), bank.get("ssr").version)
    assert bank.get("ssr").question == "New?"


def test_a_replacement_that_fails_leaves_no_temporary_file(bank: RubricBank, folder: Path) -> None:
    (folder / "blocked.yaml").mkdir()
    before = names(folder)
    with pytest.raises(RubricError, match="cannot be written"):
        bank.save("blocked", text(), None)
    assert names(folder) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(bank: RubricBank, unwritable: Path) -> None:
    with pytest.raises(RubricError, match=r"cannot be written \(Permission denied\)"):
        bank.save("ssr", text("New?"), bank.get("ssr").version)


def test_saves_in_quick_succession_are_all_seen(bank: RubricBank) -> None:
    for number in range(10, 30):
        bank.save("ssr", text(f"Number {number}?"), bank.get("ssr").version)
        assert bank.get("ssr").question == f"Number {number}?"


def test_readers_and_writers_share_a_bank(bank: RubricBank) -> None:
    failures: list[BaseException] = []

    def guarded(work: int) -> None:
        try:
            for round in range(10):
                bank.save(
                    f"own-{work}",
                    text(f"{work}.{round}?"),
                    bank.rubrics[f"own-{work}"].version if round else None,
                )
                bank.reload()
                assert bank.get(f"own-{work}").question == f"{work}.{round}?"
        except BaseException as error:  # noqa: BLE001 (a thread's failure must reach the test)
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
