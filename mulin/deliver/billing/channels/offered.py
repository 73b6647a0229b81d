"""Which channels a street may pay through. The sandbox only where all data are invented."""

from __future__ import annotations

from mulin.deliver.billing.channels.base import Channel
from mulin.deliver.billing.channels.sandbox import Sandbox
from mulin.ground.streets.models import Street

CHANNELS: dict[str, Channel] = {one.code: one for one in (Sandbox(),)}


def channels_of(street: Street) -> list[Channel]:
    """The channels residents of a street are offered."""
    return [one for one in CHANNELS.values() if one.code != Sandbox.code or street.synthetic]


def channel_of(street: Street, code: str) -> Channel | None:
    """One of them by its code."""
    return next((one for one in channels_of(street) if one.code == code), None)
