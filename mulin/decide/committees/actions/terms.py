"""Terms of a body: registered, corrected, ended; and the papers in its file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mulin.decide.committees.actions.saying import alone, not_after, required, say, term_alone
from mulin.decide.committees.events import (
    BodyPaperKept,
    BodyTermBegun,
    BodyTermCorrected,
    BodyTermEnded,
)
from mulin.decide.committees.models import BodyPaper, Member, Term
from mulin.decide.committees.models.terms import listed
from mulin.decide.committees.papers import BODY_PAPER, File, kept
from mulin.decide.committees.permissions import KINDS, may_keep, may_keep_in
from mulin.ground.estate.actions.organisations import register_organisation
from mulin.ground.estate.actions.seats import leave_posts
from mulin.ground.estate.models import Community, Compound, Organisation
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said
from mulin.law.committee_archive import Category

CORRECTABLE = (
    "origin", "poll_number", "elected_on", "starts_on", "ends_on", "seats", "alternates",
    "filing_number", "filed_on", "seal", "seal_keeper", "account", "bank", "party_members",
    "active_on",
)  # fmt: skip
LONGEST_YEARS = 10


def register_body(
    kind: str,
    name: str,
    place: Compound | Community | None,
    plan: Mapping[str, Any],
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Organisation:
    """Register a body and its present term; the same ``once`` gives it back.

    The body's own fact is the register's, the term's is ours.
    """
    if kind not in KINDS:
        refuse(said("没有这一类组织。"), said("请从列表里选一个。"))
    compound = place if isinstance(place, Compound) else None
    require(may_keep_in(by, compound.pk if compound else None))
    community = place if isinstance(place, Community) else None
    if compound is None and kind != Organisation.Kind.PROPERTY_COMMITTEE:
        refuse(said("没有选小区。"), said("除物委会以外，请选它所在的小区。"))
    if compound is not None and kind == Organisation.Kind.PROPERTY_COMMITTEE:
        refuse(
            said("物委会设在街道和社区两级，不设在小区。"),
            said("小区的临时机构请选“物业管理委员会”。"),
        )
    with transaction.atomic():
        body = register_organisation(
            kind, name, community=community, compound=compound, by=by, now=now, once=once
        )
        if not Term.objects.of(by.street_id).filter(body=body).exists():
            begin_term(body, plan, once=uuid7(), by=by, now=now)
        return body


def begin_term(
    body: Organisation, plan: Mapping[str, Any], *, once: UUID, by: Actor, now: datetime
) -> Term:
    """Register the next term of a body; the one before it must have ended."""
    require(may_keep(by, body))
    with transaction.atomic():
        fresh = alone(body, by)
        terms = Term.objects.of(by.street_id).filter(body=fresh)
        known: Term | None = terms.filter(pk=once).first()
        if known is not None:
            return known
        _judge(plan)
        if terms.filter(ended_on__isnull=True).exists():
            refuse(
                said("{name}的上一届还没有结束。", name=fresh.name),
                said("请先在上一届登记结束日期，新一届从那以后算起。"),
            )
        if terms.filter(ordinal=plan["ordinal"]).exists():
            refuse(said("第{n}届已经登记过了。", n=plan["ordinal"]), said("请核对届次。"))
        term = Term(id=once, street_id=by.street_id, body=fresh, **plan)
        term.save(force_insert=True)
        event = BodyTermBegun(
            fresh.name, term.ordinal, term.starts_on, term.ends_on, term.seats,
            term.get_origin_display(),
        )  # fmt: skip
        say(event, fresh, by=by, now=now, about=term.pk)
        return term


def correct_term(
    term: Term, changes: Mapping[str, Any], *, why: str, by: Actor, now: datetime
) -> Term:
    """Correct what is registered of a term: its days, seats, filing, seal and account."""
    with transaction.atomic():
        fresh = term_alone(term, by)
        require(may_keep(by, fresh.body))
        different = {
            name: value
            for name, value in changes.items()
            if name in CORRECTABLE and getattr(fresh, name) != value
        }
        if not different:
            return fresh
        words = "；".join(_change(fresh, name, value) for name, value in different.items())
        for name, value in different.items():
            setattr(fresh, name, value)
        _judge({name: getattr(fresh, name) for name in ("starts_on", "ends_on", "seats")})
        fresh.save(update_fields=list(different))
        event = BodyTermCorrected(
            fresh.body.name, fresh.ordinal, words, required(why, said("理由"))
        )
        say(event, fresh.body, by=by, now=now, about=fresh.pk)
        return fresh


def end_term(term: Term, on: date, *, why: str, by: Actor, now: datetime) -> Term:
    """``on`` is the last day of the term; everybody in it leaves his post with it."""
    with transaction.atomic():
        fresh = term_alone(term, by)
        require(may_keep(by, fresh.body))
        if not fresh.is_open:
            return fresh
        not_after(on, now, said("结束日期"))
        if on < fresh.starts_on:
            refuse(
                said("结束日期早于任期开始 {day}。", day=fresh.starts_on.isoformat()),
                said("请核对日期。"),
            )
        reason = required(why, said("结束原因"))
        members = Member.objects.of(by.street_id).filter(listed(on), term=fresh)
        leave_posts(
            by.street_id,
            members.filter(appointment__isnull=False).values_list("appointment_id", flat=True),
            on,
        )
        gone = Member.objects.of(by.street_id).filter(term=fresh, left_on__isnull=True)
        left = gone.update(left_on=on, why_left=said("任期结束"))
        fresh.ended_on, fresh.why_ended = on, reason
        fresh.save(update_fields=["ended_on", "why_ended"])
        event = BodyTermEnded(fresh.body.name, fresh.ordinal, on, left, reason)
        say(event, fresh.body, by=by, now=now, about=fresh.pk)
        return fresh


def keep_paper(
    term: Term,
    what: str,
    file: File,
    *,
    category: str = Category.OTHER.value,
    once: UUID,
    by: Actor,
    now: datetime,
) -> BodyPaper:
    """Put a paper into the body's file."""
    with transaction.atomic():
        fresh = term_alone(term, by)
        require(may_keep(by, fresh.body))
        rows = BodyPaper.objects.of(by.street_id)
        paper = kept(file, BODY_PAPER, by=by, now=now)
        known: BodyPaper | None = (
            rows.filter(pk=once).first() or rows.filter(term=fresh, paper=paper).first()
        )
        if known is not None:
            return known
        named = required(what, said("材料名称"), 60)
        row = BodyPaper(
            id=once,
            street_id=by.street_id,
            term=fresh,
            paper=paper,
            what=named,
            category=Category(category).value,
        )
        row.save(force_insert=True)
        event = BodyPaperKept(fresh.body.name, fresh.ordinal, named, paper.digest)
        say(event, fresh.body, by=by, now=now, about=fresh.pk)
        return row


def _judge(plan: Mapping[str, Any]) -> None:
    starts, ends = plan["starts_on"], plan["ends_on"]
    if ends <= starts:
        refuse(said("任期届满不晚于任期开始。"), said("请核对两个日期。"))
    if ends.year - starts.year > LONGEST_YEARS:
        refuse(said("任期超过 {n} 年。", n=LONGEST_YEARS), said("请核对任期届满的年份。"))
    if plan["seats"] < 1:
        refuse(said("没有席位。"), said("请填应有的委员人数，不含候补。"))


def _change(term: Term, name: str, value: Any) -> str:
    field = Term._meta.get_field(name)
    labels = dict(getattr(field, "flatchoices", ()) or ())

    def words(one: Any) -> str:
        return said("空") if one in (None, "") else str(labels.get(one, one))

    label = str(getattr(field, "verbose_name", name))
    return f"{label} {words(getattr(term, name))} → {words(value)}"
