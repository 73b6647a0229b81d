"""Finds every region by looking into its folder and links each to the region above it.

A region is its six-digit administrative code; ``000000`` is the nation. Above 510100 (成都市) stands
510000 (四川省) if there is such a file, and the nation above all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from mulin.kit.words import said
from mulin.law import regions
from mulin.law.folder import modules_in
from mulin.law.jurisdiction import NATION, Jurisdiction
from mulin.law.national import NATIONAL


class UnknownRegion(LookupError):  # noqa: N818 - named like the other refusals
    """No page of law for this code; the sentence names those there are."""


@lru_cache(maxsize=1)
def all_jurisdictions() -> Mapping[str, Jurisdiction]:
    """Every jurisdiction by code, linked, in the order of codes. Raises ValueError for a clash."""
    found: dict[str, Jurisdiction] = {}
    for region in sorted((NATIONAL, *_in_folder()), key=lambda region: region.code):
        if region.code in found:
            raise ValueError(f"two regions of one code: {found[region.code].name}, {region.name}")
        above = next((code for code in _above(region.code) if code in found), None)
        found[region.code] = replace(region, parent=found[above]) if above else region
    return found


def jurisdiction(code: str) -> Jurisdiction:
    """The region of exactly this code. Raises ``UnknownRegion``."""
    known = all_jurisdictions()
    if code not in known:
        names = "、".join(f"{place.code} {place.name}" for place in known.values())
        raise UnknownRegion(
            said("没有收录行政区划代码为“{code}”的地区。已收录：{names}。", code=code, names=names)
        )
    return known[code]


def nearest(code: str) -> Jurisdiction:
    """The region that governs a place: 510116 or 510116022001 → 510100. Raises ``UnknownRegion``."""
    district = code[:6]
    if not (district.isascii() and district.isdigit() and len(district) == 6):
        raise UnknownRegion(said("“{code}”不是行政区划代码，应至少有六位数字。", code=code))
    known = all_jurisdictions()
    return next(known[place] for place in (district, *_above(district)) if place in known)


def _above(code: str) -> tuple[str, ...]:
    """City, province and nation above a code, nearest first: GB/T 2260 counts two digits each."""
    wider = (f"{code[:4]}00", f"{code[:2]}0000", NATION)
    return tuple(place for place in dict.fromkeys(wider) if place != code)


def _in_folder() -> list[Jurisdiction]:
    return [module.JURISDICTION for _name, module in modules_in(regions)]
