"""Which line of the roll each ballot of the official system belongs to, and why one does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mulin.decide.assembly.choices import WORDS
from mulin.decide.assembly.models import (
    Motion,
    OfficialBallot,
    Poll,
    RollEntry,
    RollHolder,
    RollUnit,
)
from mulin.decide.assembly.official_rows import OfficialRow, RowFault
from mulin.decide.assembly.queries.motions import decides
from mulin.ground.estate.labels import parts_of, unit_label
from mulin.kit.clock import SHANGHAI, start_of
from mulin.kit.words import said

KEPT = said("（见原文件）")
"""Instead of a choice: no fault repeats how somebody voted."""
SAME_NAME = said("这套房有几位同名的业主，分不清是谁投的")


@dataclass(frozen=True)
class Matched:
    """A row with its line on the roll and its choices by the motions' keys."""

    row: OfficialRow
    entry: RollEntry
    holder: RollHolder
    choices: Mapping[str, str | list[str]]


class RollIndex:
    """The roll of one poll for looking rows up; four statements, whatever the size."""

    def __init__(self, poll: Poll) -> None:
        street = poll.street_id
        self.poll = poll
        self.entries = {e.pk: e for e in RollEntry.objects.of(street).filter(poll=poll)}
        self._units: dict[str, RollUnit] = {}
        self._places: dict[UUID, tuple[set[str], set[str]]] = {}
        for unit in RollUnit.objects.of(street).filter(poll=poll):
            self._units[unit.label] = unit
            if unit.counts:
                buildings, stairs = self._places.setdefault(unit.entry_id, (set(), set()))
                buildings |= {unit.building_id.hex} if unit.building_id else set()
                stairs |= {unit.stairwell_id.hex} if unit.stairwell_id else set()
        self._holders: dict[UUID, list[RollHolder]] = {}
        for holder in RollHolder.objects.of(street).filter(poll=poll).order_by("acts_as", "id"):
            self._holders.setdefault(holder.entry_id, []).append(holder)
        rows = Motion.objects.of(street).filter(poll=poll).order_by("order")
        self.motions = dict(enumerate(rows.prefetch_related("candidates"), start=1))

    def match(self, row: OfficialRow) -> Matched | list[RowFault]:
        """The row's line, or every reason why it has none."""
        faults = self._time_faults(row)
        entry = self._entry(row, faults)
        if entry is None:
            return faults
        holder = self._holder(row, entry, faults)
        choices = self._choices(row, entry, faults)
        if faults or holder is None:
            return faults
        return Matched(row, entry, holder, choices)

    def _time_faults(self, row: OfficialRow) -> list[RowFault]:
        opens, closes = _opens(self.poll), self.poll.closes_at
        shown = spoken(row.cast_at)
        if opens is not None and row.cast_at < opens:
            return [row.fault("cast_at", shown, said("早于这次表决开始投票的时间"))]
        if closes is not None and row.cast_at >= closes:
            return [row.fault("cast_at", shown, said("晚于截止时间，按规则不能计入"))]
        return []

    def _entry(self, row: OfficialRow, faults: list[RowFault]) -> RollEntry | None:
        found: dict[UUID, RollEntry] = {}
        for label in row.units:
            unit = self._unit(label)
            if unit is None:
                faults.append(row.fault("unit", label, said("名册上没有这套房")))
                return None
            found[unit.entry_id] = self.entries[unit.entry_id]
        if len(found) != 1:
            faults.append(row.fault("unit", "、".join(row.units), said("这几套房不是同一张票")))
            return None
        entry = next(iter(found.values()))
        if not entry.area:
            faults.append(row.fault("unit", "、".join(row.units), said("这套房不计票")))
            return None
        return entry

    def _unit(self, label: str) -> RollUnit | None:
        plain = label.strip()
        parts = parts_of(plain)
        return self._units.get(plain) or (self._units.get(unit_label(*parts)) if parts else None)

    def _holder(
        self, row: OfficialRow, entry: RollEntry, faults: list[RowFault]
    ) -> RollHolder | None:
        """Who signed: by name among the owners and those who act for them; alone without a name."""
        holders = self._holders.get(entry.pk, [])
        plain = "".join(row.owner.split())
        named = [h for h in holders if "".join(h.name.split()) == plain] if plain else holders
        signers = {h.signer for h in named}
        if len(signers) == 1:
            return named[0]
        if signers:
            rule = SAME_NAME if plain else said("没有写业主，而这套房有几位业主")
        else:
            rule = said("名册上这套房没有这位业主；锁定以后过户的，由锁定时的业主投票")
        faults.append(row.fault("owner", row.owner, rule, personal=True))
        return None

    def _choices(
        self, row: OfficialRow, entry: RollEntry, faults: list[RowFault]
    ) -> dict[str, str | list[str]]:
        choices: dict[str, str | list[str]] = {}
        buildings, stairs = self._places.get(entry.pk, (set(), set()))
        for number, value in row.choices.items():
            motion = self.motions.get(number)
            field = f"choice{number}"
            if motion is None:
                faults.append(row.fault(field, str(number), said("这次表决没有这一项")))
            elif not decides(motion, buildings, stairs):
                faults.append(row.fault(field, motion.title, said("这一项不由这户表决")))
            elif motion.is_election:
                choices[motion.pk.hex] = self._names(row, field, motion, value, faults)
            elif value not in WORDS:
                faults.append(row.fault(field, KEPT, said("意见只能是同意、反对、弃权或空白")))
            else:
                choices[motion.pk.hex] = str(value)
        return choices

    def _names(
        self,
        row: OfficialRow,
        field: str,
        motion: Motion,
        value: str | tuple[str, ...],
        faults: list[RowFault],
    ) -> list[str]:
        """Candidates by name; ``abstain`` is nobody."""
        if value == "abstain":
            return []
        chosen = []
        for name in (value,) if isinstance(value, str) else value:
            same = [c.pk.hex for c in motion.candidates.all() if c.name == name]
            if len(same) != 1:
                rule = (
                    said("候选人里有几位同名，分不清选的是谁")
                    if same
                    else said("候选人名单上没有这个人")
                )
                faults.append(row.fault(field, KEPT, rule))
            else:
                chosen.append(same[0])
        return list(dict.fromkeys(chosen))


def spoken(instant: datetime) -> str:
    """``2026-06-10 09:30``, China's time."""
    return f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def serials_taken(poll: Poll, serials: Iterable[str]) -> set[str]:
    """Which of these are on the pile already, from whatever file."""
    wanted = set(serials)
    rows = OfficialBallot.objects.of(poll.street_id).filter(poll=poll, taken=True)
    return wanted & set(rows.values_list("serial", flat=True))


def _opens(poll: Poll) -> datetime | None:
    return start_of(poll.opens_on) if poll.opens_on else poll.opened_at
