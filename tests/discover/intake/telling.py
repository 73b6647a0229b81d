"""What the tests of tickets share: a report, taken by the real verb."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image

from mulin.discover.intake.actions.raising import Report, raise_ticket
from mulin.discover.intake.models import Ticket
from mulin.discover.intake.places import Place
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from tests.cast import Cast

LEAK = "楼顶漏水，雨天滴到六楼。床都湿了"


def report(cast: Cast, **changes: Any) -> Report:
    """The owner's roof leaks."""
    roof = Place(cast.a.compound, cast.a.buildings[0], spot="楼顶")
    plain = Report(roof, "leak", LEAK, "phone", raiser=cast.persons["owner"])
    return replace(plain, **changes)


def raised(cast: Cast, by: Actor, now: datetime, **changes: Any) -> Ticket:
    """The same, as a ticket."""
    return raise_ticket(report(cast, **changes), once=uuid7(), by=by, now=now)


def jpeg(colour: str = "grey") -> bytes:
    """A small photograph."""
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


def webm() -> bytes:
    """What a phone's recorder makes, as far as its first bytes tell."""
    return b"\x1a\x45\xdf\xa3" + b"\x00" * 60
