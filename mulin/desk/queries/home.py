"""What stands on the console's home: figures that lead to their rows, running votes, what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.queries.countdown import closing_words, time_left
from mulin.decide.assembly.queries.lists import kept_from, polls_for, state_counts, turnouts
from mulin.ground.access.models import Membership
from mulin.ground.access.queries import in_force
from mulin.ground.access.queries_accounts import held_on
from mulin.ground.access.roles import Can, roles_that
from mulin.ground.estate.models import Appointment, Compound, Unit
from mulin.ground.estate.permissions import may_see_some_register
from mulin.ground.estate.queries.places import compounds_readable
from mulin.ground.estate.queries.search import (
    organisations_readable,
    persons_readable,
    units_readable,
)
from mulin.ground.estate.queries.standing import register_figures
from mulin.ground.notices.permissions import may_see_notices
from mulin.ground.notices.queries.board import RUNNING, Hanging, hanging, in_state, notices_for
from mulin.ground.page.context import first_address
from mulin.ground.page.figures import AREA, PERSONS, Gauge
from mulin.ground.record.events import Event
from mulin.ground.record.queries import facts_of, late_facts, masked_sentence
from mulin.kit.rights import Actor, Role
from mulin.kit.words import said

FACTS, POLLS, NOTICES = 8, 6, 5
ENDING = timedelta(days=7)
WATCHED = ((Poll.State.VOTING, "now"), (Poll.State.CLOSED, "soon"), (Poll.State.ANNOUNCED, "now"))
FACT_READERS = roles_that(Can.READ_FACTS)
FACTS_OF_PLACE = frozenset({Role.COMMUNITY_WORKER, Role.COMMITTEE_MEMBER})
VOTE_FACTS = "mulin.decide."
ROUTINE = ("BallotCast", "PaperConfirmed", "VoterProved")
"""Facts that come by the hundred and tell nobody anything on a first page."""


@dataclass(frozen=True)
class Figure:
    """One number with the address of its rows."""

    label: str
    value: int
    unit: str
    url: str
    state: str = ""
    note: str = ""


@dataclass(frozen=True)
class Running:
    """A vote that is being cast, with participation by persons and by area."""

    poll: Poll
    persons: Gauge
    area: Gauge
    closes: str
    left: str


@dataclass(frozen=True)
class Happened:
    """One fact as ``<c-said>`` draws it."""

    when: str
    text: str
    who: str


def figures(actor: Actor) -> list[Figure]:
    """Register and votes in numbers, each leading to the rows it counts; four statements."""
    found: list[Figure] = []
    if may_see_some_register(actor) is None:
        found += _register(actor)
    counts = state_counts(polls_for(actor))
    votes = reverse("assembly:list")
    for state, mark in WATCHED:
        number = counts.get(state.value, 0)
        url = f"{votes}?state={state.value}"
        shown = mark if number else ""
        found.append(Figure(said("表决：{label}", label=state.label), number, _("次"), url, shown))
    return found


def _register(actor: Actor) -> list[Figure]:
    standing = register_figures(actor)
    rooms, people = reverse("estate:units"), reverse("estate:people")
    return [
        Figure(_("小区"), standing.compounds, _("个"), reverse("desk:compounds")),
        Figure(_("住宅"), standing.homes, _("户"), f"{rooms}?use=home"),
        Figure(_("房屋"), standing.units, _("套"), rooms, note=_("含商铺、车位等")),
        Figure(
            _("没有电话的人"),
            standing.unreachable,
            pgettext("数量", "人"),
            f"{people}?missing=phone",
            "soon" if standing.unreachable else "",
        ),
    ]


def running(actor: Actor, now: datetime) -> list[Running]:
    """Votes being cast, the soonest to close first; two statements."""
    votes = polls_for(actor).filter(state=Poll.State.VOTING).order_by("closes_at", "id")[:POLLS]
    polls = list(votes)
    shares = turnouts(polls)
    return [_running(poll, shares[poll.pk], now) for poll in polls]


def _running(poll: Poll, share: Any, now: datetime) -> Running:
    part, whole = share.participating, share.roll
    return Running(
        poll,
        Gauge.of(part.persons, whole.persons, share.quorum, PERSONS),
        Gauge.of(part.area, whole.area, share.quorum, AREA),
        closing_words(poll.closes_at),
        time_left(poll.closes_at, now),
    )


def ending_notices(actor: Actor, today: date) -> list[Hanging]:
    """Notices whose last day falls in the coming week."""
    if may_see_notices(actor) is not None:
        return []
    rows = in_state(notices_for(actor), RUNNING, today).filter(ends_on__lte=today + ENDING)
    return [hanging(notice, today) for notice in rows.order_by("ends_on", "id")[:NOTICES]]


def happened(actor: Actor) -> list[Happened] | None:
    """The latest facts of what this person answers for; None where facts are not his to read.

    While a vote concerns his own organisation, nothing is told of votes in that compound.
    """
    facts = facts_of(actor.street_id).exclude(kind__in=ROUTINE)
    if not actor.has(*FACT_READERS):
        places = _places(actor, FACTS_OF_PLACE)
        if not places:
            return None
        facts = facts.filter(compound_id__in=places)
    rows = list(facts[: FACTS * 4 if actor.organisations else FACTS])
    kept = _kept(actor)
    shown = [f for f in rows if not (f.compound_id in kept and _of_votes(f.kind))]
    return [Happened(f.on.isoformat(), masked_sentence(f), f.by) for f in shown[:FACTS]]


def alarm(actor: Actor, now: datetime) -> int:
    """Facts that wait too long for their link in the chain; told to who keeps watch."""
    return late_facts(actor.street_id, now) if actor.has(*FACT_READERS) else 0


def beginning(actor: Actor, today: date) -> list[dict[str, Any]]:
    """What a new street does first, step by step; empty once a vote stands, or for others."""
    if not any(g.role in (Role.STREET_OFFICER, Role.COMMUNITY_WORKER) for g in actor.grants):
        return []
    if polls_for(actor).exists():
        return []
    has_compound = compounds_readable(actor).exists()
    has_unit = has_compound and units_readable(actor).exists()
    has_owner = has_unit and persons_readable(actor).filter(ownerships__isnull=False).exists()
    steps = (
        (_("登记社区和小区"), _("先有小区，名册才有地方放。"), _compound_url(actor), has_compound),
        (
            _("导入房屋和业主名册"),
            _("物业或开发商手里的 Excel 就行，先预览、再写入，导错了可以整批撤销。"),
            first_address("roster:home", "estate:units"),
            has_unit,
        ),
        (
            _("核对缺漏"),
            _("补齐专有部分面积、业主和电话，认定疑似重复的人。"),
            reverse("estate:people"),
            has_owner,
        ),
        (
            _("登记任职，开账号"),
            _("业委会、社区、物业各管各的，一人一个账号。"),
            reverse("estate:appointments"),
            _others_sign_in(actor, today),
        ),
        (
            _("发起第一次业主表决"),
            _("定议题、锁名册、公示、送达。"),
            reverse("assembly:new") if has_unit else "",
            False,
        ),
    )
    return [
        {"no": n, "title": title, "what": what, "url": url, "done": done}
        for n, (title, what, url, done) in enumerate(steps, start=1)
    ]


def _others_sign_in(actor: Actor, today: date) -> bool:
    """Whether anybody but the asking person holds a post today and can sign in with it."""
    if actor.person_id is None:
        return False
    offices = organisations_readable(actor).order_by().values("id")
    posts = held_on(Appointment.objects.of(actor.street_id), today).filter(
        organisation_id__in=offices
    )
    people = posts.exclude(person_id=actor.person_id).values("person_id")
    accounts = Membership.objects.of(actor.street_id).filter(in_force(today), person_id__in=people)
    return bool(accounts.filter(account__is_active=True).exists())


def compound_rows(actor: Actor) -> Any:
    """Compounds the actor reads, with their units, homes and running votes counted."""
    rows = compounds_readable(actor).select_related("community")
    return rows.order_by("community__name", "name")


def counts_of(compounds: Iterable[Compound], actor: Actor) -> Mapping[UUID, dict[str, int]]:
    """Units, homes and running votes of these compounds; two statements."""
    ids = [compound.pk for compound in compounds]
    found: dict[UUID, dict[str, int]] = {i: {"units": 0, "homes": 0, "votes": 0} for i in ids}
    units = Unit.objects.of(actor.street_id).filter(compound_id__in=ids, ended_on__isnull=True)
    numbers = units.order_by().values("compound_id")
    for row in numbers.annotate(n=Count("id"), homes=Count("id", filter=Q(use=Unit.Use.HOME))):
        found[row["compound_id"]] |= {"units": row["n"], "homes": row["homes"]}
    votes = polls_for(actor).filter(compound_id__in=ids, state=Poll.State.VOTING).order_by()
    for compound_id, number in votes.values_list("compound_id").annotate(n=Count("id")):
        found[compound_id]["votes"] = number
    return found


def _compound_url(actor: Actor) -> str:
    return reverse("estate:new_compound" if actor.has(Role.STREET_OFFICER) else "estate:units")


def _places(actor: Actor, roles: frozenset[Role]) -> frozenset[UUID]:
    return frozenset().union(*(g.compounds for g in actor.grants if g.role in roles))


def _kept(actor: Actor) -> set[UUID]:
    """Compounds with a vote kept from the actor."""
    if not actor.organisations:
        return set()
    polls = Poll.objects.of(actor.street_id).filter(kept_from(actor))
    return set(polls.values_list("compound_id", flat=True))


def _of_votes(kind: str) -> bool:
    event = Event.kinds.get(kind)
    return event is None or event.__module__.startswith(VOTE_FACTS)
