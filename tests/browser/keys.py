"""Nothing but the keyboard: Tab leads there, one sees where one is, and a key does it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

MOST = 120
"""Stops on the longest way that a test goes by Tab."""
_HERE = "element => element === document.activeElement"
_SEEN = """element => {
  const style = getComputedStyle(element);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is on `wanted`, which is on the screen then; at each stop one can see where one is."""
    expect(wanted).to_be_attached()
    for _ in range(MOST):
        page.keyboard.press("Tab")
        stop = page.locator(":focus")
        if not stop.count():  # past the last stop, and before the first one
            continue
        assert stop.evaluate(_SEEN), (
            f"no focus to be seen on {stop.evaluate('e => e.outerHTML.slice(0, 200)')}"
        )
        if wanted.evaluate(_HERE):
            expect(wanted).to_be_in_viewport()
            return
    pytest.fail(f"Tab does not lead to {wanted}")


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Go to `wanted` by Tab, and press a key there."""
    tab_to(page, wanted)
    page.keyboard.press(key)
