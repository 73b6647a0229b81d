"""Two phones at the same point at the same moment: one result. PostgreSQL only."""

from __future__ import annotations

import threading
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from mulin.discover.patrols.actions import walking
from mulin.discover.patrols.actions.walking import sign_in
from mulin.discover.patrols.models import Round, Stop
from mulin.ground.record.models import Fact
from tests.cast import Cast
from tests.discover.patrols.making import at, fine, planned, slot

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_phones_sign_one_point_once_and_both_hear_the_same(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have found the round and go on together; without the lock the second one's row breaks."""
    by = cast.actor("property_manager", at(7).date())
    plan, (gate, lamp) = planned(cast, by)
    sign_in(slot(plan, 10), lamp, fine(lamp), by=by, now=at(10))
    together = threading.Barrier(2)
    honest = walking.named_for

    def waits(one: Any) -> frozenset[UUID]:
        found = honest(one)
        together.wait(10)
        return found

    monkeypatch.setattr(walking, "named_for", waits)
    got: list[Any] = []

    def sign() -> None:
        try:
            got.append(sign_in(slot(plan, 10), gate, fine(gate), by=by, now=at(10, 5)).pk)
        except Exception as fault:
            got.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=sign) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [type(one) for one in got] == [UUID, UUID], got
    assert got[0] == got[1]
    assert Stop.objects.of(cast.yun).filter(point=gate).count() == 1
    assert Round.objects.of(cast.yun).get().seen == 2
    assert Fact.objects.of(cast.yun).filter(kind="PatrolSigned").count() == 2
