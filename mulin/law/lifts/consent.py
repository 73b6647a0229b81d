"""Have enough owners agreed to the lift? Two readings, both counted, the stricter one shown.

The Civil Code counts a lift as 第278条第一款（七）（八）项: two thirds take part, and of those three
quarters agree, by area and in number. Older local rules ask two thirds of all owners instead.
What decides is the region's answer; the other stands beside it, because a project that meets both
is safe from an argument about which one holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.cases import LiftConsent
from mulin.law.compound_rules import CompoundRules
from mulin.law.decision import Ballot, Choice, DecisionRecord, Holder, Motion, Unit
from mulin.law.jurisdiction import Law
from mulin.law.questions import DecisionKind
from mulin.law.roll import Weight
from mulin.law.tally import Sides, majorities_of, tally
from mulin.law.terms import Citation, Share, at_least

OLD_SHARE = at_least(2, 3)
OLD_RULE = Citation("济南市（莱芜、钢城）加装电梯规定 2019", "第7条")
"""One of the older local rules that count all owners; read, and only stood beside the law's own."""


@dataclass(frozen=True)
class Line:
    """One requirement: what part of what whole, by area (0.01 m²) or in persons."""

    title: str
    basis: LiftConsent
    area: bool
    part: int
    whole: int
    required: Share
    source: str

    @property
    def met(self) -> bool:
        return self.required.reached(self.part, self.whole)


@dataclass(frozen=True)
class Consent:
    """Both readings over one group of homes. ``lawful`` is the reading that decides here."""

    roll: Weight
    sides: Sides
    lines: tuple[Line, ...]
    lawful: LiftConsent
    source: str
    note: str = ""

    def of(self, basis: LiftConsent) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.basis is basis)

    def met(self, basis: LiftConsent) -> bool:
        return all(line.met for line in self.of(basis))

    @property
    def passed(self) -> bool:
        """By the reading that is law here."""
        return self.met(self.lawful)

    @property
    def strict(self) -> bool:
        """By both readings."""
        return all(line.met for line in self.lines)

    @property
    def lacking(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.met)


def consent(units: Iterable[Unit], answers: Mapping[Holder, Choice], law: Law, on: date) -> Consent:
    """Count the answers of the holders of ``units``; an answer of nobody's unit counts nothing.

    Raises ``Unanswered`` where the law gives no majority, ValueError for a home without owner.
    """
    homes = tuple(units)
    motion = Motion("lift", DecisionKind.REBUILD)
    ballots = tuple(Ballot(holder, {motion.id: choice}) for holder, choice in answers.items())
    record = DecisionRecord("", law.code, on, homes, (motion,), ballots, CompoundRules())
    majorities = majorities_of(law, [motion.kind], on)
    verdict = tally(record, majorities)[0]
    sides, majority = verdict.strict.sides, majorities[motion.kind]
    assert sides is not None  # noqa: S101 - a motion without candidates has sides
    ruling = law.ask(q.LIFT_CONSENT, on)
    lines = (
        *_both(said("参与"), LiftConsent.PARTICIPATING_3_4, sides.participating, verdict.roll,
               majority.majority.quorum, majority.source),
        *_both(said("同意占参与"), LiftConsent.PARTICIPATING_3_4, sides.agree,
               sides.participating, majority.majority.approval, majority.source),
        *_both(said("同意占全体"), LiftConsent.ALL_2_3, sides.agree, verdict.roll,
               OLD_SHARE, str(OLD_RULE)),
    )  # fmt: skip
    return Consent(verdict.roll, sides, lines, ruling.value, ruling.source.spaced, ruling.note)


def _both(
    title: str, basis: LiftConsent, part: Weight, whole: Weight, required: Share, source: str
) -> tuple[Line, Line]:
    return (
        Line(title, basis, False, part.persons, whole.persons, required, source),
        Line(title, basis, True, part.area, whole.area, required, source),
    )
