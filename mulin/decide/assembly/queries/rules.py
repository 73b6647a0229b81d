"""The counting rules a compound has adopted, and the law a poll is held under."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from mulin.decide.assembly.models import Poll, RulesOfProcedure
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.estate.models import Appointment, Compound, Person
from mulin.ground.streets.models import StreetQuerySet
from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.catalogue import nearest
from mulin.law.compound_rules import CompoundRules, Silent
from mulin.law.jurisdiction import Ruling, Unanswered
from mulin.law.pinned import PinnedLaw, pin, unpin
from mulin.law.terms import UNWRITTEN
from mulin.law.workdays import CALENDAR, Calendar


def rules_in_force(compound: Compound, on: date) -> tuple[CompoundRules, dict[str, str]]:
    """The compound's counting rules on a day and the clause of each; the lawful defaults else."""
    rows: StreetQuerySet = RulesOfProcedure.objects.of(compound.street_id)
    row = rows.filter(compound=compound, adopted_on__lte=on).order_by("-adopted_on").first()
    if row is None:
        return CompoundRules(), {}
    return CompoundRules.from_json(row.values), dict(row.clauses)


def law_of(poll: Poll, today: date) -> PinnedLaw:
    """The law pinned with the poll; for a draft, the law of today."""
    return unpin(poll.law) if poll.law else law_at(poll.region, today, poll.street_id)


def law_at(region: str, today: date, street_id: UUID | None = None) -> PinnedLaw:
    """The law of a region as it stands today; with the calendar of a street where one is named."""
    return _law_with(region, today, street_id, _calendar(street_id).version)


def _calendar(street_id: UUID | None) -> Calendar:
    return calendar_of(street_id) if street_id else CALENDAR


@lru_cache(maxsize=64)
def _law_with(region: str, today: date, street_id: UUID | None, version: str) -> PinnedLaw:
    """Asked for every draft of a list. Another ``version`` of the calendar is another law."""
    return unpin(pin(nearest(region), today, _calendar(street_id)))


@dataclass(frozen=True)
class Limit:
    """A bound that the local text sets to one of a compound's parameters, and its sentence."""

    parameter: str
    allows: Callable[[Any], bool]
    sentence: str


def limits_of(law: PinnedLaw) -> tuple[Limit, ...]:
    """What the owners' own rules may not settle here; empty where everything is left to them."""
    found = []
    parking = _ruling(law, q.PARKING_MAY_COUNT)
    if parking is not None and parking.value is False:
        words = said("本地规定车位不计票（{source}），不能约定计票", source=parking.source.spaced)
        found.append(Limit("parking_counts", lambda value: not value, words))
    silent = _ruling(law, q.SILENT_CLAUSE)
    if silent is not None and silent.value is False:
        words = said("本地规定不能推定未参与者的意见（{source}）", source=silent.source.spaced)
        found.append(Limit("silent", lambda value: value == Silent.NONE, words))
    proxies = _ruling(law, q.PROXY_LIMIT)
    if proxies is not None and proxies.value.most is not None:
        most = proxies.value.most
        words = said(
            "一名代理人最多代理 {most} 户（{source}），请改为不超过 {most}",
            most=most,
            source=proxies.source.spaced,
        )
        found.append(Limit("proxy_limit", lambda value: value is not None and value <= most, words))
    return tuple(found)


def _ruling(law: PinnedLaw, question: Any) -> Any:
    try:
        return law.ask(question)
    except Unanswered:
        return None


def works_for(person: Person, organisation_id: UUID, on: date) -> bool:
    """Whether the person holds a post in that organisation on a day."""
    posts = Appointment.objects.of(person.street_id).filter(
        person=person, organisation_id=organisation_id, valid_from__lte=on
    )
    return any(p.valid_to is None or p.valid_to >= on for p in posts)


def cited(ruling: Ruling[Any]) -> str:
    """``物业管理条例 第14条``, with the note that belongs beside it."""
    if not ruling.note:
        return ruling.source.spaced
    if ruling.source == UNWRITTEN:  # the note says so too, and of which place
        return ruling.note
    return said("{source}；{note}", source=ruling.source.spaced, note=ruling.note)
