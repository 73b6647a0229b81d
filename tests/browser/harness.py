"""What a person's eyes and hands would notice, as assertions over a Playwright page."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent.parent
SHOTS = ROOT / "var" / "shots"
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RAW = re.compile(r"</?c-[a-z]|\{\{|\{%|%\([a-z_]+\)[ds]")
SMALLEST_TAP = 43.5

OVERFLOWING = """() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide <= 0) return [];
  return [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.tagName.toLowerCase() + '.' + (e.getAttribute('class') || '')).slice(0, 5)
    .concat([`page is ${wide}px too wide`]);
}"""

DOUBLED = """() => {
  const all = [...document.querySelectorAll('body *')];
  const sizes = all.map(e => [e, parseFloat(getComputedStyle(e).fontSize)]);
  for (const [e, size] of sizes) e.style.fontSize = 2 * size + 'px';
}"""

SMALL_TAPS = """(least) => {
  const chosen = 'button, .m-btn, .m-call, .m-opt, .m-tabs a, .m-rows > li > a, select, summary, '
    + 'input:not([type=hidden]):not([type=checkbox]):not([type=radio])';
  return [...document.querySelectorAll(chosen)].filter(e => {
    const box = e.getBoundingClientRect();
    if (!box.width || e.closest('.m-sr, .m-skip, dialog:not([open])')) return false;
    const after = getComputedStyle(e, '::after');
    const more = after.position === 'absolute' ? 12 : 0;
    return box.height + more < least;
  }).map(e => `${e.tagName} ${e.getAttribute('class') || ''} ${e.textContent.trim().slice(0, 12)} `
    + Math.round(e.getBoundingClientRect().height));
}"""

SMALL_TYPE = """(floor) => [...document.querySelectorAll('main *, header *, nav *')].filter(e => {
  const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  const box = e.getBoundingClientRect();
  return own && box.width > 1 && box.height > 1 && parseFloat(getComputedStyle(e).fontSize) < floor;
}).map(e => `${e.tagName} ${getComputedStyle(e).fontSize} ${e.textContent.trim().slice(0, 16)}`)
  .slice(0, 8)"""


def chromium_path() -> str | None:
    """The Chromium of this machine, or None."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def missing_chromium() -> str | None:
    """Why the browser tests cannot run here; in CI that is a failure, not a reason to skip."""
    if chromium_path():
        return None
    return "Chromium is not installed (apt-get install chromium fonts-noto-cjk)"


def in_ci() -> bool:
    return os.environ.get("CI") == "true"


def desktop(page: Page) -> Page:
    """An office screen."""
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    return page


def phone(page: Page) -> Page:
    """A common phone."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return page


def big(page: Page) -> Page:
    """Large type, as the cookie of this browser remembers it. Reload to see it."""
    where = re.match(r"https?://[^/]+", page.url)
    assert where, "open a page of the site before asking for large type"
    page.context.add_cookies([{"name": "mulin_big", "value": "1", "url": where.group()}])
    return page


def axe_clean(page: Page) -> None:
    """No violation that axe can see."""
    found = Axe().run(page)
    lines = [
        f"{v['id']}: {v['help']}\n    "
        + "\n    ".join(
            f"{n['target']} {n.get('failureSummary', '')[:300]}" for n in v["nodes"][:4]
        )
        for v in found.response["violations"]
    ]
    assert not lines, f"{page.url}\n" + "\n".join(lines)


def seen(page: Page, script: str, asked: float | None = None) -> list[str]:
    """What a script finds on the whole page: one that is only just arriving has no elements yet."""
    page.wait_for_load_state()
    return list(page.evaluate(script, asked))


def no_overflow(page: Page) -> None:
    """Nothing wider than the screen."""
    found = seen(page, OVERFLOWING)
    assert not found, f"{page.url}: {found}"


def bears_doubled_type(page: Page) -> None:
    """Type of 200 %, as telephones set it for every page, and still nothing to scroll sideways."""
    page.wait_for_load_state()
    page.evaluate(DOUBLED)
    no_overflow(page)
    page.reload()


def no_raw_tags(page: Page) -> None:
    """No component, variable or placeholder left unrendered in what people receive."""
    found = RAW.findall(page.content())
    assert not found, f"{page.url}: {found[:5]}"


def easy_taps(page: Page, least: float = SMALLEST_TAP) -> None:
    """Buttons, choices and fields are tall enough for a thumb."""
    found = seen(page, SMALL_TAPS, least)
    assert not found, f"{page.url}: {found}"


def readable_type(page: Page, floor: float) -> None:
    """No text smaller than ``floor`` pixels: 12 in the console, 15 on the phone."""
    found = seen(page, SMALL_TYPE, floor)
    assert not found, f"{page.url}: {found}"


def shot(page: Page, name: str) -> Path:
    """A full-page picture in ``var/shots`` for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    target = SHOTS / f"{name}.png"
    page.screenshot(path=target, full_page=True)
    return target


def sound(page: Page) -> None:
    """Everything every page must pass, whatever its size."""
    no_raw_tags(page)
    no_overflow(page)
    axe_clean(page)
