"""The outbox and its retention as ticks of the worker: street by street, none waits for another."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError

from mulin.ground.jobs.registry import every
from mulin.ground.notices.actions.outbox import claim, hand_over
from mulin.ground.notices.actions.purging import purge_messages
from mulin.ground.notices.channels import Channel, chosen
from mulin.ground.streets.models import Street
from mulin.kit import clock
from mulin.kit.rights import system_actor

log = logging.getLogger("mulin.notices")

BATCHES_A_ROUND = 20
"""Batches of one street in one round; then it is the next one's turn."""


@every(seconds=2)
def send_due(*, now: datetime) -> int:
    """Send what is due in every street; how many messages were handed over."""
    channel, handed = chosen(), 0
    for street_id in Street.objects.order_by("pk").values_list("pk", flat=True):
        try:
            handed += _empty(street_id, channel, now)
        except DatabaseError:
            log.exception("the outbox of a street could not be emptied; the next round will")
    return handed


@every(seconds=3600)
def purge(*, now: datetime) -> int:
    """Take away messages over their time in every street; how many went."""
    gone = 0
    for street_id in Street.objects.order_by("pk").values_list("pk", flat=True):
        try:
            gone += purge_messages(by=system_actor(street_id), now=now)
        except DatabaseError:
            log.exception("old messages of a street could not be taken away; the next round will")
    return gone


def send_batch(street_id: UUID, channel: Channel, *, now: datetime) -> int:
    """Claim some due messages of a street and send them; how many they were."""
    batch = claim(street_id, now=now)
    for message in batch:
        hand_over(message, channel, now=now)
    return len(batch)


def _empty(street_id: UUID, channel: Channel, now: datetime) -> int:
    handed = 0
    for _ in range(BATCHES_A_ROUND):
        sent = send_batch(street_id, channel, now=now)
        handed += sent
        if not sent:
            break
        now = clock.now()  # a lease counts from when it is taken, not from when the round began
    return handed
