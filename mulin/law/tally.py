"""The count of a vote and the judgement on it: named checks, each with its figures and its source.

民法典第278条第二款: owners of two thirds of the area and two thirds in number must take part; of those
who took part more than half, or for the special matters three quarters, must agree, by area and
in number. The majority is an argument: it comes from the law pinned when the vote was opened. The
strict count is the lawful one. Where the compound's own rules count owners who stayed silent, that
count stands beside it as `clause` and decides nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mulin.law.ballots import Counted, Excluded, count
from mulin.law.compound_rules import CompoundRules, Silent
from mulin.law.decision import Choice, DecisionRecord, Holder, Motion, Said
from mulin.law.elections import Election, elect
from mulin.law.jurisdiction import Law
from mulin.law.national import WEIGHTY_KINDS
from mulin.law.questions import MAJORITY, DecisionKind
from mulin.law.roll import Roll, Weight, roll_of
from mulin.law.terms import Majority, Share, exact_ratio


class CheckName(StrEnum):
    PARTICIPATION_AREA = "participation_area"
    PARTICIPATION_PERSONS = "participation_persons"
    APPROVAL_AREA = "approval_area"
    APPROVAL_PERSONS = "approval_persons"


@dataclass(frozen=True, slots=True)
class CitedMajority:
    """The majority a kind of decision asks for, and the article that says so (`民法典第278条`)."""

    majority: Majority
    source: str


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement: is `part` of `whole` enough for `required`? `source` is its article."""

    name: CheckName
    required: Share
    part: int
    whole: int
    source: str

    @property
    def met(self) -> bool:
        return self.required.reached(self.part, self.whole)

    @property
    def ratio(self) -> str:
        """The exact reduced fraction; `0` where there is no whole."""
        return exact_ratio(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class Sides:
    """Those who took part, by what they said."""

    agree: Weight
    against: Weight
    abstain: Weight

    @property
    def participating(self) -> Weight:
        """An abstention returned is participation (it is in the denominator of approval)."""
        return self.agree + self.against + self.abstain

    def joined_by(self, others: Weight, choice: Choice) -> Sides:
        """The same with `others` added to one side."""
        return Sides(
            agree=self.agree + others if choice == Choice.AGREE else self.agree,
            against=self.against + others if choice == Choice.AGAINST else self.against,
            abstain=self.abstain + others if choice == Choice.ABSTAIN else self.abstain,
        )

    @property
    def leading(self) -> Choice | None:
        """The side strictly ahead by area and in number; None where neither leads in both."""
        for ahead, behind, choice in (
            (self.agree, self.against, Choice.AGREE),
            (self.against, self.agree, Choice.AGAINST),
        ):
            if ahead.area > behind.area and ahead.persons > behind.persons:
                return choice
        return None


@dataclass(frozen=True, slots=True)
class Count:
    """One way of counting a motion. An election has no sides and only the first two checks."""

    participating: Weight
    sides: Sides | None
    checks: tuple[Check, ...]
    passed: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one motion; it passes or fails by the strict count.

    `clause` is None where no silence clause applies, `election` None for other motions.
    `excluded` holds (index of the ballot, reason) for each ballot that does not count here.
    """

    motion: str
    roll: Weight
    strict: Count
    clause: Count | None = None
    election: Election | None = None
    excluded: tuple[Excluded, ...] = ()

    @property
    def passed(self) -> bool:
        return self.strict.passed


@dataclass(frozen=True, slots=True)
class MotionCount:
    """A motion with its roll, the person each ballot speaks for, and what each person says."""

    motion: Motion
    roll: Roll
    persons: Sequence[int | None]
    counted: Counted


def majorities_of(
    law: Law, kinds: Iterable[DecisionKind], on: date
) -> dict[DecisionKind, CitedMajority]:
    """The majority of each kind of decision under `law` on the day the vote was opened.

    Raises `Unanswered` where no text in force that day answers.
    """
    rulings = {kind: law.ask(MAJORITY[kind], on) for kind in kinds}
    return {kind: CitedMajority(r.value, str(r.source)) for kind, r in rulings.items()}


def tally(
    record: DecisionRecord, majorities: Mapping[DecisionKind, CitedMajority]
) -> tuple[Verdict, ...]:
    """Judge every motion of a record, in its order, each on its own roll."""
    return tuple(
        judge(motion, record.rules, record.deliveries, majorities[motion.motion.kind])
        for motion in count_motions(record)
    )


def count_motions(record: DecisionRecord) -> Iterator[MotionCount]:
    """Settle every ballot for every motion; motions put to the same units share their roll."""
    units = {unit.id: unit for unit in record.units}
    matched: dict[tuple[str, ...] | None, tuple[Roll, list[int | None]]] = {}
    for motion in record.motions:
        if motion.units not in matched:
            roll = roll_of(units, motion, record.rules)
            matched[motion.units] = roll, [roll.person_of(b.owners) for b in record.ballots]
        roll, persons = matched[motion.units]
        counted = count(motion, record.ballots, persons, len(roll.areas), record.rules)
        yield MotionCount(motion, roll, persons, counted)


def judge(
    counted: MotionCount,
    rules: CompoundRules,
    deliveries: Sequence[Holder] | None,
    law: CitedMajority,
) -> Verdict:
    """The verdict on one counted motion, with the clause beside the strict count."""
    motion, roll, excluded = counted.motion, counted.roll.weight, counted.counted.excluded
    said, areas = counted.counted.said, counted.roll.areas
    if motion.candidates is not None:
        participating = _participating(said, areas)
        chosen = choosing(motion.candidates, said, areas)
        strict, election = judge_election(roll, participating, chosen, motion.seats or 0, law)
        return Verdict(motion.id, roll, strict, election=election, excluded=excluded)
    sides = sides_of(said, areas)
    strict = judge_sides(roll, sides, law)
    clause = None
    if clause_applies(rules, motion.kind, strict):
        clause = judge_sides(roll, _with_silent(sides, counted, rules, deliveries), law)
    return Verdict(motion.id, roll, strict, clause=clause, excluded=excluded)


def judge_sides(roll: Weight, sides: Sides, law: CitedMajority) -> Count:
    """The four checks over the three sides."""
    participating, approval, source = sides.participating, law.majority.approval, law.source
    area = (sides.agree.area, participating.area)
    persons = (sides.agree.persons, participating.persons)
    checks = (
        *_participation(roll, participating, law),
        Check(CheckName.APPROVAL_AREA, approval, *area, source),
        Check(CheckName.APPROVAL_PERSONS, approval, *persons, source),
    )
    return Count(participating, sides, checks, all(check.met for check in checks))


def judge_election(
    roll: Weight,
    participating: Weight,
    chosen: Mapping[str, Weight],
    seats: int,
    law: CitedMajority,
) -> tuple[Count, Election]:
    """Judge an election; `chosen` says who stands behind each candidate, in the motion's order.

    The motion passes when participation holds and at least one candidate is elected.
    """
    checks = _participation(roll, participating, law)
    held = all(check.met for check in checks)
    election = elect(chosen, participating, seats, law.majority.approval, held=held)
    return Count(participating, None, checks, held and bool(election.elected)), election


def _participation(roll: Weight, present: Weight, law: CitedMajority) -> tuple[Check, Check]:
    quorum, source = law.majority.quorum, law.source
    return (
        Check(CheckName.PARTICIPATION_AREA, quorum, present.area, roll.area, source),
        Check(CheckName.PARTICIPATION_PERSONS, quorum, present.persons, roll.persons, source),
    )


def sides_of(said: Sequence[Said | None], areas: Sequence[int]) -> Sides:
    """Weigh what each person says."""
    area: dict[Said, int] = {Choice.AGREE: 0, Choice.AGAINST: 0, Choice.ABSTAIN: 0}
    persons = dict(area)
    for choice, weight in zip(said, areas, strict=True):
        if choice is not None:
            area[choice] += weight
            persons[choice] += 1
    return Sides(*(Weight(area[choice], persons[choice]) for choice in area))


def choosing(
    candidates: Sequence[str], said: Sequence[Said | None], areas: Sequence[int]
) -> dict[str, Weight]:
    """Weigh those who chose each candidate; one who chose several stands behind each of them."""
    area = dict.fromkeys(candidates, 0)
    persons = dict.fromkeys(candidates, 0)
    for names, weight in zip(said, areas, strict=True):
        for name in names or ():
            area[name] += weight
            persons[name] += 1
    return {name: Weight(area[name], persons[name]) for name in candidates}


def _participating(said: Sequence[Said | None], areas: Sequence[int]) -> Weight:
    present = [area for names, area in zip(said, areas, strict=True) if names is not None]
    return Weight(sum(present), len(present))


def clause_applies(rules: CompoundRules, kind: DecisionKind, strict: Count) -> bool:
    """Whether the compound's silence clause reaches this motion (never an election).

    It never applies at the first assembly (no rules are adopted yet), to the special matters
    unless the rules say so, nor, where it waits for the quorum, before the strict count has it.
    """
    if rules.silent == Silent.NONE or rules.first_assembly:
        return False
    if kind in WEIGHTY_KINDS and not rules.silent_for_special:
        return False
    quorum = [check.met for check in strict.checks[:2]]
    return all(quorum) or not rules.silent_after_quorum


def _with_silent(
    sides: Sides, counted: MotionCount, rules: CompoundRules, deliveries: Sequence[Holder] | None
) -> Sides:
    """Add those with a proved delivery who returned no ballot at all, not even an invalid one."""
    roll = counted.roll
    side = Choice.ABSTAIN if rules.silent == Silent.DEEMED_ABSTAIN else sides.leading
    if side is None:
        return sides
    delivered = {roll.person_of(holder) for holder in deliveries or ()}
    silent = delivered - set(counted.persons) - {None}
    areas = [roll.areas[person] for person in silent if person is not None]
    return sides.joined_by(Weight(sum(areas), len(areas)), side)
