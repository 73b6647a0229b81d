"""Sessions: called, held and recorded, signed; and what the quarrel came from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from mulin.deliberate.mediation.actions.common import alone, handled, keep_scan, say, tell_sides
from mulin.deliberate.mediation.causes import BY_CODE
from mulin.deliberate.mediation.events import CauseFound, TalkCalled, TalkRecorded, TalkSigned
from mulin.deliberate.mediation.models import Dispute, Guest, Seat, Side, Signature, Talk
from mulin.ground.papers.actions import Readable
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor
from mulin.kit.typed import refuse, words
from mulin.kit.words import said
from mulin.law.mediation import GUESTS

MOST_GUESTS = 12


@dataclass(frozen=True)
class Asked:
    """Somebody to be asked to a session, and all that he is told."""

    profession: str
    organisation: str
    name: str
    told: str


def call_talk(
    dispute: Dispute,
    starts_at: datetime,
    place: str,
    guests: Sequence[Asked],
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Talk:
    """Call the parties together, and with their consent a judge, police, a lawyer, housing officers."""
    where = words(place, 80, said("地点"))
    with transaction.atomic():
        fresh = handled(dispute, by)
        rows = Talk.objects.of(by.street_id).filter(dispute=fresh)
        known: Talk | None = rows.filter(pk=once).first()
        if known is not None:
            return known
        _judge(fresh, starts_at, guests, now)
        last = rows.aggregate(last=Max("order"))["last"] or 0
        made = Talk(
            id=once,
            street_id=by.street_id,
            dispute=fresh,
            order=last + 1,
            starts_at=starts_at,
            place=where,
        )
        made.save(force_insert=True)
        Guest.objects.bulk_create(_guest(made, one) for one in guests)
        event = TalkCalled(fresh.number, made.order, day_of(starts_at), len(guests))
        say(event, fresh, by=by, now=now)
        tell_sides(fresh, f"talk/{made.pk.hex}", now, but=by.person_id)
        return made


def record_talk(talk: Talk, text: str, came: Collection[UUID], *, by: Actor, now: datetime) -> Talk:
    """The session was held: what was said (第27条), which guests came. It may be mended until signed."""
    told = words(text, 4000, said("调解记录"), said("写清各方怎么说、谈到哪一步。"))
    with transaction.atomic():
        fresh = handled(talk.dispute, by, ended=True)
        row = alone(talk, by)
        if row.state == Talk.State.MISSED:
            refuse(said("这次没有开成。"), said("要再谈的，请另外通知一次。"))
        if row.starts_at > now:
            refuse(said("还没有到调解的时间。"), said("开过以后再记录。"))
        if Signature.objects.of(by.street_id).filter(talk=row).exists():
            refuse(said("记录已经有人签字，不能再改。"), said("有补充的，记在下一次里。"))
        row.state, row.record, row.recorded_on = Talk.State.HELD, told, day_of(now)
        row.save(update_fields=["state", "record", "recorded_on"])
        guests = Guest.objects.of(by.street_id).filter(talk=row)
        guests.update(came=False)
        guests.filter(pk__in=list(came)).update(came=True)
        say(TalkRecorded(fresh.number, row.order, said("已开，有记录")), fresh, by=by, now=now)
        return row


def miss_talk(talk: Talk, why: str, *, by: Actor, now: datetime) -> Talk:
    """It was not held."""
    reason = words(why, 200, said("没有开成的原因"))
    with transaction.atomic():
        fresh = handled(talk.dispute, by)
        row = alone(talk, by)
        if row.state != Talk.State.CALLED:
            refuse(said("这次{state}。", state=row.get_state_display()), said("不用再登记。"))
        row.state, row.why = Talk.State.MISSED, reason
        row.save(update_fields=["state", "why"])
        say(TalkRecorded(fresh.number, row.order, said("没有开成")), fresh, by=by, now=now)
        return row


def sign_talk(
    talk: Talk, side: Side | None, scan: bytes | Readable, *, by: Actor, now: datetime
) -> Signature:
    """The signed sheet of the record, scanned: of one party, or of all who were there."""
    with transaction.atomic():
        fresh = handled(talk.dispute, by, ended=True)
        row = alone(talk, by)
        if row.state != Talk.State.HELD:
            refuse(said("还没有记录，不能签字。"), said("请先写调解记录。"))
        paper = keep_scan(fresh, scan, said("调解记录签字页"), by=by, now=now)
        who = side.name if side is not None else said("到场各方")
        made = Signature(
            street_id=by.street_id,
            talk=row,
            side=side,
            name=who[:100],
            how=Signature.How.PAPER,
            paper=paper,
            at=now,
            entered_by=by.name[:80],
        )
        made.save(force_insert=True)
        part = side.get_part_display() if side is not None else said("到场各方")
        event = TalkSigned(fresh.number, row.order, part, made.get_how_display())
        say(event, fresh, by=by, now=now)
        return made


def find_cause(
    dispute: Dispute,
    cause: str,
    origins: Collection[str],
    finding: str,
    *,
    by: Actor,
    now: datetime,
) -> Dispute:
    """What the quarrel is about and what it came from, from the list and in own words."""
    known = BY_CODE.get(cause)
    if known is None or not origins or not set(origins) <= set(known.origins):
        refuse(said("没有选成因，或者成因不属于这一类。"), said("先选类别，再勾至少一项成因。"))
    with transaction.atomic():
        fresh = handled(dispute, by, ended=True)
        fresh.cause = cause
        fresh.origins = [code for code in known.origins if code in origins]
        fresh.finding = finding.strip()[:400]
        fresh.save(update_fields=["cause", "origins", "finding"])
        say(CauseFound(fresh.number), fresh, by=by, now=now)
        return fresh


def _judge(dispute: Dispute, starts_at: datetime, guests: Sequence[Asked], now: datetime) -> None:
    if dispute.state != Dispute.State.OPEN:
        refuse(said("各方还没有都同意，不能开始调解。"), said("请先等各方表示同意。"))
    if starts_at <= now:
        refuse(said("时间已经过去。"), said("请填将来的日期和时间。"))
    seats = Seat.objects.of(dispute.street_id).filter(dispute=dispute, until__isnull=True)
    if not seats.exists():
        refuse(said("还没有调解员。"), said("请先定一位调解员。"))
    if len(guests) > MOST_GUESTS:
        refuse(said("受邀的超过 {n} 方。", n=MOST_GUESTS), said("请分次邀请。"))
    if guests:
        rows = Side.objects.of(dispute.street_id).filter(dispute=dispute, shares=False)
        if rows.exists():
            refuse(
                said("还有当事人没有同意请外人参加（{article}）。", article=GUESTS),
                said("先征得每一方同意，在当事人栏里登记；不请外人也可以开。"),
            )


def _guest(talk: Talk, asked: Asked) -> Guest:
    if asked.profession not in Guest.Profession.values:
        refuse(said("没有选请的是哪一方。"), said("请从列表里选。"))
    return Guest(
        street_id=talk.street_id,
        talk=talk,
        profession=asked.profession,
        organisation=asked.organisation.strip()[:80],
        name=asked.name.strip()[:40],
        told=words(asked.told, 300, said("告知受邀人的内容"), said("只写要他来帮什么，不写人名。")),
    )
