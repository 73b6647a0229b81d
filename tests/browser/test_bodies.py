"""Committees on an office screen and on a phone: found overdue, met, judged, shown to an owner."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from mulin.decide.committees.actions.meetings import call_meeting
from mulin.decide.committees.models import Meeting, Term
from mulin.kit import clock
from mulin.kit.ids import uuid7
from tests.browser import harness
from tests.cast import Cast
from tests.decide.committees.bodies import filled

pytestmark = pytest.mark.django_db(transaction=True)

As = Callable[[str], Page]


@pytest.fixture
def term(cast: Cast) -> Term:
    """Compound A in Shanghai: a committee of five whose term ended ten days ago."""
    cast.a.compound.region = "310000"
    cast.a.compound.save(update_fields=["region"])
    now = clock.now()
    officer = cast.actor("street_officer", clock.today())
    ends = clock.today() - timedelta(days=10)
    return filled(cast, officer, now, ends_on=ends, active_on=clock.today())[0]


def sound(page: Page, name: str) -> None:
    harness.shot(page, name)
    harness.sound(page)
    harness.readable_type(page, 12)


def test_an_overdue_committee_is_found_and_its_reelection_started(
    page_as: As, site: str, cast: Cast, term: Term
) -> None:
    page = page_as("street_officer")
    page.goto(f"{site}/bodies/diagnosis/")
    page.get_by_role("link", name="逾期未换届").first.click()
    sound(page, "bodies-diagnosis")
    row = page.get_by_role("row", name="云栖苑")
    expect(row).to_contain_text("已逾期 10 天")
    row.get_by_role("link", name="业主委员会换届").click()
    expect(page.get_by_label("小区")).to_have_value(str(cast.a.compound.pk))
    expect(page.get_by_label("程序")).to_have_value("reelection")


def test_a_chair_puts_a_meeting_down_and_an_owner_reads_the_body_on_a_phone(
    page_as: As, site: str, cast: Cast, term: Term
) -> None:
    chair = cast.actor("committee_chair", clock.today())
    call_meeting(
        term, "例会", "停车方案", clock.today(), "活动室", once=uuid7(), by=chair, now=clock.now()
    )
    meeting = Meeting.objects.of(cast.yun).get()
    page = page_as("committee_chair")
    page.goto(f"{site}/bodies/meetings/{meeting.pk}/hold/")
    present = page.get_by_role("group", name="到会委员")
    for box in present.get_by_role("checkbox").all()[:4]:
        box.check()
    page.locator("input[name=agree_1]").fill("3")
    page.locator("input[name=against_1]").fill("1")
    sound(page, "bodies-hold")
    page.get_by_role("button", name="登记并判断").click()
    expect(page.get_by_text("须 5 人的过半数，即 3 人").first).to_be_visible()
    sound(page, "bodies-meeting")
    owner = harness.phone(page_as("owner"))
    owner.goto(f"{site}/bodies/{cast.a.committee.pk}/")
    expect(owner.get_by_text("应有 5 席，在任 5 人")).to_be_visible()
    sound(owner, "bodies-phone")
