"""A version as its pages show it: each clause with what the law and the neighbours say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mulin.deliberate.pacts.models import Clause, Comment
from mulin.deliberate.pacts.queries.findings import Shown
from mulin.deliberate.pacts.queries.pacts import numbered


@dataclass(frozen=True)
class ClauseLine:
    """One clause on a page."""

    clause: Clause
    number: str
    chapter: str
    findings: tuple[Shown, ...]
    comments: tuple[Comment, ...]

    @property
    def comment_key(self) -> str:
        """The form that comments on this clause, among the many of its page."""
        return f"comment-{self.clause.pk}"

    @property
    def waiting(self) -> int:
        """Comments that nobody has answered."""
        return sum(one.answered_at is None for one in self.comments)


def lines_of(
    clauses: Sequence[Clause], shown: Sequence[Shown], comments: Sequence[Comment]
) -> list[ClauseLine]:
    """The clauses in their order, each with its findings and comments."""
    return [
        ClauseLine(
            one.clause,
            one.number,
            one.chapter,
            tuple(s for s in shown if s.clause is not None and s.clause.pk == one.clause.pk),
            tuple(c for c in comments if c.clause_id == one.clause.pk),
        )
        for one in numbered(list(clauses))
    ]
