"""What the workshop tells the desk: mandates that run out, answers owed, months owed, requests open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.decide.workshop.models import Report
from mulin.decide.workshop.permissions import (
    LENDERS,
    may_see_green,
    may_see_room,
    organisations_of,
)
from mulin.decide.workshop.powers import name_of
from mulin.decide.workshop.queries import advice, green, mandates, reports
from mulin.ground.words import shown
from mulin.kit.contributions import Hit, Task
from mulin.kit.rights import Actor, Role

SHOWN, FEWEST_LETTERS = 20, 2


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """What waits for the street, for a committee, for a community, for the workshop."""
    lends, works = actor.has(*LENDERS), bool(organisations_of(actor))
    if lends or any(g.role is Role.COMMITTEE_MEMBER for g in actor.grants):
        yield from _answers(actor, today)
    if lends or works:
        yield from _mandates(actor, today)
        yield from _reports(actor, today, works=works)
    if lends or works or any(g.role is Role.COMMUNITY_WORKER for g in actor.grants):
        yield from _requests(actor, today)


def found(words: str, actor: Actor) -> Iterable[Hit]:
    """Requests and advice by number or title."""
    plain = words.strip()
    if len(plain) < FEWEST_LETTERS or plain.isdigit():
        return
    wanted = Q(number__istartswith=plain) | Q(title__icontains=plain)
    if may_see_room(actor) is None:
        for row in advice.advice_for(actor).filter(wanted)[:SHOWN]:
            note = f"{row.number} · {row.compound.name} · {row.get_state_display()}"
            there = reverse("workshop:advice_one", args=[row.pk])
            yield Hit(shown(row.get_kind_display()), row.title, there, note)
    if may_see_green(actor) is None:
        for one in green.requests_for(actor).filter(wanted)[:SHOWN]:
            note = f"{one.number} · {one.compound.name} · {one.get_state_display()}"
            yield Hit(_("绿色通道"), one.title, reverse("workshop:request", args=[one.pk]), note)


def _answers(actor: Actor, today: date) -> Iterator[Task]:
    for row in advice.to_answer(actor)[:SHOWN]:
        yield Task(
            f"{row.compound.name} · {row.title}",
            reverse("workshop:advice_one", args=[row.pk]),
            row.due_on,
            "late" if row.due_on < today else "now",
            _("工作室的%(kind)s等答复") % {"kind": shown(row.get_kind_display())},
        )


def _mandates(actor: Actor, today: date) -> Iterator[Task]:
    for row in mandates.expiring(actor, today)[:SHOWN]:
        yield Task(
            f"{row.workshop.organisation.name} · {shown(name_of(row.power))}",
            reverse("workshop:mandate", args=[row.pk]),
            row.valid_to,
            "soon",
            _("授权即将到期"),
        )


def _reports(actor: Actor, today: date, *, works: bool) -> Iterator[Task]:
    for one in reports.owed_by(mandates.workshops_for(actor), today)[:SHOWN]:
        if works or one.late_on(today):
            month = shown(reports.month_words(one.month))
            yield Task(
                f"{one.workshop.organisation.name} · {month}",
                reverse("workshop:reports"),
                one.due,
                "late" if one.late_on(today) else "now",
                _("月报还没有报街道"),
            )
    state = Report.State.ASKED if works else Report.State.SENT
    for row in reports.reports_for(actor).filter(state=state)[:SHOWN]:
        month = shown(reports.month_words(row.month))
        yield Task(
            f"{row.workshop.organisation.name} · {month}",
            reverse("workshop:report", args=[row.pk]),
            note=_("街道对月报有疑问") if works else _("工作室的月报等街道阅"),
        )


def _requests(actor: Actor, today: date) -> Iterator[Task]:
    for row in green.unanswered(actor, today)[:SHOWN]:
        done = row.answered == row.asked  # type: ignore[attr-defined]
        yield Task(
            f"{row.compound.name} · {row.title}",
            reverse("workshop:request", args=[row.pk]),
            row.due_on,
            "late" if row.due_on < today and not done else "now",
            _("都答复了，请登记结果") if done else _("绿色通道等答复"),
        )
