"""Pacts, their clauses and comments, and lists of duties."""

from __future__ import annotations

from datetime import date
from typing import Any

from mulin.deliberate.pacts.models import Clause, Comment, DutyList, Pact, Version
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, kept


def pact_version(cast: Cast) -> Any:
    """A version of compound A's pact, in force, so that its readers are all who may be."""
    pact = Pact(
        id=stable_id("pact"),
        street=cast.yun,
        compound=cast.a.compound,
        kind="management_pact",
        number="GY-2026-0001",
        title="云栖苑管理规约",
    )
    version = Version(
        id=stable_id("pact version"),
        street=cast.yun,
        pact=kept(pact),
        number=1,
        state=Version.State.IN_FORCE,
        why="云栖苑首次制定",
        begun_on=date(2026, 1, 1),
        in_force_on=date(2026, 2, 1),
    )
    return kept(version)


def _clause(cast: Cast) -> Any:
    row = Clause(
        id=stable_id("clause"),
        street=cast.yun,
        version=pact_version(cast),
        origin=stable_id("clause"),
        order=1,
        title="云栖苑养犬",
        text="云栖苑遛狗牵绳。",
    )
    return kept(row).pk


def _comment(cast: Cast) -> Any:
    row = Comment(
        id=stable_id("pact comment"),
        street=cast.yun,
        version=pact_version(cast),
        party="一位业主",
        text="云栖苑要写清时段",
        on="云栖苑养犬",
        at=AT,
    )
    return kept(row).pk


def _duty_list(cast: Cast) -> Any:
    row = DutyList(
        id=stable_id("duty list"),
        street=cast.yun,
        compound=cast.a.compound,
        party="property_company",
        number=1,
        why="云栖苑没有围墙",
        since=date(2026, 1, 1),
        by="云栖苑业委会",
    )
    return kept(row).pk


EXAMPLES: Examples = {
    "clause_id": _clause,
    "comment_id": _comment,
    "list_id": _duty_list,
    "version_id": lambda cast: pact_version(cast).pk,
}
