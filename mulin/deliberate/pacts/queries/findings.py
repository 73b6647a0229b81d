"""What the law says of a version: findings, which of them are answered, what keeps it from adoption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mulin.deliberate.pacts.models import Clause, Comment, HintAnswer, Version
from mulin.deliberate.pacts.queries.pacts import clauses_of, previous_of
from mulin.kit.rights import Refusal
from mulin.kit.words import said
from mulin.law.catalogue import nearest
from mulin.law.pacts import comparing, reading
from mulin.law.pacts.checking import Finding, check
from mulin.law.pacts.comparing import Pair, Worded

State = Version.State


@dataclass(frozen=True)
class Shown:
    """A finding with the clause it is about (None: the whole pact) and the answer it was given."""

    finding: Finding
    clause: Clause | None
    number: int
    answer: HintAnswer | None

    @property
    def is_open(self) -> bool:
        """It still keeps the version from adoption."""
        return self.finding.contradicts or self.answer is None

    @property
    def key(self) -> str:
        """The form that answers it, among the many of its page."""
        return f"hint-{self.finding.rule}-{self.clause.pk if self.clause else 'whole'}"

    @property
    def mark(self) -> str:
        if self.finding.contradicts:
            return "late"
        return "soon" if self.answer is None else "done"


def findings_of(version: Version, clauses: Sequence[Clause], on: date) -> list[Shown]:
    """Every finding, held against the law of the compound's place on the day."""
    ground = reading.Ground(nearest(version.pact.compound.region), on)
    known = {str(clause.pk): (number, clause) for number, clause in enumerate(clauses, start=1)}
    rules = [reading.Clause(str(clause.pk), clause.title, clause.text) for clause in clauses]
    answers = _answers(version)
    found = []
    for finding in check(version.pact.kind, rules, ground):
        number, clause = known.get(finding.clause, (0, None))
        text = clause.text if clause else ""
        answer = answers.get((finding.rule, finding.clause, text))
        found.append(Shown(finding, clause, number, answer))
    return found


def _answers(version: Version) -> dict[tuple[str, str, str], HintAnswer]:
    """By rule, clause and the words it was given for: a clause that changed is asked about anew."""
    rows = HintAnswer.objects.of(version.street_id).filter(version=version).order_by("id")
    return {(row.rule, str(row.clause_id or ""), row.text): row for row in rows}


def why_not_adopt(
    version: Version, shown: Sequence[Shown], today: date, *, asked: bool = True
) -> Refusal | None:
    """What keeps a version from being put to adoption: clauses against the law, hints without an
    answer, comments without one, comments not asked for or still coming in."""
    against = {one.clause: one for one in shown if one.finding.contradicts}
    if against:
        return Refusal(
            said("有 {n} 条与法律抵触，不能提请通过。", n=len(against)),
            said("先改：{named}。", named=_named(list(against.values()))),
        )
    waiting = [one for one in shown if one.is_open]
    if waiting:
        return Refusal(
            said("有 {n} 处提示还没有说明。", n=len(waiting)),
            said("改条款，或者写明为什么这样写：{named}。", named=_named(waiting)),
        )
    return _comments_done(version, today) if asked else None


def _comments_done(version: Version, today: date) -> Refusal | None:
    if version.state != State.COMMENTS or version.comments_until is None:
        return Refusal(said("还没有征求过意见。"), said("先公开征求意见，再提请通过。"))
    if today <= version.comments_until:
        nextday = version.comments_until + timedelta(days=1)
        return Refusal(
            said("征求意见到 {day}，还没有结束。", day=version.comments_until),
            said("{day} 起可以提请通过。", day=nextday),
        )
    rows = Comment.objects.of(version.street_id).filter(version=version)
    waiting = rows.filter(answered_at__isnull=True).count()
    if waiting:
        return Refusal(
            said("还有 {n} 条意见没有答复。", n=waiting), said("采纳的改条款，不采纳的写理由。")
        )
    return None


def _named(shown: Sequence[Shown]) -> str:
    return "、".join(
        f"“{one.clause.title}”" if one.clause else str(one.finding.title) for one in shown[:5]
    )


def pairs_of(version: Version, clauses: Sequence[Clause]) -> tuple[Version | None, list[Pair]]:
    """The version before, and every clause beside what it was there."""
    before = previous_of(version)
    old = worded(clauses_of(before)) if before is not None else []
    return before, list(comparing.compared(old, worded(clauses)))


def worded(clauses: Sequence[Clause]) -> list[Worded]:
    """Clauses as the comparison reads them."""
    return [
        Worded(str(clause.origin), number, clause.title, clause.text)
        for number, clause in enumerate(clauses, start=1)
    ]
