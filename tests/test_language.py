from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.grading.gradable import LONGEST, NOT_ENGLISH, TOO_LONG, why_not
from viva.language import (
    LANGUAGES,
    current,
    gettext,
    negotiated,
    ngettext,
    number,
    retold,
    using,
)


@pytest.mark.parametrize(
    ("asked", "chosen", "spoken"),
    [
        ("de", None, "de"),
        ("de-AT,de;q=0.9,en;q=0.5", None, "de"),
        ("es-419, es;q=0.9", None, "es"),
        ("DE-de", None, "de"),
        ("fr-FR,fr;q=0.9,es;q=0.2", None, "es"),
        ("en-GB,de;q=0.9", None, "en"),
        ("de;q=0.2,es;q=0.8", None, "es"),
        ("de;q=0, es;q=0.1", None, "es"),
        ("fr,zh", None, "en"),
        ("*", None, "en"),
        ("", None, "en"),
        ("de;q=much,es;level=1,;;,=", None, "es"),
        ("de", "es", "es"),
        ("de", "en", "en"),
        ("de", "fr", "de"),
        ("de", "../../etc", "de"),
        ("de", "", "de"),
    ],
)
def test_the_choice_goes_first_then_what_the_browser_asks_for_then_english(
    asked: str, chosen: str | None, spoken: str
) -> None:
    assert negotiated(asked, chosen) == spoken


@given(st.text(), st.none() | st.text())
def test_any_header_and_any_cookie_give_a_language(asked: str, chosen: str | None) -> None:
    assert negotiated(asked, chosen) in LANGUAGES


_RANGES = st.lists(
    st.tuples(st.sampled_from(["de", "es-MX", "en", "fr", "*"]), st.integers(0, 1000)), max_size=6
)


@given(_RANGES)
def test_nothing_that_is_not_wanted_is_spoken_while_something_wanted_can_be(
    ranges: list[tuple[str, int]],
) -> None:
    header = ", ".join(f"{name};q={weight / 1000}" for name, weight in ranges)
    wanted = [(weight, name[:2]) for name, weight in ranges if weight and name[:2] in LANGUAGES]
    best = {name for weight, name in wanted if weight == max(wanted)[0]}
    assert negotiated(header) in (best or {"en"})


def test_a_message_is_looked_up_in_the_language_in_use_and_english_is_the_rest() -> None:
    assert gettext("Record") == "Record"
    with using("de"):
        assert current() == "de"
        assert gettext("Record") == "Verlauf"
        with using("es"):
            assert gettext("Record") == "Historial"
        assert gettext("Record") == "Verlauf"
        assert gettext("no such message, %(left)s as it is") == "no such message, %(left)s as it is"
        assert gettext("no such %(thing)s", thing="message") == "no such message"
        assert gettext("") == ""  # not the head of the catalogue
    assert current() == "en"


def test_a_number_has_its_form_in_each_language() -> None:
    for code, one, many in [
        ("en", "1 key point", "0 key points"),
        ("de", "1 Kernpunkt", "0 Kernpunkte"),
        ("es", "1 punto clave", "0 puntos clave"),
    ]:
        with using(code):
            assert ngettext("%(num)s key point", "%(num)s key points", 1) == one
            assert ngettext("%(num)s key point", "%(num)s key points", 0) == many


def test_only_a_language_that_there_is_can_be_used() -> None:
    with pytest.raises(ValueError, match="'fr' is none of the languages en, de, es"), using("fr"):
        pass


def test_another_thread_speaks_english() -> None:
    with using("de"), ThreadPoolExecutor() as pool:
        assert pool.submit(current).result() == "en"


def test_numbers_are_written_as_each_language_writes_them() -> None:
    told = {}
    for code in LANGUAGES:
        with using(code):
            told[code] = (number(20_000), number(1.5))
    assert told == {"en": ("20,000", "1.5"), "de": ("20.000", "1,5"), "es": ("20.000", "1,5")}


def test_a_stored_reason_is_told_in_the_language_in_use() -> None:
    too_long = why_not("word " * LONGEST)
    assert too_long is not None
    assert retold(too_long, [TOO_LONG]) == too_long  # English in, English out
    with using("de"):
        assert retold(NOT_ENGLISH, [TOO_LONG]).startswith("Die Antwort ist nicht auf Englisch")
        assert retold(too_long, [TOO_LONG]).startswith("Die Antwort ist zu lang: 100,000 Zeichen")
        assert retold("Whatever else\nsomeone stored: 100 %.", [TOO_LONG]) == (
            "Whatever else\nsomeone stored: 100 %."
        )


@given(st.text(), st.text())
def test_whatever_is_put_into_a_template_comes_back_out(first: str, second: str) -> None:
    template = "no message: %(first)s (%(second)s)?"
    told = template % {"first": first, "second": second}
    with using("de"):
        assert retold(told, [template]) == told


def test_the_kernel_marks_its_messages_without_babel() -> None:
    look = "import sys, viva.grading.gradable; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], timeout=60, check=False).returncode == 0
