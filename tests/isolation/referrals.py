"""Referrals: a violation in compound A."""

from __future__ import annotations

from mulin.discover.referrals.models import Referral
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, kept


def referral(cast: Cast) -> Referral:
    row = Referral(
        id=stable_id("referral"),
        street=cast.yun,
        number="ZF-2025-0001",
        compound=cast.a.compound,
        place="云栖苑露台",
        kind="illegal_building",
        seen="云栖苑加建",
        found_at=AT,
        state=Referral.State.DISSUADING,
    )
    found: Referral = kept(row)
    return found


EXAMPLES: Examples = {"referral_id": lambda cast: referral(cast).pk}
