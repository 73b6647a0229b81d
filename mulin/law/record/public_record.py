"""The public record of a vote, `mulin-public/1`: anyone can recount it, nobody stands in it.

Per motion it holds rows of area, choice and number of persons who took part. Rows are merged per
choice until each holds at least five persons: all areas held by fewer than five share one row, and
where even that is smaller, the smallest other row joins it. Only a choice of fewer than five
persons in all is left as one smaller row. Published are the strict counts; the result beside them
keeps its clause but names no ballots, whose numbers would join the motions of one household.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mulin.kit.words import said
from mulin.law.decision import Choice, DecisionRecord
from mulin.law.questions import DecisionKind
from mulin.law.record import decision_result
from mulin.law.record.decision_record import read_candidates, read_heading
from mulin.law.record.decision_result import written_weight
from mulin.law.record.reading import Node, Unusable, shown, written_area
from mulin.law.roll import Weight
from mulin.law.tally import (
    CitedMajority,
    MotionCount,
    Sides,
    Verdict,
    count_motions,
    judge_election,
    judge_sides,
)

FORMAT = "mulin-public/1"
FEWEST_PERSONS = 5
SIDES = (Choice.AGREE, Choice.AGAINST, Choice.ABSTAIN)


@dataclass(frozen=True, slots=True)
class Row:
    """`persons` of exactly `area` each, or where `merged` of that total (0.01 m²), who said this."""

    choice: str
    area: int
    persons: int
    merged: bool = False

    @property
    def weight(self) -> Weight:
        return Weight(self.area if self.merged else self.area * self.persons, self.persons)


@dataclass(frozen=True, slots=True)
class PublicMotion:
    """One motion in public. `seats`, `candidates` and `participating` belong to an election."""

    id: str
    kind: DecisionKind
    title: str
    roll: Weight
    rows: tuple[Row, ...]
    seats: int = 0
    candidates: tuple[str, ...] | None = None
    participating: Weight | None = None


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """What is posted: the rows of every motion."""

    compound: str
    region: str
    opened_on: date
    motions: tuple[PublicMotion, ...]


def make(record: DecisionRecord) -> PublicRecord:
    """The public side of a full record."""
    motions = tuple(_published(motion) for motion in count_motions(record))
    return PublicRecord(record.compound, record.region, record.opened_on, motions)


def _published(counted: MotionCount) -> PublicMotion:
    motion, names = counted.motion, counted.motion.candidates
    areas_of: dict[str, list[int]] = {choice: [] for choice in (SIDES if names is None else names)}
    participating = Weight()
    for chosen, area in zip(counted.counted.said, counted.roll.areas, strict=True):
        if chosen is not None:
            participating += Weight(area, 1)
            for choice in [chosen] if isinstance(chosen, Choice) else chosen:
                areas_of[choice].append(area)
    public = PublicMotion(
        id=motion.id,
        kind=motion.kind,
        title=motion.title,
        roll=counted.roll.weight,
        rows=tuple(row for choice in areas_of for row in merged_rows(choice, areas_of[choice])),
    )
    if names is None:
        return public
    return replace(public, seats=motion.seats or 0, candidates=names, participating=participating)


def merged_rows(choice: str, areas: Iterable[int]) -> tuple[Row, ...]:
    """The rows of one choice from the area of each person who made it."""
    persons_of = Counter(areas)
    rows = [Row(choice, area, persons) for area, persons in sorted(persons_of.items())]
    large = [row for row in rows if row.persons >= FEWEST_PERSONS]
    pool = [row for row in rows if row.persons < FEWEST_PERSONS]
    if large and pool and sum(row.persons for row in pool) < FEWEST_PERSONS:
        smallest = min(large, key=lambda row: (row.persons, row.area))
        large.remove(smallest)
        pool.append(smallest)
    if len(pool) > 1:
        area = sum(row.weight.area for row in pool)
        pool = [Row(choice, area, sum(row.persons for row in pool), merged=True)]
    return (*large, *pool)


def tally(
    public: PublicRecord, majorities: Mapping[DecisionKind, CitedMajority]
) -> tuple[Verdict, ...]:
    """The same strict counts, checks and verdicts as of the full record."""
    return tuple(_judge(motion, majorities[motion.kind]) for motion in public.motions)


def _judge(motion: PublicMotion, law: CitedMajority) -> Verdict:
    if motion.candidates is None:
        strict = judge_sides(motion.roll, Sides(*_weights(motion.rows, SIDES).values()), law)
        return Verdict(motion.id, motion.roll, strict)
    chosen = _weights(motion.rows, motion.candidates)
    present = motion.participating or Weight()
    strict, election = judge_election(motion.roll, present, chosen, motion.seats, law)
    return Verdict(motion.id, motion.roll, strict, election=election)


def _weights(rows: Iterable[Row], choices: Iterable[str]) -> dict[str, Weight]:
    weights = {str(choice): Weight() for choice in choices}
    for row in rows:
        weights[row.choice] += row.weight
    return weights


def write(
    public: PublicRecord,
    verdicts: Sequence[Verdict],
    *,
    poll: str,
    head: tuple[date, str] | None = None,
) -> dict[str, Any]:
    """The document to post: `poll` is its human number, `head` day and hash of the record's chain.

    `verdicts` are those of the full record; their excluded ballots are left out. Without a head it
    is what is committed to the chain when the vote is judged, before there is a head to name.
    """
    document = {
        "format": FORMAT,
        "poll": poll,
        "compound": {"name": public.compound, "region": public.region},
        "opened_on": public.opened_on.isoformat(),
        "motions": [_written_motion(motion) for motion in public.motions],
        "result": decision_result.write([replace(v, excluded=()) for v in verdicts]),
    }
    if head is None:
        return document
    day, digest = head
    return document | {"head": {"date": day.isoformat(), "hash": digest}}


def _written_motion(motion: PublicMotion) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": motion.id,
        "matter": motion.kind.value,
        "title": motion.title,
        "roll": written_weight(motion.roll),
    }
    if motion.candidates is not None:
        document |= {
            "seats": motion.seats,
            "candidates": list(motion.candidates),
            "participating": written_weight(motion.participating or Weight()),
        }
    return document | {"rows": [_written_row(row) for row in motion.rows]}


def _written_row(row: Row) -> dict[str, Any]:
    document = {
        "area": written_area(row.area),
        "choice": str(row.choice),
        "persons": row.persons,
    }
    return document | {"merged": True} if row.merged else document


def read(document: object) -> PublicRecord:
    """The public record a document holds. Raises `Unusable` with one sentence per fault."""
    root = Node(document, "", [])
    heading = read_heading(root, FORMAT)
    seen: dict[str, str] = {}
    motions = tuple(_motion(node, seen) for node in root.member("motions").objects())
    if root.faults:
        raise Unusable(root.faults)
    return PublicRecord(heading.compound, heading.region, heading.opened_on, motions)


def _motion(node: Node, seen: dict[str, str]) -> PublicMotion:
    candidates = node.member("candidates")
    names = None if candidates.absent else read_candidates(candidates)
    choices = tuple(choice.value for choice in SIDES) if names is None else names
    motion = PublicMotion(
        id=node.member("id").unique(seen, said("表决事项编号")),
        kind=node.member("matter").one_of(DecisionKind),
        title=node.member("title").free_text(),
        roll=_weight(node.member("roll")),
        rows=tuple(_row(row, choices) for row in node.member("rows").objects()),
        seats=0 if names is None else node.member("seats").whole(1),
        candidates=names,
        participating=None if names is None else _weight(node.member("participating")),
    )
    if not node.faults:
        node.faults.extend(f"{node.path}.{fault}" for fault in _contradictions(motion, choices))
    return motion


def _weight(node: Node) -> Weight:
    if not node.is_object():
        return Weight()
    return Weight(node.member("area").area(), node.member("persons").whole(0))


def _row(node: Node, choices: Sequence[str]) -> Row:
    choice = node.member("choice")
    if not isinstance(choice.value, str) or choice.value not in choices:
        known = "、".join(shown(name).strip('"') for name in choices)
        choice.refuse(said("可用 {known}", known=known) if choices else said("这一项没有候选人"))
    return Row(
        choice=str(choice.value),
        area=node.member("area").area(),
        persons=node.member("persons").whole(1),
        merged=node.member("merged").flag(),
    )


def _contradictions(motion: PublicMotion, choices: Sequence[str]) -> list[str]:
    """Nobody can take part beyond the roll, nor choose without taking part."""
    weights = _weights(motion.rows, choices)
    if motion.participating is None:
        together = sum(weights.values(), Weight())
        return (
            []
            if _within(together, motion.roll)
            else [said("rows：各行合计超过 roll 的面积或人数。")]
        )
    faults = [
        said("rows：选 {name} 的合计超过 participating 的面积或人数。", name=shown(name))
        for name, weight in weights.items()
        if not _within(weight, motion.participating)
    ]
    if not _within(motion.participating, motion.roll):
        faults.append(said("participating：超过 roll 的面积或人数。"))
    return faults


def _within(part: Weight, whole: Weight) -> bool:
    return part.area <= whole.area and part.persons <= whole.persons
