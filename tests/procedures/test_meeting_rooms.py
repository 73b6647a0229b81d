"""A step calls a meeting; who came, what was agreed and what became of it carry the steps on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.committees.actions.holding import Motion, hold_meeting
from mulin.decide.committees.actions.meetings import note_step, void_meeting
from mulin.decide.committees.models import Meeting as Sitting
from mulin.deliberate.mediation.actions.ending import end_dispute
from mulin.deliberate.mediation.models import Dispute
from mulin.deliberate.meetings.actions import ending
from mulin.deliberate.meetings.actions.calling import drop_meeting
from mulin.deliberate.meetings.actions.concluding import (
    conclude_meeting,
    finish_assignment,
    publish_result,
)
from mulin.deliberate.meetings.models import Assignment, Issue, Meeting
from mulin.deliberate.meetings.queries.meetings import parties_of
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.procedures.actions.opening import open_procedure
from mulin.procedures.actions.rooms import Typed, open_in_room
from mulin.procedures.actions.steps import do_step
from mulin.procedures.models import Piece, Procedure
from mulin.procedures.queries.pieces import pieces_of
from tests.cast import Cast
from tests.decide.committees.bodies import filled
from tests.deliberate.mediation.world import world as mediators
from tests.deliberate.meetings.test_issues_and_meetings import conclusion, everybody_came
from tests.procedures.test_pages import text
from tests.procedures.test_rooms import carried, opened, read

As = Callable[..., Actor]
ClientAs = Callable[[str], Client]
PARTIES = ("社区居民委员会", "居民代表", "业主委员会", "物业服务企业")


@pytest.fixture
def officer(actor: As) -> Actor:
    return actor("street_officer", on=clock.today())


def begun(code: str, cast: Cast, officer: Actor) -> Procedure:
    return open_procedure(
        code, cast.a.compound, clock.today(), once=uuid7(), by=officer, now=clock.now()
    )


def talk(title: str = "楼道停车") -> Typed:
    at = clock.now() + timedelta(hours=1)
    return Typed(title, "电动车进楼道。", starts_at=at, place="议事室", parties=PARTIES)


@pytest.fixture
def deliberation(cast: Cast, officer: Actor) -> Procedure:
    row = begun("deliberation", cast, officer)
    do_step(row, "choose", clock.today(), once=uuid7(), by=officer, now=clock.now())
    return row


def test_a_deliberation_is_carried_from_its_meeting_to_the_last_word(
    deliberation: Procedure, officer: Actor, actor: As
) -> None:
    piece = opened(deliberation, "deliberate", talk(), officer)
    meeting = Meeting.objects.of(deliberation.street_id).get(pk=piece.subject_id)
    assert [party.name for party in parties_of(meeting)] == list(PARTIES)
    later = clock.now() + timedelta(hours=2)
    everybody_came(meeting, officer, later)
    conclude_meeting(meeting, "都到了。", conclusion(meeting), by=officer, now=later)
    publish_result(meeting, by=officer, now=later)
    read(deliberation)
    assert carried(deliberation) == {"deliberate": "agreed"}
    issue = Issue.objects.of(deliberation.street_id).get()
    for job in Assignment.objects.of(deliberation.street_id).filter(issue=issue):
        assert "carry_out" not in carried(deliberation)
        finish_assignment(job, "划好了。", by=officer, now=later)
    ending.feed_back(Issue.objects.get(pk=issue.pk), "已划线。", by=officer, now=later)
    neighbour = actor("owner", on=clock.today())
    ending.evaluate(Issue.objects.get(pk=issue.pk), 5, "好走了", by=neighbour, now=later)
    ending.close_issue(Issue.objects.get(pk=issue.pk), "居民认可。", by=officer, now=later)
    read(deliberation)
    assert list(carried(deliberation)) == ["deliberate", "carry_out", "feed_back", "evaluate"]


def test_a_meeting_that_was_not_held_frees_the_step(
    deliberation: Procedure, officer: Actor
) -> None:
    piece = opened(deliberation, "deliberate", talk(), officer)
    meeting = Meeting.objects.of(deliberation.street_id).get(pk=piece.subject_id)
    drop_meeting(meeting, "物业没有来。", no_quorum=True, by=officer, now=clock.now())
    read(deliberation)
    assert carried(deliberation) == {}
    assert Piece.objects.get(pk=piece.pk).gone_at is not None
    opened(deliberation, "deliberate", talk("楼道停车再议"), officer)


def test_what_was_not_agreed_calls_for_mediation(deliberation: Procedure, officer: Actor) -> None:
    piece = opened(deliberation, "deliberate", talk(), officer)
    meeting = Meeting.objects.of(deliberation.street_id).get(pk=piece.subject_id)
    later = clock.now() + timedelta(hours=2)
    everybody_came(meeting, officer, later)
    told = conclusion(meeting, "not_agreed")
    conclude_meeting(meeting, "谈不拢。", told, by=officer, now=later)
    read(deliberation)
    assert carried(deliberation) == {"deliberate": "not_agreed"}
    assert deliberation.dues.filter(step="mediate").exists()


def test_half_a_form_calls_no_meeting(deliberation: Procedure, officer: Actor) -> None:
    for typed in (
        replace(talk(), starts_at=None),
        replace(talk(), parties=("物业",)),
        replace(talk(), place=""),
    ):
        with pytest.raises(Refused):
            opened(deliberation, "deliberate", typed, officer)
    assert not Meeting.objects.exists()
    assert not Issue.objects.exists()


def test_the_same_click_twice_calls_one_meeting(deliberation: Procedure, officer: Actor) -> None:
    once: UUID = uuid7()
    for _ in range(2):
        open_in_room(deliberation, "deliberate", talk(), once=once, by=officer, now=clock.now())
    assert Meeting.objects.count() == 1


def test_a_committees_meeting_carries_its_procedure(cast: Cast, officer: Actor) -> None:
    now, today = clock.now(), clock.today()
    cast.a.compound.region = "310000"
    cast.a.compound.save(update_fields=["region"])
    term, members = filled(cast, officer, now)
    row = begun("committee_meeting", cast, officer)
    typed = Typed("例会", "门禁维修", starts_at=now, place="活动室")
    first = opened(row, "meet", typed, officer)
    void_meeting(Sitting.objects.get(pk=first.subject_id), "改期", by=officer, now=now)
    read(row)
    piece = opened(row, "meet", typed, officer)
    sitting = Sitting.objects.get(pk=piece.subject_id)
    assert sitting.term_id == term.pk
    note_step(sitting, "tell", today, None, by=officer, now=now)
    present = [member.pk for member in members[:4]]
    hold_meeting(sitting, present, present[:3], [Motion("修门禁", 3, 1, 0)], by=officer, now=now)
    read(row)
    assert carried(row)["meet"] == "decided"
    assert [card.mark for card in pieces_of(row)] == ["no", "done"]


def test_without_a_committee_in_the_register_its_meeting_is_refused(
    cast: Cast, officer: Actor
) -> None:
    row = begun("committee_meeting", cast, officer)
    with pytest.raises(Refused, match="没有在任的业委会"):
        opened(row, "meet", Typed("例会", "门禁", starts_at=clock.now(), place="活动室"), officer)


def test_a_meeting_is_called_on_the_screen_and_nothing_typed_is_lost(
    deliberation: Procedure, client_as: ClientAs
) -> None:
    client = client_as("street_officer")
    there = reverse("procedures:open", args=[deliberation.pk, "deliberate"])
    page = client.get(there)
    assert "社区居民委员会\n居民代表" in page.context["form"]["parties"].value()
    form = {
        "once": str(page.context["once"]),
        "title": "楼道停车协商",
        "body": "电动车进楼道。",
        "starts_at": "2020-01-01T14:00",
        "place": "议事室",
        "parties": "居民代表\n物业",
    }
    refused = client.post(there, form)
    assert refused.status_code == 422
    assert "楼道停车协商" in text(refused)
    assert "将来的日期" in text(refused)
    tomorrow = clock.today() + timedelta(days=1)
    done = client.post(there, {**form, "starts_at": f"{tomorrow}T14:00"}, follow=True)
    assert "楼道停车协商" in text(done)
    assert "已通知" in text(done)


def test_what_was_not_agreed_goes_to_the_mediators_who_end_the_step(
    deliberation: Procedure, officer: Actor, cast: Cast, client_as: ClientAs
) -> None:
    place = mediators(cast)
    done = do_step(
        deliberation, "deliberate", clock.today(), once=uuid7(), by=officer, now=clock.now(),
        outcome="not_agreed",
    )  # fmt: skip
    assert done is not None
    piece = opened(deliberation, "mediate", Typed("楼道停车", "三户谈不拢。"), officer)
    case = Dispute.objects.get(pk=piece.subject_id)
    assert (case.panel_id, case.state) == (place.panel.pk, Dispute.State.ASKED)
    card = pieces_of(deliberation, "mediate")[0]
    assert (card.word, card.url) == ("在办", "")
    director = place.acting("director", clock.today())
    end_dispute(case, "failed", "谈不拢", ("court",), by=director, now=clock.now())
    read(deliberation)
    assert "mediate" in carried(deliberation)
