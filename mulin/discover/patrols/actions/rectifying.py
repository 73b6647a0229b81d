"""A hazard put right: graded, fenced off, ordered with a date, delayed for a reason, looked at again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.patrols.actions.common import alone, kept, tell
from mulin.discover.patrols.actions.finding import note
from mulin.discover.patrols.events import (
    HazardDelayAnswered,
    HazardDelayAsked,
    HazardDismissed,
    HazardGraded,
    HazardLookedAtAgain,
    HazardMeasured,
    HazardOrdered,
    HazardPutRight,
)
from mulin.discover.patrols.models import Hazard, HazardStep
from mulin.discover.patrols.permissions import HIDDEN, may_carry_hazard, may_order
from mulin.discover.patrols.queries.hazards import grade_of, level_of
from mulin.discover.patrols.queries.plans import people_of
from mulin.ground.estate.models import Organisation
from mulin.ground.matters.actions import About, open_matter
from mulin.ground.matters.models import Matter
from mulin.ground.papers.actions import Readable
from mulin.ground.record.verbs import say_there as say
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.words import said
from mulin.law.safety.hazard import FIRST_REACH, Level, Reach

ORDERS = "ZG"
"""Orders are numbered ZG-2026-0001: 整改."""
State, Kind = Hazard.State, HazardStep.Kind
REACHES = list(Reach)


@dataclass(frozen=True)
class OrderDraft:
    """What is ordered of whom until when. A private person is named only here and on the paper."""

    text: str
    due_on: date
    responsible: Organisation | None = None
    responsible_name: str = ""


def grade(hazard: Hazard, level: Level, why: str, *, by: Actor, now: datetime) -> Hazard:
    """Say how grave it is, with the reason; what is graver goes up, what is less stays where it is."""
    reason = words(why, 200, said("没有写为什么这样定级。"), said("例如“人流大，砖已松动”。"))
    with transaction.atomic():
        fresh = _in(hazard, by, may_order)
        before = level_of(fresh)
        fresh.grade = grade_of(level)
        fresh.reach = max(Reach(fresh.reach), FIRST_REACH[level], key=REACHES.index).value
        fresh.save(update_fields=["grade", "reach"])
        text = said("{level}：{why}", level=level.label, why=reason)
        note(fresh, Kind.GRADE, text, who=by, now=now)
        event = HazardGraded(fresh.where, fresh.number, before.label, level.label, reason)
        say(event, fresh, by=by, now=now)
        return fresh


def dismiss(hazard: Hazard, why: str, *, by: Actor, now: datetime) -> Hazard:
    """It was looked at and is none."""
    reason = words(why, 200, said("没有写为什么不成立。"), said("写清去看了什么。"))
    with transaction.atomic():
        fresh = _in(hazard, by, may_order)
        if fresh.state != State.FOUND:
            raise Refused(Refusal(said("已经下达整改，不能再说不成立。"), said("请复查后销号。")))
        fresh.state, fresh.closed_on = State.DISMISSED, day_of(now)
        fresh.save(update_fields=["state", "closed_on"])
        note(fresh, Kind.DISMISS, reason, who=by, now=now)
        say(HazardDismissed(fresh.where, fresh.number, reason), fresh, by=by, now=now)
        return fresh


def measure(
    hazard: Hazard,
    text: str,
    photos: Sequence[bytes | Readable],
    *,
    by: Actor,
    now: datetime,
) -> Hazard:
    """What was done at once so that nobody comes to harm."""
    done = words(text, 200, said("没有写采取了什么措施。"), said("例如“拉警戒线，设绕行牌”。"))
    with transaction.atomic():
        fresh = _in(hazard, by, may_carry_hazard)
        papers = kept(by.street_id, photos, fresh.where, by=by, now=now)
        fresh.measure, fresh.measured_at = done, now
        fresh.save(update_fields=["measure", "measured_at"])
        note(fresh, Kind.MEASURE, done, papers, who=by, now=now)
        say(HazardMeasured(fresh.where, fresh.number, done), fresh, by=by, now=now)
        return fresh


def order(hazard: Hazard, draft: OrderDraft, *, by: Actor, now: datetime) -> Hazard:
    """Order it put right by a day: a numbered paper, and a message to the company's people."""
    text = words(draft.text, 500, said("没有写整改要求。"), said("写清要做到什么样。"))
    today = day_of(now)
    with transaction.atomic():
        fresh = _in(hazard, by, may_order)
        name = _responsible(fresh, draft)
        if draft.due_on < today:
            raise Refused(Refusal(said("整改期限已经过去。"), said("请填今天或以后的日子。")))
        if fresh.state not in (State.FOUND, State.ORDERED):
            raise Refused(Refusal(said("已经报完成。"), said("请先复查。")))
        fresh.order_number = draw_number(by.street_id, ORDERS, today.year)
        fresh.responsible, fresh.responsible_name = draft.responsible, name[:60]
        fresh.order_text, fresh.due_on = text, draft.due_on
        fresh.ordered_on, fresh.ordered_by = today, (by.post or by.name)[:80]
        fresh.state, fresh.asked_until, fresh.risen_on = State.ORDERED, None, None
        fresh.save()
        note(fresh, Kind.ORDER, f"{fresh.order_number} {text}", who=by, now=now)
        _tell_responsible(fresh, now)
        shown = name if draft.responsible else said("责任人")
        event = HazardOrdered(fresh.where, fresh.number, shown, fresh.order_number, draft.due_on)
        say(event, fresh, by=by, now=now)
        return fresh


def ask_delay(hazard: Hazard, until: date, why: str, *, by: Actor, now: datetime) -> Hazard:
    """The one ordered asks for more time, before the day is over."""
    reason = words(why, 200, said("没有写为什么要延期。"), said("例如“配件要 10 天到货”。"))
    with transaction.atomic():
        fresh = _in(hazard, by, may_carry_hazard)
        if fresh.state != State.ORDERED or fresh.due_on is None or until <= fresh.due_on:
            raise Refused(
                Refusal(
                    said("只有整改中的可以申请，新的日子要晚于现在的期限。"), said("请核对日子。")
                )
            )
        fresh.asked_until, fresh.asked_why = until, reason
        fresh.save(update_fields=["asked_until", "asked_why"])
        text = said("到 {until}：{why}", until=until, why=reason)
        note(fresh, Kind.ASK, text, who=by, now=now)
        say(HazardDelayAsked(fresh.where, fresh.number, until, reason), fresh, by=by, now=now)
        return fresh


def answer_delay(hazard: Hazard, why: str, *, agreed: bool, by: Actor, now: datetime) -> Hazard:
    """Give more time, or do not, and say why."""
    reason = words(why, 200, said("没有写理由。"), said("同意或者不同意都要写一句。"))
    with transaction.atomic():
        fresh = _in(hazard, by, may_order)
        if fresh.asked_until is None:
            raise Refused(Refusal(said("没有待答复的延期申请。"), said("请刷新页面。")))
        if agreed:
            fresh.due_on, fresh.extended = fresh.asked_until, fresh.extended + 1
        fresh.asked_until = None
        fresh.save(update_fields=["due_on", "extended", "asked_until"])
        answer = said("同意") if agreed else said("不同意")
        kind = Kind.EXTEND if agreed else Kind.REFUSE
        note(fresh, kind, reason, who=by, now=now)
        _tell_responsible(fresh, now, answer=answer)
        event = HazardDelayAnswered(fresh.where, fresh.number, answer, reason)
        say(event, fresh, by=by, now=now)
        return fresh


def put_right(
    hazard: Hazard,
    text: str,
    photos: Sequence[bytes | Readable],
    *,
    by: Actor,
    now: datetime,
) -> Hazard:
    """Whoever put it right says so, with a photo; somebody of the office looks again."""
    done = words(text, 300, said("没有写怎样整改的。"), said("例如“换了 3 块砖，重新勾缝”。"))
    with transaction.atomic():
        fresh = _in(hazard, by, may_carry_hazard)
        if fresh.state not in (State.FOUND, State.ORDERED):
            raise Refused(Refusal(said("已经报过完成。"), said("等社区来复查。")))
        if not photos:
            raise Refused(Refusal(said("没有整改后的照片。"), said("拍一张和发现时同一角度的。")))
        papers = kept(by.street_id, photos, fresh.where, by=by, now=now)
        fresh.state, fresh.done_at, fresh.done_by_id = State.DONE, now, by.person_id
        fresh.save(update_fields=["state", "done_at", "done_by_id"])
        note(fresh, Kind.DONE, done, papers, who=by, now=now)
        say(HazardPutRight(fresh.where, fresh.number, done), fresh, by=by, now=now)
        return fresh


def look_again(
    hazard: Hazard,
    text: str,
    photos: Sequence[bytes | Readable],
    *,
    passed: bool,
    due_on: date | None,
    by: Actor,
    now: datetime,
) -> Hazard:
    """Look again, with a photo: closed where it is right, else ordered anew by another day."""
    seen = words(text, 300, said("没有写复查看到了什么。"), said("一句话写清现在的样子。"))
    with transaction.atomic():
        fresh = _in(hazard, by, may_order)
        require(_may_look(fresh, by, bool(photos), passed, due_on, day_of(now)))
        papers = kept(by.street_id, photos, fresh.where, by=by, now=now)
        if passed:
            fresh.state, fresh.closed_on = State.CLOSED, day_of(now)
        else:
            fresh.state, fresh.due_on, fresh.done_at = State.ORDERED, due_on, None
            fresh.ordered_on = fresh.ordered_on or day_of(now)
            fresh.risen_on = None
        fresh.save()
        note(fresh, Kind.PASS if passed else Kind.FAIL, seen, papers, who=by, now=now)
        outcome = said("通过，销号") if passed else said("没有通过")
        if not passed:
            _tell_responsible(fresh, now, answer=outcome)
        event = HazardLookedAtAgain(fresh.where, fresh.number, outcome, seen)
        say(event, fresh, by=by, now=now)
        return fresh


def make_matter(hazard: Hazard, *, once: UUID, by: Actor, now: datetime) -> Matter:
    """What is more than a repair becomes a matter that travels the chain; the fact is the matter's."""
    with transaction.atomic():
        fresh = _in(hazard, by, may_order)
        if fresh.matter_id is not None:
            return fresh.matter
        title = said("{where}：{text}", where=fresh.where, text=fresh.text)[:120]
        stage = Matter.Stage.DISCOVER.value
        about = About(Matter.Kind.SAFETY)
        matter = open_matter(fresh.compound, title, stage, about=about, by=by, now=now, once=once)
        fresh.matter = matter
        fresh.save(update_fields=["matter"])
        note(fresh, Kind.MATTER, matter.number, who=by, now=now)
        return matter


def _in(hazard: Hazard, by: Actor, may: Callable[[Actor, Hazard], Refusal | None]) -> Hazard:
    """The hazard as it stands now, held, for somebody who may do this to it."""
    if hazard.street_id != by.street_id:
        raise Refused(HIDDEN)
    fresh = alone(hazard, by)
    require(may(by, fresh))
    return fresh


def _responsible(hazard: Hazard, draft: OrderDraft) -> str:
    if draft.responsible is not None:
        if draft.responsible.street_id != hazard.street_id:
            raise Refused(HIDDEN)
        name: str = draft.responsible.name
        return name
    return words(
        draft.responsible_name,
        60,
        said("没有写由谁整改。"),
        said("选一个单位；是个人的，写姓名（只印在通知书上）。"),
    )


def _may_look(
    hazard: Hazard, by: Actor, photo: bool, passed: bool, due_on: date | None, today: date
) -> Refusal | None:
    if hazard.state != State.DONE:
        return Refusal(said("还没有报完成。"), said("整改好了由责任方报完成，再去复查。"))
    if hazard.done_by_id is not None and hazard.done_by_id == by.person_id:
        return Refusal(said("报完成的人不能自己复查。"), said("请另一位同事去看。"))
    if hazard.responsible_id is not None and hazard.responsible_id in by.organisations:
        return Refusal(said("责任方不能自己复查。"), said("请社区或者街道的人去看。"))
    if not photo:
        return Refusal(said("没有复查的照片。"), said("拍一张现场。"))
    if not passed and (due_on is None or due_on < today):
        return Refusal(said("没有通过的要定新的期限。"), said("请填今天或以后的日子。"))
    return None


def _tell_responsible(hazard: Hazard, now: datetime, answer: str = "") -> None:
    """The people of the company that is to put it right; a private person gets the paper."""
    if hazard.responsible is None:
        return
    people = [person.pk for person, _post in people_of(hazard.responsible, day_of(now))]
    text = said(
        "{compound}“{where}”的隐患（{number}）要在 {due} 前整改好{answer}。",
        compound=hazard.compound.name,
        where=hazard.where,
        number=hazard.number,
        due=hazard.due_on,
        answer=said("（{answer}）", answer=answer) if answer else "",
    )
    key = f"hazard/order/{hazard.pk.hex}/{now:%Y%m%d%H%M%S}"
    tell(people[:20], text, key, hazard, now=now)
