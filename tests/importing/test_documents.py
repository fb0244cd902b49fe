"""Bytes and encodings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from importing.parts import pairs, read, refusal, written
from viva.importing.documents import Document, text_of
from viva.importing.notes import ImportFault, Limits

TEXT = "What is a café?\n- A “place” to drink\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_and_without_a_mark(tmp_path: Path, encoding: str) -> None:
    found = read(written(tmp_path, "a.txt", TEXT.encode(encoding)))
    assert pairs(found) == [("What is a café?", "A “place” to drink")]
    assert found.remarks == ()


def test_utf_16_of_the_other_order_is_read() -> None:
    assert text_of(Document("a", b"\xfe\xff" + "é".encode("utf-16-be"))) == ("é", ())


def test_windows_1252_is_read_and_told(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.txt", TEXT.encode("cp1252")))
    assert pairs(found) == [("What is a café?", "A “place” to drink")]
    assert found.remarks == ("a.txt is not UTF-8; it was read as Windows-1252: look at accents and quotes",)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"one\ntw\x81o", "a.txt:2: is neither UTF-8 nor Windows-1252 text (byte 0x81)"),
        (b"one\ntw\0o", "a.txt:2: is not text (it holds a zero byte)"),
        (b"\xff\xfea\xd8", "a.txt:1: is not UTF-16-LE text"),
        (b"", "a.txt: is empty"),
    ],
)
def test_what_is_no_text_is_told_with_its_line(tmp_path: Path, content: bytes, told: str) -> None:
    assert told in refusal(written(tmp_path, "a.txt", content))


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", TEXT)
    assert "a.txt: is larger than 2e-05 MB. Split it" in refusal(path, limits=Limits(bytes=20))
    assert read(path, limits=Limits(bytes=len(TEXT.encode()))).notes


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert "there is no such file" in refusal(tmp_path / "gone.txt")
    (tmp_path / "folder.txt").mkdir()
    assert "is not an ordinary file" in refusal(tmp_path / "folder.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert "is not an ordinary file" in refusal(tmp_path / "pipe.txt")


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    path = tmp_path / "loop.txt"
    path.symlink_to(path)
    with pytest.raises(ImportFault, match=r"cannot be read \("):
        read(path)
