"""An issue is taken up once, beside others; what its rooms say of it moves its procedure and no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.workshop.actions.channel import Ask, ask_parties
from mulin.deliberate.meetings.actions.calling import Call, call_meeting
from mulin.deliberate.meetings.actions.concluding import Conclusion, Job, conclude_meeting
from mulin.deliberate.meetings.actions.issues import merge_issue, raise_issue
from mulin.deliberate.meetings.models import AgendaItem, Issue, Party
from mulin.ground.matters.actions import open_matter
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.procedures.actions.opening import end_procedure
from mulin.procedures.actions.rooms import open_in_room
from mulin.procedures.actions.steps import do_step
from mulin.procedures.actions.talking import take_up
from mulin.procedures.models import Procedure
from mulin.procedures.queries.pieces import pieces_of
from tests.cast import Cast
from tests.decide.workshop.world import card, keep
from tests.deliberate.meetings.test_issues_and_meetings import everybody_came
from tests.procedures.test_meeting_rooms import PARTIES, talk
from tests.procedures.test_pages import text
from tests.procedures.test_rooms import carried, read

As = Callable[..., Actor]
ClientAs = Callable[[str], Client]


@pytest.fixture
def worker(actor: As) -> Actor:
    return actor("community_worker", on=clock.today())


def issue(cast: Cast, worker: Actor, title: str) -> Issue:
    return raise_issue(
        cast.a.compound, title, "", "community", once=uuid7(), by=worker, now=clock.now()
    )


def taken(one: Issue, worker: Actor) -> Procedure:
    return take_up(one, once=uuid7(), by=worker, now=clock.now())


def test_two_issues_of_one_meeting_move_two_procedures_each_with_its_own_outcome(
    cast: Cast, worker: Actor
) -> None:
    lamps, doors = issue(cast, worker, "步道的灯"), issue(cast, worker, "门禁更换")
    of_lamps, of_doors = taken(lamps, worker), taken(doors, worker)
    starts = clock.now() + timedelta(hours=1)
    parties = tuple((name, False) for name in PARTIES)
    call = Call("joint_four", "联席会议", "议事室", starts, "社区", parties)
    meeting = call_meeting(
        cast.a.compound, call, [lamps, doors], once=uuid7(), by=worker, now=clock.now()
    )
    later = starts + timedelta(hours=1)
    everybody_came(meeting, worker, later)
    party = Party.objects.of(cast.yun).filter(meeting=meeting).first()
    assert party is not None
    job = Job(party.pk, "换灯", clock.day_of(later))
    told = {
        lamps.pk: Conclusion("agreed", "换八盏。", "", (job,)),
        doors.pk: Conclusion("to_the_owners", "请业主表决。", "use_maintenance_fund", ()),
    }
    items = AgendaItem.objects.of(cast.yun).filter(meeting=meeting)
    said = {item.pk: told[item.issue_id] for item in items}
    conclude_meeting(meeting, "都到了。", said, by=worker, now=later)
    read(of_lamps)
    assert carried(of_lamps) == {"choose": "done", "deliberate": "agreed"}
    assert carried(of_doors) == {"choose": "done", "deliberate": "to_the_owners"}
    assert of_doors.dues.filter(step="vote").exists()


def test_an_issue_is_taken_up_once_and_what_came_before_counts(cast: Cast, worker: Actor) -> None:
    one = issue(cast, worker, "步道的灯")
    starts = clock.now() + timedelta(hours=1)
    call = Call("hearing", "听证会", "议事室", starts, "社区", tuple((p, False) for p in PARTIES))
    call_meeting(cast.a.compound, call, [one], once=uuid7(), by=worker, now=clock.now())
    read(taken(issue(cast, worker, "别的事"), worker))  # the chain is read past the call
    procedure = taken(one, worker)
    with pytest.raises(Refused, match="已经有一个在办的"):
        taken(one, worker)
    read(procedure)
    assert carried(procedure) == {"choose": "done"}


def test_an_issue_merged_into_another_leaves_its_procedure(cast: Cast, worker: Actor) -> None:
    one, other = issue(cast, worker, "灯太暗"), issue(cast, worker, "步道的灯")
    procedure = taken(one, worker)
    merge_issue(one, other, by=worker, now=clock.now())
    read(procedure)
    (card,) = pieces_of(procedure)
    assert card.word == "作罢"
    one.refresh_from_db()
    end_procedure(procedure, "并入另一件", void=False, by=worker, now=clock.now())
    with pytest.raises(Refused, match="并入相近议题"):
        taken(one, worker)


def test_the_step_calls_the_meeting_over_the_issue_itself(cast: Cast, worker: Actor) -> None:
    one = issue(cast, worker, "步道的灯")
    procedure = taken(one, worker)
    do_step(procedure, "choose", clock.today(), once=uuid7(), by=worker, now=clock.now())
    piece = open_in_room(procedure, "deliberate", talk(), once=uuid7(), by=worker, now=clock.now())
    item = AgendaItem.objects.of(cast.yun).get(meeting_id=piece.subject_id)
    assert item.issue_id == one.pk
    assert Issue.objects.of(cast.yun).count() == 1


def test_the_screen_tells_a_committee_member_whose_turn_it_is_and_shows_no_button(
    cast: Cast, worker: Actor, client_as: ClientAs
) -> None:
    one = issue(cast, worker, "步道的灯")
    there = reverse("procedures:of_issue", args=[one.pk])
    page = client_as("committee_chair").get(there)
    assert "程序由街道或社区启动" in text(page)
    assert "核对无误" not in text(page)
    assert client_as("owner").get(there).status_code == 403
    done = client_as("community_worker").post(there, {"once": str(uuid7())}, follow=True)
    assert "六步议事" in text(done)
    assert client_as("committee_chair").get(there).status_code == 302


def test_a_green_request_about_its_matter_stands_on_the_procedure_s_timeline(
    cast: Cast, worker: Actor, client_as: ClientAs
) -> None:
    now = clock.now()
    matter = open_matter(cast.a.compound, "步道的灯", "discover", by=worker, now=now, once=uuid7())
    one = raise_issue(
        cast.a.compound,
        "步道的灯",
        "",
        "community",
        matter=matter,
        once=uuid7(),
        by=worker,
        now=now,
    )
    procedure = taken(one, worker)
    contacts = keep(cast, now, card(), card("police"))
    asked = Ask("other", "请到场看灯", "路灯不亮。", "不含个人信息", 3, matter=matter)
    other = replace(asked, title="别的事", matter=None)
    for request in (asked, other):
        ask_parties(cast.a.compound, request, contacts, link=str, once=uuid7(), by=worker, now=now)
    there = reverse("procedures:procedure", args=[procedure.pk])
    page = text(client_as("community_worker").get(there))
    assert "请到场看灯" in page
    assert "2 方，0 方已答复" in page
    assert "别的事" not in page
    assert "请到场看灯" not in text(client_as("owner").get(there))
