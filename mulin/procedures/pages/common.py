"""What every screen of procedures does first and last: whose procedure, which step, what was refused."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require
from mulin.law.groups import Side
from mulin.procedures import queries
from mulin.procedures.actions.steps import File
from mulin.procedures.models import Procedure
from mulin.procedures.permissions import HIDDEN, may_see_procedure
from mulin.procedures.queries.groups import group_of
from mulin.procedures.queries.pieces import PieceCard, pieces_of, shown_to

T = TypeVar("T")


def found_of(request: HttpRequest, procedure_id: UUID) -> tuple[Actor, Procedure]:
    """Who asks, and the procedure he may see. Raises Refused as for one that does not exist."""
    actor = acting(request)
    found = queries.procedure_of(actor.street_id, procedure_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_procedure(actor, found))
    return actor, found


def card_of(found: Procedure, code: str) -> queries.StepCard:
    """One step of it. Raises Refused where the process has none of that name."""
    _table, cards = queries.cards_of(found, clock.today())
    card = next((one for one in cards if one.line.step.code == code), None)
    if card is None:
        raise Refused(HIDDEN)
    return card


def files_of(given: list[Any]) -> list[File]:
    """The files handed in, as the verbs take them."""
    return [File(one.name, one) for one in given]


def group_shown(found: Procedure, may: bool) -> dict[str, Any]:
    """The group as its panel shows it; ``may``: whether this person names members."""
    group = group_of(found)
    people = [(one, Side(one.side).label) for one in group.members] if group else []
    return {"group": group, "people": people, "may_name": may}


def about_of(actor: Actor, found: Procedure) -> PieceCard | None:
    """The thing the procedure is about, where the actor may open it: an issue, a lift."""
    if found.about_id is None:
        return None
    cards = shown_to(actor, pieces_of(found))
    return next((c for c in cards if c.piece.subject_id == found.about_id and c.url), None)


def crumbs_of(*last: Crumb) -> tuple[Crumb, ...]:
    """The way back to the board."""
    return (Crumb(_("程序"), reverse("procedures:board")), *last)
