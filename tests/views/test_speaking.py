from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.testclient import TestClient

from api.serving import YEAST, answered, begun, services_of, serving, words_of
from viva.language import LANGUAGES
from viva.views.addresses import is_own_path, way_back

GERMAN = {"Accept-Language": "de-CH,de;q=0.9,en;q=0.5"}


def language_of(response: object) -> str:
    found = re.search(r'<html lang="(\w+)">', getattr(response, "text", ""))
    assert found
    return found.group(1)


def test_a_page_speaks_as_the_browser_asks_and_says_so(client: TestClient) -> None:
    for asked, spoken, said in [
        ("de", "de", "Alles bleibt auf diesem Rechner."),
        ("es-AR,es", "es", "Todo se queda en este equipo."),
        ("fr", "en", "Everything stays on this machine."),
    ]:
        page = client.get("/", headers={"Accept-Language": asked})
        assert language_of(page) == spoken == page.headers["content-language"]
        assert {"Accept-Language", "Cookie"} <= set(page.headers["vary"].split(", "))
        assert said in words_of(page)


def test_pages_of_several_languages_do_not_mix(client: TestClient) -> None:
    """Macros are compiled once for all: none of them may keep the words of whoever came first."""
    id = answered(client)
    paths = [f"/interviews/{id}/summary", f"/interviews/{id}/questions/1", "/questions/bread/history"]
    for path in paths:
        before = {code: client.get(path, headers={"Accept-Language": code}).text for code in LANGUAGES}
        again = {
            code: client.get(path, headers={"Accept-Language": code}).text for code in reversed(LANGUAGES)
        }
        assert before == again
        assert len(set(before.values())) == len(LANGUAGES)


def test_the_choice_is_kept_in_a_cookie_and_goes_before_the_browser(client: TestClient) -> None:
    response = client.post("/language", data={"lang": "es", "back": "/record?topic=baking"})
    assert (response.status_code, response.headers["location"]) == (303, "/record?topic=baking")
    cookie = response.headers["set-cookie"].lower()
    assert "lang=es" in cookie and "samesite=lax" in cookie and "httponly" in cookie and "path=/" in cookie
    assert "secure" not in cookie  # on this machine there is no TLS, and the cookie must arrive
    assert language_of(client.get("/", headers=GERMAN)) == "es"


def test_over_tls_the_cookie_stays_there(client: TestClient) -> None:
    response = client.post("https://testserver/language", data={"lang": "de"})
    assert "secure" in response.headers["set-cookie"].lower()
    assert response.headers["location"] == "/"


@pytest.mark.parametrize("cookie", ["fr", "", "DE", "de/../x", "a" * 3000])
def test_a_cookie_that_holds_no_language_counts_for_nothing(client: TestClient, cookie: str) -> None:
    page = client.get("/", headers={**GERMAN, "Cookie": f"lang={cookie}"})
    assert (page.status_code, language_of(page)) == (200, "de")


@pytest.mark.parametrize("form", [{}, {"lang": ""}, {"lang": "fr"}, {"lang": "de\n"}, {"lang": "dede"}])
def test_a_choice_of_no_language_is_422_and_changes_nothing(client: TestClient, form: dict[str, str]) -> None:
    response = client.post("/language", data=form)
    assert response.status_code == 422
    assert "set-cookie" not in response.headers


def test_wrong_methods_and_other_sites_are_refused(client: TestClient) -> None:
    assert client.get("/language").status_code == 405
    foreign = {"Sec-Fetch-Site": "cross-site"}
    refused = client.post("/language", data={"lang": "de"}, headers=foreign | GERMAN)
    assert refused.status_code == 403
    assert "set-cookie" not in refused.headers
    assert "kam von einer anderen Website" in words_of(refused)


@pytest.mark.parametrize(
    "back",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "\\/x", "javascript:alert(1)",
     "record", "", "/\t/elsewhere.example", "/\n/elsewhere.example", "http:/x", "/a\r\nSet-Cookie: x=y", "/\x7f"],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(client: TestClient, back: str) -> None:
    response = client.post("/language", data={"lang": "de", "back": back})
    assert (response.status_code, response.headers["location"]) == (303, "/")


@given(st.text(st.characters(codec="utf-8")))
def test_an_own_path_is_a_path_whatever_follows(text: str) -> None:
    if is_own_path("/" + text):
        assert not text.startswith(("/", "\\"))
        assert not set(text) & set("\\\t\r\n")


def asked_with(method: str, path: str, referer: str | None = None) -> Request:
    headers = [(b"host", b"viva.test")] + ([(b"referer", referer.encode())] if referer else [])
    where, _, query = path.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "path": where,
        "query_string": query.encode(),
        "headers": headers,
    }
    return Request(scope | {"scheme": "http", "server": ("viva.test", 80)})


@pytest.mark.parametrize(
    ("method", "path", "referer", "back"),
    [
        ("GET", "/record?topic=a%20b", None, "/record?topic=a%20b"),
        ("HEAD", "/", "http://viva.test/record", "/"),
        ("POST", "/interviews", "http://viva.test/?x=1", "/?x=1"),
        ("POST", "/interviews", "http://elsewhere.example/", "/"),
        ("POST", "/interviews", "http://[", "/"),
        ("POST", "/interviews", None, "/"),
    ],
)
def test_the_way_back_is_a_page_that_can_be_asked_for(
    method: str, path: str, referer: str | None, back: str
) -> None:
    assert way_back(asked_with(method, path, referer)) == back


def test_errors_are_told_in_the_language_of_the_page(client: TestClient) -> None:
    missing = client.get("/nowhere", headers=GERMAN)
    assert (missing.status_code, language_of(missing)) == (404, "de")
    assert "Unter dieser Adresse gibt es keine Seite." in words_of(missing)
    gone = client.get("/interviews/unknown/summary", headers=GERMAN)
    assert "Dieses Interview gibt es nicht" in words_of(gone)


def test_a_page_that_fails_says_so_in_its_language(tmp_path: Path) -> None:
    with serving(tmp_path, raise_server_exceptions=False) as client:
        services_of(client).history.interviews = None  # type: ignore[assignment,method-assign]
        failed = client.get("/", headers=GERMAN)
        again = client.get("/")
    assert (failed.status_code, failed.headers["content-language"]) == (500, "de")
    assert "In Viva selbst ist etwas schiefgegangen" in words_of(failed)
    assert "Something went wrong in Viva itself" in words_of(again)


def test_the_api_and_what_watches_over_viva_stay_english(client: TestClient) -> None:
    client.cookies.set("lang", "de")
    asks = [
        ("GET", "/api/v1/interviews/unknown", None),
        ("GET", "/api/v1/rubrics/unknown", None),
        ("GET", "/api/v1/nowhere", None),
        ("DELETE", "/api/v1/grade", None),
        ("POST", "/api/v1/grade", {"question_id": "bread"}),
        ("POST", "/api/v1/grade", {"question_id": "bread", "answer": "Das ist eine Antwort, die niemand liest."}),
        ("POST", "/api/v1/interviews", {"topics": ["no such topic"]}),
        ("GET", "/readyz", None),
        ("GET", "/healthz", None),
    ]  # fmt: skip
    for method, path, body in asks:
        in_german = client.request(method, path, json=body, headers=GERMAN)
        in_english = client.request(method, path, json=body, headers={"Accept-Language": "en"})
        assert in_german.content == in_english.content, path
        assert "content-language" not in in_german.headers
        assert "cookie" not in in_german.headers.get("vary", "").lower()


def test_the_reference_of_the_api_has_its_frame_translated(client: TestClient) -> None:
    page = client.get("/api/v1/docs", headers=GERMAN)
    assert language_of(page) == "de"
    assert "Aufrufe" in words_of(page)


def test_the_grade_is_the_same_under_another_language(client: TestClient) -> None:
    grades = []
    for code in LANGUAGES:
        client.cookies.set("lang", code)
        where = begun(client, question="bread")
        client.post(f"{where}/questions/1/answers", data={"answer": YEAST})
        id = where.rsplit("/", 1)[1]
        grade = services_of(client).interviews.get(id).questions[0].attempts[0].grade
        assert grade is not None
        grades.append(grade)
    assert grades[0] == grades[1] == grades[2]


@pytest.mark.parametrize(
    "answer",
    [
        "Die Hefe wandelt den Zucker in Gas um, und das Gluten hält die Blasen im Teig fest.",
        "La levadura convierte el azúcar en gas y el gluten retiene las burbujas dentro de la masa.",
        "La levure transforme le sucre en gaz et le gluten retient les bulles dans la pâte.",
        "खमीर चीनी को गैस में बदलता है और ग्लूटेन आटे में बुलबुले रोकता है।",
    ],
    ids=["German", "Spanish", "French", "Hindi"],
)
def test_an_answer_in_another_language_is_not_graded_and_the_page_says_so_in_the_readers(
    client: TestClient, answer: str
) -> None:
    where = begun(client, question="bread")
    client.post(f"{where}/questions/1/answers", data={"answer": answer})
    grade = services_of(client).interviews.get(where.rsplit("/", 1)[1]).questions[0].attempts[0].grade
    assert grade is not None and grade.coverage is None
    assert grade.reason == "The answer is not in English, the one language that can be graded so far."
    for code, said in [
        ("en", "The answer is not in English"),
        ("de", "Die Antwort ist nicht auf Englisch"),
        ("es", "La respuesta no está en inglés"),
    ]:
        page = client.get(f"{where}/questions/1", headers={"Accept-Language": code})
        assert said in words_of(page)
        assert html.escape(answer[:20]) in page.text


def test_moments_and_shares_are_written_as_the_language_writes_them(client: TestClient) -> None:
    id = answered(client)
    told = {}
    for code in LANGUAGES:
        page = words_of(client.get(f"/interviews/{id}/summary", headers={"Accept-Language": code}))
        told[code] = re.search(r"50\s?%", page)
        assert re.search(r"\d{1,2}\.? [^\W\d]{3,5}\.? \d{4}, \d\d:\d\d", page), page
    assert [match.group() for match in told.values() if match] == ["50%", "50 %", "50 %"]
