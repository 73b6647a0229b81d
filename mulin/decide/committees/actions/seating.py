"""Seating a review panel: the list closed, the draw or the choice, and reserves who move up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mulin.decide.committees.actions.panel_saying import applicant_alone, panel_alone, post, told
from mulin.decide.committees.actions.saying import required
from mulin.decide.committees.events_panels import (
    PanelChosen,
    PanelDrawn,
    PanelListed,
    PanelReservesRose,
)
from mulin.decide.committees.models import Applicant, Panel
from mulin.decide.committees.permissions_panels import may_carry_panel
from mulin.decide.committees.queries.panels import listing_digest
from mulin.ground.estate.models import Person
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import joined, said
from mulin.law.drawing import draw, plain_number

State, Place = Panel.State, Applicant.State


def close_list(panel: Panel, draw_on: date | None, *, by: Actor, now: datetime) -> Panel:
    """Give every applicant his ticket and publish the digest, before the number can be known."""
    with transaction.atomic():
        fresh = panel_alone(panel, by)
        require(may_carry_panel(by, fresh))
        if fresh.state == State.LISTED:
            return fresh
        _only(fresh, State.CALLING)
        today = day_of(now)
        if today <= fresh.closes_on:
            refuse(
                said("报名到 {day} 才截止。", day=fresh.closes_on.isoformat()),
                said("请在截止的第二天起定名单。"),
            )
        rows = list(_applied(fresh).select_related("person").order_by("applied_on", "id"))
        if not rows:
            refuse(said("没有人报名。"), said("请撤回这次征集，换个办法再征集。"))
        by_draw = fresh.how == Panel.How.DRAW
        if by_draw and (draw_on is None or draw_on <= today):
            refuse(said("抽取日期不晚于今天，数字可能已经有人知道。"), said("请写以后的日子。"))
        for ticket, row in enumerate(rows, start=1):
            row.ticket = ticket
        Applicant.objects.of(by.street_id).bulk_update(rows, ["ticket"])
        fresh.state, fresh.listed_on, fresh.tickets = State.LISTED, today, len(rows)
        fresh.list_digest = listing_digest(rows)
        fresh.draw_on = draw_on if by_draw else None
        fresh.save(update_fields=["state", "listed_on", "tickets", "list_digest", "draw_on"])
        _post_list(fresh, today)
        told(
            PanelListed(fresh.title, len(rows), fresh.list_digest, draw_on or today, fresh.rule),
            fresh, by, now,
        )  # fmt: skip
        return fresh


def draw_panel(panel: Panel, number: str, source: str, *, by: Actor, now: datetime) -> Panel:
    """Draw with the number that has become public; anybody can do it again."""
    with transaction.atomic():
        fresh = panel_alone(panel, by)
        require(may_carry_panel(by, fresh))
        if fresh.state in (State.SEATED, State.ENDED):
            return fresh
        _only(fresh, State.LISTED)
        if fresh.how != Panel.How.DRAW or fresh.draw_on is None:
            refuse(said("这次评审团按理由挑选。"), said("请在挑选页面写明理由。"))
        if day_of(now) < fresh.draw_on:
            refuse(
                said("{day} 的数字还没有公布。", day=fresh.draw_on.isoformat()),
                said("请在当天公布以后抽取。"),
            )
        try:
            fresh.number = plain_number(number)[:60]
        except ValueError:
            refuse(
                said("数字里没有数码。"), said("请照公布的原样填写，例如 03 11 17 20 25 31+08。")
            )
        fresh.number_source = required(source, said("出处"), 200)
        lots = draw(fresh.list_digest, fresh.number, fresh.tickets, fresh.seats)
        rows = {row.ticket: row for row in _applied(fresh)}
        for lot in lots:
            rows[lot.ticket].rank = lot.rank
            rows[lot.ticket].state = Place.SEATED if lot.seated else Place.RESERVE
        Applicant.objects.of(by.street_id).bulk_update(rows.values(), ["rank", "state"])
        seated = min(fresh.seats, fresh.tickets)
        _seat(fresh, ["number", "number_source"], now)
        order = tuple(lot.ticket for lot in lots)
        event = PanelDrawn(
            fresh.title, fresh.number, fresh.number_source, fresh.tickets, seated, order,
            fingerprint(list(order)),
        )  # fmt: skip
        told(event, fresh, by, now)
        return fresh


def choose_panel(panel: Panel, reasons: Mapping[UUID, str], *, by: Actor, now: datetime) -> Panel:
    """Seat those named, each with a reason; the others stay on the list as reserves."""
    with transaction.atomic():
        fresh = panel_alone(panel, by)
        require(may_carry_panel(by, fresh))
        if fresh.state in (State.SEATED, State.ENDED):
            return fresh
        _only(fresh, State.LISTED)
        if fresh.how != Panel.How.CHOSEN:
            refuse(said("这次评审团公开抽取，不能挑选。"), said("请在抽取页面填写公开数字。"))
        rows = {row.pk: row for row in _applied(fresh)}
        chosen = [pk for pk in reasons if pk in rows]
        if not 1 <= len(chosen) <= fresh.seats:
            refuse(
                said("挑选了 {n} 人，名额 {m} 人。", n=len(chosen), m=fresh.seats),
                said("请选一人以上、不超过名额。"),
            )
        for rank, (pk, row) in enumerate(rows.items(), start=1):
            picked = pk in reasons
            row.state, row.rank = Place.SEATED if picked else Place.RESERVE, rank
            row.why = required(reasons[pk], said("挑选的理由")) if picked else ""
        Applicant.objects.of(by.street_id).bulk_update(rows.values(), ["state", "rank", "why"])
        _seat(fresh, [], now)
        digest = fingerprint([[str(pk), rows[pk].why] for pk in chosen])
        told(PanelChosen(fresh.title, fresh.tickets, len(chosen), digest), fresh, by, now)
        return fresh


def leave_panel(row: Applicant, why: str, *, by: Actor, now: datetime) -> Applicant:
    """A member leaves; the first reserve takes the seat in the order that was drawn."""
    with transaction.atomic():
        fresh, panel = applicant_alone(row, by)
        if by.person_id != fresh.person_id:
            require(may_carry_panel(by, panel))
        if fresh.state != Place.SEATED or panel.state != State.SEATED:
            refuse(said("这一位现在不是评审员。"), said("请刷新页面核对。"))
        fresh.state, fresh.why = Place.WITHDRAWN, required(why, said("理由"))
        fresh.save(update_fields=["state", "why"])
        waiting = Applicant.objects.of(by.street_id).filter(panel=panel, state=Place.RESERVE)
        nxt: Applicant | None = waiting.order_by("rank", "id").first()
        if nxt is not None:
            nxt.state = Place.SEATED
            nxt.save(update_fields=["state"])
        risen = said("{n} 号递补。", n=nxt.ticket) if nxt else said("没有候补。")
        person = Person.objects.of(by.street_id).get(pk=fresh.person_id)
        event = PanelReservesRose(
            panel.title, fresh.get_state_display(), fresh.why, risen, person.name
        )
        told(event, panel, by, now)
        return fresh


def _applied(panel: Panel) -> Any:
    return Applicant.objects.of(panel.street_id).filter(panel=panel, state=Place.APPLIED)


def _only(panel: Panel, state: str) -> None:
    if panel.state != state:
        refuse(
            said("评审团现在的状态是“{state}”。", state=panel.get_state_display()),
            said("请刷新页面，看下一步是什么。"),
        )


def _seat(panel: Panel, fields: list[str], now: datetime) -> None:
    panel.state, panel.seated_on = State.SEATED, day_of(now)
    panel.save(update_fields=["state", "seated_on", *fields])
    seated = Applicant.objects.of(panel.street_id).filter(panel=panel, state=Place.SEATED)
    tickets = "、".join(str(t) for t in seated.order_by("rank").values_list("ticket", flat=True))
    how = said(
        "名单摘要 {digest}；公开数字 {number}（{source}）。",
        digest=panel.list_digest,
        number=panel.number,
        source=panel.number_source,
    )
    text = said("评审员的签号：{tickets}。", tickets=tickets)
    body = joined("\n", (text, how if panel.number else ""))
    post(panel, said("评审团产生：{title}", title=panel.title), body, day_of(now))


def _post_list(panel: Panel, today: date) -> None:
    text = said(
        "共 {n} 人，签号 1 至 {n}，名单摘要（SM3）：{digest}。",
        n=panel.tickets,
        digest=panel.list_digest,
    )
    drawn = (
        said(
            "{day} 公布的“{rule}”为抽取数字；每个签号的签为 SM3(摘要|数字|签号)，从小到大取前 {seats} 名。",
            day=panel.draw_on.isoformat(),
            rule=panel.rule,
            seats=panel.seats,
        )
        if panel.draw_on
        else ""
    )
    post(
        panel,
        said("评审团名单截止：{title}", title=panel.title),
        joined("\n", (text, drawn)),
        today,
    )
