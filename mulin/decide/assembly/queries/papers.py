"""A vote as its papers show it: everything ``documents`` asks for, read from the frozen roll."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from mulin.decide.assembly import documents as d
from mulin.decide.assembly.models import (
    Motion,
    Poll,
    PollOfficer,
    RollEntry,
    RollHolder,
    RollUnit,
)
from mulin.decide.assembly.queries.costs import basis_of, entry_costs
from mulin.decide.assembly.queries.live_page import BuildingLine, buildings_of, scope_words
from mulin.decide.assembly.queries.motions import decides
from mulin.decide.assembly.queries.notice_dates import notice_dates
from mulin.decide.assembly.queries.plans import Plan, plans_of
from mulin.decide.assembly.queries.rules import law_of
from mulin.decide.assembly.queries.ways import online_note, ways_to_vote
from mulin.ground.record.models import DayHead
from mulin.kit.clock import SHANGHAI, day_of
from mulin.law import questions as q
from mulin.law.compound_rules import CompoundRules
from mulin.law.pinned import PinnedLaw
from mulin.law.questions import MAJORITY, DecisionKind
from mulin.law.terms import Citation


@dataclass(frozen=True)
class PollText:
    """What the public papers of one poll are made of."""

    head: d.PollHead
    motions: tuple[d.MotionText, ...]
    officers: tuple[d.Officer, ...]
    timetable: tuple[d.TimetableLine, ...]
    rules: CompoundRules
    basis: tuple[Citation, ...]
    ways: tuple[str, ...]
    online_note: str
    plans: tuple[Plan, ...]


def poll_text(poll: Poll, today: date) -> PollText:
    """Head, motions, officers, dates, rules and ways to vote; five statements."""
    law = law_of(poll, today)
    motions = motions_with_candidates(poll)
    buildings = buildings_of(poll) if any(m.scope_ids for m in motions) else ()
    notice = law.ask(q.ASSEMBLY_NOTICE)
    return PollText(
        head=head_of(poll),
        motions=tuple(
            motion_text(n, m, law, scope_words(m, buildings))
            for n, m in enumerate(motions, start=1)
        ),
        officers=officers_of(poll),
        timetable=notice_dates(poll, law, today),
        rules=CompoundRules.from_json(poll.rules),
        basis=(Citation("民法典", "第278条"), notice.source),
        ways=ways_to_vote(poll, law),
        online_note=online_note(poll, law),
        plans=plans_of(poll, motions),
    )


def head_of(poll: Poll) -> d.PollHead:
    """What every paper repeats."""
    opens = poll.opens_on or day_of(poll.created_at)
    closes = poll.closes_at or poll.created_at
    return d.PollHead(
        street=poll.street.name,
        compound=poll.compound.name,
        number=poll.number,
        title=poll.title,
        convener=poll.convener,
        opens=opens,
        closes=day_of(closes - timedelta(microseconds=1)),
        phone=poll.contact_phone,
        help=poll.contact_name,
        return_to=(poll.return_place,) if poll.return_place else (),
        synthetic=poll.street.synthetic,
        until=_until(poll),
    )


def _until(poll: Poll) -> str:
    """The hour of closing where it is not midnight."""
    if poll.closes_at is None:
        return ""
    local = poll.closes_at.astimezone(SHANGHAI)
    if (local.hour, local.minute) == (0, 0):
        return ""
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"


def motions_with_candidates(poll: Poll) -> list[Motion]:
    """Motions in their order; two statements."""
    rows = Motion.objects.of(poll.street_id).filter(poll=poll).order_by("order")
    return list(rows.prefetch_related("candidates"))


def motion_text(number: int, motion: Motion, law: PinnedLaw, voters: str) -> d.MotionText:
    """A motion as papers print it; candidates in the order they were put on the list."""
    kind = DecisionKind(motion.kind)
    standing = [c for c in motion.candidates.all() if c.withdrawn_on is None]
    return d.MotionText(
        number=number,
        title=motion.title,
        kind=kind,
        majority=law.ask(MAJORITY[kind]).value,
        text=motion.text,
        voters=voters,
        seats=motion.seats or 0,
        candidates=tuple(d.Candidate(c.pk.hex, c.name, c.standing) for c in standing),
    )


def officers_of(poll: Poll) -> tuple[d.Officer, ...]:
    """Counters and witnesses by name; their standing is public."""
    rows = PollOfficer.objects.of(poll.street_id).filter(poll=poll, person__isnull=False)
    return tuple(
        d.Officer(o.get_duty_display(), o.person.name, o.standing)
        for o in rows.select_related("person").order_by("duty", "id")
    )


def objection_of(poll: Poll, today: date, until: date) -> d.Objection:
    """Until when and where the result may be objected to, with the rule."""
    ruling = law_of(poll, today).ask(q.OBJECTION)
    where = poll.return_place or f"{poll.contact_name}（{poll.contact_phone}）"
    return d.Objection(until, where, ruling.source)


def chain_head(street_id: UUID) -> d.ChainHead | None:
    """The newest day's head of the street's chain, where there is one."""
    row = DayHead.objects.of(street_id).order_by("-day").first()
    return d.ChainHead(row.day, row.hash) if row else None


def ballot_papers(
    poll: Poll, building_id: UUID | None = None, *, link: Callable[[str], str] = str
) -> list[d.BallotPaper]:
    """One paper for each entry, of one building or of all; six statements. ``link`` makes the
    address of a code."""
    street = poll.street_id
    entries = _entries(poll, building_id)
    units = _units_by_entry(poll)
    names = _names_by_entry(poll)
    places = Places(buildings_of(poll))
    motions = list(Motion.objects.of(street).filter(poll=poll).order_by("order"))
    costs = entry_costs(motions, [u for mine in units.values() for u in mine])
    papers = []
    for entry in entries:
        mine = units[entry.pk]
        counting = [u for u in mine if u.counts]
        if not counting:
            continue
        buildings = {u.building_id.hex for u in counting if u.building_id}
        stairs = {u.stairwell_id.hex for u in counting if u.stairwell_id}
        asked = [n for n, m in enumerate(motions, 1) if decides(m, buildings, stairs)]
        papers.append(
            d.BallotPaper(
                place=places.of(counting[0]),
                units=tuple(u.label for u in counting),
                owners=tuple(names[entry.pk]) or (entry.names,),
                area=entry.area,
                code=entry.code,
                url=link(entry.code),
                motions=tuple(asked),
                costs={
                    n: d.Cost(costs[n - 1][entry.pk], basis_of(motions[n - 1]))
                    for n in asked
                    if entry.pk in costs[n - 1]
                },
            )
        )
    return papers


def delivery_lines(poll: Poll, building_id: UUID | None = None) -> list[d.DeliveryLine]:
    """The register of deliveries, one line for each paper."""
    units, places = _units_by_entry(poll), Places(buildings_of(poll))
    lines = []
    for entry in _entries(poll, building_id):
        counting = [u for u in units[entry.pk] if u.counts]
        if counting:
            lines.append(d.DeliveryLine(places.of(counting[0]), entry.names, entry.code))
    return lines


def roll_lines(poll: Poll) -> list[d.RollLine]:
    """The roll as it is posted: every unit that counts, names masked by the document itself."""
    entries = {e.pk: e for e in _entries(poll, None)}
    names = _named_by_entry(poll)
    places = Places(buildings_of(poll))
    rows = RollUnit.objects.of(poll.street_id).filter(poll=poll, counts=True).order_by("order")
    return [
        d.RollLine(
            places.of(unit),
            tuple(names[unit.entry_id]) or (d.Named(entries[unit.entry_id].names, True),),
        )
        for unit in rows
    ]


class Places:
    """Where a unit is, in the words of the building and its stairwell."""

    def __init__(self, buildings: Iterable[BuildingLine]) -> None:
        self._buildings = {b.id: b for b in buildings}

    def of(self, unit: RollUnit) -> d.Place:
        home = self._buildings.get(unit.building_id) if unit.building_id else None
        room = unit.label.rsplit("-", 1)[-1]
        if home is None:
            return d.Place("", "", unit.floor, unit.label)
        stair = home.stairwells.get(unit.stairwell_id, "") if unit.stairwell_id else ""
        words = f"{stair}单元" if stair.isdigit() else stair
        return d.Place(home.name, words, unit.floor, f"{room}室" if room.isdigit() else room)


def _entries(poll: Poll, building_id: UUID | None) -> Sequence[RollEntry]:
    rows = RollEntry.objects.of(poll.street_id).filter(poll=poll, area__gt=0)
    if building_id is not None:
        rows = rows.filter(building_id=building_id)
    return list(rows.order_by("seq"))


def _units_by_entry(poll: Poll) -> dict[UUID, list[RollUnit]]:
    found: dict[UUID, list[RollUnit]] = defaultdict(list)
    for unit in RollUnit.objects.of(poll.street_id).filter(poll=poll).order_by("order"):
        found[unit.entry_id].append(unit)
    return found


def _owners(poll: Poll) -> Iterable[RollHolder]:
    rows = RollHolder.objects.of(poll.street_id).filter(poll=poll, acts_as="")
    return rows.order_by("id")


def _names_by_entry(poll: Poll) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for holder in _owners(poll):
        if holder.name not in found[holder.entry_id]:
            found[holder.entry_id].append(holder.name)
    return found


def _named_by_entry(poll: Poll) -> dict[UUID, list[d.Named]]:
    found: dict[UUID, list[d.Named]] = defaultdict(list)
    for holder in _owners(poll):
        organisation = holder.organisation_id is not None or holder.person_id is None
        named = d.Named(holder.name, organisation)
        if named not in found[holder.entry_id]:
            found[holder.entry_id].append(named)
    return found
