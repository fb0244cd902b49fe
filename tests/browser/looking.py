"""What a page must hold for people who read, see or touch it by other means; each check tells what it found."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2, and off unless asked for
}
PHONE: ViewportSize = {"width": 390, "height": 844}
ZOOMED: ViewportSize = {"width": 320, "height": 256}
"""What a window of 1280 by 1024 pixels shows at 400%: WCAG 1.4.10."""
TARGET = 44
"""CSS pixels, each way: WCAG 2.5.5."""


def violations(page: Page, width: int, schemes: tuple[str, ...] = ("light", "dark")) -> list[str]:
    """What axe finds at a width, in light and in dark."""
    page.set_viewport_size({"width": width, "height": 900})
    found = []
    for scheme in schemes:
        # Without motion: a colour on its way from light to dark is neither.
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        for violation in Axe().run(page, options=RULES).response["violations"]:
            places = [node["html"][:160] for node in violation["nodes"]]
            found.append(f"{width} {scheme}: {violation['id']} ({violation['help']}) {places}")
    return found


def wider_than(page: Page, width: int) -> str:
    """The elements that reach past a width."""
    return str(
        page.evaluate(
            """width => [...document.querySelectorAll("body *")]
                .filter((e) => e.getBoundingClientRect().right > width + 1).map((e) => e.outerHTML.slice(0, 120))""",
            width,
        )
    )


def scrolls_sideways(page: Page) -> list[str]:
    """What makes the page wider than its window at 400%."""
    page.set_viewport_size(ZOOMED)
    width = ZOOMED["width"]
    if page.evaluate("document.documentElement.scrollWidth") <= width:
        return []
    return [f"at 400% the page scrolls sideways: {wider_than(page, width)}"]


_SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
  const cut = [...document.querySelectorAll("main *, header *, footer *")].filter((e) => {
    const style = getComputedStyle(e);
    const clips = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
    const seen = e.clientWidth > 1 && e.clientHeight > 1 && style.visibility === "visible";
    return clips && seen && e.textContent.trim() && !(e instanceof SVGElement)
      && (e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2);
  }).map((e) => e.outerHTML.slice(0, 120));
  const wide = document.documentElement.scrollWidth;
  document.adoptedStyleSheets = [];
  return { cut, wide };
}"""


def lost_when_spaced(page: Page) -> list[str]:
    """What is cut off where a reader spaces the text as WCAG 1.4.12 has it."""
    page.set_viewport_size(PHONE)
    found = page.evaluate(_SPACED)
    told = [f"cut off when spaced: {place}" for place in found["cut"]]
    if found["wide"] > PHONE["width"]:
        told.append(f"when spaced the page scrolls sideways: {found['wide']} px")
    return told


_SMALL = """(least) => {
  const found = [];
  const running = (e) => {
    if (getComputedStyle(e).display !== "inline" || e.closest("nav")) return false;
    const around = e.closest("p, li, dd, dt, td, blockquote, div");
    return around && around.textContent.trim().length > e.textContent.trim().length + 1;
  };
  for (const e of document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea")) {
    const target = e.labels?.[0]?.contains(e) ? e.labels[0] : e;
    if (!target.checkVisibility({ visibilityProperty: true }) || target.closest(".vh, .skip")) continue;
    if (e.matches("a") && running(e)) continue;
    target.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    const box = target.getBoundingClientRect();
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const own = (dx, dy) => {
      const hit = document.elementFromPoint(x + dx, y + dy);
      return hit && (target.contains(hit) || hit.closest("label")?.control === e);
    };
    const reach = (dx, dy) => { let n = 0; while (n < least && own(dx * (n + 1), dy * (n + 1))) n++; return n };
    if (!own(0, 0)) { found.push(`covered: ${e.outerHTML.slice(0, 100)}`); continue }
    const wide = Math.max(box.width, reach(1, 0) + reach(-1, 0) + 1);
    const high = Math.max(box.height, reach(0, 1) + reach(0, -1) + 1);
    if (wide < least - .5 || high < least - .5) {
      found.push(`${Math.round(wide)} by ${Math.round(high)}: ${e.outerHTML.slice(0, 120)}`);
    }
  }
  scrollTo(0, 0);
  return found;
}"""


def too_small_to_touch(page: Page) -> list[str]:
    """The targets on a phone that a finger may miss; links in running text are none."""
    page.set_viewport_size(PHONE)
    return [f"small target: {told}" for told in page.evaluate(_SMALL, TARGET)]


_MOVING = """() => {
  const slow = [...document.querySelectorAll("*")].filter((e) => {
    const long = (times) => times.split(",").some((time) => parseFloat(time) > .01);
    return [null, "::before", "::after"].map((part) => getComputedStyle(e, part)).some((style) =>
      long(style.transitionDuration) || (style.animationName !== "none" && long(style.animationDuration)));
  }).map((e) => e.outerHTML.slice(0, 100));
  const running = document.getAnimations().filter((a) => a.playState === "running").length;
  const smooth = getComputedStyle(document.documentElement).scrollBehavior === "smooth";
  return [...slow, ...(running ? [`${running} animations run`] : []), ...(smooth ? ["scrolling is smooth"] : [])];
}"""


def moving(page: Page) -> list[str]:
    """What moves although the person asked for less motion."""
    page.emulate_media(reduced_motion="reduce")
    return [f"moves: {told}" for told in page.evaluate(_MOVING)]


_UNSEEN = """() => {
  const found = [];
  const same = (a, b) => a === b || b === "rgba(0, 0, 0, 0)";
  const canvas = getComputedStyle(document.body).backgroundColor;
  for (const shape of document.querySelectorAll("main .shape, main .part")) {
    if (shape.checkVisibility() && same(canvas, getComputedStyle(shape).color)) {
      found.push(`shape of the colour of the page: ${shape.outerHTML.slice(0, 80)}`);
    }
  }
  const focusable = "a[href], button, summary, input:not([type=hidden]), select, textarea";
  for (const e of document.querySelectorAll(focusable)) {
    if (!e.checkVisibility({ visibilityProperty: true })) continue;
    e.focus();
    if (document.activeElement !== e) { found.push(`takes no focus: ${e.outerHTML.slice(0, 100)}`); continue }
    const style = getComputedStyle(e);
    const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    if (!drawn || same(canvas, style.outlineColor)) found.push(`no focus to be seen: ${e.outerHTML.slice(0, 100)}`);
  }
  document.activeElement?.blur();
  return found;
}"""


def unseen(page: Page, *, forced: bool) -> list[str]:
    """Shapes and focus that cannot be seen, with the page's colours or with the person's own."""
    page.emulate_media(forced_colors="active" if forced else "none")
    page.keyboard.press("Shift")  # from a keyboard, focus shows itself
    told = page.evaluate(_UNSEEN)
    page.emulate_media(forced_colors="none")
    return [f"{'forced colours' if forced else 'own colours'}: {what}" for what in told]
