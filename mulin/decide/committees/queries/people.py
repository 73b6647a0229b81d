"""Finding the person somebody means, owners of the compound first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from mulin.ground.estate.models import Compound, Organisation, Ownership, Person
from mulin.ground.estate.queries.holdings import held_on
from mulin.ground.estate.queries.search import persons_matching
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said


def one_person(actor: Actor, words: str, body: Organisation, today: date) -> Person:
    """The one person that a name, and the end of a telephone number, mean.

    Among several of one name it is the owner in the body's compound. Raises Refused for none, or
    where it stays open whom the words mean.
    """
    name, _blank, tail = " ".join(words.split()).partition(" ")
    rows = Person.objects.of(actor.street_id).filter(name=name, merged_into__isnull=True)
    if tail:
        rows = rows.filter(id__in=persons_matching(actor, tail).order_by().values("id"))
    few = list(rows.order_by("id")[:20])
    if len(few) > 1 and body.compound_id is not None:
        here = owners_among(actor.street_id, body.compound_id, [p.pk for p in few], today)
        few = [p for p in few if p.pk in here] or few
    if not few:
        raise Refused(
            Refusal(
                said("底册里没有“{words}”。", words=words),
                said("请先在人员或房屋页面登记这个人，或核对姓名。"),
            )
        )
    if len(few) > 1:
        raise Refused(
            Refusal(said("有不止一位“{name}”。", name=name), said("请在姓名后空一格写电话后四位。"))
        )
    return few[0]


def owners_among(
    street_id: UUID, compound_id: UUID, person_ids: Iterable[UUID], today: date
) -> frozenset[UUID]:
    """Which of these persons own something in the compound on that day."""
    rows = Ownership.objects.of(street_id).filter(
        held_on(today), unit__compound_id=compound_id, person_id__in=list(person_ids)
    )
    return frozenset(rows.values_list("person_id", flat=True))


def owners_of(compounds: Iterable[Compound], today: date) -> dict[UUID, dict[str, set[UUID]]]:
    """Compound → name → owners of that name; one statement."""
    wanted = list(compounds)
    found: dict[UUID, dict[str, set[UUID]]] = {c.pk: {} for c in wanted}
    if not wanted:
        return found
    rows = Ownership.objects.of(wanted[0].street_id).filter(
        held_on(today), unit__compound_id__in=found, person__isnull=False
    )
    fields = ("unit__compound_id", "person__name", "person_id")
    for compound_id, name, person_id in rows.values_list(*fields).iterator(chunk_size=5_000):
        found[compound_id].setdefault(name, set()).add(person_id)
    return found
