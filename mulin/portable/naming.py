"""Which vote a command means: numbers are a street's own."""

from __future__ import annotations

from mulin.decide.assembly.models import Poll
from mulin.ground.streets.models import Street
from mulin.law.record.reading import Unusable


def poll_numbered(number: str, street_code: str | None) -> Poll:
    """The vote with this number. Raises Unusable with what to do where it cannot be told."""
    streets, wanted = _streets(street_code), number.strip().upper()
    found: list[Poll] = []
    for street in streets if wanted else ():
        rows = Poll.objects.of(street).select_related("compound", "street")
        found += rows.filter(number=wanted)
    if not found:
        where = streets[0].name if len(streets) == 1 else "各街道都"
        raise Unusable([f"{where}没有编号为 {number} 的表决，请核对编号。"])
    if len(found) > 1:
        known = "、".join(poll.street.slug for poll in found)
        raise Unusable([f"有几个街道都有这个编号，请用 --street 写明是哪个街道：{known}。"])
    return found[0]


def _streets(code: str | None) -> list[Street]:
    """The streets meant: numbers are drawn per street."""
    streets = list(Street.objects.order_by("slug"))
    if code is not None:
        streets = [street for street in streets if street.slug == code]
        if not streets:
            raise Unusable([f"没有代码为 {code} 的街道，请核对 --street。"])
    if not streets:
        raise Unusable(["数据库里还没有街道。"])
    return streets
