"""The counter at an office screen, and an owner's first page on a phone, in normal and large type."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mulin.ground.record.models import PersonalRead
from mulin.kit import clock
from tests.browser import harness
from tests.cast import Cast
from tests.decide.assembly.world import World, voting

pytestmark = pytest.mark.django_db(transaction=True)

As = Callable[[str], Page]
HOME_URL = re.compile(r"/units/[0-9a-f-]{36}/$")


@pytest.fixture
def world(cast: Cast) -> World:
    return voting(cast, now=clock.now())


def sound(page: Page, name: str) -> None:
    harness.shot(page, name)
    harness.sound(page)
    harness.readable_type(page, 12)


def test_a_clerk_finds_a_home_without_the_mouse(page_as: As, site: str, world: World) -> None:
    page = page_as("street_officer")
    page.goto(f"{site}/counter/")
    sound(page, "desk-counter")
    box = page.get_by_role("searchbox", name="房号、姓名、电话")
    expect(box).to_be_focused()
    page.keyboard.type("1-1-20")
    rows = page.locator("#found tbody tr")
    expect(rows).to_have_count(4)  # two rooms in each of two compounds
    sound(page, "desk-counter-found")
    page.keyboard.press("ArrowDown")
    expect(rows.nth(0).get_by_role("link")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1).get_by_role("link")).to_be_focused()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(HOME_URL)
    sound(page, "desk-unit")


def test_enter_opens_the_only_home(page_as: As, site: str, world: World) -> None:
    page = page_as("community_worker")
    page.goto(f"{site}/counter/")
    page.keyboard.type("1-1-202")
    page.keyboard.press("Enter")
    page.wait_for_url(HOME_URL)
    page.goto(f"{site}/counter/")
    expect(page.get_by_role("link", name="1-1-202", exact=True)).to_be_visible()


def test_a_telephone_is_shown_for_a_reason_that_is_kept(
    page_as: As, site: str, world: World
) -> None:
    cast = world.cast
    page = page_as("community_worker")
    page.goto(f"{site}/units/{cast.a.units[0].pk}/")
    assert "13800000000" not in page.content()
    page.get_by_role("button", name="说明事由后查看电话").first.click()
    harness.axe_clean(page)
    page.get_by_label("送达通知或表决票").check()
    page.get_by_role("button", name="记下事由，查看").click()
    expect(page.get_by_text("138 0000 0000").or_(page.get_by_text("13800000000"))).to_be_visible()
    read = PersonalRead.objects.of(cast.yun).get()
    assert read.reason == "送达通知或表决票"


@pytest.mark.parametrize("width", [1440, 1366, 390])
def test_the_office_page_and_one_home_fit_the_screen(
    page_as: As, site: str, world: World, width: int
) -> None:
    page = page_as("community_worker")
    page.set_viewport_size({"width": width, "height": 900})
    for name, path in (
        ("home", "/"),
        ("turn", "/my-turn/"),
        ("compounds", "/compounds/"),
        ("unit", f"/units/{world.cast.a.units[0].pk}/"),
        ("search", "/search/?q=BJ-2026"),
    ):
        page.goto(f"{site}{path}")
        sound(page, f"desk-{width}-{name}")


@pytest.mark.parametrize("large", [False, True])
def test_an_owner_goes_from_the_first_page_to_the_vote(
    page_as: As, site: str, world: World, large: bool
) -> None:
    page = harness.phone(page_as("owner"))
    page.goto(f"{site}/")
    if large:
        harness.big(page)
        page.reload()
    harness.shot(page, f"desk-owner-{'big' if large else 'normal'}")
    harness.sound(page)
    harness.easy_taps(page)
    harness.readable_type(page, 14.9)
    page.get_by_role("link", name="去投票").click()
    page.wait_for_url(re.compile(r"/m/yun-BJ-2026-0117/"))


@pytest.mark.parametrize("size", [harness.DESKTOP, harness.PHONE])
def test_a_visitor_finds_the_vote(page: Page, site: str, cast: Cast, size: dict[str, int]) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(f"{site}/")
    sound(page, f"desk-welcome-{size['width']}")
    page.get_by_role("link", name="业主投票").click()
    page.wait_for_url(re.compile(r"/m/$"))
