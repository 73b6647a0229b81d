"""Values of a roster in the words of its preview."""

from __future__ import annotations

from typing import Any

from mulin.ground.estate.models import Unit
from mulin.ground.estate.roster import RosterOwner
from mulin.ground.estate.roster_plan import OwnerRow
from mulin.kit.masking import mask_name


def named_words(row: OwnerRow) -> str:
    """The holder of a row: persons masked."""
    return mask_name(row.name) if row.person_id else row.name


def title_words(name: str) -> str:
    """The name of a field of a unit."""
    return str(getattr(Unit._meta.get_field(name), "verbose_name", name))


def shown_words(name: str, value: Any) -> str:
    """A unit's value as a preview shows it."""
    if value in (None, ""):
        return "空"
    if name.endswith("_area"):
        return f"{value // 100}.{value % 100:02d}"
    if name == "use":
        return str(Unit.Use(value).label)
    if name == "status":
        return str(Unit.Status(value).label)
    return str(value)


def short_words(owner: RosterOwner) -> str:
    """An owner a roster names: persons masked."""
    return mask_name(owner.name) if owner.kind == "person" else owner.name


def share_pair(share: tuple[int, int]) -> str:
    """A share as numerator and denominator."""
    return f"{share[0]}/{share[1]}" if share[1] else "未分"
