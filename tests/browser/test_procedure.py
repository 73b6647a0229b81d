"""One procedure as people walk it: opened, late in sight of everybody, its vote begun from the step,
the notice of the vote carrying the next step on, and the dossier taken away."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from mulin.decide.assembly.actions import drafts, locking, officers, running
from mulin.decide.assembly.models import Motion, Poll
from mulin.ground.record.sealer import drain
from mulin.kit import clock
from mulin.kit.clock import start_of
from mulin.kit.ids import uuid7
from mulin.procedures.actions.carrying import read_on
from tests.browser import harness
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)

As = Callable[[str], Page]
SECRETS = {"counter_1": "梁上燕子三月又来", "counter_2": "苹果树下老王的家"}


@pytest.fixture
def shanghai(cast: Cast) -> Cast:
    cast.yun.region = "310000"
    cast.yun.save(update_fields=["region"])
    return cast


def sound(page: Page, name: str) -> None:
    """Looked at on both screens."""
    harness.desktop(page)
    harness.shot(page, f"{name}-desktop")
    harness.sound(page)
    harness.phone(page)
    harness.shot(page, f"{name}-phone")
    harness.no_overflow(page)
    harness.desktop(page)


def posted(poll: Poll, cast: Cast, today: date) -> None:
    """The vote as its convener brings it onto the board, by the room's own verbs."""
    now, opens = clock.now(), today + timedelta(days=45)
    staff = cast.actor("community_worker", today)
    draft = drafts.PollDraft(
        title=poll.title,
        convener=poll.convener,
        contact_name="唐监票",
        contact_phone="021-00000003",
        opens_on=opens,
        closes_at=start_of(opens + timedelta(days=15)),
    )
    poll = drafts.edit_poll(poll, draft, by=staff, now=now)
    motion = Motion.objects.of(cast.yun).get(poll=poll)
    chosen = drafts.MotionDraft(
        motion.kind, "选举第二届业主委员会委员", "应选一名，差额选举。", seats=1
    )
    motion = drafts.put_motion(poll, chosen, motion_id=motion.pk, by=staff, now=now)
    for owner in cast.a.owners[4:6]:
        stands = drafts.CandidateDraft(owner.pk, "本人自荐")
        drafts.put_candidate(motion, stands, candidate_id=uuid7(), by=staff, now=now)
    for role in SECRETS:
        drafts.name_officer(poll, cast.persons[role], "counter", "业主", by=staff, now=now)
    drafts.name_officer(poll, cast.persons["witness"], "witness", "居委会", by=staff, now=now)
    poll = locking.lock_poll(poll, by=staff, now=now)
    for role, words in SECRETS.items():
        officers.keep_share(poll, words, by=cast.actor(role, today), now=now)
    officers.print_envelope(poll, by=staff, now=now)
    running.post_poll(poll, body="", paper_id=None, by=staff, now=now)
    drain(cast.yun.pk, now=now)
    read_on(cast.yun.pk, now=now)


def test_a_re_election_is_walked_from_its_opening_to_its_dossier(
    page_as: As, site: str, shanghai: Cast
) -> None:
    today = clock.today()
    page = page_as("street_officer")
    page.goto(f"{site}/procedures/")
    page.get_by_role("link", name="启动程序").click()
    page.get_by_label("程序").select_option("reelection")
    page.get_by_label("小区").select_option(label="云栖苑")
    page.get_by_label("起算日").fill((today + timedelta(days=100)).isoformat())
    page.get_by_role("button", name="启动").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("业主委员会换届")

    # Five months before the end of the term are gone: the report is late, and says so.
    report = page.locator(".p-days tr", has=page.get_by_role("link", name="书面报告街道"))
    expect(report).to_contain_text("逾期")
    expect(report).to_contain_text("第28条")
    sound(page, "procedure")
    page.goto(f"{site}/procedures/?late=yes")
    expect(page.get_by_role("row").filter(has_text="云栖苑")).to_contain_text("有逾期")
    sound(page, "procedure-board")

    # The vote is begun from its step; the draft is in the assembly's room.
    page.get_by_role("link", name="业主委员会换届").click()
    page.get_by_role("link", name="召开业主大会会议，选举新一届").first.click()
    page.get_by_role("link", name="发起业主表决").click()
    expect(page.get_by_label("标题")).to_have_value("云栖苑业主委员会换届")
    sound(page, "procedure-open-room")
    page.get_by_role("button", name="发起").click()
    piece = page.get_by_role("link", name="云栖苑业主委员会换届", exact=True)
    expect(piece).to_be_visible()
    sound(page, "procedure-step-opened")
    piece.click()
    expect(page).to_have_url(f"{site}/votes/{Poll.objects.get().pk}/draft/")

    # Its notice goes up: the step of calling the assembly is done, with that fact as evidence.
    posted(Poll.objects.get(), shanghai, today)
    page.goto(f"{site}/procedures/")
    page.get_by_role("link", name="业主委员会换届").click()
    call = page.locator(
        ".p-days tr", has=page.get_by_role("link", name="公告会议时间、地点、形式和议题")
    )
    expect(call).to_contain_text("已办")
    call.get_by_role("link").first.click()
    expect(page.get_by_role("link", name="看这条存证")).to_be_visible()
    sound(page, "procedure-step-carried")
    page.get_by_role("link", name="回到程序").click()
    expect(page.locator("main")).to_contain_text("依据")

    # The street moves to another line of the law: both timetables stand side by side.
    shanghai.yun.region = "330100"
    shanghai.yun.save(update_fields=["region"])
    page.get_by_role("link", name="改按今天的法规").click()
    expect(page.locator(".p-moved").first).to_be_visible()
    sound(page, "procedure-repin")
    page.get_by_role("link", name="先不").click()

    # The dossier is a PDF, the papers an archive.
    there = page.get_by_role("link", name="卷宗 PDF").get_attribute("href")
    pdf = page.request.get(f"{site}{there}")
    assert "步骤和期限" in PdfReader(BytesIO(pdf.body())).pages[1].extract_text()
    with page.expect_download() as taken:
        page.get_by_role("button", name="全部材料 ZIP").click()
    with zipfile.ZipFile(str(taken.value.path())) as archive:
        assert "程序卷宗.pdf" in archive.namelist()


def test_ones_own_days_are_put_into_a_calendar(page_as: As, site: str, shanghai: Cast) -> None:
    page = page_as("community_worker")
    page.goto(f"{site}/my-turn/")
    page.get_by_role("button", name="开通日历订阅").click()
    expect(page.get_by_role("img", name="日历地址的二维码")).to_be_visible()
    sound(page, "calendar")
    address = page.get_by_label("日历地址", exact=True).input_value()
    answer = page.request.get(site + "/" + address.split("/", 3)[3])
    assert answer.headers["content-type"].startswith("text/calendar")
    page.goto(f"{site}/my-turn/")
    expect(page.get_by_role("link", name="在这台设备的日历里打开")).to_be_visible()
    sound(page, "my-turn-with-calendar")
