"""Notices, messages, matters and the law as a person meets them: on an office screen and a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from mulin.ground.matters.actions import open_matter
from mulin.ground.matters.models import Matter
from mulin.ground.notices.jobs import send_batch
from mulin.ground.notices.models import Message, Posting, PublicNotice
from mulin.kit import clock
from mulin.kit.ids import uuid7
from tests.browser import harness
from tests.cast import Cast
from tests.ground.notices.board import give_phone, hang, queue, told
from tests.ground.notices.test_outbox import Post

pytestmark = pytest.mark.django_db(transaction=True)
Pages = Callable[[str], Page]


@pytest.fixture
def notice(cast: Cast) -> PublicNotice:
    return hang(cast.a, starts=clock.today() - timedelta(days=3), days=15)


@pytest.fixture
def message(cast: Cast) -> Message:
    give_phone(cast.persons["owner"])
    first, _ = queue(
        cast,
        told(cast),
        told(cast, "k2", person_id=cast.a.owners[3].pk, by_hand=True),
        now=clock.now(),
    )
    send_batch(cast.yun.pk, Post(), now=clock.now())
    first.refresh_from_db()
    return first


def both(page: Page, url: str, *, tight: bool = False) -> None:
    """Sound in both sizes; ``tight``: a residents' page with large type and taps."""
    for size in (harness.desktop, harness.phone):
        size(page).goto(url)
        harness.sound(page)
        harness.readable_type(page, 14.9 if tight else 12)
    if tight:
        harness.easy_taps(page)


def test_the_public_pages_are_sound_in_both_sizes(
    cast: Cast, notice: PublicNotice, message: Message, page: Page, site: str
) -> None:
    for path in (
        "/n/yun/",
        "/n/yun/yun-a/",
        "/n/yun/yun-b/",
        f"/n/yun/{notice.pk}/",
        f"/n/not-me/{message.disown_code}/",
    ):
        both(page, site + path, tight=True)


def test_from_the_street_to_the_notice_and_not_me_on_a_phone(
    cast: Cast, notice: PublicNotice, message: Message, page: Page, site: str
) -> None:
    harness.phone(page).goto(f"{site}/n/yun/")
    page.get_by_role("link", name="云栖苑").click()
    page.get_by_role("link", name=notice.title).click()
    assert "使用维修资金修 1 号楼外墙。" in page.locator("#notice-text").inner_text()
    harness.bears_doubled_type(page)
    page.goto(f"{site}/n/not-me/{message.disown_code}/")
    page.get_by_role("button", name="不是我，发错人了").click()
    page.get_by_role("heading", name="知道了").wait_for()
    harness.sound(page)
    message.refresh_from_db()
    assert message.state == Message.State.DISOWNED


def test_a_posting_is_registered_and_a_notice_taken_down(
    cast: Cast, notice: PublicNotice, page_as: Pages, site: str
) -> None:
    page = page_as("community_worker")
    page.goto(f"{site}/notices/")
    page.get_by_role("link", name=notice.title).click()
    page.get_by_label("张贴在哪里").fill("1 号楼大堂")
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_role("cell", name="1 号楼大堂").wait_for()
    assert Posting.objects.of(cast.yun).count() == 1
    page.get_by_role("button", name="撤下").click()
    dialog = page.locator("dialog#withdraw")
    harness.axe_clean(page)
    dialog.get_by_label("撤下的理由").fill("面积写错")
    dialog.get_by_role("button", name="撤下").click()
    page.get_by_text("理由：面积写错").wait_for()
    harness.sound(page)


def test_the_office_pages_are_sound_in_both_sizes(
    cast: Cast, notice: PublicNotice, message: Message, page_as: Pages, site: str
) -> None:
    page = page_as("street_officer")
    matter = open_matter(
        cast.a.compound,
        "外墙渗水",
        "discover",
        by=cast.actor("street_officer", clock.today()),
        now=clock.now(),
        once=uuid7(),
    )
    for path in (
        "/notices/",
        f"/notices/{notice.pk}/",
        "/notices/boards/",
        f"/notices/posters/{cast.a.compound.pk}/",
        "/messages/",
        "/messages/printed/",
        "/messages/numbers/",
        "/inbox/",
        "/matters/",
        "/matters/new/",
        f"/matters/{matter.pk}/",
        f"/matters/{matter.pk}/votes/",
    ):
        both(page, site + path)


def test_a_matter_is_opened_with_the_keyboard(cast: Cast, page_as: Pages, site: str) -> None:
    page = page_as("community_worker")
    page.goto(f"{site}/matters/new/")
    page.get_by_label("什么事").fill("3 号楼外墙渗水")
    page.get_by_label("小区").select_option(label="云栖苑")
    page.get_by_label("现在的环节").press("Enter")
    page.get_by_role("button", name="立项").press("Enter")
    page.get_by_role("heading", name="3 号楼外墙渗水").wait_for()
    assert Matter.objects.of(cast.yun).get().compound_id == cast.a.compound.pk


def test_the_law_is_sound_in_both_sizes_and_answers(page_as: Pages, site: str) -> None:
    page = page_as("owner")
    for path in (
        "/law/",
        "/law/310000/?show=own",
        "/law/130500/?q=备案",
        "/law/000000/?show=review",
        "/law/decisions/",
        "/law/parameters/",
        "/law/calendar/?start=2027-01-20&length=15&unit=days&direction=after&year=2027",
        "/law/calendar/?start=x&length=-1&unit=days&direction=after",
    ):
        both(page, site + path)
    harness.desktop(page).goto(f"{site}/law/calendar/")
    page.get_by_label("从哪天算").fill("2026-09-22")
    page.get_by_label("多长").fill("10")
    page.get_by_role("button", name="算一算").click()
    assert "2026-10-08" in page.locator(".l-result").inner_text()
