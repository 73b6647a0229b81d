"""Issues and meetings as people meet them: at the office's screen, on the phone, at the door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Page

from mulin.deliberate.meetings.models import Issue, Meeting
from mulin.kit import clock
from tests import isolation
from tests.browser import harness
from tests.browser.test_notices_and_law import both
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
Pages = Callable[[str], Page]


def test_the_office_s_pages_are_sound_in_both_sizes(cast: Cast, page_as: Pages, site: str) -> None:
    isolation.arguments(isolation.Route("", ("assignment_id", "attendance_id")), cast)
    issue, meeting = isolation.issue(cast), isolation.meeting(cast)
    page = page_as("community_worker")
    for path in (
        "issues/",
        "issues/new/",
        f"issues/{issue.pk}/",
        "meetings/",
        "meetings/new/",
        f"meetings/{meeting.pk}/",
        f"meetings/{meeting.pk}/conclude/",
    ):
        both(page, f"{site}/talks/{path}")
    both(page_as("street_officer"), f"{site}/talks/meetings/formats/")


def test_a_resident_raises_an_issue_and_a_neighbour_supports_it_by_thumb(
    cast: Cast, page_as: Pages, site: str
) -> None:
    page = harness.phone(page_as("owner"))
    page.goto(f"{site}/talks/")
    harness.sound(page)
    page.get_by_role("link", name="提一件要商量的事").click()
    harness.sound(page)
    harness.easy_taps(page)
    page.get_by_label("要商量什么").fill("三号楼旁边装晾衣架")
    signed_in = page.context.cookies()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="提出来").click()
    page.get_by_text("登录已过期").wait_for()
    assert parse_qs(urlsplit(page.url).query)["next"] == ["/talks/issues/new/"]
    page.context.add_cookies(signed_in)  # type: ignore[arg-type]
    page.goto(f"{site}/talks/issues/new/")
    assert page.get_by_label("要商量什么").input_value() == "三号楼旁边装晾衣架"
    page.get_by_role("button", name="提出来").click()
    page.get_by_text("您已附议。").wait_for()
    harness.sound(page)
    there = page.url
    other = harness.phone(page_as("co_owner"))
    other.goto(there)
    other.get_by_role("button", name="我也附议").click()
    other.get_by_text("您已附议。").wait_for()
    assert Issue.objects.of(cast.yun).get().supports.filter(street=cast.yun).count() == 2


def test_a_guest_signs_in_at_the_door_and_the_clerk_vouches(
    cast: Cast, page: Page, page_as: Pages, site: str
) -> None:
    isolation.arguments(isolation.Route("", ("attendance_id",)), cast)
    meeting = isolation.meeting(cast)
    Meeting.objects.of(cast.yun).update(starts_at=clock.now() + timedelta(minutes=30))
    guest = harness.phone(page)
    guest.goto(f"{site}/talks/at/yun/{meeting.door}/")
    harness.sound(guest)
    harness.easy_taps(guest)
    guest.get_by_label("代表哪一方").select_option(label="云栖苑居民")
    guest.get_by_label("姓名").fill("周演示")
    guest.get_by_role("button", name="签到").click()
    guest.get_by_text("工作人员确认后算到会").wait_for()
    clerk = page_as("community_worker")
    clerk.goto(f"{site}/talks/meetings/{meeting.pk}/")
    clerk.get_by_role("button", name="确认 周演示 到会").click()
    clerk.get_by_text("够数了").wait_for()
