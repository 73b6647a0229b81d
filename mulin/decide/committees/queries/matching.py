"""Lines of a list of bodies matched with the register: places, bodies and persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from mulin.decide.committees.models import Term
from mulin.decide.committees.queries.bodies import communities_to_show, places_to_keep
from mulin.decide.committees.queries.people import owners_of
from mulin.decide.committees.sheet import COLUMNS, POSTS, Fault, Line
from mulin.ground.estate.models import Community, Compound, Organisation, Person
from mulin.kit.rights import Actor
from mulin.kit.words import said

Kind = Organisation.Kind


@dataclass
class Matched:
    """A line whose place is known. ``body`` None: a new one; ``persons`` by post, None: a new one."""

    line: Line
    place: Compound | Community | None
    body: Organisation | None
    name: str
    persons: list[tuple[str, str, UUID | None]] = field(default_factory=list)


class Matcher:
    """Knows the places, bodies, open terms and owners that the lines speak of; six statements."""

    def __init__(self, actor: Actor, lines: Sequence[Line], today: date) -> None:
        named = {line.place for line in lines}
        compounds = [c for c in places_to_keep(actor) if c.name in named]
        self.compounds = {c.name: c for c in compounds}
        wide = actor.is_street
        self.communities = {c.name: c for c in communities_to_show(actor)} if wide else {}
        rows = Organisation.objects.of(actor.street_id).filter(ended_on__isnull=True)
        self.bodies = {(b.kind, b.name): b for b in rows.filter(kind__in={x.kind for x in lines})}
        self.at_place = {(b.kind, b.compound_id or b.community_id): b for b in self.bodies.values()}
        terms = Term.objects.of(actor.street_id).filter(
            body_id__in=[b.pk for b in self.bodies.values()]
        )
        self.terms = set(terms.values_list("body_id", "ordinal"))
        self.open = set(terms.filter(ended_on__isnull=True).values_list("body_id", flat=True))
        self.owners = owners_of(compounds, today)
        names = {name for line in lines for post in POSTS for name in line.posts[post]}
        self.others: dict[str, list[UUID]] = {}
        people = Person.objects.of(actor.street_id).filter(name__in=names, merged_into__isnull=True)
        for name, pk in people.values_list("name", "id"):
            self.others.setdefault(name, []).append(pk)

    def match(self, line: Line, *, new_persons: bool) -> Matched | list[Fault]:
        """The line with its rows of the register, or everything that stands in the way."""
        place = self._place(line)
        if isinstance(place, Fault):
            return [place]
        pk = place.pk if place is not None else None
        body = self.bodies.get((line.kind, line.name)) or self.at_place.get((line.kind, pk))
        found = Matched(line, place, body, line.name or _named(line, place))
        faults = list(self._known(line, body))
        for post in POSTS:
            for name in line.posts[post]:
                who = self._person(line, post, name, place, new_persons=new_persons)
                if isinstance(who, Fault):
                    faults.append(who)
                else:
                    found.persons.append((post, name, who))
        return faults or found

    def _place(self, line: Line) -> Compound | Community | Fault | None:
        wide = line.kind == Kind.PROPERTY_COMMITTEE
        place: Any = (self.communities if wide else self.compounds).get(line.place)
        if place is not None:
            return place
        rule = (
            said("没有这个社区，或者不归您登记") if wide else said("没有这个小区，或者不归您登记")
        )
        return Fault(line.row, str(COLUMNS["place"]), line.place, rule)

    def _known(self, line: Line, body: Organisation | None) -> list[Fault]:
        if body is None:
            return []
        number = line.plan["ordinal"]
        if (body.pk, number) in self.terms:
            rule = said("{name}的第{n}届已经登记过", name=body.name, n=number)
        elif body.pk in self.open:
            rule = said("{name}的上一届还没有结束", name=body.name)
        else:
            return []
        return [Fault(line.row, str(COLUMNS["ordinal"]), str(number), rule)]

    def _person(
        self, line: Line, post: str, name: str, place: Any, *, new_persons: bool
    ) -> UUID | Fault | None:
        here = self.owners.get(place.pk, {}).get(name, set()) if place is not None else set()
        candidates = list(here) or self.others.get(name, [])
        if len(candidates) == 1:
            return candidates[0]
        if not candidates and new_persons:
            return None
        rule = (
            said("有 {n} 位同名，请先登记其他成员，再在页面上登记这一位", n=len(candidates))
            if candidates
            else said("底册里没有这个人")
        )
        return Fault(line.row, str(COLUMNS[post]), name, rule)


def _named(line: Line, place: Compound | Community | None) -> str:
    kind = str(Organisation.Kind(line.kind).label)
    return f"{place.name if place is not None else ''}{kind}"[:100]
