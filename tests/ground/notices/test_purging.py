"""Messages go when their time is over, by kind, with one fact; what is still needed stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from mulin.ground.notices.actions.purging import purge_messages
from mulin.ground.notices.jobs import purge
from mulin.ground.notices.models import Message, WrongNumber
from mulin.ground.record.models import Fact
from mulin.kit.rights import Actor, Refused, system_actor
from tests.cast import Cast


def message(cast: Cast, key: str, made: datetime, **more: Any) -> Message:
    said = {"channel": Message.Channel.SMS, "state": Message.State.SENT, "text": key, **more}
    row = Message(street=cast.yun, key=key, created_at=made, due_at=made, **said)
    row.save(force_insert=True)
    return row


def test_codes_go_after_a_week_and_messages_after_three_years(cast: Cast, now: datetime) -> None:
    old, young = now - timedelta(1100), now - timedelta(1000)
    message(cast, "code-old", now - timedelta(20), expires_at=now - timedelta(9))
    message(cast, "code-new", now - timedelta(5), expires_at=now - timedelta(5))
    message(cast, "old", old)
    message(cast, "young", young)
    message(cast, "waiting", old, state=Message.State.WAITING)
    reported = message(cast, "reported", old)
    WrongNumber(
        street=cast.yun, blind=b"1" * 16, masked="138", message=reported, reported_at=now
    ).save(force_insert=True)
    assert purge(now=now) == 2
    left = set(Message.objects.of(cast.yun).values_list("key", flat=True))
    assert left == {"code-new", "young", "waiting", "reported"}
    fact = Fact.objects.get()
    assert (fact.kind, fact.body["codes"], fact.body["messages"]) == ("MessagesPurged", 1, 1)
    assert fact.street_id == cast.yun.pk


def test_a_second_round_on_the_same_day_finds_nothing(cast: Cast, now: datetime) -> None:
    message(cast, "old", now - timedelta(1100))
    edge = now - timedelta(1095, hours=-3)
    message(cast, "edge", edge)
    assert purge(now=now) == 1
    assert purge(now=now + timedelta(hours=6)) == 0
    assert purge(now=now + timedelta(days=1)) == 1
    assert Fact.objects.count() == 2


def test_the_operator_says_how_long(cast: Cast, now: datetime, settings: Any) -> None:
    settings.MULIN_KEEP_DAYS = {**settings.MULIN_KEEP_DAYS, "messages": 400}
    message(cast, "old", now - timedelta(500))
    assert purge_messages(by=system_actor(cast.yun.pk), now=now) == 1


def test_nobody_purges_by_hand(cast: Cast, actor: Callable[..., Actor], now: datetime) -> None:
    with pytest.raises(Refused, match="不能手工删除"):
        purge_messages(by=actor("street_officer"), now=now)
