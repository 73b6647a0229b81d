"""What pacts tell the desk: comments to answer, versions ripe for adoption, pacts by name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.deliberate.pacts.models import Version
from mulin.deliberate.pacts.permissions import DRAFTERS, drafts, reach
from mulin.deliberate.pacts.queries.pacts import versions_for
from mulin.ground.estate.models import Unit
from mulin.kit.contributions import Hit, Line, Panel, Task
from mulin.kit.rights import Actor

SHOWN, FEWEST_LETTERS = 30, 2
State = Version.State


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """For those who draft: comments nobody has answered, and versions whose comments are in."""
    within = reach(actor, *DRAFTERS)
    if not drafts(actor) or within == frozenset():
        return
    rows = versions_for(actor).filter(state=State.COMMENTS)
    if within is not None:
        rows = rows.filter(pact__compound_id__in=within)
    for one in rows.order_by("comments_until", "id")[:SHOWN]:
        until = one.comments_until or today
        over, waiting = until < today, getattr(one, "unanswered", 0)
        if waiting:
            note = _("%(n)d 条意见没有答复") % {"n": waiting}
        elif over:
            note = _("征求意见结束，可以提请通过")
        else:
            continue
        there = reverse("pacts:version", args=[one.pk])
        yield Task(one.pact.title, there, one.comments_until, "late" if over else "soon", note)


def about_unit(unit: Unit, actor: Actor, today: date) -> Iterable[Panel]:
    """The pacts that hold where a home stands."""
    rows = versions_for(actor).filter(
        pact__compound_id=unit.compound_id, state__in=(State.IN_FORCE, State.COMMENTS)
    )
    lines = tuple(
        Line(
            one.pact.title,
            reverse("pacts:version", args=[one.pk]),
            f"{one.in_force_on:%Y-%m-%d}" if one.in_force_on else "",
            "done" if one.state == State.IN_FORCE else "now",
            one.get_state_display(),
        )
        for one in rows.order_by("pact__kind", "-number")[:SHOWN]
    )
    if lines:
        yield Panel(_("公约"), lines)


def found(words: str, actor: Actor) -> Iterable[Hit]:
    """Pacts by number or name."""
    plain = words.strip()
    if len(plain) < FEWEST_LETTERS or plain.isdigit():
        return
    wanted = Q(pact__number__istartswith=plain) | Q(pact__title__icontains=plain)
    for one in versions_for(actor).filter(wanted)[:SHOWN]:
        note = f"{one.pact.number} · {one.number} · {one.get_state_display()}"
        yield Hit(_("公约"), one.pact.title, reverse("pacts:version", args=[one.pk]), note)
