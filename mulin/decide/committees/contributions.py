"""What bodies tell the desk: meetings, requests and petitions that wait; bodies by their name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.decide.committees import waiting
from mulin.decide.committees.models import Inspection, Meeting, Petition, SealUse, Term
from mulin.decide.committees.permissions import CARRIERS, KEEPERS, may_see_bodies
from mulin.decide.committees.queries.bodies import bodies_for
from mulin.decide.committees.queries.meetings import lines_of, rules_of
from mulin.ground.estate.models import Organisation
from mulin.kit.contributions import Hit, Task
from mulin.kit.rights import Actor, Role
from mulin.law.pinned import unpin

SHOWN, FEWEST_LETTERS = 30, 2
State = Meeting.State


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """What waits for a committee and for those who look after committees; ten statements."""
    if not any(grant.role in CARRIERS for grant in actor.grants):
        return
    yield from _overdue(actor, today)
    yield from _meetings(actor, today)
    yield from _requests(actor, today)
    yield from _uses(actor)
    yield from _petitions(actor)
    yield from waiting.tasks(actor, today)


def found(words: str, actor: Actor) -> Iterable[Hit]:
    """Bodies by words of their name or compound."""
    plain = words.strip()
    if len(plain) < FEWEST_LETTERS or plain.isdigit() or may_see_bodies(actor) is not None:
        return
    wanted = Q(name__icontains=plain) | Q(compound__name__icontains=plain)
    # The day only says who sits; the hits do not show it.
    for body in bodies_for(actor, date.max).filter(wanted)[:SHOWN]:
        there = reverse("committees:body", args=[body.pk])
        note = f"{body.get_kind_display()} · {body.compound or body.community or ''}"
        yield Hit(_("组织"), body.name, there, note.rstrip(" ·"))


def _overdue(actor: Actor, today: date) -> Iterable[Task]:
    """How many committees are overdue: one line, not hundreds."""
    if not any(grant.role in KEEPERS for grant in actor.grants):
        return
    rows = Term.objects.of(actor.street_id).filter(
        body__kind=Organisation.Kind.OWNERS_COMMITTEE, ended_on__isnull=True, ends_on__lt=today
    )
    number = _mine(actor, rows, "body__compound_id", KEEPERS).count()
    if number:
        title = ngettext("%(n)d 个业委会逾期未换届", "%(n)d 个业委会逾期未换届", number) % {
            "n": number
        }
        there = f"{reverse('committees:diagnosis')}?fault=overdue"
        yield Task(title, there, None, "late", _("看是哪些、现在可以启动什么程序"))


def _meetings(actor: Actor, today: date) -> Iterable[Task]:
    """Agendas to hang, meetings to put down, decisions to publish, each by its lawful day."""
    waiting = Q(state=State.CALLED) | Q(state=State.HELD, published_on__isnull=True)
    rows = Meeting.objects.of(actor.street_id).filter(waiting)
    rows = _mine(actor, rows, "term__body__compound_id", CARRIERS)
    for meeting in rows.select_related("term__body__compound").order_by("held_on")[:SHOWN]:
        body, there = meeting.term.body, reverse("committees:meeting", args=[meeting.pk])
        title = f"{body.name} · {meeting.title}"
        if meeting.state == State.CALLED and meeting.held_on <= today:
            yield Task(title, there, meeting.held_on, "soon", _("登记到会和决定"))
            continue
        for line in lines_of(meeting, unpin(meeting.law), rules_of(body)):
            after = line.code == "publish"
            if line.done is None and after == (meeting.state == State.HELD):
                late = line.due is not None and line.due < today
                yield Task(
                    title, there, line.due, "late" if late else "now", str(line.what), line.article
                )


def _requests(actor: Actor, today: date) -> Iterable[Task]:
    rows = Inspection.objects.of(actor.street_id).filter(state=Inspection.State.ASKED)
    rows = _mine(actor, rows, "body__compound_id", CARRIERS).select_related("body")
    for row in rows.order_by("asked_on")[:SHOWN]:
        waited = (today - row.asked_on).days
        note = ngettext("业主查阅，等答复 %(n)d 天", "业主查阅，等答复 %(n)d 天", waited) % {
            "n": waited
        }
        there = reverse("committees:inspection", args=[row.pk])
        yield Task(
            f"{row.body.name} · {row.what}", there, None, "soon" if waited > 7 else "now", note
        )


def _uses(actor: Actor) -> Iterable[Task]:
    """Seal and account: what another member asked for."""
    mine = (Role.COMMITTEE_MEMBER,)
    if actor.person_id is None or not any(grant.role in mine for grant in actor.grants):
        return
    rows = SealUse.objects.of(actor.street_id).filter(state=SealUse.State.ASKED)
    rows = _mine(actor, rows, "term__body__compound_id", mine)
    others = rows.filter(~Q(asker_id=actor.person_id)).select_related("term__body")
    for use in others.order_by("asked_at")[:SHOWN]:
        title = f"{use.term.body.name} · {use.get_thing_display()} · {use.purpose}"
        yield Task(
            title, reverse("committees:decide_use", args=[use.pk]), None, "now", _("等您批准")
        )


def _petitions(actor: Actor) -> Iterable[Task]:
    rows = Petition.objects.of(actor.street_id).filter(
        state__in=(Petition.State.HANDED, Petition.State.ORDERED)
    )
    rows = _mine(actor, rows, "compound_id", CARRIERS).select_related("compound")
    for row in rows.order_by("handed_on")[:SHOWN]:
        there = reverse("committees:petition", args=[row.pk])
        state = "late" if row.state == Petition.State.ORDERED else "soon"
        note = _("业主提议已够数，等召集临时会议")
        yield Task(f"{row.compound.name} · {row.title}", there, row.order_until, state, note)


def _mine(actor: Actor, rows: Any, field: str, roles: tuple[Role, ...]) -> Any:
    """Rows in compounds where the actor holds one of the roles."""
    if actor.has(*roles):
        return rows
    places = frozenset().union(*(g.compounds for g in actor.grants if g.role in roles))
    return rows.filter(**{f"{field}__in": places})
