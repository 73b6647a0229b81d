"""Whether enough owners agreed, by the law of the project's opening day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mulin.deliver.works.models import Home, Project
from mulin.law.decision import DEVELOPER, Choice, Holder, Unit, UnitStatus, UnitUse
from mulin.law.lifts.consent import Consent, consent
from mulin.law.pinned import unpin


@dataclass(frozen=True)
class Counted:
    """One group of homes that is counted; ``decides`` where its verdict is the project's."""

    scope: Project.Scope
    decides: bool
    consent: Consent
    returned: int
    homes: int


def holder_of(home: Home) -> Holder:
    """The set of owners as the law takes it."""
    return DEVELOPER if home.holder == DEVELOPER else frozenset(home.holder.split("+"))


def counted(project: Project, homes: Iterable[Home]) -> list[Counted]:
    """The stairwell, and the whole building where that is asked; the deciding group first."""
    rows = list(homes)
    groups = [(Project.Scope.STAIRWELL, [home for home in rows if home.inside])]
    if project.scope == Project.Scope.BUILDING:
        groups.insert(0, (Project.Scope.BUILDING, rows))
    return [
        Counted(
            scope,
            scope == project.scope,
            _count(project, group),
            sum(bool(home.consent) for home in group),
            len(group),
        )
        for scope, group in groups
    ]


def passed(project: Project, homes: Iterable[Home]) -> bool:
    """Whether the deciding group has agreed by the reading that is law here."""
    return counted(project, homes)[0].consent.passed


def _count(project: Project, homes: Iterable[Home]) -> Consent:
    rows = list(homes)
    units = [
        Unit(
            home.unit_id.hex,
            home.area,
            UnitUse.HOME,
            UnitStatus(home.status),
            frozenset() if home.holder == DEVELOPER else frozenset(home.holder.split("+")),
        )
        for home in rows
    ]
    answers = {holder_of(home): Choice(home.consent) for home in rows if home.consent}
    return consent(units, answers, unpin(project.law), project.opened_on)
