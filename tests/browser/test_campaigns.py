"""A flood campaign over twelve buildings: opened at the desk, walked with a phone, seen at the desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from mulin.discover.campaigns.models import Campaign, Door, Visit
from mulin.ground.estate.models import Building, Stairwell, Unit
from tests.browser import harness
from tests.browser.test_notices_and_law import both
from tests.cast import Cast, stable_id
from tests.isolation.campaigns import door, shift, task, upkeep
from tests.isolation.grids import net_post, net_report

pytestmark = pytest.mark.django_db(transaction=True)
Pages = Callable[[str], Page]
HOUSES, FLOORS, LANDING = 10, 5, 4


def _built(cast: Cast) -> None:
    """Ten more buildings of two stairwells in compound A: twelve altogether."""
    place, street = cast.a.compound, cast.yun
    houses = [
        Building(
            id=stable_id("house", str(n)), street=street, compound=place, label=str(n), order=n
        )
        for n in range(3, 3 + HOUSES)
    ]
    stairs = [
        Stairwell(
            id=stable_id("stair", house.label, label),
            street=street,
            compound=place,
            building=house,
            label=label,
            order=house.order * 10 + int(label),
        )
        for house in houses
        for label in "12"
    ]
    units = [
        Unit(
            id=stable_id("unit", stair.building.label, stair.label, str(floor), str(door)),
            street=street,
            compound=place,
            building=stair.building,
            stairwell=stair,
            label=f"{stair.building.label}-{stair.label}-{floor}0{door}",
            room=f"{floor}0{door}",
            floor=floor,
            order=stair.order * 1000 + floor * 10 + door,
        )
        for stair in stairs
        for floor in range(1, FLOORS + 1)
        for door in range(1, LANDING + 1)
    ]
    Building.objects.bulk_create(houses)
    Stairwell.objects.bulk_create(stairs)
    Unit.objects.bulk_create(units)


def test_a_flood_over_twelve_buildings(cast: Cast, page_as: Pages, site: str) -> None:
    _built(cast)
    desk = page_as("community_worker")
    desk.goto(f"{site}/campaigns/new/?kind=flood")
    harness.sound(desk)
    desk.get_by_label("云栖苑").check()
    desk.get_by_role("button", name="发起").click()
    desk.get_by_text("已发起").wait_for()
    here = desk.url
    desk.goto(f"{here}teams/")
    desk.get_by_label("队伍", exact=True).fill("一队")
    owner = cast.persons["owner"]
    unit = owner.ownerships.filter(street=cast.yun).select_related("unit").get().unit
    desk.get_by_label("加一位志愿者").fill(unit.label)
    desk.get_by_label("志愿者姓名").fill(owner.name)
    desk.get_by_role("button", name="定下来").click()
    desk.get_by_text("队伍定好了").wait_for()
    desk.goto(f"{here}doors/split/")
    desk.get_by_role("button", name="分户").click()
    desk.get_by_text("户已分好").wait_for()
    doors = Door.objects.of(cast.yun)
    assert doors.count() == 12 + HOUSES * 2 * FLOORS * LANDING

    phone = harness.phone(page_as("owner"))
    phone.goto(f"{site}/m/campaigns/")
    phone.get_by_role("link", name="一队").click()
    harness.sound(phone)
    phone.get_by_role("link", name="去这一户").click()
    harness.sound(phone)
    harness.easy_taps(phone)
    first = phone.locator("[data-c-door]").nth(0)
    first.get_by_label("见到，平安").check()
    first.get_by_role("button", name="记下").click()
    second = phone.locator("[data-c-door]").nth(1)
    second.get_by_text("需要帮助", exact=True).wait_for()
    assert Visit.objects.of(cast.yun).count() == 1

    phone.context.set_offline(True)
    second.get_by_label("需要帮助").check()
    second.get_by_label("需要什么").select_option(label="需要转移安置")
    second.get_by_role("button", name="记下").click()
    phone.get_by_text("1 户还没有送出").wait_for()
    assert Visit.objects.of(cast.yun).count() == 1
    phone.context.set_offline(False)
    phone.get_by_text("1 户还没有送出").wait_for(state="hidden")
    assert doors.filter(outcome="help", help="move").count() == 1

    desk.goto(here)
    desk.get_by_text("1 户求助").wait_for()
    harness.sound(desk)
    desk.get_by_role("link", name="1", exact=True).first.click()
    desk.locator("tbody").get_by_text("等着帮助").wait_for()
    campaign = Campaign.objects.of(cast.yun).get()
    assert campaign.is_open


@pytest.mark.soak
def test_the_office_s_pages_are_sound_in_both_sizes(cast: Cast, page_as: Pages, site: str) -> None:
    one, watch, work, line = door(cast), shift(cast), task(cast), upkeep(cast)
    post, report = net_post(cast), net_report(cast)
    page = page_as("community_worker")
    here = f"campaigns/{one.campaign_id}"
    for path in (
        "campaigns/", f"{here}/", f"{here}/tasks/", f"{here}/tasks/{work.pk}/", f"{here}/teams/",
        f"{here}/doors/", f"{here}/doors/{one.pk}/", f"{here}/duty/", f"{here}/duty/{watch.pk}/",
        f"{here}/goods/", f"{here}/log/", f"{here}/told/", f"{here}/report/",
        "campaigns/upkeep/", f"campaigns/upkeep/{line.pk}/", "grids/",
        f"grids/compounds/{cast.a.compound.pk}/", f"grids/people/{post.pk}/",
        f"grids/reports/{report.pk}/",
    ):  # fmt: skip
        both(page, f"{site}/{path}")
