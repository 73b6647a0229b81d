"""Referred to a team, accepted or returned, visited, decided; and the result carried back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.referrals.actions.common import alone
from mulin.discover.referrals.events import (
    EnforcementTeamSet,
    ReferralAccepted,
    ReferralFedBack,
    ReferralNotMade,
    ReferralResult,
    ReferralReturned,
    ReferralVisited,
    ViolationReferred,
)
from mulin.discover.referrals.models import Referral, SiteVisit, Team
from mulin.discover.referrals.permissions import (
    HIDDEN,
    may_enforce,
    may_feed_back,
    may_refer,
    may_set_teams,
)
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.estate.models import Community, Organisation
from mulin.ground.notices.actions.messages import Outgoing, send_all
from mulin.ground.record.actions import record
from mulin.ground.record.verbs import say_there as say
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import line as words
from mulin.kit.typed import refuse
from mulin.kit.words import said
from mulin.law.terms import Period
from mulin.law.violations.catalogue import violations
from mulin.law.workdays import after

ANSWER_WITHIN = Period(working_days=5)
"""How long a team has to accept or return; a default of this product, 需本地复核."""
State = Referral.State


@dataclass(frozen=True)
class Duties:
    """What a team takes, where, and how it is reached."""

    phone: str
    kinds: tuple[str, ...]
    areas: tuple[UUID, ...]


def set_team(organisation: Organisation, duties: Duties, *, by: Actor, now: datetime) -> Team:
    """Register a team, or write its duties anew; residents read them."""
    require(may_set_teams(by))
    if organisation.street_id != by.street_id or not set(duties.kinds) <= set(violations()):
        raise Refused(HIDDEN)
    known = Community.objects.of(by.street_id).filter(pk__in=duties.areas)
    if not duties.kinds or not duties.areas or known.count() != len(set(duties.areas)):
        refuse(said("没有选办哪几类，或者哪些社区。"), said("都要选，移送时才找得到队伍。"))
    with transaction.atomic():
        rows = Team.objects.of(by.street_id).select_for_update()
        row = rows.filter(organisation=organisation).first() or Team(
            id=uuid7(), street_id=by.street_id, organisation=organisation
        )
        row.phone = words(duties.phone, 40, said("公示电话"))
        row.kinds, row.areas = sorted(duties.kinds), sorted(a.hex for a in duties.areas)
        row.save(force_insert=row._state.adding, force_update=not row._state.adding)
        event = EnforcementTeamSet(organisation.name, len(row.kinds), len(row.areas), row.phone)
        record(event, by=by, at=now, on=day_of(now), subject_id=row.pk)
        return row


def refer(row: Referral, team: Team, *, by: Actor, now: datetime) -> Referral:
    """Hand it to the team that takes this kind in this community."""
    with transaction.atomic():
        fresh = alone(row, by)
        require(may_refer(by, fresh))
        if team.street_id != by.street_id or team.ended_on is not None:
            raise Refused(HIDDEN)
        if fresh.kind not in team.kinds:
            refuse(said("这支队伍不办这一类。"), said("请选办这一类的队伍。"))
        if fresh.compound.community_id.hex not in team.areas:
            refuse(said("这支队伍不管这个社区。"), said("请选管这一片的队伍。"))
        fresh.state, fresh.team, fresh.referred_at = State.REFERRED, team, now
        fresh.referred_by, fresh.why_returned = by.post or by.name, ""
        fresh.answer_by = after(day_of(now), ANSWER_WITHIN, calendar_of(by.street_id)).day
        fresh.save()
        pictures = fresh.evidence.count()
        event = ViolationReferred(fresh.number, team.organisation.name, fresh.answer_by, pictures)
        say(event, fresh, by=by, now=now)
        return fresh


def drop(row: Referral, why: str, *, by: Actor, now: datetime) -> Referral:
    """The community does not refer it, and says why to who reported."""
    with transaction.atomic():
        fresh = alone(row, by)
        require(may_refer(by, fresh))
        reason = words(why, 300, said("不移送的理由"))
        fresh.state, fresh.feedback, fresh.ended_on = State.DROPPED, reason, day_of(now)
        fresh.save(update_fields=["state", "feedback", "ended_on"])
        _tell(fresh, reason, now)
        say(ReferralNotMade(fresh.number, reason), fresh, by=by, now=now)
        return fresh


def accept(row: Referral, officers: str, *, by: Actor, now: datetime) -> Referral:
    """The team takes it."""
    with transaction.atomic():
        fresh = _at_team(row, by)
        if fresh.state == State.ACCEPTED:
            return fresh
        fresh.state, fresh.accepted_at = State.ACCEPTED, now
        fresh.officers = words(officers, 80, said("办案人"), said("写两名执法人员。"))
        fresh.save(update_fields=["state", "accepted_at", "officers"])
        late = fresh.answer_by is not None and day_of(now) > fresh.answer_by
        event = ReferralAccepted(
            str(fresh.team), fresh.number, said("（迟于约定）") if late else ""
        )
        say(event, fresh, by=by, now=now)
        return fresh


def give_back(row: Referral, why: str, *, by: Actor, now: datetime) -> Referral:
    """The team returns it with the reason: another team's, or something is missing."""
    with transaction.atomic():
        fresh = _at_team(row, by)
        if fresh.state != State.REFERRED:
            refuse(said("已经受理，不能退回。"), said("不构成违法的，请登记结果。"))
        fresh.state = State.RETURNED
        fresh.why_returned = words(
            why, 300, said("退回的理由"), said("写清缺什么，或者该哪个部门办。")
        )
        fresh.save(update_fields=["state", "why_returned"])
        event = ReferralReturned(str(fresh.team), fresh.number, fresh.why_returned)
        say(event, fresh, by=by, now=now)
        return fresh


@dataclass(frozen=True)
class Looked:
    """What the team saw on the spot."""

    day: date
    officers: str
    found: str
    ordered: str = ""
    until: date | None = None


def visit(row: Referral, looked: Looked, *, once: UUID, by: Actor, now: datetime) -> SiteVisit:
    """Write a visit down; the same ``once`` gives it back."""
    with transaction.atomic():
        fresh = _at_team(row, by)
        known: SiteVisit | None = SiteVisit.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        _accepted(fresh)
        if looked.day > day_of(now):
            refuse(said("检查日还没有到。"), said("去了以后再登记。"))
        if looked.until is not None and looked.until < looked.day:
            refuse(said("限期早于检查日。"), said("请核对日期。"))
        made = SiteVisit(
            id=once,
            street_id=by.street_id,
            referral=fresh,
            day=looked.day,
            officers=words(looked.officers, 80, said("到场人员")),
            found=words(looked.found, 300, said("看到什么")),
            ordered=looked.ordered.strip()[:200],
            until=looked.until,
        )
        made.save(force_insert=True)
        until = said("，限 {day} 前改正", day=str(made.until)) if made.until else ""
        say(ReferralVisited(fresh.number, made.day, until), fresh, by=by, now=now)
        return made


def conclude(
    row: Referral, result: str, text: str, day: date, *, by: Actor, now: datetime
) -> Referral:
    """What came of it. The software only carries the result; it weighs no punishment."""
    with transaction.atomic():
        fresh = _at_team(row, by)
        _accepted(fresh)
        if result not in Referral.Result.values:
            refuse(said("没有选结果。"), said("请选一项。"))
        if day > day_of(now):
            refuse(said("结果日还没有到。"), said("请填真正的那一天。"))
        fresh.state, fresh.result, fresh.result_on = State.RESULT, Referral.Result(result), day
        fresh.result_words = words(
            text, 500, said("结果说明"), said("不写当事人姓名；写清怎样处理、改没改。")
        )
        fresh.save(update_fields=["state", "result", "result_on", "result_words"])
        say(ReferralResult(fresh.number, fresh.get_result_display()), fresh, by=by, now=now)
        return fresh


def feed_back(row: Referral, text: str, *, by: Actor, now: datetime) -> Referral:
    """Tell the compound and who told of it; then it is closed."""
    with transaction.atomic():
        fresh = alone(row, by)
        require(may_feed_back(by, fresh))
        fresh.feedback = words(text, 300, said("怎样反馈"))
        fresh.state, fresh.ended_on = State.CLOSED, day_of(now)
        fresh.save(update_fields=["feedback", "state", "ended_on"])
        _tell(fresh, fresh.feedback, now)
        reporter = said("和反映人") if fresh.reporter_id else ""
        say(ReferralFedBack(fresh.number, reporter), fresh, by=by, now=now)
        return fresh


def _at_team(row: Referral, by: Actor) -> Referral:
    fresh = alone(row, by)
    require(may_enforce(by, fresh))
    return fresh


def _accepted(row: Referral) -> None:
    if row.state != State.ACCEPTED:
        refuse(said("还没有受理。"), said("先受理，再登记检查和结果。"))


def _tell(row: Referral, text: str, now: datetime) -> None:
    """A message to who told of it; to nobody else."""
    if row.reporter_id is None:
        return
    letter = said(
        "您反映的“{kind}”（{number}）：{text}",
        kind=row.get_kind_display(),
        number=row.number,
        text=text,
    )
    outgoing: Sequence[Outgoing] = [
        Outgoing(
            f"referral/{row.pk.hex}/{row.state}",
            letter,
            person_id=row.reporter_id,
            subject_id=row.pk,
            compound_id=row.compound_id,
            by_hand=True,
        )
    ]
    send_all(row.street_id, outgoing, now=now)
