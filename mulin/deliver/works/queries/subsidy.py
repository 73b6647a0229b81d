"""What subsidy a project may reckon with, by which rule, and what was applied for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mulin.deliver.works.models import Project, SubsidyClaim, SubsidyRule
from mulin.law.catalogue import nearest
from mulin.law.lifts.subsidy import LOCAL_REVIEW, Reckoned, Rule, reckon, rule_for


@dataclass(frozen=True)
class Subsidy:
    """``rule`` is None where no rule is known: then ``missing`` says why, in words."""

    rule: Rule | None
    missing: str
    reckoned: Reckoned | None
    claims: tuple[SubsidyClaim, ...]
    planned: int

    @property
    def waiting(self) -> SubsidyClaim | None:
        return next((claim for claim in self.claims if claim.waits), None)

    @property
    def received(self) -> SubsidyClaim | None:
        found = SubsidyClaim.Result.RECEIVED
        return next((claim for claim in self.claims if claim.result == found), None)

    @property
    def short(self) -> int:
        """By how much less than planned came; the homes share it."""
        return max(self.planned - self.received.received, 0) if self.received else 0

    @property
    def by_rule(self) -> int | None:
        return self.reckoned.fen if self.reckoned else None

    @property
    def words(self) -> str:
        """The rule in one line, as an application quotes it."""
        return f"{self.rule.source}：{self.rule.value.words}" if self.rule else ""


def subsidy_of(project: Project, today: date) -> Subsidy:
    """Two statements."""
    found = rule_here(project, today)
    rule = found if isinstance(found, Rule) else None
    return Subsidy(
        rule,
        "" if isinstance(found, Rule) else found,
        reckon(rule.value, project.cost, project.building.floors or 0)
        if rule and project.cost
        else None,
        tuple(project.subsidy_claims.select_related("project").order_by("-id")),
        project.subsidy,
    )


def rule_here(project: Project, today: date) -> Rule | str:
    """The rule that serves for a project today, or why there is none.

    Money is granted by the rule of the day on which it is applied for, not by that of the opening
    day; the claim keeps the rule that it went by.
    """
    law = nearest(project.compound.region or project.street.region)
    return rule_for(law, today, own_rule(project.street_id, today))


def own_rule(street_id: UUID, today: date) -> Rule | None:
    """The street's own reading that holds today."""
    rows = SubsidyRule.objects.of(street_id).filter(starts_on__lte=today)
    found: SubsidyRule | None = rows.order_by("-starts_on", "-id").first()
    return Rule(found.value, found.source, LOCAL_REVIEW) if found else None


def rules_of(street_id: UUID) -> list[SubsidyRule]:
    """Everything the street wrote down, the newest first."""
    return list(SubsidyRule.objects.of(street_id).order_by("-starts_on", "-id"))
