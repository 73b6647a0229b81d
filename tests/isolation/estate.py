"""The register: places, people, organisations, imports."""

from __future__ import annotations

from datetime import date
from typing import Any

from mulin.ground.estate.models import (
    ActsFor,
    Appointment,
    Engagement,
    ImportBatch,
    Ownership,
    PersonMerge,
    Stairwell,
    Tenancy,
)
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, Public, first, kept


def stairwell(cast: Cast) -> Stairwell:
    rows = Stairwell.objects.of(cast.yun).filter(building=cast.a.buildings[0])
    found: Stairwell = rows.get()
    return found


def _acts_for(cast: Cast) -> Any:
    row = ActsFor(
        id=stable_id("acts_for"),
        street=cast.yun,
        agent=cast.a.owners[4],
        principal=cast.a.owners[0],
        kind=ActsFor.Kind.ATTORNEY,
        valid_from=date(2026, 1, 1),
    )
    return kept(row).pk


def _merge(cast: Cast) -> Any:
    row = PersonMerge(
        id=stable_id("merge"),
        street=cast.yun,
        kept=cast.a.owners[3],
        merged=cast.a.owners[4],
        reason="云栖苑同一人",
        at=AT,
    )
    return kept(row).pk


def _batch(cast: Cast) -> Any:
    row = ImportBatch(
        id=stable_id("batch"),
        street=cast.yun,
        compound=cast.a.compound,
        file_name="云栖苑名册.xlsx",
        created_at=AT,
        created_by="林街道",
    )
    return kept(row).pk


EXAMPLES: Examples = {
    "acts_for_id": _acts_for,
    "appointment_id": first(Appointment),
    "batch_id": _batch,
    "building_id": lambda cast: cast.a.buildings[0].pk,
    "community_id": lambda cast: cast.a.community.pk,
    "compound_id": lambda cast: cast.a.compound.pk,
    "engagement_id": first(Engagement),
    "field": lambda cast: "phone",
    "merge_id": _merge,
    "organisation_id": lambda cast: cast.a.committee.pk,
    "ownership_id": first(Ownership),
    "person_id": lambda cast: cast.a.owners[5].pk,
    "stairwell_id": lambda cast: stairwell(cast).pk,
    "street": lambda cast: cast.yun.slug,
    "tenancy_id": first(Tenancy),
    "unit_id": lambda cast: cast.a.units[0].pk,
}

PUBLIC: Public = {
    "estate:import": "only points to the import screens, which are closed",
    "roster:template": "an empty form to fill in",
}
