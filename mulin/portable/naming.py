"""Which vote a command means: numbers are a street's own."""

from __future__ import annotations

from mulin.decide.assembly.models import Poll
from mulin.ground.streets.models import Street
from mulin.law.record.reading import Unusable


def poll_numbered(number: str, street_code: str | None) -> Poll:
    """The vote with this number. Raises Unusable with what to do where it cannot be told."""
    street, wanted = street_of(street_code), number.strip().upper()
    rows = Poll.objects.of(street).select_related("compound", "street")
    poll: Poll | None = rows.filter(number=wanted).first() if wanted else None
    if poll is None:
        raise Unusable([f"{street.name}没有编号为 {number} 的表决，请核对编号。"])
    return poll


def street_of(code: str | None) -> Street:
    """The street meant: numbers are drawn per street."""
    streets = list(Street.objects.order_by("slug"))
    if code is not None:
        streets = [street for street in streets if street.slug == code]
        if not streets:
            raise Unusable([f"没有代码为 {code} 的街道，请核对 --street。"])
    if not streets:
        raise Unusable(["数据库里还没有街道。"])
    if len(streets) > 1:
        known = "、".join(street.slug for street in streets)
        raise Unusable([f"编号是各街道自己的，请用 --street 写明是哪个街道：{known}。"])
    return streets[0]
