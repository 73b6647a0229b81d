"""Several people at their screens in one time that passes when the test says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from playwright.sync_api import Page

from mulin.kit import clock
from tests.browser import harness
from tests.cast import Cast
from tests.conftest import NOW


@dataclass
class Moment:
    """The time everybody in this compound lives in."""

    now: datetime = NOW

    def pass_by(self, span: timedelta) -> None:
        self.now += span

    @property
    def today(self) -> str:
        return clock.day_of(self.now).isoformat()


@dataclass
class Walk:
    """Who stands at which screen; every page that is looked at is checked."""

    site: str
    cast: Cast
    moment: Moment
    opened: Callable[[str], Page]
    pages: dict[str, Page] = field(default_factory=dict)

    def __getitem__(self, role: str) -> Page:
        if role not in self.pages:
            self.pages[role] = harness.desktop(self.opened(role))
        return self.pages[role]

    def vote_page(self, role: str) -> Page:
        """From the list of votes to this one, as one clicks it."""
        page = self[role]
        page.goto(f"{self.site}/votes/")
        page.locator("main table a.m-b").click()
        return page

    def fetched(self, role: str, page: Page, words: str) -> bytes:
        """The file behind a link, with that person's session."""
        href = page.get_by_role("link", name=words, exact=True).first.get_attribute("href")
        answer = page.request.get(f"{self.site}{href}")
        assert answer.status == 200, (role, words)
        return answer.body()


def look(page: Page) -> None:
    """The page as it stands: nothing raw, nothing too wide on either screen, axe content."""
    harness.sound(page)
    if page.viewport_size == harness.DESKTOP:
        harness.phone(page)
        harness.no_overflow(page)
        harness.desktop(page)
    else:
        harness.easy_taps(page)
