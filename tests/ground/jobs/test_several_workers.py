"""Several at once, on PostgreSQL: nothing twice, nothing lost, progress seen from outside."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from mulin.ground.jobs import actions, queries, registry
from mulin.ground.jobs.models import Job, Schedule
from mulin.ground.jobs.registry import Progress, job
from mulin.ground.jobs.worker import Runner
from mulin.kit import clock

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ran() -> Iterator[list[int]]:
    """The numbers that ran, in order."""
    kept, numbers = dict(registry._kinds), list[int]()

    @job("test_count")
    def count(payload: dict[str, Any], *, progress: Progress, now: datetime) -> None:
        numbers.append(payload["n"])

    yield numbers
    registry._kinds.clear()
    registry._kinds.update(kept)


def together(number: int, call: Callable[[int], Any]) -> list[Any]:
    """Call in so many threads that all begin at the same moment."""
    gate = threading.Barrier(number)

    def one(index: int) -> Any:
        try:
            gate.wait(10)
            return call(index)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def test_four_workers_run_each_of_two_hundred_jobs_once(ran: list[int]) -> None:
    streets = [uuid4() for _ in range(3)]
    for n in range(200):
        actions.enqueue(streets[n % 3], "test_count", {"n": n})

    def work(_: int) -> None:
        runner = Runner(actions.begin_work("", clock.now()))
        street: UUID | None = None
        while queries.due(clock.now()).exists():
            row = runner.run_one(street)
            street = row.street_id if row else None

    together(4, work)
    assert Counter(ran) == Counter(range(200))
    assert queries.counts()["done"] == 200


def test_eight_enqueue_the_same_key_and_one_job_stands(ran: list[int]) -> None:
    street = uuid4()
    rows = together(8, lambda n: actions.enqueue(street, "test_count", {"n": n}, key="k"))
    assert len({row.id for row in rows}) == 1
    assert Job.objects.count() == 1


def test_a_conflicting_key_does_not_spoil_the_callers_transaction(ran: list[int]) -> None:
    street = uuid4()
    first = actions.enqueue(street, "test_count", {"n": 1}, key="k")
    with transaction.atomic():
        assert actions.enqueue(street, "test_count", {"n": 2}, key="k").id == first.id
        actions.enqueue(street, "test_count", {"n": 3})
    assert Job.objects.count() == 2


def test_several_workers_start_a_due_schedule_once(ran: list[int]) -> None:
    now = clock.now()
    actions.schedule(uuid4(), "test_count", now=now, every=timedelta(minutes=1), payload={"n": 1})
    due = Schedule.objects.get().next_at
    assert sum(together(6, lambda _: actions.enqueue_scheduled(due))) == 1
    assert Job.objects.count() == 1


def test_several_rescuers_give_a_stranded_job_back_once(ran: list[int]) -> None:
    now = clock.now()
    actions.enqueue(uuid4(), "test_count", {"n": 1})
    actions.claim(actions.begin_work("", now), now=now)
    assert sum(together(6, lambda _: actions.rescue(now + timedelta(minutes=5)))) == 1


def test_progress_is_seen_while_the_jobs_transaction_is_still_open() -> None:
    kept, seen = dict(registry._kinds), []
    runner = Runner(actions.begin_work("", clock.now()))

    @job("test_long")
    def long(payload: dict[str, Any], *, progress: Progress, now: datetime) -> None:
        with transaction.atomic():
            Job.objects.create(street_id=uuid4(), kind="written inside")
            progress.report(40, 100, "第 40 户")
            together(1, lambda _: runner.beat())
            seen.extend(together(1, lambda _: (queries.progress_of(row.id), Job.objects.count())))

    try:
        row = actions.enqueue(uuid4(), "test_long", {})
        runner.run_one()
    finally:
        registry._kinds.clear()
        registry._kinds.update(kept)
    progress, visible = seen[0]
    assert (progress.done, progress.total, progress.sentence) == (40, 100, "第 40 户")
    assert visible == 1, "what the open transaction wrote is not seen yet"
