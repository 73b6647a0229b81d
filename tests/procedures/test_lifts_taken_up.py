"""A lift is taken up once; what its own room writes down moves the steps of its procedure."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from mulin.deliver.works.actions.projects import end_project
from mulin.deliver.works.actions.stepping import reach_step, withdraw_step
from mulin.deliver.works.models import Milestone, Project
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.procedures.actions.lifting import take_up_lift
from mulin.procedures.actions.rooms import read_from
from mulin.procedures.models import Due, Procedure
from mulin.procedures.queries.pieces import pieces_of, shown_to
from tests.cast import Cast
from tests.deliver.works.lifting import ago, opened, planned, signed
from tests.procedures.test_pages import text
from tests.procedures.test_rooms import carried, read

As = Callable[..., Actor]
ClientAs = Callable[[str], Client]


@pytest.fixture
def worker(actor: As) -> Actor:
    return actor("community_worker", on=clock.today())


@pytest.fixture
def lift(cast: Cast, worker: Actor) -> Project:
    """Asked, planned, agreed to by everybody."""
    project = opened(cast, worker, clock.now())
    signed(project, "A" * project.homes.count(), worker, clock.now())
    planned(project, worker, clock.now())
    return project


def taken(lift: Project, worker: Actor) -> Procedure:
    return take_up_lift(lift, once=uuid7(), by=worker, now=clock.now())


def reached(lift: Project, code: str, ended: str, days: int, worker: Actor) -> Milestone:
    day, now = ago(clock.now(), days), clock.now()
    return reach_step(lift, code, day, outcome=ended, once=uuid7(), by=worker, now=now)


def test_steps_of_the_lift_carry_its_procedure_those_before_it_too(
    lift: Project, worker: Actor
) -> None:
    asked = reached(lift, "consult", "agreed", 5, worker)
    procedure = taken(lift, worker)
    read(procedure)
    assert procedure.anchor == lift.asked_on
    assert carried(procedure) == {"assess": "feasible", "consult": "agreed"}
    assert procedure.dues.get().step == "show"

    # Taken back in its room and written down anew: the procedure follows.
    withdraw_step(asked, "日期填错", by=worker, now=clock.now())
    read(procedure)
    assert carried(procedure) == {"assess": "feasible"}
    assert procedure.dues.get().step == "consult"
    reached(lift, "consult", "agreed", 4, worker)
    read(procedure)
    assert procedure.dues.get().step == "show"

    # Read again from the lift's first fact, nothing changes: what was taken back is not taken twice.
    read_from(procedure.street_id, lift.pk)
    read(procedure)
    assert carried(procedure) == {"assess": "feasible", "consult": "agreed"}
    assert procedure.entries.filter(step="consult").count() == 2
    lift.refresh_from_db()
    assert lift.procedure_number == procedure.number


def test_a_lift_is_taken_up_once_and_one_given_up_voids_its_procedure(
    lift: Project, worker: Actor
) -> None:
    procedure = taken(lift, worker)
    with pytest.raises(Refused, match="已经有一个在办的"):
        taken(lift, worker)
    end_project(lift, "一楼始终不同意", by=worker, now=clock.now())
    read(procedure)
    procedure.refresh_from_db()
    assert procedure.state == Procedure.State.VOIDED
    assert "一楼始终不同意" in procedure.why_ended
    assert not Due.objects.of(procedure.street_id).filter(procedure=procedure).exists()
    with pytest.raises(Refused, match="这个加梯项目"):
        taken(lift, worker)


def test_the_screen_starts_it_for_the_community_and_leads_owners_to_it_without_the_file(
    lift: Project, worker: Actor, client_as: ClientAs, actor: As
) -> None:
    there = reverse("procedures:of_lift", args=[lift.pk])
    chair = client_as("committee_chair").get(there)
    assert "程序由街道或社区启动" in text(chair)
    assert client_as("stranger").get(there).status_code in (302, 403, 404)
    office = client_as("community_worker")
    assert f'href="{there}"' in text(office.get(reverse("works:project", args=[lift.pk])))
    done = text(office.post(there, {"once": str(uuid7())}, follow=True))
    assert "业主提出加装意愿之日" in done
    procedure = Procedure.objects.of(lift.street_id).get()
    step = reverse("procedures:step", args=[procedure.pk, "consult"])
    page = text(office.get(step))
    assert "这一步在加梯项目里登记" in page
    assert reverse("works:project", args=[lift.pk]) in page
    refused = office.post(step, {"day": f"{clock.today()}", "outcome": "agreed", "once": uuid7()})
    assert refused.status_code == 422
    assert not procedure.entries.filter(step="consult").exists()
    owner = actor("owner", on=clock.today())
    assert client_as("owner").get(there).status_code == 302
    (card,) = shown_to(owner, pieces_of(procedure))
    assert card.url == ""
    (card,) = shown_to(worker, pieces_of(procedure))
    assert card.url == reverse("works:project", args=[lift.pk])
