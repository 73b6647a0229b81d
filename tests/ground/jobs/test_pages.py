"""What people see of a job, and who sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from mulin.ground.jobs import actions
from mulin.ground.jobs.models import Job, JobState
from mulin.ground.jobs.pages import local_link
from mulin.kit import clock
from tests.cast import Cast

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


@pytest.fixture
def row(cast: Cast) -> Job:
    """A job the chair of compound A's committee started."""
    account = cast.accounts["committee_chair"]
    return Job.objects.create(
        street_id=cast.yun.pk,
        kind="export",
        account_id=account.pk,
        state=JobState.RUNNING,
        attempts=1,
        done=30,
        total=120,
        sentence="正在写第 30 户",
    )


def put(row: Job, **changes: Any) -> None:
    Job.objects.filter(pk=row.pk).update(**changes)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("committee_chair", 200),
        ("street_officer", 200),
        ("owner", 404),
        ("property_manager", 404),
        ("neighbour_officer", 404),
        ("stranger", 404),
        ("visitor", 404),
    ],
)
def test_a_job_is_seen_by_who_started_it_and_its_streets_officers(
    client_as: As, row: Job, role: str, status: int
) -> None:
    assert client_as(role).get(f"/jobs/{row.pk}/").status_code == status


def test_a_job_that_does_not_exist_looks_like_one_that_is_not_yours(
    client_as: As, row: Job, cast: Cast
) -> None:
    client = client_as("owner")
    shown = [
        client.get(f"/jobs/{pk}/").content.decode().partition("<main")[2].partition("</main>")[0]
        for pk in (row.pk, cast.yun.pk)
    ]
    assert shown[0] == shown[1] != ""


def test_a_running_job_shows_how_far_it_is_and_asks_again(client_as: As, row: Job) -> None:
    page = client_as("committee_chair").get(f"/jobs/{row.pk}/").content.decode()
    assert "30 / 120" in page
    assert "正在写第 30 户" in page
    assert f'hx-get="/jobs/{row.pk}/"' in page
    assert "<c-" not in page


def test_htmx_gets_the_part_only(client_as: As, row: Job) -> None:
    answer = client_as("committee_chair").get(f"/jobs/{row.pk}/", HTTP_HX_REQUEST="true")
    part = answer.content.decode().strip()
    assert part.startswith(f'<div id="job-{row.pk}"')
    assert "<html" not in part


def test_where_no_worker_lives_the_page_says_so(client_as: As, row: Job) -> None:
    client = client_as("committee_chair")
    assert "没有在运行" in client.get(f"/jobs/{row.pk}/").content.decode()
    actions.begin_work("", clock.now())
    assert "可以离开这一页" in client.get(f"/jobs/{row.pk}/").content.decode()


def test_a_job_that_will_be_tried_again_says_when_and_why(client_as: As, row: Job) -> None:
    put(
        row,
        state=JobState.WAITING,
        run_after=clock.now() + timedelta(minutes=5),
        error="数据库暂时不可用，稍后会自动重试。",
    )
    page = client_as("committee_chair").get(f"/jobs/{row.pk}/").content.decode()
    assert "自动再试" in page
    assert "数据库暂时不可用" in page


def test_a_finished_job_stops_asking_and_leads_to_its_result(client_as: As, row: Job) -> None:
    put(row, state=JobState.DONE, result={"url": "/papers/7/"}, sentence="120 户都好了")
    page = client_as("committee_chair").get(f"/jobs/{row.pk}/").content.decode()
    assert 'href="/papers/7/"' in page
    assert "120 户都好了" in page
    assert "hx-get" not in page.partition('class="m-job"')[2]


def test_a_failed_job_shows_its_sentence_and_never_the_traceback(client_as: As, row: Job) -> None:
    put(row, state=JobState.FAILED, error="名册还没有锁定。", traceback="Traceback 张三")
    page = client_as("street_officer").get(f"/jobs/{row.pk}/").content.decode()
    assert "名册还没有锁定。" in page
    assert "张三" not in page


@pytest.mark.parametrize(
    ("result", "link"),
    [
        ({"url": "/papers/7/"}, "/papers/7/"),
        ({"url": "https://evil.example/"}, ""),
        ({"url": "//evil.example/"}, ""),
        ({"url": 7}, ""),
        ({}, ""),
        (None, ""),
    ],
)
def test_a_result_links_inside_this_site_only(result: Any, link: str) -> None:
    assert local_link(result) == link


def test_the_page_costs_few_queries(
    client_as: As, row: Job, django_assert_max_num_queries: Any
) -> None:
    client = client_as("street_officer")
    client.get(f"/jobs/{row.pk}/")
    with django_assert_max_num_queries(10):
        client.get(f"/jobs/{row.pk}/", HTTP_HX_REQUEST="true")
