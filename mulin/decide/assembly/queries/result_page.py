"""The result of a vote as the law's own words: read back from what was put on record.

Nothing is counted here: figures, checks and verdicts are those of ``mulin-result/1`` as stored when
two counters opened the ballots. What follows from a failed vote is told only as far as the law
pinned with the poll answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mulin.decide.assembly.documents import words
from mulin.decide.assembly.documents.posted import EXCLUDED
from mulin.decide.assembly.models import Candidate, Motion, Poll
from mulin.decide.assembly.queries.after_result import what_next
from mulin.decide.assembly.queries.live_page import buildings_of, scope_words
from mulin.decide.assembly.queries.rules import law_of
from mulin.decide.assembly.queries.stored_result import verdicts_of
from mulin.kit.words import said
from mulin.law.compound_rules import CompoundRules
from mulin.law.elections import Election
from mulin.law.pinned import PinnedLaw
from mulin.law.questions import MAJORITY, DecisionKind
from mulin.law.roll import Weight
from mulin.law.tally import Check, CheckName, Verdict
from mulin.law.terms import Majority

NAMES = {
    CheckName.PARTICIPATION_AREA: said("参与 · 专有部分面积"),
    CheckName.PARTICIPATION_PERSONS: said("参与 · 业主人数"),
    CheckName.APPROVAL_AREA: said("同意 · 占参与面积"),
    CheckName.APPROVAL_PERSONS: said("同意 · 占参与人数"),
}
BY_AREA = frozenset({CheckName.PARTICIPATION_AREA, CheckName.APPROVAL_AREA})


@dataclass(frozen=True)
class CheckRow:
    """One check as a line of the table; ``margin`` is what was over (or, negative, missing)."""

    name: str
    check: Check
    clause: Check | None = None

    @property
    def by_area(self) -> bool:
        return self.check.name in BY_AREA

    @property
    def needed(self) -> int:
        return self.check.required.needed(self.check.whole)

    @property
    def margin(self) -> int:
        return self.check.part - self.needed

    @property
    def missing(self) -> int:
        return max(-self.margin, 0)

    @property
    def bound(self) -> str:
        return self.check.required.bound


@dataclass(frozen=True)
class CandidateRow:
    """What became of one candidate."""

    name: str
    agree: Weight
    standing: str
    state: str


@dataclass(frozen=True)
class MotionResult:
    """One motion with everything its card shows."""

    number: int
    motion: Motion
    kind: DecisionKind
    majority: Majority
    voters: str
    verdict: Verdict
    rows: tuple[CheckRow, ...]
    candidates: tuple[CandidateRow, ...]
    excluded: tuple[tuple[str, int], ...]
    why_no_clause: str
    reasons: tuple[str, ...]
    next: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return self.verdict.passed

    @property
    def rule(self) -> str:
        return words.pass_rule(self.majority, voters=self.voters, seats=self.motion.seats or 0)

    @property
    def clause_differs(self) -> bool:
        """Whether the clause would have decided otherwise than the law."""
        return self.verdict.clause is not None and self.verdict.clause.passed != self.passed


def results_of(poll: Poll, today: date) -> tuple[MotionResult, ...]:
    """Every motion with its verdict, its reasons and what may follow; three statements."""
    motions = list(
        Motion.objects.of(poll.street_id)
        .filter(poll=poll)
        .order_by("order")
        .prefetch_related("candidates")
    )
    verdicts = {v.motion: v for v in verdicts_of(poll)}
    law, rules = law_of(poll, today), CompoundRules.from_json(poll.rules)
    buildings = buildings_of(poll) if any(m.scope_ids for m in motions) else ()
    return tuple(
        _result(number, m, verdicts[m.pk.hex], law, rules, scope_words(m, buildings))
        for number, m in enumerate(motions, start=1)
        if m.pk.hex in verdicts
    )


def _result(
    number: int,
    motion: Motion,
    verdict: Verdict,
    law: PinnedLaw,
    rules: CompoundRules,
    voters: str,
) -> MotionResult:
    kind = DecisionKind(motion.kind)
    clause = {c.name: c for c in verdict.clause.checks} if verdict.clause else {}
    rows = tuple(CheckRow(NAMES[c.name], c, clause.get(c.name)) for c in verdict.strict.checks)
    counted = Counter(reason for _, reason in verdict.excluded)
    candidates = list(motion.candidates.all()) if motion.is_election else []
    return MotionResult(
        number=number,
        motion=motion,
        kind=kind,
        majority=law.ask(MAJORITY[kind]).value,
        voters=voters,
        verdict=verdict,
        rows=rows,
        candidates=_candidates(verdict.election, candidates),
        excluded=tuple((EXCLUDED[reason], n) for reason, n in sorted(counted.items())),
        why_no_clause="" if verdict.clause else words.why_no_clause(rules, kind, verdict),
        reasons=_reasons(rows, verdict),
        next=what_next(verdict, kind, law, rules),
    )


def _candidates(
    election: Election | None, candidates: Sequence[Candidate]
) -> tuple[CandidateRow, ...]:
    if election is None:
        return ()
    names = {c.pk.hex: c.name for c in candidates}
    rows = []
    for stood in election.candidates:
        if stood.elected:
            word, state = said("当选"), "done"
        elif stood.id in election.runoff:
            word, state = said("并列，另行表决"), "soon"
        else:
            word, state = said("未当选"), "idle"
        rows.append(CandidateRow(names.get(stood.id, "（已删除）"), stood.agree, word, state))
    return tuple(rows)


def _reasons(rows: Sequence[CheckRow], verdict: Verdict) -> tuple[str, ...]:
    """``同意人数 628，需 636，差 8 人``, for each check that is not met."""
    found = [_reason(row) for row in rows if not row.check.met]
    if verdict.election is not None and not found and not verdict.election.elected:
        found.append(said("没有候选人得到参加表决者按面积、按人数都足够的同意"))
    return tuple(found)


def _reason(row: CheckRow) -> str:
    name = row.name.replace(" · ", "").replace("占参与", "").replace("专有部分", "")
    name = name.replace("业主", "")
    if row.check.whole <= 0:
        return said("{name}：没有人参加表决", name=name)
    if row.by_area:
        part, needed, short = (
            words.square_metres(n) for n in (row.check.part, row.needed, row.missing)
        )
        return said(
            "{name} {part} ㎡，需 {needed} ㎡，差 {short} ㎡",
            name=name,
            part=part,
            needed=needed,
            short=short,
        )
    return said(
        "{name} {part}，需 {needed}，差 {missing} 人",
        name=name,
        part=f"{row.check.part:,}",
        needed=f"{row.needed:,}",
        missing=f"{row.missing:,}",
    )
