"""The queue's promises to the apps that use it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from mulin.ground.jobs import actions, queries, registry
from mulin.ground.jobs.models import Job, JobState, Schedule, Worker
from mulin.ground.jobs.processes import is_dead, this_process
from mulin.ground.jobs.registry import Reported, job

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
A, B, C = sorted(uuid4() for _ in range(3))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    """A kind for the tests, forgotten afterwards."""
    kept = dict(registry._kinds)
    job("test_work", title="试一试", attempts=3)(lambda payload, *, progress, now: {})
    yield
    registry._kinds.clear()
    registry._kinds.update(kept)


@pytest.fixture
def worker() -> Worker:
    return actions.begin_work("", NOW)


def test_a_job_of_a_rolled_back_transaction_never_was() -> None:
    with transaction.atomic():
        actions.enqueue(A, "test_work", {})
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_a_kind_nobody_registered_is_refused_at_once() -> None:
    with pytest.raises(KeyError, match="no_such_kind"):
        actions.enqueue(A, "no_such_kind", {})


def test_the_same_key_gives_the_same_live_job() -> None:
    first = actions.enqueue(A, "test_work", {"n": 1}, key="2026-03")
    second = actions.enqueue(A, "test_work", {"n": 2}, key="2026-03")
    assert second.id == first.id
    assert Job.objects.get().payload == {"n": 1}


def test_a_key_is_free_again_once_its_job_ended(worker: Worker) -> None:
    first = actions.enqueue(A, "test_work", {}, key="k")
    taken = actions.claim(worker, now=NOW)
    assert taken is not None
    assert actions.enqueue(A, "test_work", {}, key="k").id == first.id, "running is still live"
    actions.finish(taken, {}, Reported(), now=NOW)
    assert actions.enqueue(A, "test_work", {}, key="k").id != first.id


def test_the_same_key_in_two_streets_is_two_jobs() -> None:
    assert actions.enqueue(A, "test_work", {}, key="k") != actions.enqueue(
        B, "test_work", {}, key="k"
    )


def test_jobs_without_a_key_are_never_merged() -> None:
    actions.enqueue(A, "test_work", {})
    actions.enqueue(A, "test_work", {})
    assert Job.objects.count() == 2


def test_a_job_waits_for_its_hour(worker: Worker) -> None:
    later = NOW + timedelta(hours=1)
    actions.enqueue(A, "test_work", {}, run_after=later)
    assert actions.claim(worker, now=NOW) is None
    assert actions.claim(worker, now=later) is not None


def test_streets_take_turns_however_long_one_queue_is(worker: Worker) -> None:
    for street in (A, A, A, B, C):
        actions.enqueue(street, "test_work", {})
    turns, after = [], None
    for _ in range(5):
        taken = actions.claim(worker, now=NOW, after=after)
        assert taken is not None
        after = taken.street_id
        turns.append(after)
    assert turns == [A, B, C, A, A]


def test_within_a_street_the_longest_waiting_job_is_next(worker: Worker) -> None:
    second = actions.enqueue(A, "test_work", {}, run_after=NOW - timedelta(minutes=1))
    first = actions.enqueue(A, "test_work", {}, run_after=NOW - timedelta(minutes=5))
    taken = [actions.claim(worker, now=NOW) for _ in range(2)]
    assert [row.id for row in taken if row] == [first.id, second.id]


def test_a_claimed_job_is_nobody_elses(worker: Worker) -> None:
    actions.enqueue(A, "test_work", {})
    assert actions.claim(worker, now=NOW) is not None
    assert actions.claim(actions.begin_work("", NOW), now=NOW) is None


def test_an_error_brings_the_job_back_later_each_time_until_it_is_given_up(worker: Worker) -> None:
    actions.enqueue(A, "test_work", {})
    at, pauses = NOW, []
    for _ in range(3):
        taken = actions.claim(worker, now=at)
        assert taken is not None
        state = actions.retry_or_fail(
            taken, registry.kind_of("test_work"), "坏了", "Traceback", now=at
        )
        row = Job.objects.get()
        if state == JobState.WAITING:
            assert row.run_after is not None
            pauses.append(row.run_after - at)
            at = row.run_after
    assert row.state == JobState.FAILED
    assert (row.error, row.traceback, row.attempts) == ("坏了", "Traceback", 3)
    ten = timedelta(seconds=10)
    assert ten / 2 <= pauses[0] <= ten * 1.5
    assert ten <= pauses[1] <= ten * 3


def test_pauses_double_up_to_an_hour_and_are_spread_by_chance() -> None:
    first = timedelta(seconds=10)
    drawn = [actions.back_off(first, 4) for _ in range(200)]
    assert min(drawn) >= timedelta(seconds=40)
    assert max(drawn) <= timedelta(seconds=120)
    assert max(drawn) - min(drawn) > timedelta(seconds=40), "all came back together"
    assert actions.back_off(first, 500) <= actions.LONGEST_RETRY * 1.5


def test_a_lease_that_ran_out_gives_the_job_to_others(worker: Worker) -> None:
    actions.enqueue(A, "test_work", {})
    actions.claim(worker, now=NOW)
    assert actions.rescue(NOW + actions.LEASE - timedelta(seconds=1)) == 0
    after = NOW + actions.LEASE + timedelta(seconds=1)
    assert actions.rescue(after) == 1
    again = actions.claim(actions.begin_work("", after), now=after)
    assert again is not None
    assert again.attempts == 2


def test_a_heartbeat_keeps_the_lease_and_writes_the_progress(worker: Worker) -> None:
    row = actions.enqueue(A, "test_work", {})
    taken = actions.claim(worker, now=NOW)
    assert taken is not None
    later = NOW + timedelta(seconds=50)
    assert actions.extend(taken, Reported(3, 10, "已生成 3 户"), now=later)
    assert actions.rescue(NOW + timedelta(seconds=70)) == 0
    seen = queries.progress_of(row.id)
    assert seen is not None
    assert (seen.done, seen.total, seen.percent, seen.sentence) == (3, 10, 30, "已生成 3 户")


def test_a_worker_that_lost_its_job_changes_nothing_any_more(worker: Worker) -> None:
    actions.enqueue(A, "test_work", {})
    lost = actions.claim(worker, now=NOW)
    assert lost is not None
    after = NOW + timedelta(minutes=5)
    actions.rescue(after)
    other = actions.begin_work("", after)
    held = actions.claim(other, now=after)
    assert held is not None
    assert not actions.extend(lost, Reported(), now=after)
    assert not actions.finish(lost, {"by": "lost"}, Reported(), now=after)
    assert not actions.release(lost)
    actions.retry_or_fail(lost, None, "坏了", "", now=after)
    row = Job.objects.get()
    assert (row.state, row.worker_id, row.error) == (JobState.RUNNING, other.id, "")
    assert actions.finish(held, {"by": "held"}, Reported(), now=after)


def test_a_job_that_kills_its_worker_each_time_is_given_up(worker: Worker) -> None:
    actions.enqueue(A, "test_work", {})
    at = NOW
    for _ in range(3):
        assert actions.claim(worker, now=at) is not None
        at += timedelta(minutes=2)
        actions.rescue(at)
    row = Job.objects.get()
    assert row.state == JobState.FAILED
    assert "多次中断" in row.error


def test_a_released_job_has_not_used_up_an_attempt(worker: Worker) -> None:
    actions.enqueue(A, "test_work", {})
    taken = actions.claim(worker, now=NOW)
    assert taken is not None
    assert actions.release(taken)
    row = Job.objects.get()
    assert (row.state, row.attempts) == (JobState.WAITING, 0)


def test_jobs_of_a_process_that_certainly_ended_are_rescued_before_the_lease() -> None:
    gone = this_process().rpartition("/pid/")[0] + "/pid/999999999@1"
    actions.enqueue(A, "test_work", {})
    assert actions.claim(actions.begin_work(gone, NOW), now=NOW) is not None
    assert actions.rescue(NOW) == 1


def test_jobs_of_a_living_process_are_left_alone() -> None:
    actions.enqueue(A, "test_work", {})
    assert actions.claim(actions.begin_work(this_process(), NOW), now=NOW) is not None
    assert actions.rescue(NOW) == 0


def test_a_process_number_used_again_is_not_the_same_process() -> None:
    mine = this_process()
    assert mine, "these tests run on Linux"
    assert not is_dead(mine)
    assert is_dead(mine.rpartition("@")[0] + "@1")
    assert not is_dead("another-boot/pid:[1]/pid/1@1"), "of other machines nothing is known"


def test_a_failed_job_can_be_tried_again_by_an_operator(worker: Worker) -> None:
    row = actions.enqueue(A, "test_work", {}, key="k")
    taken = actions.claim(worker, now=NOW)
    assert taken is not None
    actions.retry_or_fail(taken, None, "坏了", "", now=NOW, attempts=1)
    assert not actions.try_again(row.id, B), "another street's"
    assert actions.try_again(row.id, A)
    assert not actions.try_again(row.id, A), "it waits already"


def test_a_failed_job_is_not_tried_again_beside_a_live_one_of_its_key(worker: Worker) -> None:
    row = actions.enqueue(A, "test_work", {}, key="k")
    taken = actions.claim(worker, now=NOW)
    assert taken is not None
    actions.retry_or_fail(taken, None, "坏了", "", now=NOW, attempts=1)
    actions.enqueue(A, "test_work", {}, key="k")
    assert not actions.try_again(row.id, A)


def test_a_schedule_runs_once_a_day_in_china() -> None:
    actions.schedule(A, "test_work", now=NOW, daily_at=time(3, 0), payload={"n": 1})
    row = Schedule.objects.get()
    assert row.next_at == datetime(2026, 3, 2, 19, 0, tzinfo=UTC), "03:00 on the third"
    assert actions.enqueue_scheduled(NOW) == 0
    assert actions.enqueue_scheduled(row.next_at) == 1
    assert actions.enqueue_scheduled(row.next_at) == 0
    assert Job.objects.get().payload == {"n": 1}


def test_after_a_standstill_a_schedule_runs_once_not_for_every_time_it_missed() -> None:
    actions.schedule(A, "test_work", now=NOW, every=timedelta(minutes=10))
    week = NOW + timedelta(days=7)
    assert actions.enqueue_scheduled(week) == 1
    assert Schedule.objects.get().next_at == week + timedelta(minutes=10)


def test_a_schedule_said_again_changes_its_rhythm() -> None:
    actions.schedule(A, "test_work", now=NOW, every=timedelta(minutes=10))
    actions.schedule(A, "test_work", now=NOW, daily_at=time(3, 0))
    row = Schedule.objects.get()
    assert (row.every_seconds, row.daily_at) == (None, time(3, 0))
    actions.unschedule(A, "test_work")
    assert not Schedule.objects.exists()


@pytest.mark.parametrize("rhythm", [{}, {"every": timedelta(1), "daily_at": time(3)}])
def test_a_schedule_has_exactly_one_rhythm(rhythm: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="either"):
        actions.schedule(A, "test_work", now=NOW, **rhythm)


def test_old_jobs_are_forgotten_failed_ones_later(worker: Worker) -> None:
    for state in (JobState.DONE, JobState.FAILED):
        Job.objects.create(street_id=A, kind="test_work", state=state, finished_at=NOW)
    Job.objects.create(street_id=A, kind="test_work")
    assert actions.forget_old(NOW + timedelta(days=31)) == 1
    assert actions.forget_old(NOW + timedelta(days=181)) == 1
    assert Job.objects.get().state == JobState.WAITING


def test_pages_can_tell_that_no_worker_is_alive() -> None:
    assert not queries.is_attended(NOW)
    worker = actions.begin_work("", NOW)
    assert queries.is_attended(NOW + timedelta(seconds=29))
    assert not queries.is_attended(NOW + timedelta(seconds=31))
    actions.beat(worker, NOW + timedelta(seconds=31))
    assert queries.is_attended(NOW + timedelta(seconds=31))
    actions.end_work(worker)
    assert not queries.is_attended(NOW + timedelta(seconds=31))
    assert queries.counts() == {"waiting": 0, "running": 0, "done": 0, "failed": 0}


def test_a_worker_struck_off_by_mistake_enters_itself_again() -> None:
    worker = actions.begin_work("", NOW)
    actions.end_work(worker)
    actions.beat(worker, NOW)
    assert queries.is_attended(NOW)


def test_two_kinds_cannot_share_a_name() -> None:
    def other(payload: dict[str, Any], *, progress: object, now: datetime) -> None: ...

    with pytest.raises(ValueError, match="test_work"):
        job("test_work")(other)
