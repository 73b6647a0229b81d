"""Verbs of what a panel looks at: papers, questions, the recommendation, the committee's answer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from mulin.decide.committees.actions.panel_saying import (
    item_alone,
    panel_alone,
    post,
    told,
)
from mulin.decide.committees.actions.saying import required
from mulin.decide.committees.events_panels import (
    PanelAdvicePublished,
    PanelAdvised,
    PanelAnswered,
    PanelAsked,
    PanelItemPut,
    PanelPaperGiven,
    PanelQuestionAnswered,
)
from mulin.decide.committees.models import (
    Applicant,
    Panel,
    PanelItem,
    PanelPaper,
    PanelQuestion,
)
from mulin.decide.committees.papers import PANEL_PAPER, File, kept
from mulin.decide.committees.permissions_panels import (
    may_answer_panel,
    may_carry_panel,
    may_see_panel,
)
from mulin.decide.committees.queries.panels import mine_in, seated_of
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import joined, said
from mulin.law.terms import GT_HALF

State, Place = PanelItem.State, Applicant.State


class Told(NamedTuple):
    """What the panel said of an item: votes, recommendation, reasons, other opinions."""

    agree: int
    against: int
    abstain: int
    advice: str
    reasons: str
    dissent: str


def put_item(
    panel: Panel,
    title: str,
    text: str,
    meets_on: date,
    place: str,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> PanelItem:
    """Put something before the panel; the same ``once`` gives it back."""
    with transaction.atomic():
        fresh = panel_alone(panel, by)
        require(may_carry_panel(by, fresh))
        known: PanelItem | None = PanelItem.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        if fresh.state != Panel.State.SEATED:
            refuse(said("评审团还没有产生，或者已经结束。"), said("产生以后才能提请评审。"))
        if meets_on < day_of(now):
            refuse(said("{day} 已经过去。", day=meets_on.isoformat()), said("请填评审的那一天。"))
        item = PanelItem(
            id=once,
            street_id=by.street_id,
            panel=fresh,
            title=required(title, said("评审事项"), 120),
            text=required(text, said("请评审团看什么"), 1000),
            meets_on=meets_on,
            place=required(place, said("地点"), 80),
        )
        item.save(force_insert=True)
        told(PanelItemPut(fresh.title, item.title, meets_on, item.place), fresh, by, now)
        return item


def give_paper(item: PanelItem, what: str, file: File, *, by: Actor, now: datetime) -> PanelPaper:
    """Give the panel something to read."""
    with transaction.atomic():
        fresh, panel = item_alone(item, by)
        require(may_carry_panel(by, panel))
        _only(fresh, State.PREPARED)
        named = required(what, said("材料名称"), 60)
        paper = kept(file, PANEL_PAPER, by=by, now=now)
        rows = PanelPaper.objects.of(by.street_id)
        known: PanelPaper | None = rows.filter(item=fresh, paper=paper).first()
        if known is not None:
            return known
        row = PanelPaper(id=uuid7(), street_id=by.street_id, item=fresh, paper=paper, what=named)
        row.save(force_insert=True)
        told(PanelPaperGiven(fresh.title, named, paper.digest), panel, by, now)
        return row


def ask_question(
    item: PanelItem, text: str, *, once: UUID, by: Actor, now: datetime
) -> PanelQuestion:
    """A member of the panel asks before it meets."""
    with transaction.atomic():
        fresh, panel = item_alone(item, by)
        require(may_see_panel(by, panel))
        known: PanelQuestion | None = PanelQuestion.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        place = mine_in(panel, by)
        if place is None or place.state != Place.SEATED:
            refuse(said("提问由评审员本人提出。"), said("其他业主可以向业委会或社区反映。"))
        _only(fresh, State.PREPARED)
        row = PanelQuestion(
            id=once,
            street_id=by.street_id,
            item=fresh,
            asker=place,
            text=required(text, said("问题"), 400),
            asked_on=day_of(now),
        )
        row.save(force_insert=True)
        told(PanelAsked(fresh.title, row.text), panel, by, now)
        return row


def answer_question(
    question: PanelQuestion, answer: str, *, by: Actor, now: datetime
) -> PanelQuestion:
    """The committee, or the office that helps it, answers."""
    with transaction.atomic():
        item, panel = item_alone(PanelItem(pk=question.item_id, panel_id=_panel(question, by)), by)
        require(may_carry_panel(by, panel))
        rows = PanelQuestion.objects.of(by.street_id).select_for_update()
        row: PanelQuestion = rows.get(pk=question.pk, item=item)
        if row.answered_on is not None:
            return row
        row.answer = required(answer, said("答复"), 800)
        row.answered_on, row.answered_by = day_of(now), by.name
        row.save(update_fields=["answer", "answered_on", "answered_by"])
        told(PanelQuestionAnswered(item.title, row.answer), panel, by, now)
        return row


def advise(
    item: PanelItem,
    present: Collection[UUID],
    aside: Collection[UUID],
    said_so: Told,
    *,
    by: Actor,
    now: datetime,
) -> PanelItem:
    """Put down who came, who stood back on this item, how the votes fell and why."""
    with transaction.atomic():
        fresh, panel = item_alone(item, by)
        require(may_carry_panel(by, panel))
        if fresh.state == State.ADVISED:
            return fresh
        _only(fresh, State.PREPARED)
        if day_of(now) < fresh.meets_on:
            refuse(
                said("{day} 才评审。", day=fresh.meets_on.isoformat()), said("请在当天或之后登记。")
            )
        members = [row.pk for row in seated_of(panel)]
        back = [pk for pk in members if pk in aside]
        here = [pk for pk in members if pk in present and pk not in back]
        _judge_votes(len(here), len(members) - len(back), said_so)
        fresh.present, fresh.aside = [pk.hex for pk in here], [pk.hex for pk in back]
        fresh.agree, fresh.against, fresh.abstain = said_so[:3]
        fresh.advice = required(said_so.advice, said("评审意见"), 600)
        fresh.reasons = required(said_so.reasons, said("理由"), 1000)
        fresh.dissent = " ".join(said_so.dissent.split())[:1000]
        if fresh.against and not fresh.dissent:
            refuse(
                said("有人反对，没有写不同意见。"), said("反对的理由也要写进评审意见，一并公布。")
            )
        fresh.state, fresh.advised_on = State.ADVISED, day_of(now)
        fresh.save()
        event = PanelAdvised(fresh.title, len(here), len(back), *said_so[:3], fresh.advice)
        told(event, panel, by, now)
        return fresh


def publish_advice(item: PanelItem, *, by: Actor, now: datetime) -> PanelItem:
    """Hang the recommendation, with what was said against it."""
    with transaction.atomic():
        fresh, panel = item_alone(item, by)
        require(may_carry_panel(by, panel))
        if fresh.published_on is not None:
            return fresh
        _only(fresh, State.ADVISED)
        fresh.state, fresh.published_on = State.PUBLISHED, day_of(now)
        fresh.save(update_fields=["state", "published_on"])
        votes = said(
            "到会 {n} 人，赞成 {a}、反对 {b}、弃权 {c}。",
            n=len(fresh.present),
            a=fresh.agree,
            b=fresh.against,
            c=fresh.abstain,
        )
        parts = (
            votes,
            said("意见：{text}", text=fresh.advice),
            said("理由：{text}", text=fresh.reasons),
            said("不同意见：{text}", text=fresh.dissent) if fresh.dissent else "",
        )
        title = said("评审意见：{title}", title=fresh.title)
        post(panel, title, joined("\n", parts), day_of(now))
        told(PanelAdvicePublished(fresh.title), panel, by, now)
        return fresh


def answer_advice(
    item: PanelItem, follows: str, answer: str, *, by: Actor, now: datetime
) -> PanelItem:
    """The committee says whether it follows, and why; that hangs too."""
    with transaction.atomic():
        fresh, panel = item_alone(item, by)
        require(may_answer_panel(by, panel))
        if fresh.state == State.ANSWERED:
            return fresh
        _only(fresh, State.PUBLISHED)
        fresh.follows = PanelItem.Follows(follows)
        fresh.answer = required(answer, said("说明"), 1000)
        fresh.state, fresh.answered_on = State.ANSWERED, day_of(now)
        fresh.save(update_fields=["follows", "answer", "state", "answered_on"])
        title = said("业委会答复评审意见：{title}", title=fresh.title)
        text = said("{follows}。{answer}", follows=fresh.get_follows_display(), answer=fresh.answer)
        post(panel, title, text, day_of(now))
        event = PanelAnswered(
            panel.body.name, fresh.title, fresh.get_follows_display(), fresh.answer
        )
        told(event, panel, by, now)
        return fresh


def _judge_votes(here: int, able: int, told_so: Told) -> None:
    if not GT_HALF.reached(here, able):
        refuse(
            said("到会 {n} 人，没有过能参加的 {m} 人的半数，不能形成评审意见。", n=here, m=able),
            said("请另定日子，或者请候补递补。"),
        )
    counted = told_so.agree + told_so.against + told_so.abstain
    if counted != here:
        refuse(
            said("票数共 {n}，到会 {m} 人，对不上。", n=counted, m=here),
            said("每位到会的评审员一票；回避的不算。"),
        )


def _panel(question: PanelQuestion, by: Actor) -> UUID:
    row: PanelItem = PanelItem.objects.of(by.street_id).get(pk=question.item_id)
    return row.panel_id


def _only(item: PanelItem, state: str) -> None:
    if item.state != state:
        refuse(
            said("评审事项现在的状态是“{state}”。", state=item.get_state_display()),
            said("请刷新页面，看下一步是什么。"),
        )
