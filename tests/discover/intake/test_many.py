"""Fifty thousand tickets, and a dispatcher's hour with two hundred of them open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.discover.intake.models import Ticket
from mulin.discover.intake.queries.tickets import visible
from mulin.kit import clock
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.soak]
As = Callable[[str], Client]
MANY, OPEN = 50_000, 200
State = Ticket.State


@pytest.fixture
def full(cast: Cast) -> Cast:
    """So many tickets of compound A, the last two hundred of them open."""
    now = clock.now()
    rows = []
    for number in range(MANY):
        ended = number < MANY - OPEN
        at = now - timedelta(minutes=MANY - number)
        rows.append(
            Ticket(
                street=cast.yun,
                number=f"GD-2026-{number:05d}",
                category="clean",
                kind="卫生垃圾",
                title=f"垃圾没有清 {number}",
                compound=cast.a.compound,
                channel=Ticket.Channel.TELEPHONE,
                organisation=cast.company,
                state=State.CLOSED if ended else State.SENT,
                respond_hours=2,
                limit_days=5,
                raised_at=at,
                since=at,
                respond_by=at + timedelta(hours=2),
                due_at=at + timedelta(hours=2 if number % 3 else 90),
                done_at=at + timedelta(hours=1) if ended else None,
                ended_at=at + timedelta(hours=2) if ended else None,
            )
        )
    Ticket.objects.bulk_create(rows, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return cast


def asked(client: Client, path: str, **query: Any) -> int:
    """How many statements a page needs."""
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(path, query).status_code == 200
    return len(seen)


def test_the_list_of_many_needs_no_more_statements_and_reads_an_index(
    full: Cast, client_as: As
) -> None:
    client, board = client_as("street_officer"), reverse("intake:board")
    client.get(board)
    assert asked(client, board) <= 14
    assert asked(client, board, view="board") <= 22
    assert asked(client, board, show="all", page="900") <= 14
    rows = visible(full.actor("street_officer", clock.today())).filter(ended_at__isnull=True)
    plan = rows.order_by("due_at", "id")[:20].explain()
    assert "ticket_open_due" in plan, plan


def test_a_dispatcher_s_hour_with_two_hundred_open(full: Cast, client_as: As) -> None:
    """Late ones first, in tens to another company, pressed, searched; nothing is lost on the way."""
    client, board = client_as("street_officer"), reverse("intake:board")
    page = client.get(board, {"time": "late"})
    seen = [line.ticket.pk for line in page.context["lines"]]
    to = {"do": "send", "to": f"org:{full.rival.pk}", "pick": [str(pk) for pk in seen]}
    assert client.post(reverse("intake:bulk"), to).status_code == 302
    assert Ticket.objects.of(full.yun).filter(organisation=full.rival).count() == len(seen)
    for number in range(2, 8):
        rows = client.get(board, {"page": number}).context["lines"]
        picked = [str(line.ticket.pk) for line in rows[:10]]
        client.post(reverse("intake:bulk"), {"do": "nudge", "pick": picked})
        panel = client.get(reverse("intake:panel", args=[rows[0].ticket.pk]))
        assert panel.status_code == 200
    found = client.get(board, {"q": f"{MANY - 1}"}).context["lines"]
    assert [line.ticket.number for line in found] == [f"GD-2026-{MANY - 1}"]
    counts = client.get(board).context["counts"]
    assert counts.total == OPEN
    assert sum(one.count for one in counts.buckets) == OPEN
