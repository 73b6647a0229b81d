"""What happens to a job while it runs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from mulin.ground.jobs import actions, queries, registry
from mulin.ground.jobs.models import Job, JobState
from mulin.ground.jobs.registry import GiveUp, Interrupted, Progress, every, job
from mulin.ground.jobs.worker import Runner, Trouble, drain
from mulin.ground.words import shown
from mulin.kit.rights import Refusal, Refused
from mulin.kit.words import said

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
STREET = uuid4()
Body = Callable[[dict[str, Any], Progress], dict[str, Any] | None]

pytestmark = pytest.mark.django_db


@pytest.fixture
def doing() -> Iterator[Callable[[Body], Job]]:
    """``doing(body)``: a waiting job whose work is ``body``."""
    kept = dict(registry._kinds)

    def enqueue(body: Body) -> Job:
        def run(
            payload: dict[str, Any], *, progress: Progress, now: datetime
        ) -> dict[str, Any] | None:
            return body(payload, progress)

        registry._kinds.pop("test_work", None)
        job("test_work", title="试一试")(run)
        return actions.enqueue(STREET, "test_work", {"n": 7}, account_id=12)

    yield enqueue
    registry._kinds.clear()
    registry._kinds.update(kept)


@pytest.fixture
def runner() -> Runner:
    return Runner(actions.begin_work("", NOW), lambda: NOW)


def test_a_job_gets_its_payload_its_street_and_who_started_it(
    doing: Callable[[Body], Job], runner: Runner
) -> None:
    seen: list[Any] = []

    def body(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
        seen.extend([payload, progress.street_id, progress.account_id, progress.attempt])
        progress.report(2, 2, "两户都好了")
        return {"url": "/bills/"}

    row = doing(body)
    runner.run_one()
    assert seen == [{"n": 7}, STREET, 12, 1]
    done = queries.progress_of(row.id, STREET)
    assert done is not None
    assert (done.state, done.result, done.title) == (JobState.DONE, {"url": "/bills/"}, "试一试")
    assert (done.done, done.total, done.sentence, done.is_live) == (2, 2, "两户都好了", False)


def test_another_streets_page_does_not_find_the_job(doing: Callable[[Body], Job]) -> None:
    row = doing(lambda payload, progress: None)
    assert queries.progress_of(row.id, uuid4()) is None


def test_a_refusal_is_shown_as_it_stands_and_not_tried_again(
    doing: Callable[[Body], Job], runner: Runner
) -> None:
    def body(payload: dict[str, Any], progress: Progress) -> None:
        raise Refused(Refusal("名册还没有锁定。", "请先锁定名册。"))

    row = doing(body)
    runner.run_one()
    row.refresh_from_db()
    assert (row.state, row.error) == (JobState.FAILED, "名册还没有锁定。请先锁定名册。")


def test_a_job_may_say_that_no_retry_can_help(doing: Callable[[Body], Job], runner: Runner) -> None:
    def body(payload: dict[str, Any], progress: Progress) -> None:
        raise GiveUp("文件已经不在了，请重新上传。")

    row = doing(body)
    runner.run_one()
    row.refresh_from_db()
    assert (row.state, row.error) == (JobState.FAILED, "文件已经不在了，请重新上传。")


def test_why_a_job_failed_is_read_in_the_readers_language(
    doing: Callable[[Body], Job], runner: Runner
) -> None:
    def body(payload: dict[str, Any], progress: Progress) -> None:
        raise GiveUp(said("发起导入的人已不在岗，请重新确认导入。"))

    row = doing(body)
    runner.run_one()
    failed = queries.progress_of(row.id)
    assert failed is not None
    assert failed.error == "发起导入的人已不在岗，请重新确认导入。"
    with translation.override("en"):
        assert "no longer holds the post" in shown(failed.error)


def test_people_read_a_sentence_operators_the_traceback(
    doing: Callable[[Body], Job], runner: Runner
) -> None:
    def body(payload: dict[str, Any], progress: Progress) -> None:
        raise ZeroDivisionError("secret of 张三")

    row = doing(body)
    runner.run_one()
    row.refresh_from_db()
    assert row.state == JobState.WAITING
    assert "张三" not in row.error
    assert "ZeroDivisionError" in row.error
    assert "secret of 张三" in row.traceback
    waiting = queries.progress_of(row.id)
    assert waiting is not None
    assert waiting.retry_at is not None


def test_a_job_asked_to_stop_goes_back_without_losing_an_attempt(
    doing: Callable[[Body], Job], runner: Runner
) -> None:
    def body(payload: dict[str, Any], progress: Progress) -> None:
        runner.stop()
        try:
            progress.report(1, 10)
        except Exception:
            pytest.fail("an interruption must pass through `except Exception`")

    row = doing(body)
    runner.run_one()
    row.refresh_from_db()
    assert (row.state, row.attempts, row.error) == (JobState.WAITING, 0, "")


def test_a_job_taken_over_by_another_worker_is_stopped_at_its_next_report(
    doing: Callable[[Body], Job], runner: Runner
) -> None:
    stopped: list[bool] = []

    def body(payload: dict[str, Any], progress: Progress) -> None:
        Job.objects.update(worker_id=uuid4())
        runner.beat()
        try:
            progress.report(1, 10)
        except Interrupted:
            stopped.append(True)
            raise

    doing(body)
    runner.run_one()
    assert stopped == [True]


def test_a_kind_of_another_version_waits_for_the_worker_that_knows_it(runner: Runner) -> None:
    Job.objects.create(street_id=STREET, kind="of_tomorrow")
    runner.run_one()
    row = Job.objects.get()
    assert row.state == JobState.WAITING
    assert "版本" in row.error


def test_draining_runs_what_is_due_and_what_that_enqueued(doing: Callable[[Body], Job]) -> None:
    def body(payload: dict[str, Any], progress: Progress) -> None:
        if payload["n"] > 5:
            actions.enqueue(STREET, "test_work", {"n": payload["n"] - 1})

    doing(body)
    assert drain(lambda: NOW + timedelta(days=9000)) == 3
    assert queries.counts(STREET)["done"] == 3
    assert queries.last_beat() is None, "the passing worker left the list"


def test_a_tick_is_registered_once_under_its_own_name() -> None:
    before = len(registry.ticks())

    def look(*, now: datetime) -> None: ...

    every(seconds=1)(look)
    every(seconds=2)(look)
    try:
        assert len(registry.ticks()) == before + 1
    finally:
        registry._ticks.pop(".".join(registry._home(look)))


def test_trouble_is_told_once_a_minute_with_how_often_it_happened(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("mulin.jobs"), "disabled", False)
    trouble = Trouble(pause_seconds=0.05)
    with caplog.at_level(logging.WARNING, logger="mulin.jobs"):
        for _ in range(5):
            trouble.note("数据库出错")
        assert len(caplog.records) == 1
        trouble._said_at -= 1
        trouble.note("数据库出错")
    assert "4 次" in caplog.records[-1].getMessage()
