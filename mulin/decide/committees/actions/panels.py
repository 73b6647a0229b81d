"""Verbs of a review panel: called, joined, listed, drawn or chosen, ended; each posted to owners."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from mulin.decide.committees.actions.panel_saying import applicant_alone, panel_alone, post, told
from mulin.decide.committees.actions.saying import required
from mulin.decide.committees.events_panels import (
    PanelApplicantOut,
    PanelAppliedFor,
    PanelCalled,
    PanelEnded,
)
from mulin.decide.committees.models import Applicant, Panel
from mulin.decide.committees.permissions import HIDDEN
from mulin.decide.committees.permissions_panels import may_apply, may_call_panel, may_carry_panel
from mulin.decide.committees.queries.panels import bar_of, room_of
from mulin.ground.estate.models import Organisation, Person
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, Role, require
from mulin.kit.typed import refuse
from mulin.kit.words import joined, said

State, Place = Panel.State, Applicant.State
MOST_SEATS = 99


class Call(NamedTuple):
    """What a call says."""

    title: str
    kind: str
    about: str
    how: str
    seats: int
    closes_on: date
    draw_on: date | None = None
    rule: str = ""


def call_panel(body: Organisation, call: Call, *, once: UUID, by: Actor, now: datetime) -> Panel:
    """Call for owners and hang the call; the same ``once`` gives it back."""
    require(may_call_panel(by, body))
    today = day_of(now)
    with transaction.atomic():
        known: Panel | None = Panel.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        _judge(call, today)
        panel = Panel(
            id=once,
            street_id=by.street_id,
            body=body,
            compound=body.compound,
            called_on=today,
            **call._replace(
                title=required(call.title, said("名称"), 80),
                about=required(call.about, said("做什么"), 600),
                rule=" ".join(call.rule.split())[:200],
            )._asdict(),
        )
        panel.save(force_insert=True)
        _post_call(panel, today)
        event = PanelCalled(
            body.name, panel.title, panel.seats, panel.get_how_display(), panel.closes_on
        )
        told(event, panel, by, now)
        return panel


def apply(
    panel: Panel, person: Person, ties: str, *, agreed: bool, once: UUID, by: Actor, now: datetime
) -> Applicant:
    """Put an owner's name on the list; whoever must stand back is refused with the reason."""
    with transaction.atomic():
        fresh = panel_alone(panel, by)
        require(may_apply(by, fresh))
        today = day_of(now)
        office = by.person_id != person.pk
        if office and not _office(by, fresh):
            raise Refused(HIDDEN)
        rows = Applicant.objects.of(by.street_id)
        known: Applicant | None = rows.filter(panel=fresh, person=person).first()
        if known is not None and known.state != Place.WITHDRAWN:
            return known
        if today > fresh.closes_on:
            refuse(
                said("{day} 已经截止报名。", day=fresh.closes_on.isoformat()),
                said("下一次征集请看公示栏。"),
            )
        if not agreed:
            refuse(
                said("没有声明与这件事没有利害关系。"), said("有利害关系的应当回避；没有的请勾选。")
            )
        if why := bar_of(fresh, person, today):
            refuse(said("不能报名：{why}。", why=why), said("登记有误的，请先到社区更正底册。"))
        row = known or Applicant(id=once, street_id=by.street_id, panel=fresh, person=person)
        row.room, row.applied_on = room_of(fresh, person, today), today
        row.ties, row.state, row.why = " ".join(ties.split())[:200], Place.APPLIED, ""
        if known is None:
            row.save(force_insert=True)
        else:
            row.save(update_fields=["room", "applied_on", "ties", "state", "why"])
        told(PanelAppliedFor(fresh.title, person.name), fresh, by, now)
        return row


def step_out(row: Applicant, why: str, *, barred: bool, by: Actor, now: datetime) -> Applicant:
    """He withdraws, or must stand back for an interest that was shown; before the list is closed."""
    with transaction.atomic():
        fresh, panel = applicant_alone(row, by)
        mine = by.person_id == fresh.person_id
        if barred or not mine:
            require(may_carry_panel(by, panel))
        if panel.state != State.CALLING:
            refuse(
                said("名单已经定了。"),
                said("评审员不能参加的，请在评审团页面登记退出，由候补递补。"),
            )
        if fresh.state != Place.APPLIED:
            return fresh
        fresh.state = Place.BARRED if barred else Place.WITHDRAWN
        fresh.why = required(why, said("理由"))
        fresh.save(update_fields=["state", "why"])
        person = Person.objects.of(by.street_id).get(pk=fresh.person_id)
        event = PanelApplicantOut(panel.title, fresh.get_state_display(), fresh.why, person.name)
        told(event, panel, by, now)
        return fresh


def end_panel(panel: Panel, why: str, *, by: Actor, now: datetime) -> Panel:
    """Its work is done, or the call is taken back before anybody was seated."""
    with transaction.atomic():
        fresh = panel_alone(panel, by)
        require(may_carry_panel(by, fresh))
        if fresh.state in (State.ENDED, State.VOIDED):
            return fresh
        fresh.state = State.ENDED if fresh.state == State.SEATED else State.VOIDED
        fresh.why, fresh.ended_on = required(why, said("理由")), day_of(now)
        fresh.save(update_fields=["state", "why", "ended_on"])
        told(PanelEnded(fresh.title, fresh.get_state_display(), fresh.why), fresh, by, now)
        return fresh


def _judge(call: Call, today: date) -> None:
    if not 1 <= call.seats <= MOST_SEATS:
        refuse(said("名额应在 1 到 {n} 之间。", n=MOST_SEATS), said("请核对名额。"))
    if call.closes_on <= today:
        refuse(said("截止日期不晚于今天。"), said("至少留出一天报名。"))
    if call.how != Panel.How.DRAW:
        return
    if not call.rule.strip():
        refuse(
            said("没有写抽取数字从哪里来。"),
            said("请写一个谁都查得到、事先谁也不知道的数字，例如某期福利彩票的开奖号码。"),
        )
    if call.draw_on is None or call.draw_on <= call.closes_on:
        refuse(said("抽取日期不晚于报名截止。"), said("请先定名单，再等数字公布。"))


def _office(by: Actor, panel: Panel) -> bool:
    """Whether somebody of an office writes it down for an owner."""
    roles = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.SYSTEM)
    return by.has(*roles, compound_id=panel.compound_id)


def _post_call(panel: Panel, today: date) -> None:
    text = said(
        "{about}\n名额 {seats} 人，{how}。本小区业主自愿报名，{until} 截止；"
        "委员和与事项有利害关系的人应当回避。",
        about=panel.about,
        seats=panel.seats,
        how=panel.get_how_display(),
        until=panel.closes_on.isoformat(),
    )
    drawn = said(
        "名单截止后公布摘要；{day} 公布的“{rule}”为抽取数字，任何人都可以重算。",
        day=panel.draw_on.isoformat() if panel.draw_on else "",
        rule=panel.rule,
    )
    body = joined("\n", (text, drawn if panel.how == Panel.How.DRAW else ""))
    post(panel, said("征集业主代表评审团：{title}", title=panel.title), body, today)
