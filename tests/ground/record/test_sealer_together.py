"""Writers and sealers side by side on PostgreSQL: no gap, no link twice, nothing lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection, transaction

from mulin.ground.record import sealer
from mulin.ground.record.actions import record
from mulin.ground.record.models import Fact, Link
from mulin.ground.record.verify import verify_street
from mulin.kit.rights import Actor
from tests.cast import Cast
from tests.ground.record.test_chain import TeaServed

WRITERS, SEALERS, EACH = 8, 2, 25

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def _alongside(works: list[Callable[[], None]]) -> None:
    troubles: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as trouble:
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert troubles == []
    assert not any(thread.is_alive() for thread in threads)


def test_eight_writers_and_two_sealers_leave_one_whole_chain(
    cast: Cast, actor: Callable[..., Actor], now: datetime, today: date
) -> None:
    officer, writing = actor("street_officer"), threading.Semaphore(0)

    def write() -> None:
        for cups in range(EACH):
            with transaction.atomic():
                record(TeaServed(cups=cups, guest="苏演示"), by=officer, at=now, on=today)
        writing.release()

    finished = threading.Event()

    def seal() -> None:
        while not finished.is_set():
            sealer.drain(cast.yun.pk, now=now)

    def wait() -> None:
        for _ in range(WRITERS):
            assert writing.acquire(timeout=60)
        finished.set()

    _alongside([write] * WRITERS + [seal] * SEALERS + [wait])
    assert sealer.drain(cast.yun.pk, now=now).seq == WRITERS * EACH
    verdict = verify_street(cast.yun.pk)
    assert verdict.holds, verdict.broken
    assert verdict.links == WRITERS * EACH == Fact.objects.of(cast.yun).count()
    assert Link.objects.of(cast.yun).values("fact_id").distinct().count() == WRITERS * EACH


def test_two_sealers_at_once_wait_for_each_other(
    cast: Cast,
    actor: Callable[..., Actor],
    now: datetime,
    today: date,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without the lock on the head both would number their links alike, and one would fail."""
    officer = actor("street_officer")
    for cups in range(20):
        with transaction.atomic():
            record(TeaServed(cups=cups, guest="苏演示"), by=officer, at=now, on=today)
    sealer.drain(cast.yun.pk, now=now)
    for cups in range(20):
        with transaction.atomic():
            record(TeaServed(cups=cups, guest="苏演示"), by=officer, at=now, on=today)
    both = threading.Barrier(SEALERS, timeout=10)
    look = sealer.unlinked
    seen = threading.local()

    def look_together(*args: object, **kwargs: object) -> object:
        found = look(*args, **kwargs)  # type: ignore[arg-type]
        if not getattr(seen, "met", False):
            seen.met = True
            both.wait()
        return found

    monkeypatch.setattr(sealer, "unlinked", look_together)
    _alongside([lambda: sealer._link_batch(cast.yun.pk, now=now, since=None) and None] * SEALERS)
    assert Link.objects.of(cast.yun).count() == 40
    assert verify_street(cast.yun.pk).holds
