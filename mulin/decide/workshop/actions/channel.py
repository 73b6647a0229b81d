"""A request through the green channel: sent to several parties, answered, closed.

Those asked have no account here. Each gets a link of their own that shows the request's words and
takes one answer; or somebody of the office writes down what they said.
"""

from __future__ import annotations

import os
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from mulin.decide.workshop.actions.common import alone, working_days
from mulin.decide.workshop.events import (
    GreenChannelAsked,
    GreenChannelClosed,
    GreenLinkRenewed,
    GreenPartyAnswered,
)
from mulin.decide.workshop.models import Contact, GreenParty, GreenRequest, Workshop
from mulin.decide.workshop.permissions import (
    HIDDEN,
    may_ask,
    may_carry_request,
    organisations_of,
)
from mulin.decide.workshop.queries.tokens import SECRET_BYTES, digest
from mulin.decide.workshop.topics import BY_CODE, PROFESSION_NAMES
from mulin.ground.estate.identities import open_phone
from mulin.ground.estate.models import Compound
from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import may_see_matter
from mulin.ground.notices.actions.messages import Outgoing, send_all
from mulin.ground.record.verbs import say
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse, words
from mulin.kit.words import joined, said

NUMBERS = "LT"
"""Requests are numbered LT-2026-0001: 绿通."""
LINK_LIVES = timedelta(days=10)
"""A link opens so long after the day by which an answer is asked for: late answers are shown late."""
MOST_PARTIES, MOST_DAYS = 12, 20
Stance, Way, State = GreenParty.Stance, GreenParty.Way, GreenRequest.State
Link = Callable[[str], str]
"""From the part of the address that nobody can guess to the whole address."""


@dataclass(frozen=True)
class Ask:
    """What is asked. ``title`` and ``text`` are all that those asked will see."""

    topic: str
    title: str
    text: str
    agreed: str
    days: int
    matter: Matter | None = None
    about_id: UUID | None = None
    about: str = ""


def ask_parties(
    compound: Compound,
    ask: Ask,
    contacts: Sequence[Contact],
    *,
    link: Link,
    once: UUID,
    by: Actor,
    now: datetime,
) -> GreenRequest:
    """Ask several parties at once; the same ``once`` again gives the request back."""
    _judge(compound, ask, contacts, by)
    today = day_of(now)
    with transaction.atomic():
        known: GreenRequest | None = GreenRequest.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        made = _request(compound, ask, once, by, today)
        made.save(force_insert=True)
        _send(made, [(one, _party(made, one)) for one in contacts], link, now)
        asked = "、".join(f"{PROFESSION_NAMES[c.profession]}（{c.organisation}）" for c in contacts)
        event = GreenChannelAsked(
            made.title, made.number, BY_CODE[made.topic].name, asked, made.due_on
        )
        say(event, made, compound_id=compound.pk, by=by, now=now)
        return made


def _request(compound: Compound, ask: Ask, once: UUID, by: Actor, today: date) -> GreenRequest:
    due = working_days(by.street_id, today, ask.days)
    return GreenRequest(
        id=once,
        street_id=by.street_id,
        number=draw_number(by.street_id, NUMBERS, today.year),
        compound=compound,
        matter=ask.matter,
        about_id=ask.about_id,
        about=ask.about[:120],
        workshop=_workshop(by, compound),
        topic=ask.topic,
        title=words(ask.title, 80, said("什么事")),
        text=words(ask.text, 600, said("给对方看的内容")),
        agreed=words(ask.agreed, 120, said("谁同意告知"), CONSENT),
        asked_on=today,
        asked_by=by.post or by.name,
        due_on=due.day,
        how_due=due.how,
    )


CONSENT = said("当事人没有同意告知的，只写事情本身，这里写“不含个人信息”。")


def answer_by_link(
    party: GreenParty, stance: str, answer: str, *, by: Actor, now: datetime
) -> GreenParty:
    """What they answer themselves; ``by`` is whoever holds the link. It takes one answer."""
    return _answer(party, stance, answer, Way.LINK, by=by, now=now)


def enter_answer(
    party: GreenParty, stance: str, answer: str, *, by: Actor, now: datetime
) -> GreenParty:
    """What they said on the telephone or on paper, put down by the office."""
    require(may_carry_request(by, party.request))
    return _answer(party, stance, answer, Way.CLERK, by=by, now=now)


def renew_link(party: GreenParty, *, link: Link, by: Actor, now: datetime) -> GreenParty:
    """Send a new link; the one before opens nothing from now on."""
    require(may_carry_request(by, party.request))
    with transaction.atomic():
        fresh = alone(party, by)
        _still_waits(fresh)
        if not fresh.contact.phone_masked:
            refuse(said("没有登记电话，发不出链接。"), said("请打电话问，再代为登记答复。"))
        _send(fresh.request, [(fresh.contact, fresh)], link, now)
        event = GreenLinkRenewed(
            fresh.request.title, fresh.request.number, fresh.contact.organisation
        )
        say(event, fresh.request, compound_id=fresh.request.compound_id, by=by, now=now)
        return fresh


def close_request(
    request: GreenRequest, outcome: str, *, withdrawn: bool = False, by: Actor, now: datetime
) -> GreenRequest:
    """Write down what came of it, or why it is asked no more."""
    plain = words(outcome, 300, said("结果"), said("写清谁到场、怎样化解，或者为什么不请了。"))
    with transaction.atomic():
        fresh = alone(request, by)
        require(may_carry_request(by, fresh))
        waiting = GreenParty.objects.of(by.street_id).filter(request=fresh, stance=Stance.WAITING)
        if not withdrawn and waiting.count() == fresh.parties.of(by.street_id).count():
            refuse(said("还没有一方答复，不能办结。"), said("先登记答复；不再需要的，请撤回。"))
        fresh.state = State.WITHDRAWN if withdrawn else State.CLOSED
        fresh.outcome, fresh.closed_on = plain, day_of(now)
        fresh.save(update_fields=["state", "outcome", "closed_on"])
        how = fresh.get_state_display()
        event = GreenChannelClosed(fresh.title, fresh.number, how, plain)
        say(event, fresh, compound_id=fresh.compound_id, by=by, now=now)
        return fresh


def _judge(compound: Compound, ask: Ask, contacts: Sequence[Contact], by: Actor) -> None:
    if any(one.street_id != by.street_id for one in (compound, *contacts)):
        raise Refused(HIDDEN)
    require(may_ask(by, compound.pk))
    if ask.matter is not None:
        mandated = bool(organisations_of(by)) and ask.matter.compound_id == compound.pk
        at_home = mandated and ask.matter.street_id == by.street_id
        require(None if at_home else may_see_matter(by, ask.matter))
        if ask.matter.compound_id not in (None, compound.pk):
            refuse(said("事项不在这个小区。"), said("请从事项页面重新发起。"))
    if ask.topic not in BY_CODE:
        refuse(said("没有选主题。"), said("请选一项。"))
    if not contacts or len(contacts) > MOST_PARTIES:
        refuse(said("没有选请谁，或者一次请得太多。"), said("请选 1 到 {n} 方。", n=MOST_PARTIES))
    if any(one.ended_on is not None for one in contacts):
        refuse(said("选了已经不再联系的人。"), said("请从现在的联系人里选。"))
    if not 1 <= ask.days <= MOST_DAYS:
        refuse(said("答复期限要在 1 到 {n} 个工作日之间。", n=MOST_DAYS), said("急事写 1 或 2。"))


def _workshop(by: Actor, compound: Compound) -> Workshop | None:
    """The workshop in whose name it is asked; none where an office asks."""
    mine = organisations_of(by)
    if not mine:
        return None
    rows = Workshop.objects.of(by.street_id).filter(organisation_id__in=mine)
    found: Workshop | None = rows.order_by("id").first()
    return found


def _party(made: GreenRequest, contact: Contact) -> GreenParty:
    return GreenParty(id=uuid7(), street_id=made.street_id, request=made, contact=contact)


def _send(
    request: GreenRequest,
    asked: Sequence[tuple[Contact, GreenParty]],
    link: Link,
    now: datetime,
) -> None:
    """Give each party a secret of its own and send it; who has no telephone is called."""
    outgoing = []
    for contact, party in asked:
        secret = os.urandom(SECRET_BYTES)
        new = party._state.adding
        party.digest = digest(secret)
        party.link_until = max(request.due_on, day_of(now)) + LINK_LIVES
        if new:
            party.save(force_insert=True)
        else:
            party.save(update_fields=["digest", "link_until"])
        if contact.phone_masked:
            token = urlsafe_b64encode(request.street_id.bytes + party.pk.bytes + secret).decode()
            outgoing.append(
                Outgoing(
                    f"green/{party.pk.hex}/{party.digest[:12]}",
                    _letter(request, link(token)),
                    address=open_phone(request.street_id, bytes(contact.phone_sealed)),
                    subject_id=request.pk,
                    compound_id=request.compound_id,
                )
            )
    send_all(request.street_id, outgoing, now=now)


def _letter(request: GreenRequest, address: str) -> str:
    return said(
        "{street}请您协助：{title}（{number}）。请在{day}前打开链接答复：{address} 打不开请致电{phone}。",
        street=request.street.name,
        title=request.title,
        number=request.number,
        day=request.due_on.isoformat(),
        address=address,
        phone=request.street.phone,
    )


def _still_waits(party: GreenParty) -> None:
    if party.request.state != State.OPEN:
        refuse(said("这个请求已经结束，不用再答复。"), said("谢谢您。有事请打街道电话。"))
    if party.stance != Stance.WAITING:
        refuse(said("已经收到答复，不能再改。"), said("情况有变的，请打街道电话。"))


def _answer(
    party: GreenParty, stance: str, answer: str, way: str, *, by: Actor, now: datetime
) -> GreenParty:
    if stance not in (Stance.COMES, Stance.ADVISES, Stance.CANNOT):
        refuse(said("没有选怎样答复。"), said("请选一项。"))
    plain = words(answer, 400, said("说明"), said("写清什么时候来，或者建议怎样办。"))
    with transaction.atomic():
        fresh = alone(party, by)
        _still_waits(fresh)
        fresh.stance, fresh.answer, fresh.way = Stance(stance), plain, Way(way)
        fresh.answered_at, fresh.answered_on = now, day_of(now)
        fresh.entered_by = by.post or by.name if way == Way.CLERK else ""
        fresh.save()
        request, contact = fresh.request, fresh.contact
        late = fresh.late_on(day_of(now), request.due_on)
        event = GreenPartyAnswered(
            joined("", (PROFESSION_NAMES[contact.profession], f"（{contact.organisation}）")),
            request.title,
            request.number,
            fresh.get_stance_display(),
            said("（迟于期限）") if late else "",
            fresh.get_way_display(),
            plain,
        )
        say(event, request, compound_id=request.compound_id, by=by, now=now)
        return fresh
