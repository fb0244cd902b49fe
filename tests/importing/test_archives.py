"""Archives that want to be more than they are."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from viva.importing.archives import opened, opened_office
from viva.importing.documents import Document
from viva.importing.notes import ImportFault, Limits


def archive(**members: bytes) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("_", "."), content)
    return into.getvalue()


def refusal(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(ImportFault) as caught:
        opened_office(Document("a.docx", content), limits or Limits())
    return str(caught.value)


def test_an_honest_archive_is_opened() -> None:
    assert opened(Document("a", archive(x=b"y")), Limits()).read("x") == b"y"


@pytest.mark.parametrize(
    "content", [b"", b"no archive", archive(x=b"y" * 99)[:60], archive(x=b"y" * 99)[30:]]
)
def test_a_damaged_one_is_told(content: bytes) -> None:
    assert refusal(content) == (
        "a.docx: is damaged, or is not the kind of file its name says. Save or export it anew."
    )


def test_altered_content_is_told() -> None:
    content = bytearray(archive(x=bytes(range(256)) * 4))
    content[60] ^= 0xFF
    assert "is damaged" in refusal(bytes(content))


def test_a_bomb_is_refused_by_what_it_declares() -> None:
    assert "unpacks to 3 MB: more than an honest file needs" in refusal(
        archive(x=b"\0" * 3_000_000), Limits(unpacked=2_000_000)
    )


def test_a_bomb_is_refused_by_its_ratio() -> None:
    assert "x unpacks to over 150 times its size" in refusal(archive(x=b"\0" * 3_000_000))


def test_many_small_members_are_refused() -> None:
    assert "holds 3 files" in refusal(archive(a=b"", b=b"", c=b""), Limits(members=2))


def test_a_bomb_that_declares_little_is_refused_by_what_comes_out() -> None:
    content = bytearray(archive(x=b"\0" * 3_000_000))
    # The size of a member stands at 22 in its own header and at 24 in the directory.
    directory = content.index(b"PK\x01\x02")
    for at in (22, directory + 24):
        content[at : at + 4] = struct.pack("<I", 100)
    told = refusal(bytes(content), Limits(unpacked=1_000))
    assert "is damaged" in told or "unpacks to more than it declares" in told


def test_a_locked_one_is_told() -> None:
    content = bytearray(archive(x=b"y"))
    directory = content.index(b"PK\x01\x02")
    for at in (6, directory + 8):
        content[at] |= 1
    assert "is locked with a password. Save it without one." in refusal(bytes(content))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_defines_entities_is_refused(encoding: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'.encode(encoding)
    assert "document.xml defines entities, which no office program writes" in refusal(
        archive(document_xml=bomb)
    )
