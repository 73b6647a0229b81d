"""What the verbs share: a matter held alone for somebody who may carry it, a fact said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mulin.ground.estate.models import Building, Compound
from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import HIDDEN, may_carry, may_go_on
from mulin.ground.record.events import Event
from mulin.ground.record.verbs import say
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

BESIDE = ("compound", "building", "organisation", "keeper", "merged_into")
LONGEST_TITLE = 120


@dataclass(frozen=True)
class About:
    """What kind of matter it is, where exactly, and who may know of it."""

    kind: str = Matter.Kind.OTHER
    secrecy: str = Matter.Secrecy.OPEN
    building: Building | None = None
    spot: str = ""


def carrying(matter: Matter, by: Actor) -> Matter:
    """The matter as it stands now, held, for somebody who may carry it."""
    return carrying_all([matter], by)[0]


def carrying_all(matters: Iterable[Matter], by: Actor) -> list[Matter]:
    """Several, held in one order whoever asks; given back in the order they were named in."""
    ids = [one.pk for one in matters]
    rows = Matter.objects.of(by.street_id).select_for_update(of=("self",))
    held: dict[UUID, Matter] = {
        one.pk: one for one in rows.select_related(*BESIDE).filter(pk__in=ids).order_by("id")
    }
    if len(held) != len(set(ids)):
        raise Refused(HIDDEN)
    for one in held.values():
        require(may_carry(by, one))
    return [held[pk] for pk in ids]


def still_open(matter: Matter) -> None:
    """Raises Refused for a matter that has ended."""
    require(may_go_on(matter))
    if matter.is_open:
        return
    raise Refused(Refusal(said("这件事项已经办结。"), said("要再办的，请先重新办理。")))


def chosen_about(about: About, compound: Compound | None) -> About:
    """The same with only values that exist, and a building of the compound."""
    building = about.building
    outside = building is not None and (
        compound is None
        or building.compound_id != compound.pk
        or building.street_id != compound.street_id
    )
    if outside:
        raise Refused(Refusal(said("这幢楼不在所选的小区。"), said("请重新选楼幢。")))
    if about.kind not in Matter.Kind.values or about.secrecy not in Matter.Secrecy.values:
        raise Refused(Refusal(said("没有选类别或知情范围。"), said("请在列出的里选。")))
    return About(about.kind, about.secrecy, building, " ".join(about.spot.split())[:60])


def tell(event: Event, matter: Matter, *, by: Actor, now: datetime) -> None:
    """Put one fact on record about a matter.

    Whoever answers for a compound reads the facts told there: of a matter that not all of them may
    know, none is.
    """
    there = matter.compound_id if matter.secrecy == Matter.Secrecy.OPEN else None
    say(event, matter, compound_id=there, by=by, now=now)
