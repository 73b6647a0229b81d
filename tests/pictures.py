"""Takes the READMEs' two pictures anew, from the demo street that is being served.

``make run`` in one terminal; in another ``.venv/bin/python tests/pictures.py [ADDRESS]``, with the
same ``MULIN_VAR_DIR`` and ``PORT``. The owner who votes on the phone must not have voted yet: take
them from a fresh demo street.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PICTURES = ROOT / "docs" / "pictures"
BUILDING = "1号楼"
"""Whose homes the console shows."""


def console(page: Page, site: str, password: str) -> None:
    """A vote in progress: its gauges, and one building home by home."""
    page.goto(f"{site}/accounts/login/")
    page.fill("input[name=login]", "jiedao")
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{site}/")
    page.goto(f"{site}/votes/?compound=&q=和澜南道&state=voting")
    page.locator("table[data-m-rows] tbody a").first.click()
    page.wait_for_load_state()
    page.locator("#cells tbody").get_by_role("link", name=BUILDING, exact=True).click()
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=PICTURES / "console.png")


def phone(page: Page, site: str, path: str, code: str, tail: str) -> None:
    """The ballot, as an owner who has proved who he is first sees it."""
    page.goto(site + path)
    page.fill("input[name=code]", code)
    page.fill("input[name=last_four]", tail)
    page.press("input[name=last_four]", "Enter")
    page.wait_for_url("**/mine/**")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / "phone.png")


def take(browser: Browser, site: str) -> None:
    """Both, each at the size of its screen."""
    from mulin.demo.posts import PASSWORD
    from mulin.demo.sign_ins import DEMO_CODE, phone_vote
    from tests.browser import harness

    vote = phone_vote()
    if vote is None:
        raise SystemExit("The demo street holds no running vote: reset it with mulin demo.")
    office = browser.new_context(viewport=harness.DESKTOP, locale="zh-CN")  # type: ignore[arg-type]
    console(office.new_page(), site, PASSWORD)
    pocket = browser.new_context(
        viewport=harness.PHONE,  # type: ignore[arg-type]
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
        locale="zh-CN",
    )
    phone(pocket.new_page(), site, vote[0], DEMO_CODE, vote[1])


def main() -> None:
    """Connect to the street's database for the owner's number, to its site for the pages."""
    from tests.browser import harness

    site = sys.argv[1] if len(sys.argv) > 1 else f"http://127.0.0.1:{os.environ.get('PORT', 8000)}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulin.site.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()
    with sync_playwright() as playwright:
        path = harness.chromium_path()
        browser = playwright.chromium.launch(executable_path=path, args=harness.FLAGS)
        take(browser, site.rstrip("/"))
        browser.close()


if __name__ == "__main__":
    main()
