"""An owner votes on the phone, as a person does it: in normal and large type, with a finger, by key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from mulin.decide.assembly.models import Ballot, PollOfficer
from mulin.decide.assembly.queries.voter import address_of
from mulin.kit import clock
from tests.browser import harness
from tests.cast import Cast
from tests.decide.assembly.world import ELECTION, PASSPHRASES, TWO, World, voting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(cast: Cast) -> World:
    return voting(cast, now=clock.now(), asked=(*TWO, ELECTION))


def sound(page: Page, name: str) -> None:
    harness.shot(page, name)
    harness.sound(page)
    harness.easy_taps(page)
    harness.readable_type(page, 14.9)


def prove(page: Page, site: str, world: World, who: str | int = "owner") -> None:
    holder = world.holder(who)
    page.goto(f"{site}/m/{address_of(world.poll)}/")
    page.fill("#code", world.codes[holder.pk].lower())
    page.fill("#last_four", world.tails[holder.pk])
    page.get_by_role("button", name="核对，去投票").click()
    page.wait_for_selector(".m-matter")


def draw(page: Page) -> None:
    pad = page.locator("[data-m-sign-pad]")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    for line in range(3):
        page.mouse.move(box["x"] + 40 + 60 * line, box["y"] + 40)
        page.mouse.down()
        page.mouse.move(box["x"] + 70 + 60 * line, box["y"] + 150, steps=6)
        page.mouse.up()


@pytest.mark.parametrize("width", [390, 320])
def test_an_owner_votes_with_a_finger(page: Page, site: str, world: World, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{site}/m/{address_of(world.poll)}/")
    sound(page, f"vote-{width}-1-prove")
    harness.bears_doubled_type(page)
    page.fill("#code", "AAAA-AAAA")
    page.fill("#last_four", "0000")
    page.get_by_role("button", name="核对，去投票").click()
    page.wait_for_selector(".m-alert-bad")
    sound(page, f"vote-{width}-1-wrong")
    prove(page, site, world)
    button = page.locator(".m-bar-bottom button")
    assert button.is_disabled()
    assert button.inner_text() == "还有 3 项没选"
    sound(page, f"vote-{width}-2-ballot")
    page.locator("#m1 input[value=agree]").check()
    page.locator("#m2 input[value=abstain]").check()
    assert button.inner_text() == "还有 1 项没选"
    page.locator("#m3 input").nth(1).check()
    page.get_by_role("button", name="下一步：签名").click()
    page.wait_for_selector("[data-m-sign-pad]")
    page.get_by_role("button", name="交票").click()
    page.wait_for_selector(".m-alert-bad")
    page.check("[name=agree]")
    draw(page)
    sound(page, f"vote-{width}-3-sign")
    page.get_by_role("button", name="交票").click()
    page.wait_for_selector(".m-ticket")
    sound(page, f"vote-{width}-4-receipt")
    receipt = Ballot.objects.of(world.street).get().receipt
    assert page.locator(".m-code").inner_text() == receipt
    page.get_by_role("link", name="查我的票").click()
    page.wait_for_selector(".m-verdict")
    sound(page, f"vote-{width}-5-check")


def test_large_type_keeps_the_choices_above_the_fold(page: Page, site: str, world: World) -> None:
    harness.phone(page)
    page.goto(f"{site}/m/{address_of(world.poll)}/")
    page.get_by_role("button", name="大字版").click()
    page.wait_for_selector("body.big")
    sound(page, "vote-big-1-prove")
    prove(page, site, world)
    for number in (1, 2):
        bar = page.locator(".m-bar-bottom").bounding_box()
        last = page.locator(".m-opt").last.bounding_box()
        assert bar
        assert last
        assert last["y"] + last["height"] <= bar["y"], f"motion {number}: {last} {bar}"
        assert page.get_by_role("button", name="先选一个").is_disabled()
        sound(page, f"vote-big-2-motion{number}")
        page.locator("input[type=radio][value=against]").check()
        page.get_by_role("button", name="下一件").click()
        page.wait_for_selector(f"#m{number + 1}")
    sound(page, "vote-big-2-election")
    page.locator("input[value=none]").check()
    page.get_by_role("button", name="去签名").click()
    page.wait_for_selector("[data-m-sign-pad]")
    sound(page, "vote-big-3-sign")
    page.get_by_text("不方便手写，改用键盘").click()
    page.fill("[name=signature_typed]", world.holder("owner").name)
    page.check("[name=agree]")
    page.get_by_role("button", name="交票").click()
    page.wait_for_selector(".m-ticket")
    sound(page, "vote-big-4-receipt")


def test_voting_works_without_any_script(chromium: Any, site: str, world: World) -> None:
    context = chromium.new_context(
        viewport=harness.PHONE, locale="zh-CN", java_script_enabled=False
    )
    page = context.new_page()
    prove(page, site, world)
    page.get_by_role("button", name="下一步：签名").click()
    assert "还有 3 项没选好" in page.content()
    for motion in ("#m1", "#m2"):
        page.locator(f"{motion} input[value=against]").check()
    page.locator("input[value=none]").check()
    page.get_by_role("button", name="下一步：签名").click()
    page.get_by_text("不方便手写，改用键盘").click()
    page.fill("[name=signature_typed]", world.holder("owner").name)
    page.check("[name=agree]")
    page.get_by_role("button", name="交票").click()
    assert "您的票已经投进去了" in page.content()
    context.close()


def test_voting_works_from_the_keyboard_alone(page: Page, site: str, world: World) -> None:
    harness.phone(page)
    prove(page, site, world)
    page.locator("input[name=m1]").first.focus()
    page.keyboard.press("Space")
    page.locator("input[name=m2]").first.focus()
    page.keyboard.press("ArrowRight")
    page.locator("input[name=m3]").first.focus()
    page.keyboard.press("Space")
    page.locator(".m-bar-bottom button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-m-sign-pad]")
    page.locator("[data-m-sign] summary").focus()
    page.keyboard.press("Enter")
    page.locator("[name=signature_typed]").focus()
    page.keyboard.type(world.holder("owner").name)
    page.locator("[name=agree]").focus()
    page.keyboard.press("Space")
    page.locator(".m-bar-bottom button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".m-ticket")


def test_everybody_reads_the_result_in_plain_words(
    page: Page, site: str, world: World, page_as: Callable[[str], Page]
) -> None:
    from datetime import timedelta

    from mulin.decide.assembly.actions.counting import announce, open_and_judge
    from mulin.decide.assembly.actions.running import close_voting
    from mulin.kit.rights import system_actor

    names = [c.pk.hex for c in world.motions[2].candidates.all()]
    for index in range(9):
        choices = world.all("agree")
        choices[world.motions[1].pk.hex] = "agree" if index < 6 else "against"
        choices[world.motions[2].pk.hex] = names[:1] if index < 6 else names[1:]
        world.vote(index, choices)
    harness.phone(page)
    page.goto(f"{site}/m/{address_of(world.poll)}/result/")
    sound(page, "vote-390-6-no-result")
    end = world.poll.closes_at
    robot = system_actor(world.street)
    close_voting(world.poll.pk, by=robot, now=end)
    rows = PollOfficer.objects.of(world.street).filter(duty="counter").order_by("share_index")
    typed = [(o.pk, p) for o, p in zip(rows[:2], PASSPHRASES, strict=False)]
    judged = open_and_judge(world.poll, typed, by=world.counter(), now=end)
    announce(judged, body="", paper_id=None, by=robot, now=end + timedelta(minutes=5))
    page.goto(f"{site}/m/{address_of(world.poll)}/result/")
    assert "2 项没通过" in page.content() or "1 项没通过" in page.content()
    sound(page, "vote-390-6-result")
    page.get_by_role("link", name="我有异议").click()
    sound(page, "vote-390-7-objection")
    page.fill("#name", "张演示")
    page.fill("#text", "第二项没有公示满十五天。")
    page.get_by_role("button", name="把异议交上去").click()
    page.wait_for_selector(".m-seal")
