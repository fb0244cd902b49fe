"""Takes the pictures in docs/images/ from the real app with the real models.

    python docs/screenshots.py [FOLDER]

Every page in light, in dark and at the width of a phone; the README shows one of them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
FLAGS += ["--disable-component-update", "--disable-sync"]
LOOKS = {"light": ("light", 1280), "dark": ("dark", 1280), "phone": ("light", 390)}
ANSWERS = [
    "The page arrives as finished markup from the server. Then the bundle walks over the nodes that are there, and "
    "wires up the click handlers and the state.",
    "The server sends finished HTML. React then attaches its event listeners to the page. The existing nodes are "
    "thrown away and everything is rendered again from scratch.",
]

PUT_RIGHT = "No, you are right: it keeps the nodes that are there and only takes them over."
USE = "After that the buttons react, and people can use the page."


@contextmanager
def served() -> Iterator[str]:
    """The address of `viva serve` over a fresh record, once its models are loaded."""
    viva = Path(sys.executable).with_name("viva")
    with tempfile.TemporaryDirectory() as data:
        command = [str(viva), "serve", "--port", "0", "--data", data]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            url = next(m.group() for line in server.stdout if (m := re.search(r"http://\S+", line)))
            for _ in range(240):
                try:
                    with urllib.request.urlopen(f"{url}/readyz"):
                        break
                except OSError:
                    time.sleep(0.25)
            try:
                yield url
            finally:
                server.terminate()


def interview(page: Page, url: str) -> list[tuple[str, str]]:
    """Hold an interview; the name and address of each page to picture."""
    page.goto(f"{url}/questions/hydration")
    page.get_by_role("button", name="Practise this question").click()
    asked = page.url
    for number, answer in enumerate(ANSWERS, 1):
        page.goto(asked if number == 1 else f"{asked}?again=1")
        page.locator("textarea").fill(answer)
        page.get_by_role("button", name="Answer", exact=True).click()
        page.get_by_text("coverage").first.wait_for()
    id = asked.split("/interviews/")[1].split("/")[0]
    page.goto(url)
    page.get_by_role("button", name="Start", exact=True).first.click()
    return [
        ("start", url),
        ("question", page.url),
        ("feedback", asked),
        ("again", f"{asked}?again=1"),
        ("summary", f"{url}/interviews/{id}/summary"),
        ("record", f"{url}/record"),
        ("history", f"{url}/questions/hydration/history"),
        ("questions", f"{url}/questions"),
        ("rubric", f"{url}/questions/hydration"),
        ("reference", f"{url}/api/v1/docs"),
        ("error", f"{url}/interviews/none"),
        *coached(page, url),
    ]


def coached(page: Page, url: str) -> list[tuple[str, str]]:
    """Hold an interview with a coach; the name and address of each page to picture."""
    addresses = []
    for answers, hints in (([ANSWERS[1]], 0), ([ANSWERS[1]], 2), ([ANSWERS[1], PUT_RIGHT, USE], 0), ([], 3)):
        page.goto(f"{url}/questions/hydration")
        page.get_by_role("button", name="With the coach").click()
        addresses.append(page.url)
        for answer in answers:
            page.locator("textarea").fill(answer)
            page.get_by_role("button", name="Answer", exact=True).click()
            page.locator("#asks, #feedback").first.wait_for()
        for _ in range(hints):
            page.get_by_role("button", name="hint").click()
            page.goto(addresses[-1])
    return list(zip(("follow-up", "follow-up-hints", "follow-up-feedback", "hints"), addresses, strict=True))


def main(folder: Path) -> None:
    """Picture every page in every look."""
    folder.mkdir(parents=True, exist_ok=True)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        pages = interview(browser.new_page(), url)
        for look, (scheme, width) in LOOKS.items():
            page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 820})
            for name, address in pages:
                page.goto(address)
                page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "images")
