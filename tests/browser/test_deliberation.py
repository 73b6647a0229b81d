"""An issue from a resident's thumb to the residents' last word, carried by its procedure all the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from mulin.ground.record.sealer import drain
from mulin.kit import clock
from mulin.procedures.actions.carrying import read_on
from tests.browser import harness
from tests.browser.walking import look
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "三号楼旁边装晾衣架"


@dataclass
class Walk:
    """Who stands where: the resident and the neighbour on phones, the clerk at the office's screen."""

    site: str
    cast: Cast
    now: datetime
    resident: Page
    neighbour: Page
    guest: Page
    clerk: Page
    issue: str = ""
    procedure: str = ""
    meeting: str = ""

    def stands(self, step: str, words: str) -> None:
        """What the worker reads within seconds of it, as the procedure's page shows it."""
        drain(self.cast.yun.pk, now=clock.now())
        read_on(self.cast.yun.pk, now=clock.now())
        self.clerk.goto(self.procedure)
        row = self.clerk.locator(".p-days tr").filter(has_text=step)
        expect(row).to_contain_text(words)


@pytest.fixture
def walk(
    site: str,
    cast: Cast,
    page: Page,
    page_as: Callable[[str], Page],
    monkeypatch: pytest.MonkeyPatch,
) -> Walk:
    found = Walk(
        site,
        cast,
        clock.now(),
        harness.phone(page_as("owner")),
        harness.phone(page_as("co_owner")),
        harness.phone(page),
        page_as("community_worker"),
    )
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


def raised(walk: Walk) -> None:
    """By thumb; a neighbour stands behind it."""
    walk.resident.goto(f"{walk.site}/talks/")
    walk.resident.get_by_role("link", name="提一件要商量的事").click()
    walk.resident.get_by_label("要商量什么").fill(TITLE)
    walk.resident.get_by_role("button", name="提出来").click()
    walk.resident.get_by_text("您已附议。").wait_for()
    walk.issue = walk.resident.url
    walk.neighbour.goto(walk.issue)
    walk.neighbour.get_by_role("button", name="我也附议").click()
    walk.neighbour.get_by_text("您已附议。").wait_for()


def confirmed(walk: Walk) -> None:
    """The community worker finds it in the list, checks it, and starts its procedure; once."""
    walk.clerk.goto(f"{walk.site}/talks/issues/")
    walk.clerk.get_by_role("link", name=TITLE).click()
    walk.clerk.get_by_role("link", name="六步议事程序").click()
    expect(walk.clerk.locator("main")).to_contain_text("没有相近的议题")
    look(walk.clerk)
    walk.clerk.get_by_role("button", name="核对无误，启动程序").dblclick()
    walk.clerk.get_by_text("已确认，程序已启动").wait_for()
    walk.procedure = walk.clerk.url
    expect(walk.clerk.get_by_role("heading", level=1)).to_contain_text(TITLE)
    walk.clerk.go_back()
    walk.clerk.go_back()
    walk.clerk.get_by_role("link", name="六步议事程序").click()
    expect(walk.clerk).to_have_url(walk.procedure)
    walk.stands("议题收集", "已办")


def called(walk: Walk) -> None:
    """A coordination meeting with its parties, which the notice and the procedure then show."""
    walk.clerk.get_by_role("link", name="议题收集").first.click()
    walk.clerk.get_by_role("link", name=TITLE).click()
    walk.clerk.get_by_role("link", name="召集会议商量").click()
    starts = clock.day_of(walk.now) + timedelta(days=6)
    walk.clerk.get_by_label("会议名称").fill("晾衣架装在哪里")
    walk.clerk.get_by_label("时间").fill(f"{starts}T14:00")
    walk.clerk.get_by_label("地点").fill("党群服务站")
    walk.clerk.get_by_label("召集人").fill("云溪一社区居委会")
    walk.clerk.get_by_role("button", name="通知并公示").click()
    walk.clerk.get_by_role("link", name="打开签到页").wait_for()
    walk.meeting = walk.clerk.url
    walk.stands("确定议题", "已办")
    walk.now = datetime.combine(starts, datetime.min.time(), clock.SHANGHAI) + timedelta(hours=14)


def attended(walk: Walk) -> None:
    """The resident scans with his account, a guest types a name, the clerk vouches and adds the rest."""
    walk.clerk.goto(walk.meeting)
    door = walk.clerk.get_by_role("link", name="打开签到页").get_attribute("href")
    assert door
    door = walk.site + door[door.index("/talks/") :]
    parties = walk.clerk.locator("#came tbody tr td:first-child").all_inner_texts()
    names = [one.split(" ")[0].replace("必须到会", "").strip() for one in parties]
    walk.resident.goto(door)
    look(walk.resident)
    walk.resident.get_by_label("代表哪一方").select_option(label="居民代表")
    walk.resident.get_by_role("button", name="签到").click()
    walk.resident.get_by_text("已签到，请入座").wait_for()
    walk.guest.goto(door)
    walk.guest.get_by_label("代表哪一方").select_option(index=1)
    walk.guest.get_by_label("姓名").fill("周演示")
    walk.guest.get_by_role("button", name="签到").click()
    walk.guest.get_by_text("工作人员确认后算到会").wait_for()
    walk.clerk.reload()
    walk.clerk.get_by_role("button", name="确认 周演示 到会").click()
    for at, name in enumerate(names[1:], 1):
        if name != "居民代表":
            walk.clerk.get_by_label("代表哪一方").select_option(label=name)
            walk.clerk.get_by_label("姓名").fill(f"代表{at}")
            walk.clerk.get_by_role("button", name="登记到会").click()
    walk.clerk.get_by_text("够数了").wait_for()


def minuted(walk: Walk) -> None:
    """Minutes, the decision with who does what until when; published, and printed."""
    walk.now += timedelta(hours=2)
    walk.clerk.goto(walk.meeting)
    walk.clerk.get_by_role("link", name="登记结果").click()
    walk.clerk.get_by_label("纪要").fill("居民要晒被子，物业担心消防通道。")
    walk.clerk.get_by_label("商量成了").check(force=True)
    walk.clerk.get_by_label("结论").fill("装在花园东侧，不占消防通道。")
    walk.clerk.get_by_role("button", name="登记结果").click()
    walk.clerk.get_by_text("责任清单至少写一项").wait_for()
    walk.clerk.locator("select[name$=party_1]").select_option(label="物业服务企业")
    walk.clerk.locator("[name$=text_1]").fill("装两组晾衣架")
    due = clock.day_of(walk.now) + timedelta(days=20)
    walk.clerk.locator("[name$=due_1]").fill(due.isoformat())
    look(walk.clerk)
    walk.clerk.get_by_role("button", name="登记结果").click()
    walk.clerk.get_by_role("button", name="公布结果").click()
    walk.clerk.get_by_text("已公布").first.wait_for()
    paper = walk.clerk.get_by_role("link", name="会议纪要 PDF").get_attribute("href")
    assert walk.clerk.request.get(f"{walk.site}{paper}").body().startswith(b"%PDF")
    walk.stands("会议协商", "已办")


def carried_out(walk: Walk) -> None:
    """The party did it, too late, and everybody reads what was done."""
    walk.now += timedelta(days=21)
    walk.clerk.goto(f"{walk.site}/my-turn/")
    walk.clerk.get_by_role("link", name="装两组晾衣架").first.click()
    walk.clerk.get_by_text("登记办完：装两组晾衣架").click()
    walk.clerk.get_by_label("怎样办的").fill("两组装好，居民代表验收")
    walk.clerk.get_by_role("button", name="办完了").click()
    walk.clerk.get_by_text("已登记办完").wait_for()
    walk.clerk.get_by_label("办得怎样").fill("花园东侧两组晾衣架已装好。")
    walk.clerk.get_by_role("button", name="公布", exact=True).click()
    walk.clerk.get_by_text("居民可以评价了").wait_for()
    walk.stands("执行决策", "已办")
    walk.stands("监督反馈", "已办")


def evaluated(walk: Walk) -> None:
    """Both say how content they are, on their phones; the worker closes it."""
    for phone, score in ((walk.resident, "5"), (walk.neighbour, "4")):
        phone.goto(walk.issue)
        phone.locator(f"input[name=score][value='{score}']").check(force=True)
        phone.get_by_role("button", name="提交评价").click()
        phone.get_by_text("谢谢，您的评价已记下").wait_for()
    look(walk.resident)
    walk.clerk.goto(walk.issue)
    walk.clerk.get_by_label("结果").fill("晾衣架已装好，提出的人满意")
    walk.clerk.get_by_role("button", name="办结").click()
    walk.clerk.get_by_text("已办结").first.wait_for()
    walk.stands("居民评价", "已办")
    look(walk.clerk)


def test_an_issue_is_walked_from_a_resident_s_word_to_the_residents_last(walk: Walk) -> None:
    raised(walk)
    confirmed(walk)
    called(walk)
    attended(walk)
    minuted(walk)
    carried_out(walk)
    evaluated(walk)
