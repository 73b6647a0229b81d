"""A review panel as people live it: called, signed up for on a phone, listed, drawn, heard, answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from mulin.decide.committees.actions import panels, reviewing, seating
from mulin.decide.committees.models import Panel, PanelItem
from mulin.decide.committees.queries.panels import seated_of
from mulin.kit import clock
from mulin.kit.ids import uuid7
from tests.browser import harness
from tests.cast import Cast
from tests.decide.committees.bodies import filled

pytestmark = pytest.mark.django_db(transaction=True)

As = Callable[[str], Page]
DAY = timedelta(days=1)


def test_an_owner_signs_up_on_a_phone_and_the_drawn_panel_is_answered(
    page_as: As, site: str, cast: Cast
) -> None:
    today, now = clock.today(), clock.now()
    chair = cast.actor("committee_chair", today)
    filled(cast, cast.actor("street_officer", today), now, ends_on=today + 900 * DAY)
    call = panels.Call(
        "物业选聘评审团", "company", "看三家物业的投标文件，写评审意见。", "draw", 3,
        today + 5 * DAY, today + 8 * DAY, "某期开奖号码",
    )  # fmt: skip
    panel = panels.call_panel(cast.a.committee, call, once=uuid7(), by=chair, now=now)
    phone = harness.phone(page_as("owner"))
    phone.goto(f"{site}/bodies/panels/")
    phone.get_by_role("link", name="物业选聘评审团").click()
    phone.get_by_role("link", name="我要报名").click()
    phone.get_by_label("本人不是委员").check()
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_text("您的报名：")).to_be_visible()
    _sound(phone, "panel-phone")
    item = _heard(cast, panel)
    page = page_as("committee_chair")
    page.goto(f"{site}/bodies/panels/{panel.pk}/")
    expect(page.get_by_text("自己重算")).to_be_visible()
    _sound(page, "panel-console")
    page.get_by_role("link", name="答复是否采纳").click()
    page.get_by_label("是否采纳").select_option("yes")
    page.get_by_label("说明").fill("写进合同")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("写进合同")).to_be_visible()
    item.refresh_from_db()
    assert item.state == PanelItem.State.ANSWERED
    phone.reload()
    expect(phone.get_by_text("写进合同")).to_be_visible()


def _heard(cast: Cast, panel: Panel) -> PanelItem:
    """The list closed, the draw, one recommendation with a vote against: days go by."""
    today, now = clock.today(), clock.now()
    by, chair = cast.actor("street_officer", today), cast.actor("committee_chair", today)
    for who in cast.a.owners[6:10]:
        panels.apply(panel, who, "", agreed=True, once=uuid7(), by=by, now=now)
    seating.close_list(panel, today + 8 * DAY, by=by, now=now + 6 * DAY)
    seating.draw_panel(panel, "03 11 17+08", "第 26123 期", by=by, now=now + 8 * DAY)
    item = reviewing.put_item(
        panel, "投标文件", "看三家的交接安排", today + 10 * DAY, "活动室", once=uuid7(), by=chair,
        now=now + 9 * DAY,
    )  # fmt: skip
    told = reviewing.Told(2, 1, 0, "推荐乙", "交接最细", "价高")
    here = [row.pk for row in seated_of(panel)]
    reviewing.advise(item, here, [], told, by=chair, now=now + 10 * DAY)
    return reviewing.publish_advice(item, by=chair, now=now + 10 * DAY)


def _sound(page: Page, name: str) -> None:
    harness.shot(page, name)
    harness.sound(page)
    harness.readable_type(page, 12)
