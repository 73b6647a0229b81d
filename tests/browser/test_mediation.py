"""A quarrel, from an application on the phone to an agreement that a court has confirmed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from mulin.deliberate.mediation.models import Accord, Dispute, Seat, Side
from mulin.kit import clock
from tests.browser import harness
from tests.cast import Cast
from tests.deliberate.mediation.world import PNG, sides, world

pytestmark = pytest.mark.django_db(transaction=True)
Pages = Callable[[str], Page]
SHEET = {"name": "签字.png", "mimeType": "image/png", "buffer": PNG}


def test_a_leak_is_settled_signed_and_confirmed(cast: Cast, page_as: Pages, site: str) -> None:
    place = world(cast)
    cast.accounts["director"] = place.members["director"].account
    owner = harness.phone(page_as("owner"))
    owner.goto(f"{site}/mediation/mine/")
    owner.get_by_role("link", name="申请调解").click()
    owner.get_by_label("什么事").fill("楼上漏水")
    owner.get_by_label("属于哪一类").select_option("leak")
    owner.get_by_label("经过").fill("卫生间渗水三个月")
    owner.get_by_label("对方", exact=False).first.fill(cast.persons["tenant"].name)
    owner.get_by_label("对方房号").fill(cast.a.units[2].label)
    harness.sound(owner)
    owner.get_by_role("button", name="交申请").click()
    owner.get_by_text("已登记，编号 TJ-").wait_for()
    case = Dispute.objects.of(cast.yun).get()
    tenant = harness.phone(page_as("tenant"))
    tenant.goto(f"{site}/mediation/mine/{case.pk}/")
    tenant.get_by_label("同意调解", exact=True).check()
    harness.sound(tenant)
    harness.easy_taps(tenant)
    tenant.get_by_role("button", name="答复").click()
    tenant.get_by_text("已记下您的意见").wait_for()
    director = harness.desktop(page_as("director"))
    director.goto(f"{site}/mediation/cases/{case.pk}/")
    director.get_by_text("定调解员", exact=True).first.click()
    director.locator("#id_seat-mediator").select_option(str(place.people["director"].pk))
    director.get_by_role("button", name="定调解员").click()
    director.get_by_text("已定调解员。").wait_for()
    director.get_by_text("写协议").click()
    director.get_by_label("哪天达成").fill(clock.today().isoformat())
    director.get_by_label("主要事实和争议").fill("漏点在楼上地漏")
    director.get_by_label("协议内容").fill("楼上修好，赔 1860.50 元")
    director.locator("#id_accord-side_1").select_option(str(sides(case)[1].pk))
    director.locator("#id_accord-text_1").fill("赔偿粉刷费")
    director.locator("#id_accord-amount_1").fill("1860.50")
    director.locator("#id_accord-due_1").fill(f"{clock.today().year + 1}-01-31")
    harness.sound(director)
    director.get_by_role("button", name="记下协议").click()
    director.get_by_text("1,860.50").wait_for()
    owner.goto(f"{site}/mediation/mine/{case.pk}/")
    pad = owner.locator("[data-m-sign-pad]")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    owner.mouse.move(box["x"] + 20, box["y"] + 40)
    owner.mouse.down()
    owner.mouse.move(box["x"] + 120, box["y"] + 70, steps=6)
    owner.mouse.up()
    harness.sound(owner)
    owner.get_by_role("button", name="我同意，签名").click()
    owner.get_by_text("已签名。").wait_for()
    seat = Seat.objects.of(cast.yun).get()
    other = Side.objects.of(cast.yun).get(person=cast.persons["tenant"])
    for who in (f"side:{other.pk}", f"seat:{seat.pk}", "seal"):
        director.goto(f"{site}/mediation/cases/{case.pk}/")
        director.get_by_text("登记纸上签字、盖章").first.click()
        director.locator("#id_sign-who").select_option(who)
        director.locator("#id_sign-scan").set_input_files(SHEET)
        director.get_by_role("button", name="登记纸上签字、盖章").click()
        director.get_by_text("已登记签字。").wait_for()
    director.get_by_text("登记共同申请").first.click()
    director.get_by_label("哪个法院").fill("区人民法院")
    director.get_by_label("双方一起申请").check()
    director.get_by_role("button", name="登记共同申请").click()
    director.get_by_text("登记法院的决定").first.click()
    director.get_by_label("法院确认有效").check()
    director.get_by_label("文书号").fill("民特 12 号")
    director.get_by_role("button", name="登记法院的决定").click()
    director.get_by_text("已登记法院的决定。").wait_for()
    harness.sound(director)
    assert Accord.objects.of(cast.yun).get().court == Accord.Court.CONFIRMED
    harness.phone(director)
    harness.sound(director)
