"""Panels a person may see, who is on the list, who must stand back, and the draw to do again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from mulin.decide.committees.models import (
    Applicant,
    Member,
    Panel,
    PanelItem,
    PanelPaper,
    PanelQuestion,
)
from mulin.decide.committees.models.terms import listed
from mulin.decide.committees.permissions import reach
from mulin.decide.committees.queries.people import owners_among
from mulin.ground.estate.models import (
    Appointment,
    Engagement,
    Organisation,
    Ownership,
    Person,
    Unit,
)
from mulin.ground.estate.queries.holdings import held_on, in_force_on
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor
from mulin.kit.words import said
from mulin.law.drawing import Drawn, digest_of, draw

State = Applicant.State
ON_LIST = (State.APPLIED, State.SEATED, State.RESERVE)


@dataclass(frozen=True)
class Place:
    """One line of the list as a reader may see it: masked but for oneself and for those who carry."""

    applicant: Applicant
    name: str
    room: str
    lot: str
    mine: bool


@dataclass(frozen=True)
class Heard:
    """An item with its papers and questions."""

    item: PanelItem
    papers: tuple[PanelPaper, ...]
    questions: tuple[PanelQuestion, ...]


def panels_for(actor: Actor) -> Any:
    """Panels the actor may see, the latest first, with how many are on their lists."""
    rows = Panel.objects.of(actor.street_id).select_related("compound", "body")
    within = reach(actor)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    on_list = Applicant.objects.filter(
        street_id=OuterRef("street_id"), panel_id=OuterRef("pk"), state__in=ON_LIST
    )
    counted = on_list.order_by().values("panel_id").annotate(n=Count("id")).values("n")
    return rows.annotate(listed_n=Coalesce(Subquery(counted), 0)).order_by("-called_on", "-id")


def panel_of(street_id: UUID, panel_id: UUID) -> Panel | None:
    """One panel with its compound and committee."""
    rows = Panel.objects.of(street_id).select_related("compound", "body", "street")
    found: Panel | None = rows.filter(pk=panel_id).first()
    return found


def item_of(street_id: UUID, item_id: UUID) -> PanelItem | None:
    """One item with its panel."""
    rows = PanelItem.objects.of(street_id).select_related("panel__compound", "panel__body")
    found: PanelItem | None = rows.filter(pk=item_id).first()
    return found


def question_of(street_id: UUID, question_id: UUID) -> PanelQuestion | None:
    """One question with its item."""
    rows = PanelQuestion.objects.of(street_id).select_related("item__panel__compound")
    found: PanelQuestion | None = rows.filter(pk=question_id).first()
    return found


def applicants_of(panel: Panel) -> list[Applicant]:
    """Everybody who put himself forward: seated first by rank, then the list by ticket."""
    rows = Applicant.objects.of(panel.street_id).filter(panel=panel).select_related("person")
    order = [State.SEATED, State.RESERVE, State.APPLIED, State.BARRED, State.WITHDRAWN]
    return sorted(
        rows, key=lambda a: (order.index(State(a.state)), a.rank or 0, a.ticket or 0, a.pk)
    )


def seated_of(panel: Panel) -> list[Applicant]:
    """The members of the panel in their order."""
    rows = Applicant.objects.of(panel.street_id).filter(panel=panel, state=State.SEATED)
    return list(rows.select_related("person").order_by("rank", "id"))


def mine_in(panel: Panel, actor: Actor) -> Applicant | None:
    """The actor's own place, if he has one."""
    if actor.person_id is None:
        return None
    rows = Applicant.objects.of(panel.street_id).filter(panel=panel, person_id=actor.person_id)
    found: Applicant | None = rows.select_related("person").first()
    return found


def places_of(
    panel: Panel, rows: Sequence[Applicant], actor: Actor, *, names: bool
) -> tuple[Place, ...]:
    """The list for one reader; with the lot of each once it was drawn."""
    lots = {one.ticket: one.lot for one in drawn_of(panel)}
    return tuple(
        Place(
            row,
            row.person.name
            if names or row.person_id == actor.person_id
            else mask_name(row.person.name),
            row.room if names or row.person_id == actor.person_id else building_of(row.room),
            lots.get(row.ticket or 0, ""),
            row.person_id == actor.person_id,
        )
        for row in rows
    )


def drawn_of(panel: Panel) -> tuple[Drawn, ...]:
    """The draw done again from what was published; empty before it."""
    if not (panel.number and panel.list_digest):
        return ()
    return draw(panel.list_digest, panel.number, panel.tickets, panel.seats)


def listing_digest(rows: Sequence[Applicant]) -> str:
    """The digest that fixes the list: ticket, room and name of everybody on it."""
    return digest_of([(n, row.room, row.person.name) for n, row in enumerate(rows, start=1)])


def items_of(panel: Panel) -> list[Heard]:
    """Every item with its papers and questions; three statements."""
    items = list(PanelItem.objects.of(panel.street_id).filter(panel=panel).order_by("id"))
    papers = PanelPaper.objects.of(panel.street_id).filter(item__panel=panel)
    asked = PanelQuestion.objects.of(panel.street_id).filter(item__panel=panel)
    given = list(papers.select_related("paper").order_by("id"))
    questions = list(asked.order_by("id"))
    return [
        Heard(
            item,
            tuple(p for p in given if p.item_id == item.pk),
            tuple(q for q in questions if q.item_id == item.pk),
        )
        for item in items
    ]


def bar_of(panel: Panel, person: Person, today: date) -> str:
    """Why somebody may not sit on this panel; empty where nothing the register knows speaks
    against it."""
    street = panel.street_id
    if person.pk not in owners_among(street, panel.compound_id, [person.pk], today):
        return said("底册里不是本小区业主")
    seats = Member.objects.of(street).filter(
        listed(today), person=person, term__body=panel.body, term__ended_on__isnull=True
    )
    if seats.exists():
        return said("是业委会（物管会）的委员或候补委员")
    managing = Engagement.objects.of(street).filter(
        in_force_on(today), compound_id=panel.compound_id
    )
    posts = Appointment.objects.of(street).filter(
        in_force_on(today),
        person=person,
        organisation_id__in=managing.order_by().values("organisation_id"),
    )
    if posts.exists():
        return said("在本小区的物业或建设单位任职")
    return ""


def room_of(panel: Panel, person: Person, today: date) -> str:
    """A home of his in the compound, the first in order; a shop or a place to park where he has none."""
    rows = Ownership.objects.of(panel.street_id).filter(
        held_on(today), person=person, unit__compound_id=panel.compound_id
    )
    owned = list(rows.order_by("unit__order", "id").values_list("unit__use", "unit__label"))
    homes = [label for use, label in owned if use == Unit.Use.HOME]
    return (homes or [label for _use, label in owned] or [""])[0]


def bodies_that_call(actor: Actor) -> list[Organisation]:
    """Committees with a seated term that could call a panel, by name."""
    kinds = (Organisation.Kind.OWNERS_COMMITTEE, Organisation.Kind.INTERIM_COMMITTEE)
    rows = Organisation.objects.of(actor.street_id).filter(
        kind__in=kinds, ended_on__isnull=True, terms__ended_on__isnull=True, compound__isnull=False
    )
    within = reach(actor)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    return list(rows.select_related("compound").order_by("name", "id").distinct())


def building_of(room: str) -> str:
    """``4-2-1203`` → ``4-*``: the house, not the home."""
    head, dash, _rest = room.partition("-")
    return f"{head}-*" if dash else "*"
