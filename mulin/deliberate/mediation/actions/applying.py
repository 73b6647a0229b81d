"""Asking for a mediation, adding parties, saying who speaks for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliberate.mediation.actions.common import alone, handled, keep_scan, say, tell_sides
from mulin.deliberate.mediation.causes import BY_CODE
from mulin.deliberate.mediation.events import (
    AgentNamed,
    DisputeRegistered,
    SideAdded,
    SidePhoneRead,
)
from mulin.deliberate.mediation.models import Dispute, Panel, Side
from mulin.deliberate.mediation.permissions import HIDDEN, desk_of, may_apply
from mulin.ground.estate.identities import Sealer, open_phone
from mulin.ground.estate.models import Compound, Organisation, Ownership, Person, Tenancy
from mulin.ground.estate.numbers import BadNumber, telephone
from mulin.ground.estate.queries.holdings import held_on
from mulin.ground.matters.models import Matter
from mulin.ground.papers.actions import Readable
from mulin.ground.secrets import blind
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse, words
from mulin.kit.words import said
from mulin.law.mediation import BAR_BY_CODE, Bar

NUMBERS = "TJ"
"""Cases are numbered TJ-2026-0001: 调解."""
MOST_SIDES = 60
MOST_MONEY = 10**13


@dataclass(frozen=True)
class Who:
    """A party as it was told: a person of the register is found by name with telephone or room."""

    name: str
    phone: str = ""
    room: str = ""
    organisation: Organisation | None = None
    person_id: UUID | None = None


@dataclass(frozen=True)
class Application:
    """What somebody asks for. ``bar``: a circumstance in which nobody may mediate."""

    panel: Panel
    compound: Compound | None
    source: str
    way: str
    cause: str
    title: str
    text: str
    claim: str = ""
    amount: int = 0
    people: int = 2
    applicant: Who | None = None
    respondent: Who | None = None
    matter: Matter | None = None
    reporter: UUID | None = None
    bar: str = ""


def register_dispute(asked: Application, *, once: UUID, by: Actor, now: datetime) -> Dispute:
    """Write an application down under a number; its applicant agrees by asking."""
    panel, compound = asked.panel, asked.compound
    if panel.street_id != by.street_id or (compound and compound.street_id != by.street_id):
        raise Refused(HIDDEN)
    require(may_apply(by, compound.pk if compound else None))
    _judge(asked, by)
    with transaction.atomic():
        known: Dispute | None = Dispute.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        made = _written(asked, once, by, now)
        made.save(force_insert=True)
        pairs = (
            (asked.applicant, Side.Part.APPLICANT),
            (asked.respondent, Side.Part.RESPONDENT),
        )
        sides = [_side(made, who, part, now) for who, part in pairs if who is not None]
        for side in sides:
            if side.part == Side.Part.APPLICANT:
                side.consent, side.consent_on = Side.Consent.AGREED, day_of(now)
                side.consent_way = made.get_way_display()
        Side.objects.bulk_create(sides)
        event = DisputeRegistered(
            made.number,
            made.get_source_display(),
            made.get_way_display(),
            panel.organisation.name,
        )
        say(event, made, by=by, now=now)
        tell_sides(made, "asked", now, but=by.person_id)
        return made


def add_side(
    dispute: Dispute, who: Who, part: str, *, once: UUID, by: Actor, now: datetime
) -> Side:
    """One more party, who has to agree like the others."""
    if part not in Side.Part.values:
        refuse(said("没有选在案中是哪一方。"), said("请从列表里选一个。"))
    with transaction.atomic():
        fresh = handled(dispute, by)
        rows = Side.objects.of(by.street_id).filter(dispute=fresh)
        known: Side | None = rows.filter(pk=once).first()
        if known is not None:
            return known
        if rows.count() >= MOST_SIDES:
            refuse(
                said("当事人已有 {n} 方。", n=MOST_SIDES),
                said("人再多的，请推选代表，或者作为较大纠纷办理。"),
            )
        if part == Side.Part.RESPONDENT and fresh.state == Dispute.State.OPEN:
            refuse(said("已经开始调解，不能再加被申请人。"), said("请登记为第三人，或者另立一件。"))
        side = _side(fresh, who, Side.Part(part), now)
        side.id = once
        side.save(force_insert=True)
        say(SideAdded(fresh.number, side.get_part_display(), side.name), fresh, by=by, now=now)
        tell_sides(fresh, f"side/{side.pk.hex}", now, but=by.person_id)
        return side


def name_agent(
    side: Side,
    agent: Who,
    power: str,
    paper: tuple[str, bytes | Readable] | None,
    *,
    by: Actor,
    now: datetime,
) -> Side:
    """Somebody speaks for a party, with the paper that says so."""
    with transaction.atomic():
        fresh = handled(side.dispute, by)
        row = alone(side, by)
        row.agent = words(agent.name, 40, said("代理人姓名"))
        row.agent_power = words(
            power, 120, said("代理权限"), said("例如“一般代理”或者“代为承认、放弃、和解”。")
        )
        if paper is None and not row.is_body and row.agent_paper_id is None:
            refuse(said("没有委托书。"), said("请拍照上传委托书；单位的工作人员可以不传。"))
        if paper is not None:
            row.agent_paper = keep_scan(fresh, paper[1], said("委托书"), by=by, now=now)
        row.agent_person_id = _found(fresh, agent, day_of(now))
        row.save(update_fields=["agent", "agent_power", "agent_paper", "agent_person"])
        say(AgentNamed(fresh.number, row.agent), fresh, by=by, now=now)
        return row


def read_side_phone(side: Side, why: str, *, by: Actor, now: datetime) -> str:
    """A party's number in the clear, for who handles the case."""
    words(why, 200, said("理由"), said("例如“通知开会”。"))
    with transaction.atomic():
        fresh = handled(side.dispute, by, ended=True)
        row = alone(side, by)
        if not row.phone_masked:
            refuse(said("没有登记电话。"), said("请先问到号码。"))
        say(SidePhoneRead(fresh.number, row.name), fresh, by=by, now=now)
        return open_phone(by.street_id, bytes(row.phone_sealed))


def barred(bar: Bar) -> str:
    """Why a circumstance forbids mediation, with its article, and where to go."""
    return said("{what}的，不能调解（{article}）。", what=bar.what, article=bar.source)


def _judge(asked: Application, by: Actor) -> None:
    if asked.bar:
        bar = BAR_BY_CODE.get(asked.bar)
        if bar is None:
            raise Refused(HIDDEN)
        refuse(barred(bar), bar.instead)
    for value, choices in ((asked.source, Dispute.Source), (asked.way, Dispute.Way)):
        if value not in choices.values:
            refuse(said("没有选来源，或者没有选怎样申请。"), said("请从列表里选一个。"))
    if asked.cause not in BY_CODE:
        refuse(said("没有选纠纷类别。"), said("拿不准的选“其他”。"))
    if asked.source == Dispute.Source.OWN and asked.panel.pk not in _own_panels(by):
        refuse(
            said("只有这个调委会的调解员可以主动调解。"), said("请选别的来源，或者请调委会登记。")
        )
    told = asked.source not in (Dispute.Source.OWN, Dispute.Source.MATTER)
    if told and asked.applicant is None:
        refuse(said("没有写申请人。"), said("请写申请人的姓名和电话或者房号。"))
    if not 0 <= asked.amount < MOST_MONEY or asked.people < 2:
        refuse(said("争议金额或者人数不对。"), said("没有金额的填 0，人数至少 2。"))
    if asked.matter is not None and asked.matter.street_id != by.street_id:
        raise Refused(HIDDEN)


def _own_panels(by: Actor) -> frozenset[UUID]:
    from_rows = Panel.objects.of(by.street_id).filter(mediators__in=desk_of(by).mediators)
    return frozenset(from_rows.values_list("pk", flat=True))


def _written(asked: Application, once: UUID, by: Actor, now: datetime) -> Dispute:
    today = day_of(now)
    own = asked.applicant is not None and asked.applicant.person_id == by.person_id
    return Dispute(
        id=once,
        street_id=by.street_id,
        number=draw_number(by.street_id, NUMBERS, today.year),
        panel=asked.panel,
        compound=asked.compound,
        matter=asked.matter,
        source=asked.source,
        way=asked.way,
        cause=asked.cause,
        title=words(asked.title, 80, said("什么事")),
        text=words(asked.text, 2000, said("经过")),
        claim=asked.claim.strip()[:400],
        amount=asked.amount,
        people=asked.people,
        registered_by_id=None if own else by.person_id,
        reporter_id=asked.reporter,
        asked_on=today,
    )


def _side(dispute: Dispute, who: Who, part: Side.Part, now: datetime) -> Side:
    """A party, not yet written; its number is sealed as in the register."""
    body = who.organisation
    if body is not None and body.street_id != dispute.street_id:
        raise Refused(HIDDEN)
    sealed, masked, _blind, _tail = Sealer(dispute.street_id).phone_values(_number(who.phone))
    named = who.name.strip() or (body.name if body is not None else "")
    return Side(
        street_id=dispute.street_id,
        dispute=dispute,
        part=part,
        name=words(named, 100, said("当事人的姓名或者名称")),
        organisation=body,
        person_id=None if body is not None else _found(dispute, who, day_of(now)),
        room=who.room.strip()[:80],
        phone_sealed=sealed,
        phone_masked=masked,
    )


def _number(typed: str) -> str:
    if not typed.strip():
        return ""
    try:
        return telephone(typed)
    except BadNumber as bad:
        refuse(str(bad), said("请核对电话号码；没有的可以不填。"))


def _found(dispute: Dispute, who: Who, today: date) -> UUID | None:
    """The person of the register that was meant: the same name, and the telephone or the room."""
    if who.person_id is not None:
        rows = Person.objects.of(dispute.street_id).filter(pk=who.person_id)
        return who.person_id if rows.exists() else None
    named = Person.objects.of(dispute.street_id).filter(
        name=who.name.strip(), merged_into__isnull=True
    )
    if number := _number(who.phone):
        index = blind(dispute.street_id, "phone", number)
        found = list(named.filter(phone_blind=index).values_list("pk", flat=True)[:2])
        if len(found) == 1:
            return UUID(str(found[0]))
    return _at_home(dispute, who, today) if who.room.strip() else None


def _at_home(dispute: Dispute, who: Who, today: date) -> UUID | None:
    """Who of that name owns or lives in that room of the compound; None where it is not one."""
    found: set[UUID] = set()
    for model in (Ownership, Tenancy):
        rows = model.objects.of(dispute.street_id).filter(
            held_on(today),
            person__name=who.name.strip(),
            unit__compound_id=dispute.compound_id,
            unit__label=who.room.strip(),
        )
        found |= set(rows.values_list("person_id", flat=True))
    return found.pop() if len(found) == 1 else None
