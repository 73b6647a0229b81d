"""What is not put right in time goes up: compound → community → street."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from mulin.discover.patrols.actions.common import alone, tell
from mulin.discover.patrols.actions.finding import note
from mulin.discover.patrols.events import HazardRisen, VisitUnanswered
from mulin.discover.patrols.models import Hazard, HazardStep, Visit
from mulin.discover.patrols.permissions import may_see_hazard, may_see_visit
from mulin.discover.patrols.queries.plans import office_of, officers_of
from mulin.ground.record.verbs import say_there as say
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, require
from mulin.kit.words import said
from mulin.law.safety.hazard import ABOVE, Reach

UNVERIFIED = timedelta(days=2)
"""A hazard that nobody has looked at for so long goes up. A default of this product."""
AGAIN = timedelta(days=3)
"""And goes up once more where it is still there after so many days."""


def rises(hazard: Hazard, now: datetime) -> str:
    """Why a hazard must go up now; empty where it need not."""
    today = day_of(now)
    if hazard.risen_on is not None and today < hazard.risen_on + AGAIN:
        return ""
    if hazard.state == Hazard.State.ORDERED and hazard.due_on and hazard.due_on < today:
        days = (today - hazard.due_on).days
        return said("逾期 {n} 天没有整改好", n=days)
    if hazard.state == Hazard.State.FOUND and hazard.found_at + UNVERIFIED <= now:
        return said("{n} 天没有人核实", n=(now - hazard.found_at).days)
    return ""


def rise(hazard: Hazard, *, by: Actor, now: datetime) -> Hazard:
    """One level up, told to whoever has it in hand now; again on the same day, nothing."""
    with transaction.atomic():
        fresh = alone(hazard, by)
        require(may_see_hazard(by, fresh))
        why = rises(fresh, now)
        if not why:
            return fresh
        today = day_of(now)
        fresh.reach = ABOVE.get(Reach(fresh.reach), Reach.STREET).value
        fresh.risen_on = today
        fresh.save(update_fields=["reach", "risen_on"])
        reach = fresh.get_reach_display()
        note(
            fresh,
            HazardStep.Kind.RISE,
            said("{why}，报到{reach}", why=why, reach=reach),
            who=by,
            now=now,
        )
        text = said(
            "{compound}“{where}”的隐患（{number}）{why}，报到{reach}，请督办。",
            compound=fresh.compound.name,
            where=fresh.where,
            number=fresh.number,
            why=why,
            reach=reach,
        )
        people = office_of(fresh.compound, today)
        if fresh.reach == Reach.STREET:
            people += officers_of(fresh.street_id, today)
        tell(people, text, f"hazard/rise/{fresh.pk.hex}/{today:%Y%m%d}", fresh, now=now)
        say(HazardRisen(fresh.where, fresh.number, why, reach), fresh, by=by, now=now)
        return fresh


def tell_unanswered(visit: Visit, *, by: Actor, now: datetime) -> Visit:
    """A company that does not answer a visit in time is told of to the street, once."""
    with transaction.atomic():
        fresh = alone(visit, by)
        require(may_see_visit(by, fresh))
        today = day_of(now)
        if not unanswered(fresh, today):
            return fresh
        fresh.told_late_on = today
        fresh.save(update_fields=["told_late_on"])
        text = said(
            "{company}到期没有回复督导（{number}），请督办。",
            company=fresh.company.name,
            number=fresh.number,
        )
        people = [*office_of(fresh.compound, today), *officers_of(fresh.street_id, today)]
        tell(people, text, f"visit/late/{fresh.pk.hex}", fresh, now=now)
        say(VisitUnanswered(fresh.company.name, fresh.number), fresh, by=by, now=now)
        return fresh


def unanswered(visit: Visit, today: date) -> bool:
    late = visit.answer_by is not None and visit.answer_by < today
    return visit.state == Visit.State.SENT and late and visit.told_late_on is None
