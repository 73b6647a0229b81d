"""What waits of panels, of questions to advisers and of what was to be published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.decide.committees.models import Advice, Panel, PanelItem
from mulin.decide.committees.permissions import CARRIERS
from mulin.decide.committees.queries.opening import behind
from mulin.kit.contributions import Task
from mulin.kit.rights import Actor, Role

SHOWN = 30


def tasks(actor: Actor, today: date) -> Iterable[Task]:
    """In the order of what presses."""
    yield from _panels(actor, today)
    yield from _items(actor, today)
    yield from _advice(actor, today)
    if any(grant.role is Role.COMMITTEE_MEMBER for grant in actor.grants):
        yield from _disclosure(actor, today)


def _panels(actor: Actor, today: date) -> Iterable[Task]:
    """Lists to close and draws whose number is public by now."""
    due = (
        Q(state=Panel.State.CALLING, closes_on__lt=today)
        | Q(state=Panel.State.LISTED, draw_on__lte=today)
        | Q(state=Panel.State.LISTED, draw_on__isnull=True)
    )
    rows = _mine(actor, Panel.objects.of(actor.street_id).filter(due), "compound_id")
    for row in rows.select_related("compound").order_by("closes_on")[:SHOWN]:
        calling = row.state == Panel.State.CALLING
        note = _("报名截止了，等定名单") if calling else _("等产生评审员")
        there = reverse("committees:panel", args=[row.pk])
        yield Task(f"{row.compound.name} · {row.title}", there, row.draw_on, "now", note)


def _items(actor: Actor, today: date) -> Iterable[Task]:
    """Meetings of a panel to put down, recommendations to publish and to answer."""
    states = PanelItem.State
    due = Q(state=states.PREPARED, meets_on__lte=today) | Q(
        state__in=(states.ADVISED, states.PUBLISHED)
    )
    rows = PanelItem.objects.of(actor.street_id).filter(due)
    rows = _mine(actor, rows, "panel__compound_id").select_related("panel__compound")
    for row in rows.order_by("meets_on")[:SHOWN]:
        there = reverse("committees:panel", args=[row.panel_id])
        title = f"{row.panel.compound.name} · {row.title}"
        note = _("等登记评审意见") if row.state == states.PREPARED else str(row.get_state_display())
        yield Task(title, there, None, "now", note)


def _advice(actor: Actor, today: date) -> Iterable[Task]:
    """What an adviser is asked, and what his committee asked and nobody was chosen for."""
    rows = Advice.objects.of(actor.street_id).select_related("body")
    places = frozenset().union(
        *(g.compounds for g in actor.grants if g.role is Role.COMMITTEE_MEMBER)
    )
    wanted = Q(state=Advice.State.ASKED, body__compound_id__in=places)
    if actor.person_id is not None:
        wanted |= Q(state=Advice.State.GIVEN, adviser__person_id=actor.person_id)
    for row in rows.filter(wanted).order_by("due_on")[:SHOWN]:
        there = reverse("committees:advice", args=[row.pk])
        given = row.state == Advice.State.GIVEN
        note = _("请您答复") if given else _("等选一位顾问")
        title = f"{row.body.name} · {row.get_topic_display()}"
        yield Task(title, there, row.due_on, "late" if row.due_on < today else "now", note)


def _disclosure(actor: Actor, today: date) -> Iterable[Task]:
    """What a member's own committee should have published."""
    for row in behind(actor, today):
        held = actor.has(Role.COMMITTEE_MEMBER, compound_id=row.body.compound_id)
        if held and row.overdue:
            n = len(row.overdue)
            title = ngettext(
                "%(body)s：%(n)d 项信息过期未公开", "%(body)s：%(n)d 项信息过期未公开", n
            )
            there = reverse("committees:open", args=[row.body.pk])
            note = str(row.overdue[0].item.title)
            yield Task(
                title % {"body": row.body.name, "n": n}, there, row.overdue[0].due, "late", note
            )


def _mine(actor: Actor, rows: Any, field: str) -> Any:
    """Rows in compounds where the actor carries committees."""
    if actor.has(*CARRIERS):
        return rows
    places = frozenset().union(*(g.compounds for g in actor.grants if g.role in CARRIERS))
    return rows.filter(**{f"{field}__in": places})
