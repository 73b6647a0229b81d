"""What the law says about one body: seats, term, what it owes next, who may not stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from mulin.decide.committees.models import Term
from mulin.decide.committees.queries.standing import open_term, standing_of
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.estate.models import Organisation
from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.body_state import Found, Owed, asked, examine, owed
from mulin.law.catalogue import nearest
from mulin.law.jurisdiction import Jurisdiction
from mulin.law.questions import Question
from mulin.law.shapes import CandidateBar

Kind = Organisation.Kind
ELECTED = frozenset({Kind.OWNERS_COMMITTEE, Kind.INTERIM_COMMITTEE})
RULES: dict[str, tuple[Question[Any], ...]] = {
    Kind.OWNERS_COMMITTEE: (
        q.COMMITTEE_SIZE, q.COMMITTEE_TERM, q.COMMITTEE_QUORUM, q.COMMITTEE_MAJORITY,
        q.COMMITTEE_DENOMINATOR, q.COMMITTEE_NOTICE, q.COMMITTEE_PUBLISH, q.COMMITTEE_EVERY,
    ),
    Kind.INTERIM_COMMITTEE: (
        q.INTERIM_SIZE, q.INTERIM_OWNERS, q.INTERIM_CHAIR, q.INTERIM_TERM, q.INTERIM_QUORUM,
        q.INTERIM_OWNERS_QUORUM,
        q.INTERIM_MAJORITY, q.INTERIM_PUBLISH, q.INTERIM_DISPLAY,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """An answer as a page shows it; ``note`` where it is not the region's own, verified text."""

    wording: str
    value: str
    article: str
    note: str


@dataclass(frozen=True)
class LawPanel:
    """Everything the law says about a body, and what follows for it today."""

    place: str
    rules: tuple[Rule, ...]
    bars: tuple[CandidateBar, ...]
    bars_article: str
    bars_note: str
    owed: tuple[Owed, ...]
    found: tuple[Found, ...]


def law_panel(body: Organisation, term: Term | None, today: date) -> LawPanel | None:
    """The law of the place on ``today``; None for bodies on which no law of ours says anything."""
    rules = RULES.get(body.kind)
    if rules is None or body.compound is None:
        return None
    law = nearest(body.compound.region)
    bars = asked(law, q.CANDIDATE_BARS, today)
    ours: tuple[Owed, ...] = ()
    found: tuple[Found, ...] = ()
    if term is not None and body.kind == Kind.OWNERS_COMMITTEE:
        standing = standing_of(open_term(body, today))
        calendar = calendar_of(body.street_id)
        ours = owed(standing, law, today, calendar)
        found = examine(standing, law, today, calendar)
    return LawPanel(
        law.name,
        tuple(rule for one in rules if (rule := _rule(law, one, today))),
        bars.value if bars else (),
        bars.source.spaced if bars else "",
        bars.note if bars else said("本地没有核到不得任职的情形。"),
        ours,
        found,
    )


def _rule(law: Jurisdiction, question: Question[Any], today: date) -> Rule | None:
    ruling = asked(law, question, today)
    if ruling is None:
        return None
    return Rule(question.wording, words_of(ruling.value), ruling.source.spaced, ruling.note)


def words_of(value: Any) -> str:
    """A share, a period, seats or a labelled choice in words."""
    if isinstance(value, bool):
        return said("是") if value else said("否")
    return str(getattr(value, "words", "") or getattr(value, "label", "") or value)
