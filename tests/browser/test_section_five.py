"""A vote from its draft to the archive as the people of a compound live it, by clicking alone.

Only the clock is moved by the test, over the days the law makes everybody wait. Nothing calls a
verb: what one person clicks is what the next one finds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Page, expect

from mulin.decide.assembly.models import Ballot, Poll, RollEntry
from mulin.ground.estate.models import Person
from mulin.kit import clock
from mulin.portable import verify
from tests.browser import harness
from tests.cast import Cast
from tests.conftest import NOW
from tests.decide.assembly.world import _identities as give_identities
from tests.decide.assembly.world import _tail_of as tail_of
from tests.decide.assembly.world import just_signed_in
from tests.ground.papers.pdf import text_of

pytestmark = pytest.mark.django_db(transaction=True)
SECRETS = {"counter_1": "春风 又绿 江南 岸", "counter_2": "小桥 流水 人家 前"}
MOTION = "使用维修资金更换 1 号楼电梯"
CODE = re.compile(r"([0-9A-Z]{4}-[0-9A-Z]{4})只给您本人用")
DAY = timedelta(days=1)


@dataclass
class Moment:
    """The time everybody in this compound lives in."""

    now: datetime = NOW

    def pass_by(self, span: timedelta) -> None:
        self.now += span

    @property
    def today(self) -> str:
        return clock.day_of(self.now).isoformat()


@dataclass
class Walk:
    """Who stands at which screen; every page that is looked at is checked."""

    site: str
    cast: Cast
    moment: Moment
    opened: Callable[[str], Page]
    pages: dict[str, Page] = field(default_factory=dict)

    def __getitem__(self, role: str) -> Page:
        if role not in self.pages:
            self.pages[role] = harness.desktop(self.opened(role))
        return self.pages[role]

    def vote_page(self, role: str) -> Page:
        """From the list of votes to this one, as one clicks it."""
        page = self[role]
        page.goto(f"{self.site}/votes/")
        page.locator("main table a.m-b").click()
        return page

    def fetched(self, role: str, page: Page, words: str) -> bytes:
        """The file behind a link, with that person's session."""
        href = page.get_by_role("link", name=words, exact=True).first.get_attribute("href")
        answer = page.request.get(f"{self.site}{href}")
        assert answer.status == 200, (role, words)
        return answer.body()


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
    _drafted(walk)
    _posted(walk, tmp_path)
    _keys_kept(walk)
    _delivered(walk)
    codes = _codes_printed(walk)
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


def look(page: Page) -> None:
    """The page as it stands: nothing raw, nothing too wide on either screen, axe content."""
    harness.sound(page)
    if page.viewport_size == harness.DESKTOP:
        harness.phone(page)
        harness.no_overflow(page)
        harness.desktop(page)
    else:
        harness.easy_taps(page)


def _drafted(walk: Walk) -> None:
    page = walk["committee_chair"]
    page.goto(f"{walk.site}/votes/")
    look(page)
    page.get_by_role("link", name="发起第一次表决").click()
    opens = clock.day_of(walk.moment.now) + 21 * DAY
    page.get_by_label("名称").fill("2026 年第一次业主大会会议")
    page.get_by_label("答疑电话").fill("021-00000011")
    page.get_by_label("投票首日").fill(opens.isoformat())
    page.get_by_label("投票末日").fill((opens + 15 * DAY).isoformat())
    page.get_by_label("投票末日").blur()
    expect(page.locator("#dates")).to_contain_text("最迟公示日")
    look(page)
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_role("link", name="使用专项维修资金【更换电梯】").click()
    page.get_by_label("表决事项").fill(MOTION)
    page.get_by_label("部分楼栋").check()
    page.get_by_role("checkbox", name="1号楼").check()
    page.get_by_label("金额（元）").fill("60000")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="下一步：计票规则").click()
    look(page)
    page.get_by_label("手机票计入结果").check()
    page.get_by_label("已核对的依据").fill("本小区议事规则第21条，已向区房管部门核对")
    page.get_by_role("button", name="保存，下一步").click()
    for name in ("罗计票", "梁计票"):
        page.get_by_role("button", name=f"确定{name}").click()
    page.get_by_label("职责").select_option("witness")
    page.get_by_role("button", name="确定唐监票").click()
    look(page)
    page.get_by_role("link", name="下一步：锁定").click()
    look(page)
    page.get_by_role("button", name="锁定").click()
    page.get_by_role("dialog").get_by_role("button", name="锁定").click()
    expect(page.get_by_text("已锁定。下一步")).to_be_visible()


def _posted(walk: Walk, tmp_path: Path) -> None:
    page = walk.vote_page("committee_chair")
    page.get_by_role("link", name="核对并公示").click()
    look(page)
    assert "手机扫码投票" in text_of(walk.fetched("committee_chair", page, "A4"))
    page.get_by_role("button", name="公示", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="公示").click()
    photo = tmp_path / "board.jpg"
    Image.new("RGB", (640, 480), "#c9d6cf").save(photo, "JPEG")
    page.get_by_label("张贴处").fill("1号楼大堂公告栏")
    page.get_by_label("张贴日").fill(walk.moment.today)
    page.get_by_label("照片").set_input_files(photo)
    page.get_by_role("button", name="登记张贴").click()
    expect(page.get_by_role("link", name="照片", exact=True)).to_be_visible()
    look(page)


def _keys_kept(walk: Walk) -> None:
    for role, secret in SECRETS.items():
        page = walk.vote_page(role)
        page.get_by_role("link", name="密钥封存").click()
        page.get_by_label("我的口令").fill(secret)
        page.get_by_label("再输一遍").fill(secret)
        page.get_by_role("button", name="封存", exact=True).click()
        expect(page.get_by_text("开票时请您本人到场输入口令")).to_be_visible()
    page = walk.vote_page("community_worker")
    page.get_by_role("link", name="密钥封存").click()
    look(page)
    with page.expect_download():
        page.get_by_role("button", name="打印，只有这一次").click()


def _delivered(walk: Walk) -> None:
    page = walk.vote_page("community_worker")
    page.get_by_role("link", name="登记送达").click()
    page.locator("[data-v-all]").check()
    page.get_by_label("方式").select_option("in_person")
    page.get_by_label("日期").fill(walk.moment.today)
    page.get_by_label("签收人").fill("各户签收，见登记表")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("有凭证").first).to_be_visible()
    look(page)


def _codes_printed(walk: Walk) -> dict[str, str]:
    """Addressee → the code of his letter, as it is read off the paper."""
    page = walk.vote_page("counter_1")
    page.get_by_role("link", name="打印验证码信").click()
    look(page)
    with page.expect_download() as download:
        page.locator("tr", has_text="1号楼").get_by_role("button").click()
    letters = text_of(Path(download.value.path()).read_bytes())
    owners = [p.name for p in walk.cast.a.owners if p.name in letters]
    codes = CODE.findall(letters)
    named = sorted(owners, key=lambda name: letters.index(f"{name}亲启"))
    assert len(codes) == len(named) == 7
    return dict(zip(named, codes, strict=True))


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
    page.locator("#sheet-box").fill("1号箱")
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
