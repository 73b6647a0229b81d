"""The paper desk by keyboard alone, the keys of a vote, and the letters, on an office screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from mulin.decide.assembly.actions.running import close_voting
from mulin.decide.assembly.models import Ballot
from mulin.kit import clock
from mulin.kit.rights import system_actor
from tests.browser import harness
from tests.cast import Cast
from tests.decide.assembly.world import (
    ELECTION,
    PASSPHRASES,
    TWO,
    World,
    just_signed_in,
    voting,
)

pytestmark = pytest.mark.django_db(transaction=True)
Opened = Callable[[str], Page]


@pytest.fixture
def opened(open_page: Callable[[], Page], site: str, cast: Cast) -> Opened:
    """The browser of somebody who signed in a moment ago."""

    def sign_in(role: str) -> Page:
        client = Client()
        client.force_login(cast.accounts[role])
        just_signed_in(client)
        page, name = open_page(), settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": site}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        return page

    return sign_in


def sound(page: Page, name: str) -> None:
    harness.shot(page, name)
    harness.sound(page)
    harness.readable_type(page, 12)


def at(site: str, world: World, name: str, *args: object) -> str:
    return site + reverse(f"assembly:{name}", args=[world.poll.pk, *args])


def test_a_paper_is_typed_twice_without_a_mouse(site: str, cast: Cast, opened: Opened) -> None:
    world = voting(cast, now=clock.now(), asked=(*TWO, ELECTION))
    world.vote(0)
    clerk = harness.desktop(opened("community_worker"))
    clerk.goto(at(site, world, "paper"))
    sound(clerk, "desk-1440-1-empty")
    clerk.keyboard.type(world.entries[0].code)
    clerk.keyboard.press("Enter")
    clerk.wait_for_selector("[data-m-row]")
    assert "这户已经在手机上投过票" in clerk.content()
    sound(clerk, "desk-1440-2-first")
    for key in ("1", "2", "1", "2", "Enter"):
        clerk.keyboard.press(key)
    assert clerk.evaluate("document.activeElement.hasAttribute('data-m-send')")
    assert clerk.locator("input[name=m3]:checked").count() == 2
    clerk.locator("input[name=signer]").first.check()
    clerk.fill("#id_box", "1号箱")
    clerk.locator("[data-m-send]").click()
    clerk.wait_for_selector(".m-advice-done")
    sound(clerk, "desk-1440-3-after")
    counter = harness.desktop(opened("counter_1"))
    counter.goto(at(site, world, "paper"))
    counter.get_by_role("link", name="复核").first.click()
    counter.wait_for_selector("[data-m-row]")
    sound(counter, "desk-1440-4-second")
    for key in ("1", "2", "1", "2", "Enter", "Enter"):
        counter.keyboard.press(key)
    counter.wait_for_selector(".m-advice-done")
    paper = Ballot.objects.of(world.street).get(channel="paper")
    assert paper.state == Ballot.State.TAKEN
    harness.phone(counter)
    counter.goto(at(site, world, "paper"))
    sound(counter, "desk-390-1")


def test_the_keys_and_letters_are_sound(site: str, cast: Cast, opened: Opened) -> None:
    world = voting(cast, now=clock.now() - timedelta(days=10), days=11)
    page = harness.desktop(opened("counter_1"))
    page.goto(at(site, world, "codes"))
    sound(page, "desk-1440-5-codes")
    page.goto(at(site, world, "ceremony"))
    sound(page, "desk-1440-6-ceremony")
    for index in range(9):
        world.vote(index, now=clock.now())
    end = world.poll.closes_at
    close_voting(world.poll.pk, by=system_actor(world.street), now=end)
    page.goto(at(site, world, "ceremony"))
    sound(page, "desk-1440-7-opening")
    page.select_option("#officer_one", index=1)
    page.fill("#passphrase_one", PASSPHRASES[0])
    page.select_option("#officer_two", index=2)
    page.fill("#passphrase_two", "记错了的口令")
    page.get_by_role("button", name="打开票箱").click()
    page.wait_for_selector(".m-advice-late")
    assert page.locator("#officer_two option:checked").inner_text().startswith("梁计票")
    sound(page, "desk-1440-8-wrong")
    page.fill("#passphrase_one", PASSPHRASES[0])
    page.fill("#passphrase_two", PASSPHRASES[1])
    page.get_by_role("button", name="打开票箱").click()
    page.wait_for_url(lambda url: "ceremony" not in url)
    page.goto(at(site, world, "own_vote") + f"?code={world.entries[0].first_unit}")
    page.locator("input[name=holder]").first.check()
    holder = next(h for h in world.holders if h.entry_id == world.entries[0].pk)
    page.fill("#last_four", world.tails[holder.pk])
    page.get_by_role("button", name="给本人看").click()
    page.wait_for_selector(".m-dl")
    sound(page, "desk-1440-9-own-vote")
