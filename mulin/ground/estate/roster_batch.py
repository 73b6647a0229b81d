"""A batch's terms and totals as JSON, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from mulin.ground.estate.models import ImportBatch
from mulin.ground.estate.roster import RosterTerms
from mulin.ground.estate.roster_plan import Totals


def options_of(terms: RosterTerms) -> dict[str, Any]:
    """Terms as the batch keeps them."""
    kept = asdict(terms)
    kept["effective_on"] = terms.effective_on.isoformat() if terms.effective_on else None
    return kept


def terms_of(batch: ImportBatch) -> RosterTerms:
    """The terms a batch keeps."""
    kept = dict(batch.options)
    kept["effective_on"] = batch.effective_on
    return RosterTerms(**kept)


def summary_of(totals: Totals) -> dict[str, Any]:
    """Totals as JSON for the preview page."""
    plain = {
        name: getattr(totals, name)
        for name in (
            "units_added",
            "units_changed",
            "units_same",
            "units_left",
            "owners_added",
            "owners_closed",
            "owners_replaced",
            "persons_added",
            "persons_changed",
            "organisations_added",
            "tenants_added",
            "buildings_added",
            "area",
            "left",
        )
    }
    changes = [[str(c.unit_id), c.label, c.lines] for c in totals.changes]
    added, changed = dict(totals.added_by_building), dict(totals.changed_by_building)
    return {**plain, "changes": changes, "added": added, "changed": changed}
