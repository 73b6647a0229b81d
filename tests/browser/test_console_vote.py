"""A vote on an office screen: drafted by hand in five steps, and every page sound at both sizes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from mulin.decide.assembly.actions.publishing import announce_with_paper
from mulin.decide.assembly.models import Poll
from mulin.kit import clock
from tests.browser import harness
from tests.cast import Cast
from tests.decide.assembly.judged import again, judged
from tests.decide.assembly.world import ELECTION, TWO, World, voting

pytestmark = pytest.mark.django_db(transaction=True)
Pages = Callable[[str], Page]
SIZES = (harness.desktop, harness.phone)


def sound(page: Page, name: str) -> None:
    """Look at the page at both sizes; what is wrong at either fails."""
    for size in SIZES:
        size(page)
        harness.shot(page, f"vote-{name}-{size.__name__}")
        harness.sound(page)
        harness.readable_type(page, 12)


def test_a_vote_is_drafted_and_locked_by_hand(page_as: Pages, site: str, cast: Cast) -> None:
    page = harness.desktop(page_as("community_worker"))
    page.goto(f"{site}/votes/")
    page.get_by_role("link", name="发起第一次表决").click()
    opens = clock.today() + timedelta(days=30)
    page.get_by_label("名称").fill("2027 年第一次业主大会会议")
    page.get_by_label("答疑电话").fill("021-00000011")
    page.get_by_label("投票首日").fill(opens.isoformat())
    page.get_by_label("投票末日").fill((opens + timedelta(days=19)).isoformat())
    page.get_by_label("投票末日").blur()
    expect(page.locator("#dates")).to_contain_text("最迟公示日")
    expect(page.locator("#dates")).to_contain_text("20 天")
    harness.sound(page)
    page.get_by_role("button", name="保存，下一步").click()
    _motions(page)
    _rules(page)
    _officers(page)
    page.get_by_role("button", name="锁定").click()
    page.get_by_role("dialog").get_by_role("button", name="锁定").click()
    expect(page.get_by_text("已锁定。下一步")).to_be_visible()
    harness.sound(page)
    poll = Poll.objects.of(cast.yun).get()
    assert (poll.state, poll.roll_persons) == (Poll.State.LOCKED, 11)


def _motions(page: Page) -> None:
    page.get_by_role("link", name="使用专项维修资金【更换电梯】").click()
    page.get_by_label("表决事项").fill("使用维修资金更换 1 号楼电梯")
    page.get_by_label("部分楼栋").check()
    page.get_by_role("checkbox", name="1号楼").check()
    assert page.get_by_text("选单元").is_hidden()
    page.get_by_label("金额（元）").fill("60000")
    page.get_by_label("金额（元）").blur()
    expect(page.locator("#preview")).to_contain_text("6 套")
    expect(page.locator("#preview")).to_contain_text("60,000.00 元")
    harness.sound(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("1号楼", exact=False).first).to_be_visible()
    harness.sound(page)
    page.get_by_role("link", name="下一步：计票规则").click()


def _rules(page: Page) -> None:
    page.get_by_role("radio", name="以第一次有效票为准").check()
    page.get_by_role("button", name="保存，下一步").click()
    expect(page.locator(".m-errors")).to_be_focused()
    assert page.get_by_role("radio", name="以第一次有效票为准").is_checked()
    harness.sound(page)
    page.locator("#id_revote_source").fill("议事规则第23条")
    page.get_by_role("button", name="保存，下一步").click()


def _officers(page: Page) -> None:
    for name in ("罗计票", "梁计票"):
        page.get_by_role("button", name=f"确定{name}").click()
    page.get_by_label("职责").select_option("witness")
    page.get_by_role("button", name="确定唐监票").click()
    harness.sound(page)
    page.get_by_role("link", name="下一步：锁定").click()
    harness.sound(page)


@pytest.fixture
def world(transactional_db: None, cast: Cast) -> World:
    return voting(cast, now=clock.now())


def test_the_live_page_opens_a_household_in_place(page_as: Pages, site: str, world: World) -> None:
    for place in range(6):
        world.vote(place)
    page = harness.desktop(page_as("community_worker"))
    page.goto(f"{site}/votes/{world.poll.pk}/")
    page.locator('[data-v-cells] a[aria-label="1-1-101 线上已投"]').click()
    expect(page.locator("#household")).to_contain_text("收到线上票")
    assert "entry=1" in page.url
    assert page.locator(".m-cells-pick").count() == 1
    sound(page, "live")
    page.goto(f"{site}/votes/{world.poll.pk}/?state=not_voted")
    assert page.locator('use[href="#cells-gone"]').count() == 6


def test_ticking_rows_says_how_many(page_as: Pages, site: str, world: World) -> None:
    page = harness.desktop(page_as("community_worker"))
    page.goto(f"{site}/votes/{world.poll.pk}/deliveries/")
    page.locator("[data-v-all]").check()
    expect(page.locator("[data-v-count]")).to_have_text("选了 11 户。")
    page.locator("[data-v-tick]").first.uncheck()
    expect(page.locator("[data-v-count]")).to_have_text("选了 10 户。")
    sound(page, "deliveries")


@pytest.mark.soak
def test_the_pages_before_voting_are_sound(page_as: Pages, site: str, world: World) -> None:
    later = clock.today() + timedelta(days=30)
    polls = Poll.objects.of(world.street).filter(pk=world.poll.pk)
    page = page_as("community_worker")
    polls.update(state=Poll.State.POSTED, opens_on=later)
    for name in ("", "notice/", "print/"):
        page.goto(f"{site}/votes/{world.poll.pk}/{name}")
        sound(page, f"posted-{name.strip('/') or 'page'}")
    page.goto(f"{site}/votes/rules/{world.poll.compound_id}/")
    sound(page, "rules")
    polls.update(state=Poll.State.DRAFT)
    for name in ("", "motions/", "motions/new/?template=0", "rules/", "officers/", "lock/"):
        page.goto(f"{site}/votes/{world.poll.pk}/draft/{name}")
        sound(page, f"draft-{name.split('/')[0] or 'basics'}")


def test_the_pages_after_counting_are_sound(page_as: Pages, site: str, cast: Cast) -> None:
    world = voting(cast, now=clock.now(), asked=(*TWO, ELECTION))
    for place in range(9):
        world.vote(place, world.all("agree" if place % 3 else "against"))
    poll = judged(world)
    announce_with_paper(poll, by=cast.actor("community_worker", clock.today()), now=clock.now())
    page = page_as("community_worker")
    page.goto(f"{site}/votes/")
    sound(page, "list")
    for name in ("", "announcement/", "objections/"):
        page.goto(f"{site}/votes/{poll.pk}/{name}")
        sound(page, f"result-{name.strip('/') or 'page'}")
    assert again(world).state == Poll.State.ANNOUNCED


def test_the_board_is_sound_for_a_visitor(page: Page, site: str, world: World) -> None:
    for place in range(9):
        world.vote(place)
    poll = judged(world)
    announce_with_paper(
        poll, by=world.cast.actor("community_worker", clock.today()), now=clock.now()
    )
    page.goto(f"{site}/votes/board/{poll.number}/")
    sound(page, "board")
