"""Return visits: a sample that can be drawn again, and the last word of who raised it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mulin.discover.intake.actions import dispatching, judging, working
from mulin.discover.intake.actions.visiting import draw_visits, note_visit
from mulin.discover.intake.drawing import sample
from mulin.discover.intake.models import ReturnVisit, Ticket
from mulin.ground.record.models import Fact
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.discover.intake.telling import raised

Act = Callable[..., Actor]
HOUR = timedelta(hours=1)


def ended(cast: Cast, actor: Act, now: datetime) -> Ticket:
    """A ticket its raiser called solved."""
    owner, officer = actor("owner"), actor("street_officer")
    ticket = raised(cast, owner, now)
    dispatching.send_ticket(ticket, cast.company, None, by=officer, now=now)
    done = working.finish(ticket, "换了管件", [], by=officer, now=now)
    working.answer(done, "telephone", "修好了", by=officer, now=now)
    return judging.evaluate(ticket, "yes", 5, "", by=owner, now=now)


def test_a_sample_is_drawn_by_a_seed_that_anybody_can_use_again(
    cast: Cast, actor: Act, now: datetime
) -> None:
    officer, today = actor("street_officer"), day_of(now)
    numbers = sorted(ended(cast, actor, now).number for _ in range(5))
    made = draw_visits(today, today, 40, once=uuid7(), by=officer, now=now + HOUR)
    rows = ReturnVisit.objects.of(cast.yun).filter(round=made).select_related("ticket")
    drawn = {row.ticket.number for row in rows}
    assert (made.population, made.size) == (5, 2)
    assert drawn == set(sample(numbers, 40, made.seed))
    rest = draw_visits(today, today, 100, once=uuid7(), by=officer, now=now + HOUR)
    assert rest.size == 3
    with pytest.raises(Refused, match="没有可以回访的工单"):
        draw_visits(today, today, 100, once=uuid7(), by=officer, now=now + HOUR)
    for role in ("community_worker", "property_manager", "auditor", "owner"):
        with pytest.raises(Refused):
            draw_visits(today, today, 10, once=uuid7(), by=actor(role), now=now)


def test_not_solved_on_the_telephone_takes_the_ticket_up_again_once(
    cast: Cast, actor: Act, now: datetime
) -> None:
    officer, today = actor("street_officer"), day_of(now)
    ticket = ended(cast, actor, now)
    draw_visits(today, today, 100, once=uuid7(), by=officer, now=now + HOUR)
    visit = ReturnVisit.objects.of(cast.yun).get()
    with pytest.raises(Refused, match="没有答全"):
        note_visit(visit, reached=True, solved="no", score=0, by=officer, now=now + HOUR)
    for _ in range(2):
        note_visit(
            visit, reached=True, responded=True, solved="no", score=1, by=officer, now=now + HOUR
        )
    ticket.refresh_from_db()
    assert (ticket.state, ticket.round, ticket.ended_at) == (Ticket.State.WORKING, 2, None)
    assert (ticket.solved, ticket.done_at) == ("no", None)
    assert ticket.since == now + HOUR
    said = Fact.objects.of(cast.yun).filter(kind="VisitAnswered").order_by("id")
    assert "没有解决，1 分，重新办理，限" in said[0].sentence
    assert "重新办理" not in said[1].sentence


@pytest.mark.parametrize("answer", [{"reached": False}, {"solved": "yes", "score": 5}])
def test_who_is_content_or_not_at_home_reopens_nothing(
    cast: Cast, actor: Act, now: datetime, answer: dict[str, object]
) -> None:
    officer, today = actor("street_officer"), day_of(now)
    ticket = ended(cast, actor, now)
    draw_visits(today, today, 100, once=uuid7(), by=officer, now=now + HOUR)
    visit = ReturnVisit.objects.of(cast.yun).get()
    note_visit(visit, **{"reached": True, **answer}, by=officer, now=now + HOUR)  # type: ignore[arg-type]
    ticket.refresh_from_db()
    assert (ticket.state, ticket.round) == (Ticket.State.CLOSED, 1)


def test_the_caller_is_told_on_screen_what_a_not_solved_does(
    cast: Cast, client_as: Callable[[str], Client], actor: Act, now: datetime
) -> None:
    ticket = ended(cast, actor, now)
    today = day_of(now)
    draw_visits(today, today, 100, once=uuid7(), by=actor("street_officer"), now=now + HOUR)
    page = reverse("intake:visit_answer", args=[ReturnVisit.objects.of(cast.yun).get().pk])
    client = client_as("street_officer")
    assert "没有解决的，工单重新办理" in client.get(page).content.decode()
    typed = {"responded": "1", "solved": "no", "score": "1", "words": "又漏了"}
    assert client.post(page, typed).status_code == 302
    ticket.refresh_from_db()
    assert ticket.round == 2
