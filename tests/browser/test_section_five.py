"""A vote from its draft to the archive as the people of a compound live it, by clicking alone.

Only the clock is moved by the test, over the days the law makes everybody wait. Nothing calls a
verb: what one person clicks is what the next one finds.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from mulin.decide.assembly.models import Ballot, Poll, RollEntry
from mulin.ground.estate.models import Person
from mulin.kit import clock
from mulin.portable import verify
from tests.browser import harness
from tests.browser.until_voting import (
    MOTION,
    SECRETS,
    codes_printed,
    delivered,
    drafted,
    keys_kept,
    posted,
)
from tests.browser.walking import Moment, Walk, look
from tests.cast import Cast
from tests.decide.assembly.world import _identities as give_identities
from tests.decide.assembly.world import _tail_of as tail_of
from tests.decide.assembly.world import just_signed_in
from tests.ground.papers.pdf import text_of

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> Moment:
    """The one clock, which the site's threads read too."""
    found = Moment()
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


@pytest.fixture
def walk(site: str, cast: Cast, moment: Moment, open_page: Callable[[], Page]) -> Walk:
    give_identities(cast)

    def sign_in(role: str) -> Page:
        page = open_page()
        if role in cast.accounts:
            client = Client()
            client.force_login(cast.accounts[role])
            just_signed_in(client)
            name = settings.SESSION_COOKIE_NAME
            cookie = {"name": name, "value": client.cookies[name].value, "url": site}
            page.context.add_cookies([cookie])  # type: ignore[list-item]
        return page

    return Walk(site, cast, moment, sign_in)


def test_a_vote_is_walked_from_the_draft_to_the_archive(
    walk: Walk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drafted(walk)
    posted(walk, tmp_path)
    keys_kept(walk)
    delivered(walk)
    codes = codes_printed(walk)
    _opened(walk)
    _voted_on_the_phone(walk, codes)
    _voted_in_large_type(walk, codes)
    _papers_entered(walk)
    _closed_and_counted(walk)
    _announced(walk)
    _objected_and_answered(walk)
    _archived(walk)
    file = _exported(walk, tmp_path)
    assert verify.main([str(file)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "consistent"


def _opened(walk: Walk) -> None:
    walk.moment.pass_by(21 * DAY)
    page = walk.vote_page("committee_chair")
    look(page)
    page.get_by_role("button", name="开始投票").click()
    expect(page.get_by_text("投票中").first).to_be_visible()


def _prove(walk: Walk, page: Page, person: Person, codes: dict[str, str]) -> None:
    page.get_by_label("投票口令").fill(codes[person.name])
    page.locator("#last_four").fill(tail_of(person.pk))
    page.get_by_role("button", name="核对，去投票").click()


def _sign(page: Page, name: str) -> None:
    page.get_by_text("不方便手写，改用键盘").click()
    page.fill("[name=signature_typed]", name)
    page.check("[name=agree]")
    look(page)
    page.get_by_role("button", name="交票").click()
    page.wait_for_selector(".m-ticket")
    look(page)


def _voted_on_the_phone(walk: Walk, codes: dict[str, str]) -> None:
    """Against first; then he changes his mind. He types the number on the notice."""
    owner, page = walk.cast.persons["owner"], harness.phone(walk["visitor"])
    page.goto(f"{walk.site}/m/")
    page.locator("[name=q]").fill(Poll.objects.of(walk.cast.yun).get().number)
    page.locator("[name=q]").press("Enter")
    look(page)
    _prove(walk, page, owner, codes)
    look(page)
    page.locator("#m1 input[value=against]").check()
    page.get_by_role("button", name="下一步：签名").click()
    _sign(page, owner.name)
    page.get_by_role("link", name="我要改票").click()
    page.locator("#m1 input[value=agree]").check()
    page.get_by_role("button", name="下一步：签名").click()
    _sign(page, owner.name)
    page.get_by_role("link", name="查我的票").click()
    page.wait_for_selector(".m-verdict")
    look(page)
    assert Ballot.objects.of(walk.cast.yun).count() == 2


def _voted_in_large_type(walk: Walk, codes: dict[str, str]) -> None:
    person, page = walk.cast.a.owners[1], harness.phone(walk["neighbour"])
    entry = RollEntry.objects.of(walk.cast.yun).get(names=person.name)
    page.goto(f"{walk.site}/m/{entry.code}/")  # what the QR code on his ballot holds
    page.get_by_role("button", name="大字版").click()
    page.wait_for_selector("body.big")
    look(page)
    _prove(walk, page, person, codes)
    look(page)
    page.locator("input[type=radio][value=agree]").check()
    page.get_by_role("button", name="去签名").click()
    _sign(page, person.name)


def _typed(page: Page) -> None:
    page.locator("input[name=m1][value=agree]").check()
    page.locator("[data-m-send]").click()
    page.wait_for_selector(".m-advice-done")


def _papers_entered(walk: Walk) -> None:
    walk.moment.pass_by(2 * DAY)
    for room in ("1-1-201", "1-1-202"):
        page = walk.vote_page("counter_1")
        page.get_by_role("link", name="录入纸质票").first.click()
        page.get_by_label("票上的二维码、票码，或者房号").fill(room)
        page.get_by_role("button", name="打开这张票").click()
        page.locator("[name=box]").fill("1号箱")
        look(page)
        _typed(page)
    for _ in range(2):
        page = walk.vote_page("counter_2")
        page.get_by_role("link", name="录入纸质票").first.click()
        page.get_by_role("link", name="复核").first.click()
        look(page)
        _typed(page)
    page.get_by_label("票箱", exact=True).fill("1号箱")
    page.get_by_label("总张数").fill("2")
    page.get_by_label("点票人").fill("罗计票、梁计票")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("对上", exact=True)).to_be_visible()
    look(page)


def _closed_and_counted(walk: Walk) -> None:
    page = walk.vote_page("committee_chair")
    expect(page.get_by_text("计票后显示").first).to_be_visible()
    page.locator('[data-v-cells] a[aria-label="1-1-101 线上已投"]').click()
    expect(page.locator("#household")).to_contain_text("收到线上票")
    look(page)
    walk.moment.pass_by(15 * DAY)
    page = walk.vote_page("committee_chair")
    page.get_by_role("button", name="截止封票").click()
    expect(page.get_by_text("票已封存").first).to_be_visible()
    page = walk.vote_page("counter_1")
    page.get_by_role("link", name="开票", exact=True).click()
    look(page)
    for place, (role, secret) in zip(("one", "two"), SECRETS.items(), strict=True):
        who = f"{walk.cast.persons[role].name}（计票人）"
        page.locator(f"#officer_{place}").select_option(label=who)
        page.locator(f"#passphrase_{place}").fill(secret)
    page.get_by_role("button", name="打开票箱，计票").click()
    page.wait_for_url(lambda url: "ceremony" not in url)
    expect(page.get_by_text("通过").first).to_be_visible()
    look(page)


def _announced(walk: Walk) -> None:
    page = walk.vote_page("committee_chair")
    page.get_by_role("link", name="核对并公告").click()
    look(page)
    told = text_of(walk.fetched("committee_chair", page, "A4"))
    assert MOTION.replace(" ", "") in told
    page.get_by_role("button", name="公告", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="公告").click()
    page = harness.phone(walk["visitor"])
    page.goto(f"{walk.site}/votes/board/{Poll.objects.of(walk.cast.yun).get().number}/")
    expect(page.get_by_text("还剩").first).to_be_visible()
    look(page)


def _objected_and_answered(walk: Walk) -> None:
    page = walk["visitor"]
    page.get_by_role("link", name="在网上提出").click()
    page.locator("#name").fill("赵演示")
    page.locator("#text").fill("请核对 1 号楼的面积。")
    look(page)
    page.get_by_role("button", name="把异议交上去").click()
    page.wait_for_selector(".m-seal")
    staff = walk.vote_page("committee_chair")
    staff.get_by_role("link", name="异议与答复").click()
    staff.get_by_label("书面答复").fill("已对照登记簿逐套核对，面积无误。")
    look(staff)
    staff.get_by_role("button", name="答复", exact=True).click()
    expect(staff.get_by_text("已答复").first).to_be_visible()


def _archived(walk: Walk) -> None:
    walk.moment.pass_by(20 * DAY)
    page = walk.vote_page("committee_chair")
    page.get_by_role("button", name="归档").click()
    expect(page.get_by_text("已生效归档").first).to_be_visible()
    look(page)


def _exported(walk: Walk, tmp_path: Path) -> Path:
    page = walk.vote_page("counter_1")
    page.get_by_role("button", name="完整记录").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("理由").fill("业主查阅，演示")
    with page.expect_download() as download:
        dialog.get_by_role("button", name="导出").click()
    file = tmp_path / "decision.json"
    download.value.save_as(file)
    return file
