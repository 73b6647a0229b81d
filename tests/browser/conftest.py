"""A live site and a Chromium for tests that act as a person does. All of them carry ``browser``.

    def test_an_owner_votes(page_as, site):
        page = harness.phone(page_as("owner"))
        page.goto(f"{site}/m/…")

A page that logs an error to the console, or asks for a file that is not there, fails its test.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import harness
from tests.cast import Cast

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file: the site's threads and the test each have a connection of their own."""
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        name = tmp_path_factory.mktemp("browser") / "test_site.sqlite3"
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(name)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the run; skipped with a reason where there is none, an error in CI."""
    lacking = harness.missing_chromium()
    if lacking:
        if harness.in_ci():
            pytest.fail(lacking)
        pytest.skip(lacking)
    # Playwright's loop runs in this thread; the ORM is used between its calls, never inside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=harness.chromium_path(), args=harness.FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture
def site(live_server: Any) -> str:
    """The address of the running site, without a slash at the end."""
    return str(live_server.url)


@pytest.fixture
def open_page(chromium: Browser, site: str) -> Iterator[Callable[[], Page]]:
    """Opens fresh browsers at desktop size; what they complain of fails the test."""
    contexts = []
    complaints: list[str] = []

    def fresh() -> Page:
        context = chromium.new_context(viewport=harness.DESKTOP, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda m: _note(complaints, m.type, m.text))
        page.on("pageerror", lambda e: complaints.append(f"script error: {e}"))
        page.on("response", lambda r: _missing(complaints, r.status, r.url))
        return page

    yield fresh
    for context in contexts:
        context.close()
    assert not complaints, complaints


@pytest.fixture
def page(open_page: Callable[[], Page]) -> Page:
    """A visitor's browser."""
    return open_page()


@pytest.fixture
def page_as(open_page: Callable[[], Page], site: str, cast: Cast) -> Callable[[str], Page]:
    """``page_as("owner")``: a browser signed in as that role of the cast."""

    def signed_in(role: str) -> Page:
        client = Client()
        client.force_login(cast.accounts[role])
        found = open_page()
        name = settings.SESSION_COOKIE_NAME
        found.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": site}]
        )
        return found

    return signed_in


def _note(complaints: list[str], kind: str, text: str) -> None:
    # Chromium logs every 4xx answer too; those of pages are the test's own business.
    if kind == "error" and "Failed to load resource" not in text:
        complaints.append(f"console: {text}")


def _missing(complaints: list[str], status: int, url: str) -> None:
    if status == 404 and settings.STATIC_URL in url:
        complaints.append(f"missing file: {url}")
