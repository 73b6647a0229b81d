"""What matters tell the desk: what waits for whom, matters by number or words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import in_hand, may_see_matters
from mulin.ground.matters.queries import matters_for, with_next_day
from mulin.kit.contributions import Hit, Task
from mulin.kit.rights import Actor

SHOWN, FEWEST_LETTERS = 20, 2


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """Matters that lie with me or were handed to my office, the one whose day comes first on top."""
    if may_see_matters(actor) is not None:
        return
    rows = matters_for(actor).filter(in_hand(actor), closed_on__isnull=True)
    for one in with_next_day(rows).order_by("next_on", "-id")[:SHOWN]:
        due: date | None = one.next_on  # type: ignore[attr-defined]
        state = "now" if due is None else "late" if due < today else "soon"
        place = one.compound.name if one.compound is not None else one.number
        yield Task(
            f"{place} · {one.title}",
            reverse("matters:matter", args=[one.pk]),
            due,
            state,
            _("事项，您承办") if one.keeper_id else _("事项，您的单位承办"),
        )


def found(words: str, actor: Actor) -> Iterable[Hit]:
    """Matters by number or words of their title."""
    plain = words.strip()
    room = plain.replace("-", "").isdigit()
    if len(plain) < FEWEST_LETTERS or room or may_see_matters(actor) is not None:
        return
    rows = matters_for(actor)
    hits = rows.filter(number__istartswith=plain) | rows.filter(title__icontains=plain)
    for one in hits[:SHOWN]:
        place = one.compound.name if one.compound is not None else ""
        note = f"{one.number} · {place} · {Matter.Stage(one.stage).label}"
        yield Hit(_("事项"), one.title, reverse("matters:matter", args=[one.pk]), note)
