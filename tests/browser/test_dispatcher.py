"""A dispatcher's hour with two hundred open tickets: keyboard, address, several at once, alive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from mulin.discover.intake.models import Ticket
from mulin.kit import clock
from tests.browser import harness
from tests.cast import Cast
from tests.discover.intake.telling import raised

pytestmark = pytest.mark.django_db(transaction=True)
Pages = Callable[[str], Page]
State = Ticket.State
OPEN = 200


def two_hundred(cast: Cast) -> None:
    """Half of them about dirt, half about the light; every fourth waits for a dispatcher."""
    now = clock.now()
    rows = []
    for number in range(OPEN):
        at = now - timedelta(hours=OPEN - number)
        waits, dirt = number % 4 == 0, number % 2 == 0
        rows.append(
            Ticket(
                street=cast.yun,
                number=f"GD-2025-{number:04d}",
                category="clean" if dirt else "power",
                kind="卫生垃圾" if dirt else "用电照明",
                title=f"{'垃圾没有清' if dirt else '路灯不亮'} {number}",
                compound=cast.a.compound,
                channel=Ticket.Channel.TELEPHONE,
                organisation=None if waits else cast.company,
                state=State.WAITING if waits else State.SENT,
                respond_hours=2,
                limit_days=5,
                raised_at=at,
                since=at,
                respond_by=at + timedelta(hours=2),
                due_at=at + timedelta(days=6),
            )
        )
    Ticket.objects.bulk_create(rows)


def test_two_hundred_are_dealt_out_without_the_mouse(cast: Cast, page_as: Pages, site: str) -> None:
    two_hundred(cast)
    page = harness.desktop(page_as("street_officer"))
    page.goto(f"{site}/tickets/")
    row = page.locator("[data-i-row]")
    expect(row).to_have_count(20)
    # the whole list, its filters and the first ticket stand on one screen
    assert page.locator(".m-pager").first.bounding_box()["y"] < 1200  # type: ignore[index]
    page.get_by_role("link", name="未派单").click()
    page.wait_for_url("**state=waiting**")
    expect(page.locator("#live")).to_contain_text("50")
    page.locator("select[name=kind]").select_option("clean")
    page.get_by_role("button", name="查询").click()
    page.wait_for_url("**kind=clean**")
    assert "state=waiting" in page.url
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    third = row.nth(2).get_attribute("data-i-row")
    expect(page.locator("#panel")).to_contain_text(Ticket.objects.get(pk=third).number)
    page.keyboard.press("d")
    expect(page.locator("[data-i-to]")).to_be_focused()
    page.locator("[data-i-to]").select_option(f"org:{cast.company.pk}")
    page.locator("[data-i-to]").press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("已派").first.wait_for()
    assert "kind=clean" in page.url
    assert Ticket.objects.get(pk=third).state == State.SENT
    # several at once: ticked by blanks, pressed together
    for _ in range(3):
        page.keyboard.press(" ")
        page.keyboard.press("ArrowDown")
    expect(page.locator("[data-i-count]")).to_have_text("3")
    page.locator("#bulk-to").select_option(f"org:{cast.company.pk}")
    page.locator("[data-i-bar]").get_by_role("button", name="派单").click()
    page.get_by_text("派出 3 张").wait_for()
    assert Ticket.objects.filter(state=State.WAITING).count() == OPEN // 4 - 4
    # alive: what comes in while one looks stands in the list without reloading
    page.goto(f"{site}/tickets/?q=楼顶漏水")
    expect(row).to_have_count(0)
    ticket = raised(cast, cast.actor("owner", clock.today()), clock.now())
    page.evaluate("htmx.ajax('GET', location.href, {target: '#live', swap: 'outerHTML'})")
    expect(row).to_have_count(1)
    expect(page.locator("#live")).to_contain_text(ticket.title)
    harness.axe_clean(page)
