"""Two workers take one order: one has it, the other is told who. Proved by taking the lock away."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from mulin.discover.intake.actions import common, dispatching
from mulin.discover.intake.models import Ticket
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.discover.intake.telling import raised
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def workers(cast: Cast) -> list[Actor]:
    """Two people of the company, as far as the verb sees."""
    manager = cast.actor("property_manager", clock.today())
    other = cast.persons["committee_chair"].pk
    return [manager, Actor(cast.yun.pk, None, other, "另一位", grants=manager.grants)]


def both_take(cast: Cast, wait: Callable[[], None] | None = None) -> tuple[list[Any], int]:
    """Both take the same ticket at once: what each got, and how many takings are on record."""
    ticket = raised(cast, cast.actor("owner", clock.today()), clock.now())
    jobs = [
        lambda by=by: dispatching.take_ticket(ticket, by=by, now=clock.now())
        for by in workers(cast)
    ]
    found = at_once(*jobs)
    return found, Fact.objects.of(cast.yun).filter(kind="TicketTaken").count()


def test_one_has_it_and_the_other_is_told_who(cast: Cast) -> None:
    found, taken = both_take(cast)
    assert sorted(type(one).__name__ for one in found) == ["Refused", "Ticket"]
    assert "已经接了" in str(next(one for one in found if isinstance(one, Refused)))
    assert taken == 1


def test_without_the_lock_both_would_have_it(cast: Cast, monkeypatch: Any) -> None:
    meeting = threading.Barrier(2)

    def unheld(ticket: Ticket, by: Actor) -> Ticket:
        fresh: Ticket = (
            Ticket.objects.of(by.street_id).select_related(*common.BESIDE).get(pk=ticket.pk)
        )
        meeting.wait(10)  # both have read before either writes
        return fresh

    monkeypatch.setattr(dispatching, "alone", unheld)
    _found, taken = both_take(cast)
    assert taken == 2, "it is the lock that decides"
