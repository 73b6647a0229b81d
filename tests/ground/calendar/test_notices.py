"""The year's notice is entered by the street, previewed, versioned, and moves nothing that is pinned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly.queries.readiness import latest_notice_day
from mulin.decide.assembly.queries.rules import law_of
from mulin.ground.calendar.actions import enter_notice
from mulin.ground.calendar.models import HolidayNotice
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.record.models import Fact
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.law.catalogue import nearest
from mulin.law.holiday_notice import read_notice
from mulin.law.pinned import pin
from mulin.law.workdays import CALENDAR
from tests import isolation
from tests.cast import Cast

Act = Callable[..., Actor]
As = Callable[[str], Client]

TEXT = """元旦：1月1日（周五）至3日（周日）放假，共3天。
春节：2月5日（周五）至11日（周四）放假调休，共7天。2月14日（周日）、2月20日（周六）上班。
清明节：4月3日（周六）至5日（周一）放假，共3天。
劳动节：5月1日（周六）至5日（周三）放假调休。5月8日（周六）上班。
端午节：6月9日（周三）放假，共1天。
中秋节：9月15日（周三）放假。国庆节：10月1日（周五）至7日（周四）放假调休。
9月26日（周日）、10月9日（周六）上班。"""
SOURCE = {"title": "关于2027年部分节假日安排的通知", "number": "演示发〔2026〕1号"}


def enter(by: Actor, now: datetime, text: str = TEXT, **more: object) -> HolidayNotice:
    said = {**SOURCE, "published_on": date(2026, 3, 1), **more}
    return enter_notice(read_notice(2027, text), by=by, now=now, **said)  # type: ignore[arg-type]


def test_from_then_on_the_street_reckons_with_it_and_no_other_street_does(
    cast: Cast, actor: Act, now: datetime
) -> None:
    day = date(2027, 2, 11)
    assert calendar_of(cast.yun.pk).is_working_day(day)
    row = enter(actor("street_officer"), now)
    mine = calendar_of(cast.yun.pk)
    assert not mine.is_working_day(day)
    assert mine.is_working_day(date(2027, 2, 14))
    assert mine.is_settled(day)
    assert mine.version == row.version != CALENDAR.version
    assert calendar_of(cast.other.pk).version == CALENDAR.version
    fact = Fact.objects.get()
    assert fact.kind == "HolidayNoticeEntered"
    assert fact.body["off_days"] == 27


def test_a_correction_needs_a_reason_and_the_earlier_stays_to_read(
    cast: Cast, actor: Act, now: datetime
) -> None:
    by = actor("street_officer")
    enter(by, now)
    with pytest.raises(Refused, match="写明更正理由"):
        enter(by, now)
    better = TEXT.replace("6月9日（周三）放假", "6月9日（周三）至10日（周四）放假")
    enter(by, now, better, why="漏登端午一天")
    assert not calendar_of(cast.yun.pk).is_working_day(date(2027, 6, 10))
    assert HolidayNotice.objects.of(cast.yun).count() == 2


def test_the_second_click_enters_nothing_more(cast: Cast, actor: Act, now: datetime) -> None:
    once = uuid7()
    first = enter(actor("street_officer"), now, once=once)
    assert enter(actor("street_officer"), now, once=once) == first
    assert Fact.objects.count() == 1


def test_a_pinned_vote_stays_where_it_is_and_a_draft_moves(
    cast: Cast, actor: Act, now: datetime, today: date
) -> None:
    poll = isolation.poll(cast)
    poll.opens_on = date(2027, 2, 26)
    before = latest_notice_day(poll, today)
    assert before is not None
    poll.law = pin(nearest(poll.region), today, calendar_of(cast.yun.pk))
    enter(actor("street_officer"), now)
    pinned = latest_notice_day(poll, today)
    assert pinned is not None
    assert pinned.day == before.day
    assert law_of(poll, today).days.version == CALENDAR.version
    poll.law = {}
    moved = latest_notice_day(poll, today)
    assert moved is not None
    assert moved.day != before.day
    assert moved.settled


def test_an_officer_pastes_the_notice_sees_what_moves_and_confirms(
    cast: Cast, client_as: As
) -> None:
    poll = isolation.poll(cast)
    type(poll).objects.of(cast.yun).filter(id=poll.pk).update(opens_on=date(2027, 2, 26))
    officer, url = client_as("street_officer"), reverse("calendar:enter")
    said = {**SOURCE, "once": uuid7(), "year": 2027, "published_on": "2026-11-04", "text": TEXT}
    seen = officer.post(url, said).content.decode()
    assert "现在还没有写入" in seen
    assert "2027-02-11" in seen
    assert poll.title in seen
    assert "公示最迟" in seen
    assert HolidayNotice.objects.count() == 0
    assert officer.post(url, {**said, "confirm": "1"}).status_code == 302
    page = officer.get(reverse("calendar:notices")).content.decode()
    assert "演示发〔2026〕1号" in page
    year = officer.get(reverse("law:calendar"), {"year": 2027}).content.decode()
    assert "暂定" not in year
    assert "演示发〔2026〕1号" in year


def test_going_back_keeps_what_was_typed(cast: Cast, client_as: As) -> None:
    said = {**SOURCE, "once": uuid7(), "year": 2027, "published_on": "2026-11-04", "text": TEXT}
    back = client_as("street_officer").post(reverse("calendar:enter"), {**said, "back": "1"})
    assert "演示发〔2026〕1号" in back.content.decode()
    assert "春节：2月5日" in back.content.decode()
    assert "现在还没有写入" not in back.content.decode()


def test_a_file_is_read_and_what_is_no_text_is_told(cast: Cast, client_as: As) -> None:
    officer, url = client_as("street_officer"), reverse("calendar:enter")
    said = {**SOURCE, "once": uuid7(), "year": 2027, "published_on": "2026-11-04"}
    sent = SimpleUploadedFile("通知.txt", TEXT.encode("gb18030"))
    assert "现在还没有写入" in officer.post(url, {**said, "file": sent}).content.decode()
    picture = SimpleUploadedFile("通知.doc", b"\xd0\xcf\x11\xe0\x00\x00\xff\xff" * 40)
    refused = officer.post(url, {**said, "file": picture})
    assert refused.status_code == 422
    assert "这不是文本文件" in refused.content.decode()
    large = SimpleUploadedFile("通知.txt", b"1" * 70_000)
    assert "文件太大" in officer.post(url, {**said, "file": large}).content.decode()


def test_faults_are_shown_and_the_text_stays(cast: Cast, client_as: As) -> None:
    wrong = TEXT.replace("（周五）至3日", "（周四）至3日")
    said = {**SOURCE, "once": uuid7(), "year": 2027, "published_on": "2026-11-04", "text": wrong}
    answer = client_as("street_officer").post(reverse("calendar:enter"), said)
    assert answer.status_code == 422
    assert "请核对年份和日期" in answer.content.decode()
    assert "春节：2月5日" in answer.content.decode()


@pytest.mark.parametrize("role", ["community_worker", "owner", "auditor", "property_manager"])
def test_others_read_the_calendar_and_do_not_enter_notices(
    cast: Cast, actor: Act, client_as: As, now: datetime, role: str
) -> None:
    with pytest.raises(Refused, match="由街道登记"):
        enter(actor(role), now)
    assert client_as(role).get(reverse("calendar:enter")).status_code == 403
    assert "登记放假通知" not in client_as(role).get(reverse("law:calendar")).content.decode()
