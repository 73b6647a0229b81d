"""What tickets tell the desk: what waits for whom, what a home reported, tickets by number or words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.discover.intake.models import RUNNING, Ticket
from mulin.discover.intake.permissions import DESKS, OFFICE, may_note, may_open_board
from mulin.discover.intake.queries.tickets import MARKS, raised_by, visible
from mulin.ground.estate.models import Unit
from mulin.kit.clock import day_of
from mulin.kit.contributions import Hit, Line, Panel, Task, Verb
from mulin.kit.rights import Actor

SHOWN, FEWEST_LETTERS = 20, 2
State = Ticket.State


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """What I have in hand; for dispatchers what nobody has, and what the street supervises."""
    if may_open_board(actor) is not None:
        return
    if actor.person_id is not None:
        rows = visible(actor).filter(worker_id=actor.person_id, state__in=(*RUNNING, State.DONE))
        for one in rows[:SHOWN]:
            yield _task(one, today, _("等您回复") if one.state == State.DONE else _("等您办"))
    if any(grant.role in OFFICE for grant in actor.grants):
        loose = Q(state=State.WAITING) | Q(supervised=True, ended_at__isnull=True)
        for one in visible(actor).filter(loose)[:SHOWN]:
            yield _task(one, today, _("督办") if one.supervised else _("等派单"))


def waits_for(actor: Actor, today: date) -> Iterable[Task]:
    """What a resident reported and was answered: whether it is solved is his to say."""
    for one in raised_by(actor).filter(state=State.REPLIED)[:SHOWN]:
        yield Task(
            one.title,
            reverse("report:ticket", args=[one.pk]),
            note=_("您报的事已经答复：解决没有，由您说"),
            verb=_("看答复，评价"),
        )


def _task(one: Ticket, today: date, note: str) -> Task:
    due = day_of(one.due_at)
    state = "late" if due < today else "soon" if due == today else "now"
    place = one.compound.name if one.compound is not None else one.number
    there = reverse("intake:ticket", args=[one.pk])
    return Task(f"{place} · {one.title}", there, due, state, note)


def about_unit(unit: Unit, actor: Actor, today: date) -> Iterable[Panel]:
    """What was reported from or about this home, for those who may see it."""
    if may_open_board(actor) is not None:
        return
    rows = visible(actor).filter(unit=unit).order_by("-id")[:SHOWN]
    lines = tuple(
        Line(
            one.title,
            reverse("intake:ticket", args=[one.pk]),
            f"{day_of(one.raised_at):%m-%d}",
            MARKS[State(one.state)],
            one.get_state_display(),
            f"{one.number} · {one.kind}",
        )
        for one in rows
    )
    yield Panel(_("工单"), lines, "", _("这户没有报过事。"))


def verbs(unit: Unit, actor: Actor, today: date) -> Iterable[Verb]:
    """Write down what this home says."""
    if not any(grant.role in DESKS for grant in actor.grants):
        return
    there = f"{reverse('intake:desk')}?unit={unit.pk}"
    refusal = may_note(actor, unit.compound_id)
    yield Verb(_("报修报事"), _("代居民登记"), there, "message-square-plus", refusal, "b")


def found(words: str, actor: Actor) -> Iterable[Hit]:
    """Tickets by number or words of their title."""
    plain = words.strip()
    if len(plain) < FEWEST_LETTERS or plain.isdigit() or may_open_board(actor) is not None:
        return
    wanted = Q(number__istartswith=plain) | Q(title__icontains=plain)
    for one in visible(actor).filter(wanted).order_by("-id")[:SHOWN]:
        place = one.compound.name if one.compound is not None else ""
        note = f"{one.number} · {place} · {one.get_state_display()}"
        yield Hit(_("工单"), one.title, reverse("intake:ticket", args=[one.pk]), note)
