"""Found, told of, talked about, reported in time: what happens inside the compound."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from mulin.discover.referrals.actions.common import alone
from mulin.discover.referrals.events import (
    EvidenceKept,
    OtherSideRead,
    ViolationDissuaded,
    ViolationFound,
    ViolationReported,
    ViolationSettled,
)
from mulin.discover.referrals.kinds import EVIDENCE, NUMBERS, OTHER_SIDE
from mulin.discover.referrals.models import Evidence, Referral
from mulin.discover.referrals.permissions import (
    HIDDEN,
    may_dissuade,
    may_keep_evidence,
    may_note,
    may_read_other_side,
    may_tip,
)
from mulin.ground import secrets
from mulin.ground.estate.models import Building, Compound, Person
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass
from mulin.ground.record.verbs import say_there as say
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import SHANGHAI, day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import line as words
from mulin.kit.typed import refuse
from mulin.kit.words import joined, said
from mulin.law import questions as q
from mulin.law.catalogue import nearest
from mulin.law.violations.catalogue import violations

State = Referral.State
OLDEST = timedelta(days=366)


@dataclass(frozen=True)
class Found:
    """What was seen where. ``other_side``: who did it, as far as known; it is sealed."""

    kind: str
    place: str
    seen: str
    found_at: datetime
    building: Building | None = None
    other_side: str = ""


def note(compound: Compound, found: Found, *, once: UUID, by: Actor, now: datetime) -> Referral:
    """The company or the community found it; the same ``once`` gives it back."""
    _home(compound, found.building, by)
    require(may_note(by, compound.pk))
    return _open(compound, found, State.DISSUADING, None, False, once, by, now)


def tip(
    compound: Compound,
    found: Found,
    *,
    reporter: Person,
    named: bool,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Referral:
    """A resident tells of it; the other side never learns who, the team only where he agreed."""
    _home(compound, found.building, by)
    require(may_tip(by, compound.pk))
    if reporter.pk != by.person_id:
        raise Refused(HIDDEN)
    return _open(compound, found, State.TIPPED, reporter, named, once, by, now)


def dissuade(row: Referral, text: str, at: datetime, *, by: Actor, now: datetime) -> Referral:
    """Somebody was talked to; from now the hours run until it is put right or reported."""
    with transaction.atomic():
        fresh = _before(row, by)
        if at > now:
            refuse(said("劝阻的时间还没有到。"), said("请填真正去劝的时间。"))
        if at < fresh.found_at:
            refuse(said("劝阻早于发现。"), said("请核对时间。"))
        fresh.dissuasion = words(text, 500, said("怎样劝、对方怎样说"))
        if fresh.dissuaded_at is None:
            fresh.dissuaded_at, fresh.dissuaded_by = at, by.post or by.name
            ruling = nearest(fresh.compound.region).ask(q.REPORT_VIOLATION, day_of(at))
            fresh.report_by = at + timedelta(hours=ruling.value)
            source = joined("", (str(ruling.source), said("（需本地复核）")))
            fresh.how_due = said(
                "劝阻无效，{hours} 小时内报告：{source}",
                hours=ruling.value,
                source=str(ruling.source) if ruling.verified else source,
            )
        fresh.state = State.DISSUADING
        fresh.save()
        say(ViolationDissuaded(fresh.number, _spoken(fresh.report_by)), fresh, by=by, now=now)
        return fresh


def settle(row: Referral, *, by: Actor, now: datetime) -> Referral:
    """It was put right; a picture of how it looks now belongs to it."""
    with transaction.atomic():
        fresh = _before(row, by)
        if fresh.dissuaded_at is None:
            refuse(said("还没有登记劝阻。"), said("先写怎样劝的。"))
        if not fresh.evidence.filter(step=Evidence.Step.AFTER).exists():
            refuse(said("没有改正后的照片。"), said("拍一张改好的样子再登记。"))
        fresh.state, fresh.ended_on = State.SETTLED, day_of(now)
        fresh.save(update_fields=["state", "ended_on"])
        say(ViolationSettled(fresh.number), fresh, by=by, now=now)
        return fresh


def report(row: Referral, *, by: Actor, now: datetime) -> Referral:
    """Talking did not help: tell the community and the street. Late is written down as late."""
    with transaction.atomic():
        fresh = _before(row, by)
        if fresh.dissuaded_at is None or fresh.report_by is None:
            refuse(said("还没有登记劝阻。"), said("先当面劝阻、留照片，再报告。"))
        if not fresh.evidence.exists():
            refuse(said("没有证据照片。"), said("至少存一张发现时或者劝阻时的照片。"))
        fresh.state, fresh.reported_at = State.REPORTED, now
        fresh.reported_by = by.post or by.name
        fresh.save(update_fields=["state", "reported_at", "reported_by"])
        late = fresh.report_by is not None and now > fresh.report_by
        words_ = said("（迟于 {due}）", due=_spoken(fresh.report_by)) if late else ""
        say(ViolationReported(fresh.number, words_), fresh, by=by, now=now)
        return fresh


def keep_evidence(
    row: Referral, step: str, photo: bytes | Readable, *, by: Actor, now: datetime
) -> Evidence:
    """Keep a picture; the same one twice is one."""
    with transaction.atomic():
        fresh = alone(row, by)
        require(may_keep_evidence(by, fresh))
        if step not in Evidence.Step.values:
            raise Refused(HIDDEN)
        chosen = Evidence.Step(step)
        paper = store(
            fresh.street_id,
            photo,
            kind=EVIDENCE,
            title=f"{fresh.number} {chosen.label}",
            klass=Klass.SENSITIVE,
            by=by,
            today=day_of(now),
            now=now,
        )
        known: Evidence | None = fresh.evidence.filter(step=chosen, paper=paper).first()
        if known is not None:
            return known
        if not paper.media_type.startswith("image/"):
            raise Refused(Refusal(said("这不是照片。"), said("请拍照，或者选一张图片。")))
        made = Evidence(
            street_id=fresh.street_id,
            referral=fresh,
            step=chosen,
            paper=paper,
            taken_on=day_of(now),
            by=said("反映人") if fresh.reporter_id == by.person_id else by.post or by.name,
        )
        made.save(force_insert=True)
        event = EvidenceKept(fresh.number, chosen.label, paper.digest)
        say(event, fresh, by=_teller(fresh, by), now=now)
        return made


def read_other_side(row: Referral, reason: str, *, by: Actor, now: datetime) -> str:
    """Who did it, in the clear; that it was read, and why, stays."""
    require(may_read_other_side(by, row))
    why = words(reason, 200, said("查看理由"))
    with transaction.atomic():
        fresh = alone(row, by)
        say(OtherSideRead(fresh.number, why), fresh, by=by, now=now)
        return secrets.unseal_text(fresh.street_id, OTHER_SIDE, bytes(fresh.other_side))


def _open(
    compound: Compound,
    found: Found,
    state: str,
    reporter: Person | None,
    named: bool,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Referral:
    if found.kind not in violations():
        refuse(said("没有选类别。"), said("请选一类。"))
    if found.found_at > now or found.found_at < now - OLDEST:
        refuse(said("发现的时间不对。"), said("请填真正看到的时间。"))
    with transaction.atomic():
        known: Referral | None = Referral.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        row = Referral(
            id=once,
            street_id=by.street_id,
            number=draw_number(by.street_id, NUMBERS, day_of(now).year),
            compound=compound,
            building=found.building,
            place=words(found.place, 80, said("具体地点")),
            kind=found.kind,
            seen=words(found.seen, 500, said("看到什么")),
            found_at=found.found_at,
            other_side=secrets.seal_text(by.street_id, OTHER_SIDE, found.other_side.strip()[:200]),
            reporter=reporter,
            named=named,
            state=state,
        )
        row.save(force_insert=True)
        how = said("居民反映") if reporter else said("物业或社区发现")
        event = ViolationFound(compound.name, row.get_kind_display(), row.number, how)
        say(event, row, by=_teller(row, by), now=now)
        return row


def _teller(row: Referral, by: Actor) -> Actor:
    """The record names the office; of a resident it only says that it was one."""
    if row.reporter_id is None or row.reporter_id != by.person_id:
        return by
    return Actor(by.street_id, None, None, said("居民"), said("居民"))


def _before(row: Referral, by: Actor) -> Referral:
    fresh = alone(row, by)
    require(may_dissuade(by, fresh))
    return fresh


def _home(compound: Compound, building: Building | None, by: Actor) -> None:
    if compound.street_id != by.street_id:
        raise Refused(HIDDEN)
    if building is not None and building.compound_id != compound.pk:
        raise Refused(HIDDEN)


def _spoken(at: datetime | None) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if at else ""
