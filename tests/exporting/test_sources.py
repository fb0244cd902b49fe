"""Strangers' files: broken, hostile, enormous, or of another kind. Each is refused with what and where."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporting.parts import brought, document, members, packed, refusal
from viva.exporting.faults import LIMITS, ArchiveFault
from viva.exporting.reading import Record
from viva.exporting.sources import Source
from viva.store.unit_of_work import Store

HEAD = '{"format": "viva-record", "version": 1, "made_by": "a test", "made_at": "2026-03-01T09:00:00Z"'
EMPTY = f'{HEAD}, "rubric_versions": [], "interviews": []}}'


def test_a_record_with_nothing_in_it_is_a_record(fresh: Store) -> None:
    for content in (EMPTY.encode(), b"\xef\xbb\xbf" + EMPTY.encode(), packed(record_json=EMPTY)):
        assert brought(fresh, content).added == 0


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is neither an archive (.zip) nor a record (.json) of Viva's"),
        (b"\x00" * 99, "is neither an archive"),
        (b"%PDF-1.7", "is neither an archive"),
        (b"[]", "is neither an archive"),
        (b"{", "is no whole JSON"),
        (b"{}", "is no record of Viva's: its “format” is not “viva-record”"),
        (b'{"a": 1} {"b": 2}', "is no whole JSON"),
        (b'{"a": "\xff"}', "is no whole JSON"),
        (b'{"a": NaN}', "is no whole JSON"),
        (b'{"a": 1, "a": 2}', "says “a” twice"),
        (b'{"a": ' + b"9" * 5000 + b"}", "is no whole JSON"),
        (b'{"a": ' + b"[" * 50_000, "nests deeper than 16 levels"),
        (f'{HEAD}, "rubric_versions": [], "interviews": [1]}}'.encode(), "interviews[1]: Input should be"),
        (f'{HEAD}, "rubric_versions": [], "interviews": 1}}'.encode(), "interviews: is not the list"),
        (EMPTY.replace("2026-03-01T09:00:00Z", "soon").encode(), "made_at: Input should be a valid datetime"),
        (b"PK", "is damaged"),
        (b"PK\x03\x04" + b"\x00" * 999, "is damaged"),
        (packed(other_txt="x"), "holds no record.json: it is no archive of Viva's"),
        (packed(record_json="{"), "a.zip, record.json: is no whole JSON"),
        (packed(record_json="x" * 99), "a.zip, record.json: is no whole JSON"),
        (packed(record_json=b""), "a.zip, record.json: is no whole JSON"),
    ],
)
def test_what_is_no_record_is_refused(fresh: Store, content: bytes, what: str) -> None:
    assert what in refusal(fresh, content)


def test_a_record_of_a_newer_viva_is_refused_with_a_clear_word_whatever_else_is_in_it(fresh: Store) -> None:
    newer = EMPTY.replace('"version": 1', '"version": 2')[:-1] + ', "songs": [{"a": {"b": 1}}]}'
    told = refusal(fresh, newer.encode())
    assert "was made by a newer Viva: its version is 2, and this Viva reads up to 1" in told
    assert "Install the newer Viva to bring it in. Nothing was brought in." in told


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], mode: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", mode) as made:
        for name, content in entries:
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "name", ["../evil.yaml", "/etc/passwd", "rubrics/../../evil.yaml", "C:/evil", "\\evil", "a\\..\\..\\evil"]
)
def test_names_that_lead_out_of_the_archive_are_refused(fresh: Store, name: str) -> None:
    content = zipped(("record.json", EMPTY.encode()), (name, b"x"))
    assert "holds a file that leads out of it" in refusal(fresh, content)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_records_in_one_archive_are_refused(fresh: Store) -> None:
    content = zipped(("record.json", EMPTY.encode()), ("record.json", EMPTY.encode()))
    assert "holds two record.json" in refusal(fresh, content)


def test_a_locked_archive_is_refused(fresh: Store) -> None:
    content = bytearray(zipped(("record.json", EMPTY.encode())))
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flag, in the list of contents
    assert "is locked with a password" in refusal(fresh, bytes(content))


def test_a_damaged_archive_is_refused_wherever_the_damage_is(archive: bytes, fresh: Store) -> None:
    for place in range(0, len(archive), len(archive) // 40):
        spoilt = bytearray(archive)
        spoilt[place] ^= 0xFF
        try:
            brought(fresh, bytes(spoilt))
        except ArchiveFault:
            continue
        # What is only there for people to read is not looked at.
        with zipfile.ZipFile(io.BytesIO(spoilt)) as opened:
            assert json.loads(opened.read("record.json")) == document(archive)


def test_a_cut_archive_is_refused(archive: bytes, fresh: Store) -> None:
    for length in range(4, len(archive), len(archive) // 20):
        assert "is damaged" in refusal(fresh, archive[:length])


def bomb(size: int) -> bytes:
    text = f'{HEAD}, "rubric_versions": [], "interviews": ["{"a" * size}"]}}'
    return zipped(("record.json", text.encode()))


def test_a_bomb_is_refused_before_it_is_unpacked(fresh: Store) -> None:
    told = refusal(fresh, bomb(8_000_000))
    assert "record.json unpacks to 8 MB: more than an honest one needs" in told


def test_a_bomb_that_lies_about_its_size_is_refused_while_it_is_unpacked(fresh: Store) -> None:
    content = bytearray(bomb(8_000_000))
    place = content.index(b"PK\x01\x02") + 24  # the unpacked size, in the list of contents
    content[place : place + 4] = (900).to_bytes(4, "little")
    assert "is damaged" in refusal(fresh, bytes(content)) or "no whole JSON" in refusal(fresh, bytes(content))


def test_more_than_an_honest_record_has_in_one_place_is_refused(fresh: Store) -> None:
    many = f'{HEAD}, "rubric_versions": [], "interviews": [{{"a": [{"0," * 5000}0]}}]}}'.encode()
    small = replace(LIMITS, values=4000)
    assert "holds more in one place than an honest record does" in refusal(fresh, many, "a.json", small)
    small = replace(LIMITS, item_bytes=4000)
    assert "holds more in one place" in refusal(fresh, many, "a.json", small)
    small = replace(LIMITS, unpacked=4000)
    assert "unpacks to more than it says" in refusal(fresh, many, "a.json", small)
    small = replace(LIMITS, bytes=4000)
    assert "is larger than 0 MB" in refusal(fresh, many, "a.json", small)
    small = replace(LIMITS, members=1)
    two = zipped(("record.json", EMPTY.encode()), ("a", b""))
    assert "holds 2 files: more than an honest archive" in refusal(fresh, two, limits=small)


def test_a_long_record_of_many_small_parts_passes_narrow_limits(archive: bytes, fresh: Store) -> None:
    whole = json.dumps(document(archive)).encode()
    most = max(len(json.dumps(i)) for i in document(archive)["interviews"])
    narrow = replace(LIMITS, item_bytes=most + 70_000)  # the parser reads 64 kB at a time
    assert Record(Source(io.BytesIO(whole), "a.json", narrow), narrow).head.version == 1


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=200), st.text(max_size=80).map(lambda t: ("{" + t).encode("utf-8", "replace"))
    )
)
def test_any_bytes_are_refused_with_a_word(fresh: Store, content: bytes) -> None:
    with pytest.raises(ArchiveFault) as caught:
        brought(fresh, content)
    assert str(caught.value).isprintable()


def test_only_rubrics_with_plain_names_are_taken_out(archive: bytes) -> None:
    odd = {
        "rubrics/a/b.yaml": b"",
        "rubrics/A.yaml": b"",
        "rubrics/x.yml": b"",
        "rubric.yaml": b"",
        "rubrics/": b"",
    }
    content = zipped(*{**members(archive), **odd}.items())
    found = dict(Source(io.BytesIO(content), "a.zip").rubric_files())
    assert found.keys() == {"bread", "soap", "tides"}
    assert found["tides"] == members(archive)["rubrics/tides.yaml"]


def test_a_rubric_of_over_1_mb_is_refused() -> None:
    content = zipped(("record.json", EMPTY.encode()), ("rubrics/big.yaml", b"#" * 1_000_001))
    with pytest.raises(ArchiveFault, match=r"a\.zip, rubrics/big\.yaml: is over 1 MB"):
        list(Source(io.BytesIO(content), "a.zip").rubric_files())
