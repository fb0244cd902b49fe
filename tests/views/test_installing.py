from __future__ import annotations

import json
import re

import pytest
from starlette.testclient import TestClient

from api.serving import words_of
from viva.paths import shipped


def parts(client: TestClient) -> list[str]:
    """The files that the service worker keeps."""
    script = client.get("/service-worker.js").text
    found = re.match(r"const PARTS = (\[.*\]);\n", script)
    assert found is not None
    told: list[str] = json.loads(found[1])
    return told


def test_the_service_worker_is_a_script_of_the_whole_site(client: TestClient) -> None:
    response = client.get("/service-worker.js")
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert 'const OFFLINE = "/offline";' in response.text


def test_the_files_it_keeps_are_there_under_their_contents_names(client: TestClient) -> None:
    named = parts(client)
    assert len(named) > 8 and not any(name.endswith(".png") for name in named)
    for name in named:
        response = client.get(name)
        assert response.status_code == 200, name
        assert "immutable" in response.headers["cache-control"], name


def test_every_script_and_sheet_of_a_page_is_among_them(client: TestClient) -> None:
    found = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js)\?[^"]+)"', client.get("/offline").text)
    assert found and set(found) <= set(parts(client))


@pytest.mark.parametrize(
    "address", ["/static/js/once.js", "/static/js/once.js?0123456789", "/static/js/once.js?"]
)
def test_a_file_is_not_kept_for_good_under_another_name(client: TestClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert "immutable" not in response.headers.get("cache-control", "")


def test_all_sheets_are_one_in_the_order_of_the_page(client: TestClient) -> None:
    (address,) = re.findall(r'href="(/static/css/all\.css\?\w+)"', client.get("/").text)
    response = client.get(address)
    assert response.headers["content-type"] == "text/css; charset=utf-8"
    sheets = ["tokens", "base", "forms", "conversation", "voice"]
    places = [
        response.text.index((shipped("web") / f"static/css/{name}.css").read_text("utf-8")) for name in sheets
    ]
    assert places == sorted(places)
    assert client.post(address).status_code == 405
    stale = client.get("/static/css/all.css?0123456789")
    assert stale.text == response.text and "immutable" not in stale.headers.get("cache-control", "")


def test_a_file_that_is_not_there_is_404(client: TestClient) -> None:
    assert client.get("/static/nothing.css?0123456789").status_code == 404


@pytest.mark.parametrize(
    ("path", "says"),
    [("/offline", "Viva cannot be reached."), ("/device", "Forget what is kept on this device")],
)
def test_the_pages_say_what_is_kept_and_hold_nothing_of_the_record(
    client: TestClient, path: str, says: str
) -> None:
    before = client.get(path)
    assert says in words_of(before)
    client.post("/interviews", data={})
    assert client.get(path).text == before.text


@pytest.mark.parametrize("path", ["/service-worker.js", "/offline", "/device"])
def test_they_are_read_only(client: TestClient, path: str) -> None:
    response = client.post(path)
    assert (response.status_code, response.headers["allow"]) == (405, "GET")


def test_the_offline_page_speaks_the_language_that_is_asked_for(client: TestClient) -> None:
    assert client.get("/offline", headers={"Accept-Language": "de"}).headers["content-language"] == "de"


def test_large_pages_are_sent_small(client: TestClient) -> None:
    response = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["vary"]
    plain = client.get("/", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers and plain.text == response.text


def test_pages_may_use_the_microphone_and_nothing_else_of_the_device(client: TestClient) -> None:
    policy = client.get("/").headers["permissions-policy"]
    told = dict(part.split("=") for part in policy.split(", "))
    assert told.pop("microphone") == "(self)"
    assert set(told.values()) == {"()"}
    assert {"camera", "geolocation", "display-capture", "usb"} <= set(told)
    assert "content-security-policy" in client.get("/service-worker.js").headers
