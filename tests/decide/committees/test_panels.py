"""Owners sign up, are drawn in the open, look at an item; the committee answers. And who may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.committees.actions import panels, reviewing, seating
from mulin.decide.committees.models import Applicant, Panel, PanelItem, PanelPaper, Term
from mulin.decide.committees.papers import File
from mulin.decide.committees.queries.panels import applicants_of, seated_of
from mulin.ground.estate.models import Person
from mulin.ground.notices.models import PublicNotice
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.law.drawing import draw
from tests.cast import Cast
from tests.decide.committees.bodies import filled
from tests.decide.committees.test_pages import text, to
from tests.ground.papers.files import PDF

As = Callable[[str], Client]
Acting = Callable[..., Actor]
DAY = timedelta(days=1)
RULE = "某期开奖号码"


@pytest.fixture
def term(cast: Cast, actor: Acting, now: datetime) -> Term:
    """A committee of five; the owner of the cast sits not in it."""
    return filled(cast, actor("street_officer"), now, ends_on=date(2030, 5, 31))[0]


def called(cast: Cast, by: Actor, now: datetime, **changes: Any) -> Panel:
    today = clock.day_of(now)
    plan = {
        "title": "物业选聘评审团",
        "kind": "company",
        "about": "看投标文件，写评审意见",
        "how": "draw",
        "seats": 3,
        "closes_on": today + 5 * DAY,
        "draw_on": today + 8 * DAY,
        "rule": RULE,
        **changes,
    }
    return panels.call_panel(cast.a.committee, panels.Call(**plan), once=uuid7(), by=by, now=now)


def signed(panel: Panel, people: list[Person], by: Actor, now: datetime) -> list[Applicant]:
    return [
        panels.apply(panel, who, "", agreed=True, once=uuid7(), by=by, now=now) for who in people
    ]


def drawn(cast: Cast, actor: Acting, now: datetime, **changes: Any) -> Panel:
    """Six applicants, the owner of the cast among them, three drawn."""
    by = actor("street_officer")
    panel = called(cast, by, now, **changes)
    signed(panel, [cast.persons["owner"], *cast.a.owners[6:11]], by, now)
    seating.close_list(panel, clock.day_of(now) + 8 * DAY, by=by, now=now + 6 * DAY)
    return seating.draw_panel(panel, "07 12 33", "第 26123 期", by=by, now=now + 8 * DAY)


def reviewed(panel: Panel, by: Actor, now: datetime) -> PanelItem:
    when = clock.day_of(now) + 10 * DAY
    return reviewing.put_item(
        panel, "投标文件", "看三家", when, "活动室", once=uuid7(), by=by, now=now + 9 * DAY
    )


# ── The call and the list ────────────────────────────────────────────────────────────────────────


def test_a_call_hangs_on_the_board_and_says_how_it_is_drawn(
    cast: Cast, term: Term, actor: Acting, now: datetime
) -> None:
    panel = called(cast, actor("committee_chair"), now)
    notice = PublicNotice.objects.of(cast.yun).get(subject_id=panel.pk)
    assert RULE in notice.body
    assert "应当回避" in notice.body
    again = panels.call_panel(
        cast.a.committee,
        panels.Call("x", "other", "x", "chosen", 1, panel.closes_on),
        once=panel.pk,
        by=actor("committee_chair"),
        now=now,
    )
    assert again.title == "物业选聘评审团"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"rule": " "}, "抽取数字从哪里来"),
        ({"draw_on": date(2026, 3, 7)}, "抽取日期不晚于报名截止"),
        ({"closes_on": date(2026, 3, 2)}, "截止日期不晚于今天"),
        ({"seats": 0}, "名额应在"),
        ({"about": " "}, "没有写做什么"),
    ],
)
def test_a_call_that_cannot_be_drawn_fairly_is_refused(
    cast: Cast, term: Term, actor: Acting, now: datetime, changes: dict[str, Any], told: str
) -> None:
    with pytest.raises(Refused, match=told):
        called(cast, actor("committee_chair"), now, **changes)
    assert not Panel.objects.of(cast.yun).exists()


def test_who_must_stand_back_is_told_why(
    cast: Cast, term: Term, actor: Acting, now: datetime
) -> None:
    by = actor("street_officer")
    panel = called(cast, by, now)
    with pytest.raises(Refused, match="业委会（物管会）的委员"):
        signed(panel, [cast.persons["committee_chair"]], by, now)
    with pytest.raises(Refused, match="底册里不是本小区业主"):
        signed(panel, [cast.persons["other_compound_owner"]], by, now)
    with pytest.raises(Refused, match="没有利害关系"):
        panels.apply(panel, cast.persons["owner"], "", agreed=False, once=uuid7(), by=by, now=now)
    with pytest.raises(Refused, match="截止报名"):
        signed(panel, [cast.persons["owner"]], by, now + 6 * DAY)
    assert not Applicant.objects.of(cast.yun).exists()


def test_an_owner_signs_up_on_his_phone_and_takes_it_back(
    cast: Cast, term: Term, actor: Acting, client_as: As
) -> None:
    panel = called(cast, actor("committee_chair"), clock.now())
    owner = client_as("owner")
    page = text(owner.get(to("panel", panel.pk)))
    assert "我要报名" in page
    assert "m-hd" in page  # the residents' shell
    bare = owner.post(to("apply_panel", panel.pk), {"once": uuid7()})
    assert bare.status_code == 422
    sent = {"once": uuid7(), "agreed": "on", "ties": "做过招标"}
    assert owner.post(to("apply_panel", panel.pk), sent).status_code == 302
    row = Applicant.objects.of(cast.yun).get()
    assert row.person_id == cast.persons["owner"].pk
    assert row.room
    assert client_as("co_owner").post(to("out_panel", row.pk), {"why": "x"}).status_code == 403
    assert owner.post(to("out_panel", row.pk), {"why": "那天有事"}).status_code == 302
    row.refresh_from_db()
    assert row.state == Applicant.State.WITHDRAWN


def test_a_list_is_closed_before_its_number_can_be_known(
    cast: Cast, term: Term, actor: Acting, now: datetime
) -> None:
    by = actor("street_officer")
    panel = called(cast, by, now)
    signed(panel, cast.a.owners[6:9], by, now)
    with pytest.raises(Refused, match="才截止"):
        seating.close_list(panel, panel.draw_on, by=by, now=now)
    with pytest.raises(Refused, match="可能已经有人知道"):
        seating.close_list(panel, panel.draw_on, by=by, now=now + 8 * DAY)
    closed = seating.close_list(panel, panel.draw_on, by=by, now=now + 6 * DAY)
    assert closed.tickets == 3
    with pytest.raises(Refused, match="还没有公布"):
        seating.draw_panel(panel, "1", "x", by=by, now=now + 6 * DAY)
    with pytest.raises(Refused, match="报名已经截止"):
        signed(panel, [cast.a.owners[10]], by, now + 6 * DAY)


def test_a_draw_can_be_done_again_from_what_hangs_on_the_board(
    cast: Cast, term: Term, actor: Acting, now: datetime
) -> None:
    panel = drawn(cast, actor, now)
    notice = PublicNotice.objects.of(cast.yun).get(title__startswith="评审团名单截止")
    digest = next(word for word in notice.body.replace("。", "：").split("：") if len(word) == 64)
    lots = draw(digest, "07 12 33", 6, 3)
    seated = [row.ticket for row in seated_of(panel)]
    assert seated == [lot.ticket for lot in lots if lot.seated]
    assert {row.state for row in applicants_of(panel)} == {"seated", "reserve"}
    fact = Fact.objects.of(cast.yun).get(kind="PanelDrawn")
    assert list(fact.body["order"]) == [lot.ticket for lot in lots]
    again = seating.draw_panel(panel, "99", "x", by=actor("street_officer"), now=now + 9 * DAY)
    assert again.number == "07 12 33"


def test_a_member_who_leaves_is_followed_by_the_first_reserve(
    cast: Cast, term: Term, actor: Acting, now: datetime
) -> None:
    panel = drawn(cast, actor, now)
    first = seated_of(panel)[0]
    reserve = next(a for a in applicants_of(panel) if a.state == "reserve")
    reviewing_by = actor("street_officer")
    seating.leave_panel(first, "出差", by=reviewing_by, now=now + 9 * DAY)
    now_seated = [row.pk for row in seated_of(panel)]
    assert first.pk not in now_seated
    assert reserve.pk in now_seated


def test_a_choice_gives_a_reason_for_each(
    cast: Cast, term: Term, actor: Acting, now: datetime
) -> None:
    by = actor("committee_chair")
    panel = called(cast, by, now, how="chosen", rule="", draw_on=None)
    rows = signed(panel, cast.a.owners[6:10], actor("street_officer"), now)
    seating.close_list(panel, None, by=by, now=now + 6 * DAY)
    reasons = {row.pk: "懂合同" for row in rows}
    with pytest.raises(Refused, match="挑选了 4 人，名额 3 人"):
        seating.choose_panel(panel, reasons, by=by, now=now + 6 * DAY)
    seating.choose_panel(panel, {rows[1].pk: "会计"}, by=by, now=now + 6 * DAY)
    assert [row.pk for row in seated_of(panel)] == [rows[1].pk]


# ── What it looks at ─────────────────────────────────────────────────────────────────────────────


def test_the_panel_reads_asks_advises_and_the_committee_answers(
    cast: Cast, term: Term, actor: Acting, now: datetime
) -> None:
    panel = drawn(cast, actor, now, seats=6)
    chair, owner = actor("committee_chair"), actor("owner")
    item = reviewed(panel, chair, now)
    asked = reviewing.ask_question(item, "几个保安", once=uuid7(), by=owner, now=now + 9 * DAY)
    with pytest.raises(Refused, match="由评审员本人提出"):
        reviewing.ask_question(item, "x", once=uuid7(), by=chair, now=now + 9 * DAY)
    reviewing.answer_question(asked, "四个", by=chair, now=now + 9 * DAY)
    members = [row.pk for row in seated_of(panel)]
    told = reviewing.Told(4, 1, 0, "推荐乙", "最合适", "")
    late = now + 10 * DAY
    with pytest.raises(Refused, match="没有写不同意见"):
        reviewing.advise(item, members[:5], members[5:], told, by=chair, now=late)
    with pytest.raises(Refused, match="票数共 5，到会 4 人"):
        reviewing.advise(item, members[:4], [], told, by=chair, now=late)
    with pytest.raises(Refused, match="没有过能参加的 6 人的半数"):
        reviewing.advise(item, members[:3], [], told, by=chair, now=late)
    full = told._replace(dissent="换人有风险")
    with pytest.raises(Refused, match="才评审"):
        reviewing.advise(item, members[:5], members[5:], full, by=chair, now=now + 9 * DAY)
    reviewing.advise(item, members[:5], members[5:], full, by=chair, now=late)
    with pytest.raises(Refused, match="已评审，等公布"):
        reviewing.answer_advice(item, "yes", "好", by=chair, now=late)
    reviewing.publish_advice(item, by=chair, now=late)
    hangs = PublicNotice.objects.of(cast.yun).get(title="评审意见：投标文件")
    assert "赞成 4、反对 1" in hangs.body
    assert "换人有风险" in hangs.body
    with pytest.raises(Refused, match="由业委会（物管会）答复"):
        reviewing.answer_advice(item, "yes", "好", by=actor("street_officer"), now=late)
    done = reviewing.answer_advice(item, "no", "价高，另请两家", by=chair, now=late)
    assert done.state == PanelItem.State.ANSWERED
    answer = PublicNotice.objects.of(cast.yun).get(title__startswith="业委会答复")
    assert "不采纳。价高" in answer.body


def test_an_item_is_put_only_before_a_panel_that_sits(
    cast: Cast, term: Term, actor: Acting, now: datetime
) -> None:
    panel = called(cast, actor("committee_chair"), now)
    with pytest.raises(Refused, match="还没有产生"):
        reviewed(panel, actor("committee_chair"), now)


# ── Who sees what ────────────────────────────────────────────────────────────────────────────────


def test_papers_are_read_by_members_and_names_by_those_who_carry_it(
    cast: Cast, term: Term, actor: Acting, client_as: As
) -> None:
    start = clock.now() - 9 * DAY
    panel = drawn(cast, actor, start, seats=5)
    chair = actor("committee_chair")
    item = reviewed(panel, chair, start)
    given = reviewing.give_paper(item, "投标文件", File("标书.pdf", PDF), by=chair, now=clock.now())
    assert PanelPaper.objects.of(cast.yun).count() == 1
    link = reverse("papers:download", args=[cast.yun.slug, given.paper_id])
    seats = {row.person_id for row in seated_of(panel)}
    sits = cast.persons["owner"].pk in seats
    owner, other = client_as("owner"), client_as("co_owner")
    assert owner.get(link).status_code == (200 if sits else 404)
    assert other.get(link).status_code == 404
    name = cast.a.owners[7].name
    assert name in text(client_as("committee_chair").get(to("panel", panel.pk)))
    page = text(other.get(to("panel", panel.pk)))
    assert name not in page
    assert "看三家" not in page  # nothing was published yet


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("auditor", 200),
        ("tenant", 404),
        ("stranger", 403),
        ("other_compound_owner", 404),
        ("neighbour_officer", 404),
    ],
)
def test_only_the_compound_sees_its_panel(
    cast: Cast, term: Term, actor: Acting, client_as: As, role: str, status: int
) -> None:
    panel = called(cast, actor("committee_chair"), clock.now())
    assert client_as(role).get(to("panel", panel.pk)).status_code == status


@pytest.mark.parametrize("role", ["owner", "auditor"])
def test_whoever_does_not_carry_it_is_told_so(
    cast: Cast, term: Term, actor: Acting, now: datetime, role: str
) -> None:
    panel = called(cast, actor("committee_chair"), now)
    with pytest.raises(Refused, match="由业委会或社区登记"):
        seating.close_list(panel, panel.draw_on, by=actor(role), now=now + 6 * DAY)
    with pytest.raises(Refused, match="由业委会（物管会）征集"):
        called(cast, actor(role), now)


def test_the_list_of_panels_is_searched_and_exported(
    cast: Cast, term: Term, actor: Acting, client_as: As
) -> None:
    called(cast, actor("committee_chair"), clock.now())
    officer = client_as("street_officer")
    assert "物业选聘评审团" in text(officer.get(to("panels"), {"q": "物业选聘"}))
    assert "物业选聘评审团" not in text(officer.get(to("panels"), {"kind": "parking"}))
    file = officer.get(to("panels"), {"export": "csv"})
    assert "物业选聘评审团" in b"".join(file.streaming_content).decode()
