"""Judging a roster against the register, chunk by chunk; nothing is written here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SM3, Hash

from mulin.ground.estate.bulk import Keys
from mulin.ground.estate.models import Compound, Unit
from mulin.ground.estate.roster import (
    RosterOwner,
    RosterTerms,
    RosterUnit,
    in_chunks,
)
from mulin.ground.estate.roster_doubts import contradictions, too_early
from mulin.ground.estate.roster_people import Holder, People
from mulin.ground.estate.roster_places import Places, Spot
from mulin.ground.estate.roster_plan import (
    Change,
    ChunkPlan,
    Key,
    NewHolding,
    OwnerRow,
    Totals,
)
from mulin.ground.estate.roster_words import (
    named_words,
    share_pair,
    short_words,
    shown_words,
    title_words,
)
from mulin.kit.collecting import uncollected
from mulin.kit.masking import mask_name

UNIT_FIELDS = (
    "use",
    "status",
    "floor",
    "voting_area",
    "gross_area",
    "layout",
    "delivered_on",
)
SHOWN = 2_000
"""Changed units that a preview keeps with every field; counts are always complete."""

Lines = list[list[str]]


def judge_roster(
    compound: Compound, units: Iterable[RosterUnit], terms: RosterTerms, *, today: date
) -> Totals:
    """What a roster would change, unit by unit. Writes nothing."""
    planner = Planner(compound, terms, today)
    with uncollected():
        for chunk in in_chunks(units):
            planner.plan(chunk)
    return planner.finish()


class Planner:
    """Judges chunk after chunk of a roster for one compound."""

    def __init__(self, compound: Compound, terms: RosterTerms, today: date) -> None:
        self.compound = compound
        self.terms = terms
        self.street_id: UUID = compound.street_id
        self.totals = Totals()
        self.day = terms.effective_on or today
        self.people = People(compound.street_id, terms, self.totals)
        self._places = Places(compound)
        self._digest = Hash(SM3())
        self._fresh = not Unit.objects.of(self.street_id).filter(compound=compound).exists()
        self._seen: set[str] = set()
        self._keys = Keys()

    def plan(self, chunk: Sequence[RosterUnit]) -> ChunkPlan:
        """What these units need written; totals and faults are added up in ``totals``."""
        plan = ChunkPlan()
        there = self._units_there(chunk)
        rows = self.people.rows_of(there.values())
        self.people.meet(chunk)
        for said in chunk:
            if said.owners and (doubts := contradictions(self.people, said)):
                self.totals.faults += doubts
            elif (unit := there.get(said.label)) is not None:
                self._plan_known(plan, said, unit, rows.get(unit.pk, []))
            else:
                unit_id = self._keys()
                plan.units.append((unit_id, said))
                for owner in said.owners:
                    self._open(plan, unit_id, self.people.holder(plan, owner), owner, owner.since)
        self._plan_places(plan)
        said_all = json.dumps(chunk, default=str, ensure_ascii=False, separators=(",", ":"))
        self._digest.update(said_all.encode(errors="surrogatepass"))
        return plan

    def finish(self) -> Totals:
        """The totals, with what stands in the register but not in the roster."""
        totals = self.totals
        if not self._fresh:
            rows = Unit.objects.of(self.street_id).filter(
                compound=self.compound, ended_on__isnull=True
            )
            labels = rows.order_by("order", "label").values_list("label", flat=True)
            left = [label for label in labels if label not in self._seen]
            totals.units_left, totals.left = len(left), left[:SHOWN]
        counts = [
            totals.units_added,
            totals.units_changed,
            totals.owners_added,
            totals.owners_closed,
            totals.persons_changed,
            len(totals.faults),
        ]
        self._digest.update(json.dumps(counts).encode())
        totals.digest = self._digest.finalize().hex()
        return totals

    def spot_of(self, said: RosterUnit) -> Spot:
        """Where a unit stands, once planned."""
        return self._places.spot(said)

    def _plan_places(self, plan: ChunkPlan) -> None:
        """Buildings and stairwells of the new units, and what these come to."""
        totals, first = self.totals, dict[tuple[str, str], RosterUnit]()
        for _, said in plan.units:
            first.setdefault((said.building, said.stairwell), said)
        totals.buildings_added += sum(self._places.prepare(plan, said) for said in first.values())
        totals.units_added += len(plan.units)
        totals.area += sum([said.voting_area or 0 for _, said in plan.units])
        totals.added_by_building.update([said.building for _, said in plan.units])

    def _plan_known(
        self, plan: ChunkPlan, said: RosterUnit, unit: Unit, rows: list[OwnerRow]
    ) -> None:
        totals = self.totals
        self._seen.add(said.label)
        totals.area += unit.voting_area if said.voting_area is None else said.voting_area
        lines: Lines = []
        wanted = self._unit_changes(said, unit, lines)
        if wanted:
            plan.unit_changes.append((unit, wanted))
        self._owners_changed(plan, said, unit, rows, lines)
        self._tenants_changed(plan, said, unit, rows, lines)
        if not lines:
            totals.units_same += 1
            return
        totals.units_changed += 1
        totals.changed_by_building[said.building] += 1
        change = Change(unit.pk, unit.label, lines)
        plan.changes.append(change)
        self._digest.update(json.dumps([change.label, lines], default=str).encode())
        if len(totals.changes) < SHOWN:
            totals.changes.append(change)

    def _unit_changes(self, said: RosterUnit, unit: Unit, lines: Lines) -> dict[str, Any]:
        wanted: dict[str, Any] = {}
        for name in UNIT_FIELDS:
            value = getattr(said, name)
            if value is None or value == getattr(unit, name):
                continue
            wanted[name] = value
            lines.append(
                [
                    title_words(name),
                    shown_words(name, getattr(unit, name)),
                    shown_words(name, value),
                ]
            )
        source = self.terms.area_source
        if said.voting_area is not None and source not in ("unknown", unit.area_source):
            wanted["area_source"] = source
            old, new = (str(Unit.AreaSource(s).label) for s in (unit.area_source, source))
            lines.append(["面积来源", old, new])
        return wanted

    def _owners_changed(
        self, plan: ChunkPlan, said: RosterUnit, unit: Unit, rows: list[OwnerRow], lines: Lines
    ) -> None:
        """Owners found again stay, others end with the effective day and new ones begin.

        A roster that names no owner of a unit says nothing about its owners.
        """
        owners = [owner for owner in said.owners if owner.role == "owner"]
        if not owners:
            return
        standing = [row for row in rows if row.role == "owner"]
        staying: set[UUID] = set()
        opened: list[str] = []
        for owner in owners:
            row = self.people.row_of(owner, [r for r in standing if r.id not in staying])
            if row is None:
                since = self.day if standing else None
                self._open(plan, unit.pk, self.people.holder(plan, owner), owner, since)
                opened.append(short_words(owner))
            else:
                staying.add(row.id)
                self._person_changed(plan, owner, row, lines)
                self._share_changed(plan, said, owner, row, lines)
        gone = [row for row in standing if row.id not in staying]
        self.totals.faults += too_early(said, gone, self.day)
        plan.closings += gone
        self.totals.owners_closed += len(gone)
        self.totals.owners_replaced += bool(standing and (gone or opened))
        if gone or opened:
            # Masked names may be alike: who goes is part of what was shown.
            self._digest.update(b"".join(sorted(row.id.bytes for row in gone)))
            stay = [named_words(row) for row in standing if row.id in staying]
            before = "、".join(map(named_words, standing)) or "无"
            lines.append(["业主", before, "、".join(stay + opened)])

    def _share_changed(
        self, plan: ChunkPlan, said: RosterUnit, owner: RosterOwner, row: OwnerRow, lines: Lines
    ) -> None:
        """Another share: the old row ends with the effective day, the same owner's new one begins."""
        share = (owner.numerator, owner.denominator)
        if not owner.denominator or share == row.share:
            return
        self.totals.faults += too_early(said, [row], self.day)
        plan.closings.append(row)
        self.totals.owners_closed += 1
        self.totals.owners_replaced += 1
        self._open(plan, row.unit_id, (row.person_id, row.organisation_id), owner, self.day)
        lines.append(["份额", share_pair(row.share), share_pair(share)])

    def _tenants_changed(
        self, plan: ChunkPlan, said: RosterUnit, unit: Unit, rows: list[OwnerRow], lines: Lines
    ) -> None:
        """Tenants and family are added; a roster of owners never ends a tenancy."""
        standing = [row for row in rows if row.role != "owner"]
        for owner in said.owners:
            if owner.role == "owner":
                continue
            row = self.people.row_of(owner, standing)
            if row is not None:
                self._person_changed(plan, owner, row, lines)
                continue
            since = owner.since or self.day
            self._open(plan, unit.pk, self.people.holder(plan, owner), owner, since)
            lines.append(["住户", "—", short_words(owner)])

    def _person_changed(
        self, plan: ChunkPlan, owner: RosterOwner, row: OwnerRow, lines: Lines
    ) -> None:
        """A telephone that differs, or an identity number learnt, of an owner found again."""
        if row.person_id is None:
            return
        phones = [self.people.sealer.blind_phone(p) for p in owner.phones]
        new_phone = bool(phones) and row.phone_blind not in phones
        # Where another row has the number, the list of likely duplicates will show the two.
        new_identity = bool(owner.id_number and not row.id_blind) and (
            not self.people.was_known(owner)
        )
        if not (new_phone or new_identity):
            return
        plan.person_changes.append((row.person_id, owner, new_phone, new_identity))
        self.totals.persons_changed += 1
        if new_phone:
            learnt = ["原号码", "新号码"] if row.phone_blind else ["空", "补登"]
            lines.append([f"{mask_name(owner.name)}的电话", *learnt])
        if new_identity:
            lines.append([f"{mask_name(owner.name)}的证件号", "空", "补登"])

    def _open(
        self,
        plan: ChunkPlan,
        unit_id: Key,
        holder: Holder,
        owner: RosterOwner,
        since: date | None,
    ) -> None:
        if owner.role != "owner" and holder[0] is None:
            return  # only persons live somewhere; a company that rents is known by its contract
        plan.holdings.append(NewHolding(unit_id, holder[0], holder[1], owner, since))
        if owner.role == "owner":
            self.totals.owners_added += 1
        else:
            self.totals.tenants_added += 1

    def _units_there(self, chunk: Sequence[RosterUnit]) -> dict[str, Unit]:
        if self._fresh:
            return {}
        labels = [said.label for said in chunk]
        rows = Unit.objects.of(self.street_id).filter(
            compound=self.compound, ended_on__isnull=True, label__in=labels
        )
        return {unit.label: unit for unit in rows}
