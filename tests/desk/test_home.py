"""The first page of each who opens it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.decide.assembly.models import Ballot, Poll
from mulin.decide.assembly.queries.lists import turnouts
from mulin.decide.assembly.queries.live import progress_of
from mulin.decide.assembly.queries.voter import address_of
from mulin.deliberate.meetings.actions.issues import raise_issue
from mulin.deliberate.meetings.models import Issue
from mulin.discover.intake.models import Ticket
from mulin.ground.access.models import Membership
from mulin.ground.estate.actions import unmask
from mulin.ground.estate.models import Appointment, ImportBatch, Person, Unit
from mulin.ground.notices.models import PublicNotice
from mulin.ground.record.models import Fact, Link
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Role
from tests.cast import Cast
from tests.decide.assembly.world import World, voting
from tests.discover.intake.telling import raised

As = Callable[[str], Client]
HOME = "/"
OFFICE = (
    "street_officer",
    "community_worker",
    "committee_chair",
    "property_manager",
    "auditor",
    "social_worker",
    "counter_1",
    "witness",
)


@pytest.fixture
def world(cast: Cast) -> World:
    return voting(cast, now=clock.now())


def page(client: Client, url: str = HOME) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    text = str(answer.content.decode())
    for raw in ("<c-", "{{", "{%"):
        assert raw not in text
    return text


def figure(text: str, label: str) -> tuple[int, str]:
    """The number under a label and the address it leads to."""
    found = re.search(rf"{label}</dt>.*?<a href=\"([^\"]+)\">([\d,]+)</a>", text, re.DOTALL)
    assert found, label
    return int(found[2].replace(",", "")), found[1]


def test_a_visitor_is_welcomed_and_told_where_to_go(cast: Cast, client_as: As) -> None:
    text = page(client_as("visitor"))
    for url in (
        reverse("phone:find"),
        reverse("account_login"),
        reverse("notices:street", args=["yun"]),
    ):
        assert f'href="{url}"' in text
    assert "业主投票" in text
    assert cast.a.compound.name not in text


def test_a_fresh_installation_says_what_is_missing(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mulin.desk.pages.home.streets", list)
    assert "还没有街道" in page(client)


def test_a_tenant_is_not_promised_a_vote(cast: Cast, client_as: As) -> None:
    assert "有投票时" not in page(client_as("tenant"))


@pytest.mark.parametrize("role", ["stranger", "leaver"])
def test_who_belongs_to_no_street_is_told_so(cast: Cast, client_as: As, role: str) -> None:
    answer = client_as(role).get(HOME)
    assert answer.status_code in (302, 403)
    assert cast.a.compound.name not in answer.content.decode()


@pytest.mark.parametrize("role", OFFICE)
def test_the_office_meets_its_console(world: World, client_as: As, role: str) -> None:
    text = page(client_as(role))
    assert "轮到我" in text
    assert "m-side" in text
    assert world.cast.far.compound.name not in text


@pytest.mark.parametrize("role", ["owner", "co_owner", "tenant", "other_compound_owner"])
def test_residents_meet_the_phone(world: World, client_as: As, role: str) -> None:
    text = page(client_as(role))
    assert "我的房屋" in text
    assert "m-side" not in text
    assert "轮到我" not in text


def test_every_figure_leads_to_as_many_rows(world: World, client_as: As) -> None:
    Unit.objects.of(world.cast.yun).filter(pk=world.cast.a.units[1].pk).update(use="shop")
    officer = client_as("street_officer")
    text = page(officer)
    for label in ("小区", "住宅", "房屋", "没有电话的人", "表决：投票中"):
        number, url = figure(text, label)
        rows = officer.get(url.replace("&amp;", "&")).context["listing"].pager.total
        assert number == rows, label
    assert figure(text, "小区")[0] == 2
    assert figure(text, "房屋")[0] == 24
    assert figure(text, "住宅")[0] == 23


def test_a_community_worker_counts_only_what_is_hers(world: World, client_as: As) -> None:
    text = page(client_as("community_worker"))
    assert figure(text, "小区")[0] == 1
    assert figure(text, "房屋")[0] == 12
    listed = page(client_as("community_worker"), reverse("desk:compounds"))
    assert world.cast.a.compound.name in listed
    assert world.cast.b.compound.name not in listed


def test_running_votes_show_participation_counted_from_the_roll(
    world: World, client_as: As
) -> None:
    for who in (1, 2, 5):
        world.vote(who)
    text = page(client_as("community_worker"))
    share = progress_of(world.poll).participating
    assert share.persons == 3
    total = progress_of(world.poll).roll.persons
    assert f"{300 // total}." in text
    assert world.poll.title in text


def test_participation_of_many_polls_agrees_with_each_progress(world: World) -> None:
    for who in (0, 3, 4):
        world.vote(who)
    Ballot.objects.of(world.street).filter(entry=world.entries[4]).update(invalid="两选")
    entry = world.entries[7]
    entry.cluster = world.entries[3].cluster  # the owner of entry 3 owns this one too
    entry.save()
    for counts in (True, False):
        Poll.objects.of(world.street).filter(pk=world.poll.pk).update(online_counts=counts)
        poll = Poll.objects.of(world.street).get(pk=world.poll.pk)
        share = turnouts([poll])[poll.pk].participating
        assert share == progress_of(poll).participating
        assert (share.persons > 0) is counts


def test_whose_turn_it_is_stands_on_the_first_page(world: World, client_as: As) -> None:
    soon = clock.now() + timedelta(days=2)
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(closes_at=soon)
    assert "快截止了" in page(client_as("community_worker"))
    assert "快截止了" in page(client_as("committee_chair"))
    assert "快截止了" not in page(client_as("property_manager"))
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(state="closed")
    assert "等两名计票人一起开票" in page(client_as("counter_1"))
    assert "开票时请到场监票" in page(client_as("witness"))
    assert "等两名计票人一起开票" not in page(client_as("community_worker"))


def test_an_owner_is_asked_to_vote_until_he_has(world: World, client_as: As) -> None:
    there = f'href="{reverse("phone:prove", args=[address_of(world.poll)])}"'
    owner = client_as("owner")
    before = page(owner)
    assert "去投票" in before
    assert there in before
    world.vote("owner")
    after = page(owner)
    assert "去投票" not in after
    assert "已投" in after
    assert "同意" not in after


def test_a_vote_reaches_only_those_on_its_roll(world: World, client_as: As) -> None:
    for role in ("tenant", "other_compound_owner", "neighbour_owner"):
        assert world.poll.title not in page(client_as(role))
    assert "去投票" in page(client_as("committee_chair")), "the chair owns a home too"


def test_results_are_shown_once_they_are_announced(world: World, client_as: As) -> None:
    polls = Poll.objects.of(world.street).filter(pk=world.poll.pk)
    result = reverse("phone:result", args=[address_of(world.poll)])
    polls.update(state="judged")
    assert result not in page(client_as("owner"))
    polls.update(state="announced", announced_on=clock.today())
    assert result in page(client_as("owner"))
    assert result in page(client_as("tenant"))
    assert result not in page(client_as("other_compound_owner"))


def test_what_waits_for_a_resident_in_any_room_stands_on_his_first_page_and_on_nobody_else_s(
    world: World, client_as: As
) -> None:
    owner = world.cast.actor("owner", clock.today())
    ticket = raised(world.cast, owner, clock.now(), category="leak")
    Ticket.objects.of(world.street).filter(pk=ticket.pk).update(state="replied")
    issue = raise_issue(
        world.cast.a.compound, "门口太暗", "装一盏灯", Issue.Source.RESIDENT,
        once=uuid7(), by=owner, now=clock.now(),
    )  # fmt: skip
    text = page(client_as("owner"))
    assert f"/m/report/{ticket.pk}/" in text
    assert "看反馈，评价" not in text, "there is nothing to evaluate yet"
    Issue.objects.of(world.street).filter(pk=issue.pk).update(state="fed_back")
    assert "看反馈，评价" in page(client_as("owner"))
    neighbour = page(client_as("co_owner"))
    assert "看反馈，评价" not in neighbour
    assert str(ticket.pk) not in neighbour


def test_a_resident_sees_who_looked_and_never_the_clerk(
    world: World, client_as: As, actor: Callable[..., Actor]
) -> None:
    cast = world.cast
    officer = actor("street_officer", on=clock.today())
    person = Person.objects.of(cast.yun).get(pk=cast.persons["owner"].pk)
    unmask(person, "phone", by=officer, reason="送达<通知>", now=clock.now())
    text = page(client_as("owner"))
    assert "送达&lt;通知&gt;" in text
    assert "物业科科长" in text
    assert officer.name not in text
    assert "送达" not in page(client_as("co_owner"))


def test_co_owners_see_one_another_masked(world: World, client_as: As) -> None:
    cast = world.cast
    text = page(client_as("owner"))
    assert "共有人 1/2" in text
    assert cast.persons["co_owner"].name not in text


def test_what_happened_is_told_to_those_who_answer_for_it(world: World, client_as: As) -> None:
    cast = world.cast
    fact(cast, "PollPosted", cast.a.compound.pk, {"title": "云栖苑的表决", "until": "2026-03-01"})
    fact(cast, "PollPosted", cast.b.compound.pk, {"title": "溪畔里的表决", "until": "2026-03-01"})
    assert "溪畔里的表决" in page(client_as("street_officer"))
    worker = page(client_as("community_worker"))
    assert "云栖苑的表决" in worker
    assert "溪畔里的表决" not in worker
    for role in ("property_manager", "social_worker", "owner"):
        assert "云栖苑的表决" not in page(client_as(role))


def test_facts_that_wait_for_their_link_raise_an_alarm(cast: Cast, client_as: As) -> None:
    assert "没有接入存证链" not in page(client_as("street_officer"))
    fact(cast, "PollFinal", None, {"title": "旧事"})
    assert Link.objects.of(cast.yun).count() == 0
    assert "有 1 条记录" in page(client_as("street_officer"))
    assert "没有接入存证链" not in page(client_as("community_worker"))


def test_notices_that_end_within_a_week_are_named(cast: Cast, client_as: As) -> None:
    today = clock.today()
    for days, title in ((0, "今天到期的公示"), (6, "下周到期的公示"), (30, "还早的公示")):
        PublicNotice(
            street=cast.yun,
            compound=cast.a.compound,
            kind=PublicNotice.Kind.PUBLICATION,
            purpose="poll",
            title=title,
            starts_on=today - timedelta(days=9),
            ends_on=today + timedelta(days=days),
        ).save(force_insert=True)
    text = page(client_as("community_worker"))
    assert "今天到期的公示" in text
    assert "今天期满" in text
    assert "下周到期的公示" in text
    assert "还早的公示" not in text


def test_a_new_street_is_led_step_by_step(cast: Cast, client_as: As) -> None:
    officer = client_as("neighbour_officer")
    text = page(officer)
    assert "一步一步来" in text
    assert text.count('class="d-done"') == 3
    Unit.objects.of(cast.other).update(ended_on=clock.today())
    assert page(officer).count('class="d-done"') == 1
    assert "一步一步来" not in page(client_as("auditor"))


def test_the_step_of_posts_is_done_once_somebody_else_can_sign_in(
    cast: Cast, client_as: As
) -> None:
    officer, before = client_as("neighbour_officer"), cast.persons["neighbour_owner"]
    office = Appointment.objects.of(cast.other).get().organisation
    post = Appointment(
        street=cast.other,
        person=before,
        organisation=office,
        role=Role.COMMUNITY_WORKER,
        title="社区工作者",
        valid_from=clock.today(),
    )
    post.save(force_insert=True)
    assert page(officer).count('class="d-done"') == 4
    Membership.objects.of(cast.other).filter(person=before).update(valid_to=clock.today())
    assert page(officer).count('class="d-done"') == 3


def test_the_steps_are_gone_once_a_vote_stands(world: World, client_as: As) -> None:
    assert "一步一步来" not in page(client_as("street_officer"))


def test_imports_that_wait_are_not_shown_to_those_who_cannot_import(
    cast: Cast, client_as: As
) -> None:
    ImportBatch(
        street=cast.yun,
        compound=cast.a.compound,
        file_name="名册.xlsx",
        state=ImportBatch.State.READ,
        created_at=clock.now(),
        created_by="林街道",
    ).save(force_insert=True)
    assert "名册.xlsx" in page(client_as("community_worker"))
    assert "名册.xlsx" not in page(client_as("committee_chair"))
    assert "名册.xlsx" not in page(client_as("auditor"))


@pytest.mark.parametrize(("role", "most"), [("street_officer", 54), ("owner", 24)])
def test_the_first_page_asks_a_fixed_number_of_statements(
    world: World, client_as: As, role: str, most: int
) -> None:
    client = client_as(role)

    def asked() -> int:
        with CaptureQueriesContext(connection) as log:
            page(client)
        return len(log)

    asked()
    one = asked()
    assert one <= most
    for number in range(118, 121):
        poll = Poll.objects.of(world.street).get(pk=world.poll.pk)
        poll.pk, poll.number = uuid7(), f"BJ-2026-0{number}"
        poll.save(force_insert=True)
    assert asked() == one


def fact(cast: Cast, kind: str, compound_id: UUID | None, body: dict[str, str]) -> None:
    at = clock.now() - timedelta(minutes=5)
    Fact(
        street=cast.yun,
        at=at,
        on=clock.day_of(at),
        kind=kind,
        by="测试",
        compound_id=compound_id,
        body=body,
        digest=f"{len(kind):064d}",
    ).save(force_insert=True)
