"""A violation: talked about, reported within the hours, referred, visited, carried back; and sealed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from mulin.discover.referrals.actions.enforcing import (
    Duties,
    Looked,
    accept,
    conclude,
    drop,
    feed_back,
    give_back,
    refer,
    set_team,
    visit,
)
from mulin.discover.referrals.actions.finding import (
    Found,
    dissuade,
    keep_evidence,
    note,
    read_other_side,
    report,
    settle,
    tip,
)
from mulin.discover.referrals.models import Referral, Team
from mulin.discover.referrals.permissions import may_read_reporter, may_see
from mulin.discover.referrals.queries.referrals import (
    clock_of,
    mark_of,
    referral_of,
    referrals_for,
)
from mulin.ground.estate.models import Organisation
from mulin.ground.notices.models import Message
from mulin.ground.record.models import Fact
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Grant, Refused, Role, Scope
from tests.cast import Cast

Who = Callable[..., Actor]
HOUR = timedelta(hours=1)


@pytest.fixture
def company(actor: Who) -> Actor:
    return actor("property_manager")


@pytest.fixture
def worker(actor: Who) -> Actor:
    return actor("community_worker")


@pytest.fixture
def team(cast: Cast, actor: Who, now: datetime) -> Team:
    body = Organisation(street=cast.yun, kind="street_office", name="执法队（演示）")
    body.save(force_insert=True)
    duties = Duties("110", ("illegal_building", "green"), (cast.a.community.pk,))
    return set_team(body, duties, by=actor("street_officer"), now=now)


@pytest.fixture
def enforcer(cast: Cast, team: Team) -> Actor:
    grant = Grant(Role.ENFORCER, Scope.ORGANISATION, team.organisation_id, team.organisation_id)
    return Actor(cast.yun.pk, None, uuid7(), "韩执法", "执法队 队员", (grant,))


def seen(now: datetime, kind: str = "illegal_building") -> Found:
    return Found(kind, "露台", "砌墙加顶", now - HOUR, other_side="王某 301")


def whole(row: Referral) -> Referral:
    found = referral_of(row.street_id, row.pk)
    assert found is not None
    return found


def reported(
    cast: Cast, by: Actor, now: datetime, picture: bytes, after: timedelta = 5 * HOUR
) -> Referral:
    row = note(cast.a.compound, seen(now), once=uuid7(), by=by, now=now)
    keep_evidence(row, "before", picture, by=by, now=now)
    row = dissuade(row, "劝过，不听", now, by=by, now=now)
    return report(row, by=by, now=now + after)


def test_it_goes_from_the_first_word_to_the_result_carried_back(
    cast: Cast,
    company: Actor,
    worker: Actor,
    enforcer: Actor,
    team: Team,
    now: datetime,
    picture: bytes,
) -> None:
    row = reported(cast, company, now, picture)
    row = refer(whole(row), team, by=worker, now=now + 6 * HOUR)
    row = accept(whole(row), "韩、沈", by=enforcer, now=now + 8 * HOUR)
    day = day_of(now)
    looked = Looked(day, "韩、沈", "属实", "停工拆除", day + timedelta(days=10))
    visit(whole(row), looked, once=uuid7(), by=enforcer, now=now + 9 * HOUR)
    row = conclude(whole(row), "corrected", "已拆除", day, by=enforcer, now=now + 10 * HOUR)
    with pytest.raises(Refused, match="由社区或者街道办"):
        feed_back(whole(row), "好了", by=company, now=now + 11 * HOUR)
    row = feed_back(whole(row), "已拆除", by=worker, now=now + 11 * HOUR)
    assert (row.state, row.get_result_display()) == ("closed", "责令改正并已改正")
    facts = Fact.objects.of(cast.yun).filter(subject_id=row.pk)
    assert facts.count() == 9
    assert all("王某" not in str(f.body) + str(f.personal) for f in facts)


def test_the_hours_run_from_the_first_talk_and_late_stays_late(
    cast: Cast, company: Actor, now: datetime, picture: bytes
) -> None:
    row = note(cast.a.compound, seen(now), once=uuid7(), by=company, now=now)
    assert clock_of(row, now) is None
    keep_evidence(row, "talk", picture, by=company, now=now)
    row = dissuade(row, "劝过", now, by=company, now=now)
    assert row.report_by == now + 24 * HOUR
    assert "上海市住宅物业管理规定第59条" in row.how_due
    row = dissuade(row, "又劝一次", now + 3 * HOUR, by=company, now=now + 3 * HOUR)
    assert row.report_by == now + 24 * HOUR
    running = clock_of(row, now + 22 * HOUR + timedelta(minutes=30))
    assert running is not None
    assert (running.words, running.over) == ("还剩 1 小时 30 分", False)
    assert mark_of(row, now + 25 * HOUR)[0] == "late"
    row = report(row, by=company, now=now + 26 * HOUR)
    stopped = clock_of(row, now + 99 * HOUR)
    assert stopped is not None
    assert (stopped.over, stopped.words) == (True, "超过 2 小时 0 分")
    fact = Fact.objects.of(cast.yun).get(kind="ViolationReported")
    assert "迟于" in str(fact.body)


def test_exactly_at_the_last_minute_is_still_in_time(
    cast: Cast, company: Actor, now: datetime, picture: bytes
) -> None:
    row = reported(cast, company, now, picture, after=24 * HOUR)
    clock = clock_of(row, now + 30 * HOUR)
    assert clock is not None
    assert not clock.over


def test_without_a_talk_or_a_picture_nothing_is_reported(
    cast: Cast, company: Actor, now: datetime, picture: bytes
) -> None:
    row = note(cast.a.compound, seen(now), once=uuid7(), by=company, now=now)
    with pytest.raises(Refused, match="还没有登记劝阻"):
        report(row, by=company, now=now)
    row = dissuade(row, "劝过", now, by=company, now=now)
    with pytest.raises(Refused, match="没有证据照片"):
        report(row, by=company, now=now)
    with pytest.raises(Refused, match="没有改正后的照片"):
        settle(row, by=company, now=now)
    keep_evidence(row, "after", picture, by=company, now=now)
    assert settle(row, by=company, now=now).state == "settled"


def test_a_team_takes_its_kinds_and_its_area_only(
    cast: Cast, company: Actor, worker: Actor, team: Team, actor: Who, now: datetime, picture: bytes
) -> None:
    row = note(cast.a.compound, seen(now, "facade"), once=uuid7(), by=company, now=now)
    keep_evidence(row, "before", picture, by=company, now=now)
    dissuade(row, "劝过", now, by=company, now=now)
    row = report(row, by=company, now=now)
    with pytest.raises(Refused, match="不办这一类"):
        refer(whole(row), team, by=worker, now=now)
    with pytest.raises(Refused, match="由社区或者街道办"):
        refer(whole(row), team, by=company, now=now)
    far = note(cast.b.compound, seen(now), once=uuid7(), by=actor("street_officer"), now=now)
    keep_evidence(far, "before", picture, by=actor("street_officer"), now=now)
    dissuade(far, "劝过", now, by=actor("street_officer"), now=now)
    far = report(far, by=actor("street_officer"), now=now)
    with pytest.raises(Refused, match="不管这个社区"):
        refer(whole(far), team, by=actor("street_officer"), now=now)
    assert drop(whole(row), "已自行协商", by=worker, now=now).state == "dropped"


def test_what_is_returned_says_why_and_may_be_referred_again(
    cast: Cast,
    company: Actor,
    worker: Actor,
    enforcer: Actor,
    team: Team,
    now: datetime,
    picture: bytes,
) -> None:
    row = refer(whole(reported(cast, company, now, picture)), team, by=worker, now=now)
    with pytest.raises(Refused, match="没有写退回的理由"):
        give_back(whole(row), "", by=enforcer, now=now)
    row = give_back(whole(row), "缺原状照片", by=enforcer, now=now)
    row = refer(whole(row), team, by=worker, now=now + HOUR)
    assert (row.state, row.why_returned) == ("referred", "")
    late = now + timedelta(days=20)
    assert mark_of(whole(row), late)[0] == "late"


def test_who_did_it_is_sealed_and_closed_to_the_company_after_the_report(
    cast: Cast, company: Actor, worker: Actor, actor: Who, now: datetime, picture: bytes
) -> None:
    row = note(cast.a.compound, seen(now), once=uuid7(), by=company, now=now)
    assert "王某".encode() not in bytes(row.other_side)
    assert read_other_side(row, "当面劝阻", by=company, now=now) == "王某 301"
    keep_evidence(row, "before", picture, by=company, now=now)
    dissuade(row, "劝过", now, by=company, now=now)
    row = report(row, by=company, now=now)
    with pytest.raises(Refused, match="已封存"):
        read_other_side(row, "再看看", by=company, now=now)
    with pytest.raises(Refused, match="已封存"):
        read_other_side(row, "审计", by=actor("auditor"), now=now)
    assert read_other_side(row, "移送核对", by=worker, now=now) == "王某 301"
    assert Fact.objects.of(cast.yun).filter(kind="OtherSideRead").count() == 2


def test_who_told_of_it_stays_unknown_to_company_team_and_record(
    cast: Cast,
    company: Actor,
    worker: Actor,
    enforcer: Actor,
    team: Team,
    actor: Who,
    now: datetime,
    picture: bytes,
) -> None:
    owner, me = actor("owner"), cast.persons["owner"]
    row = tip(cast.a.compound, seen(now), reporter=me, named=False, once=uuid7(), by=owner, now=now)
    keep_evidence(row, "before", picture, by=owner, now=now)
    told = Fact.objects.of(cast.yun).filter(subject_id=row.pk)
    assert {(f.by, f.account_id, f.person_id) for f in told} == {("居民", None, None)}
    row = dissuade(row, "劝过", now, by=company, now=now)
    row = refer(whole(report(row, by=company, now=now)), team, by=worker, now=now)
    assert may_see(enforcer, whole(row)) is None
    assert may_read_reporter(company, row) is not None
    assert may_read_reporter(enforcer, whole(row)) is not None
    assert may_read_reporter(worker, row) is None
    row = accept(whole(row), "韩、沈", by=enforcer, now=now)
    row = conclude(whole(row), "no_case", "不构成", day_of(now), by=enforcer, now=now)
    feed_back(whole(row), "不构成违法", by=worker, now=now)
    assert Message.objects.of(cast.yun).filter(subject_id=row.pk).count() <= 1
    with pytest.raises(Refused):
        tip(cast.b.compound, seen(now), reporter=me, named=False, once=uuid7(), by=owner, now=now)


def test_a_team_sees_what_lies_with_it_and_nothing_else(
    cast: Cast,
    company: Actor,
    worker: Actor,
    enforcer: Actor,
    team: Team,
    now: datetime,
    picture: bytes,
) -> None:
    row = reported(cast, company, now, picture)
    assert referrals_for(enforcer).count() == 0
    assert may_see(enforcer, whole(row)) is not None
    refer(whole(row), team, by=worker, now=now)
    assert referrals_for(enforcer).count() == 1
    with pytest.raises(Refused, match="由执法队登记"):
        accept(whole(row), "社区代", by=worker, now=now)
