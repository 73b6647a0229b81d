"""The counter: what a clerk types, what opens, and what nobody may find."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.decide.assembly.models import Poll
from mulin.ground.estate.models import Person, Unit
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.masking import mask_name
from tests.cast import Cast
from tests.decide.assembly.world import World, voting

As = Callable[[str], Client]
HTMX = {"hx-request": "true"}


@pytest.fixture
def world(cast: Cast) -> World:
    return voting(cast, now=clock.now())


def unit_url(unit: Unit) -> str:
    return reverse("desk:unit", args=[unit.pk])


def opened(client: Client, words: str) -> str:
    """Where the counter leads at once; empty where it shows a choice."""
    answer = client.get(reverse("desk:counter"), {"q": words})
    return str(answer.headers.get("Location", ""))


def page(client: Client, url: str, **query: str) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200, (url, answer.status_code)
    text = str(answer.content.decode())
    for raw in ("<c-", "{{", "{%"):
        assert raw not in text
    return text


@pytest.mark.parametrize("words", ["1-1-202", "1号楼1单元202室", " 1-1-202 ", "1栋1单元202"])
def test_one_room_opens_at_once_however_it_is_written(
    cast: Cast, client_as: As, words: str
) -> None:
    assert opened(client_as("community_worker"), words) == unit_url(cast.a.units[3])


def test_a_room_of_two_compounds_is_a_choice_unless_the_compound_is_named(
    cast: Cast, client_as: As
) -> None:
    officer = client_as("street_officer")
    assert opened(officer, "1-1-202") == ""
    text = page(officer, reverse("desk:counter"), q="1-1-202")
    assert unit_url(cast.a.units[3]) in text
    assert unit_url(cast.b.units[3]) in text
    assert opened(officer, "溪畔里 1-1-202") == unit_url(cast.b.units[3])


def test_a_room_typed_in_full_opens_though_others_begin_with_it(cast: Cast, client_as: As) -> None:
    first = cast.a.units[0]
    longer = Unit.objects.of(cast.yun).get(pk=first.pk)
    longer.pk, longer.room, longer.label = uuid7(), "1011", "1-1-1011"
    longer.save(force_insert=True)
    assert opened(client_as("community_worker"), "1-1-101") == unit_url(first)


def test_a_name_its_initials_or_a_telephone_lead_to_the_home(world: World, client_as: As) -> None:
    cast = world.cast
    person = cast.a.owners[4]
    Person.objects.of(cast.yun).filter(pk=person.pk).update(initials="zysa")
    worker, there = client_as("community_worker"), unit_url(cast.a.units[4])
    assert opened(worker, person.name) == there
    assert opened(worker, "zysa") == there
    assert opened(worker, "13800000004") == there
    assert opened(worker, "0004") == there


def test_the_number_of_a_vote_leads_to_the_vote(world: World, client_as: As) -> None:
    there = reverse("assembly:poll", args=[world.poll.pk])
    assert opened(client_as("community_worker"), "bj-2026-0117") == there


def test_what_is_typed_finds_while_typing_and_never_leaves_the_page(
    cast: Cast, client_as: As
) -> None:
    answer = client_as("community_worker").get(
        reverse("desk:counter"), {"q": "1-1-202"}, headers=HTMX
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert unit_url(cast.a.units[3]) in text
    assert "<html" not in text


def test_a_list_that_was_cut_says_so(cast: Cast, client_as: As) -> None:
    officer = client_as("street_officer")
    Person.objects.of(cast.yun).filter(ownerships__isnull=False).update(name="同名演示")
    text = page(officer, reverse("desk:counter"), q="同名演示")
    assert "只列出前 20 套，请再写具体些" in text
    assert "只列出前 20 人，请再写具体些" in text
    assert "只列出" not in page(officer, reverse("desk:counter"), q="1-1-10")


def test_nothing_found_says_how_to_write_it(cast: Cast, client_as: As) -> None:
    text = page(client_as("street_officer"), reverse("desk:counter"), q="九十九号")
    assert "没有找到“九十九号”" in text
    assert "房号写成 4-2-1203" in text


@pytest.mark.parametrize("name", ["desk:counter", "desk:search"])
def test_what_is_typed_is_never_markup(cast: Cast, client_as: As, name: str) -> None:
    words = '"><script>alert(1)</script>'
    text = page(client_as("street_officer"), reverse(name), q=words)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_names_and_numbers_are_masked_until_a_reason_is_given(world: World, client_as: As) -> None:
    cast = world.cast
    owner, co_owner = cast.persons["owner"], cast.persons["co_owner"]
    text = page(client_as("street_officer"), unit_url(cast.a.units[0]))
    assert owner.name not in text
    assert co_owner.name not in text
    assert mask_name(owner.name) in text
    assert "13800000000" not in text
    show = reverse("estate:show", args=[owner.pk, "phone"])
    assert f'data-m-unmask="{show}"' in text
    listed = page(client_as("street_officer"), reverse("desk:counter"), q="1-1-101")
    assert owner.name not in listed


def test_several_owners_count_as_one_person(cast: Cast, client_as: As) -> None:
    text = page(client_as("community_worker"), unit_url(cast.a.units[0]))
    assert "2 人共有" in text
    assert "90.63" in text


def test_a_verb_that_is_not_yours_is_grey_and_says_why(world: World, client_as: As) -> None:
    unit = world.cast.a.units[0]
    transfer = f'href="{reverse("estate:transfer", args=[unit.pk])}"'
    tenant = f'href="{reverse("estate:add_tenant", args=[unit.pk])}"'
    officer = page(client_as("street_officer"), unit_url(unit))
    assert transfer in officer
    assert tenant in officer
    desk = page(client_as("property_manager"), unit_url(unit))
    assert transfer not in desk
    assert tenant in desk
    assert 'aria-disabled="true"' in desk
    assert "您的岗位可以查看底册，但不能修改。" in desk


def test_that_a_home_took_part_is_shown_to_the_conveners_and_never_how(
    world: World, client_as: As
) -> None:
    world.vote("owner")
    unit = world.cast.a.units[0]
    worker = page(client_as("community_worker"), unit_url(unit))
    assert world.poll.title in worker
    assert "线上已投" in worker
    assert "同意" not in worker
    other = page(client_as("community_worker"), unit_url(world.cast.a.units[4]))
    assert "线上已投" not in other
    assert "未送达" in other
    assert "线上已投" not in page(client_as("property_manager"), unit_url(unit))
    assert "线上已投" in page(client_as("auditor"), unit_url(unit))


def test_a_vote_about_the_company_is_kept_from_its_desk(world: World, client_as: As) -> None:
    cast = world.cast
    unit, manager = cast.a.units[0], client_as("property_manager")
    paper = reverse("assembly:paper_entry", args=[world.poll.pk, 1])
    assert paper in page(manager, unit_url(unit))
    Poll.objects.of(cast.yun).filter(pk=world.poll.pk).update(concerns=cast.company)
    text = page(manager, unit_url(unit))
    assert world.poll.title not in text
    assert paper not in text
    assert world.poll.title not in page(manager, reverse("desk:home"))
    assert world.poll.title not in page(manager, reverse("desk:search"), q="业主大会")
    assert opened(manager, "BJ-2026-0117") == ""
    assert paper in page(client_as("community_worker"), unit_url(unit))


@pytest.mark.parametrize(
    "role", ["stranger", "leaver", "other_compound_owner", "neighbour_officer", "social_worker"]
)
def test_others_find_no_home_and_no_counter(world: World, client_as: As, role: str) -> None:
    cast, client = world.cast, client_as(role)
    assert client.get(unit_url(cast.a.units[0])).status_code in (403, 404)
    for name in ("desk:counter", "desk:search"):
        for words in ("1-1-101", cast.persons["owner"].name, "BJ-2026-0117", "0000"):
            answer = client.get(reverse(name), {"q": words})
            assert unit_url(cast.a.units[0]) not in answer.content.decode()
            assert cast.a.compound.name not in answer.content.decode()
            assert str(cast.a.units[0].pk) not in answer.headers.get("Location", "")


def test_a_worker_of_another_compound_finds_nothing_here(cast: Cast, client_as: As) -> None:
    """The committee of compound A does not find compound B."""
    chair = client_as("committee_chair")
    assert chair.get(unit_url(cast.b.units[0])).status_code == 404
    assert "没有找到" in page(chair, reverse("desk:counter"), q=cast.b.owners[3].name)
    assert opened(chair, "1-1-202") == unit_url(cast.a.units[3])


@pytest.mark.parametrize("role", ["owner", "co_owner", "tenant"])
def test_residents_read_their_home_on_the_first_page(cast: Cast, client_as: As, role: str) -> None:
    unit = cast.a.units[2 if role == "tenant" else 0]
    answer = client_as(role).get(unit_url(unit))
    assert answer.headers["Location"] == reverse("desk:home")
    assert client_as(role).get(reverse("desk:counter")).status_code == 404


def test_homes_opened_last_are_offered_in_the_same_street_only(cast: Cast, client_as: As) -> None:
    worker = client_as("community_worker")
    page(worker, unit_url(cast.a.units[5]))
    text = page(worker, reverse("desk:counter"))
    assert unit_url(cast.a.units[5]) in text
    session = worker.session
    session["desk_recent"] = [[str(cast.a.units[5].pk), "1-1-302", str(cast.other.pk)]]
    session.save()
    assert unit_url(cast.a.units[5]) not in page(worker, reverse("desk:counter"))


def test_finding_asks_a_fixed_number_of_statements(world: World, client_as: As) -> None:
    officer = client_as("street_officer")

    def asked(words: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as log:
            officer.get(reverse("desk:counter"), {"q": words}, headers=HTMX)
        return len(log)

    asked("1-1-101")  # what is read once in a process
    assert asked("1-1-1") <= 19
    assert asked("1-1-1") == asked("1-1-101")
    assert asked("演示") <= 21  # one for matters, which are found by their words


def test_a_home_asks_a_fixed_number_of_statements(world: World, client_as: As) -> None:
    officer, unit = client_as("street_officer"), world.cast.a.units[0]

    def asked() -> int:
        with CaptureQueriesContext(connection) as log:
            page(officer, unit_url(unit))
        return len(log)

    asked()
    one = asked()
    assert one <= 22  # two for what the home owes and has paid ahead
    for number in range(118, 121):
        voting_again(world, f"BJ-2026-0{number}")
    assert asked() == one


def voting_again(world: World, number: str) -> None:
    """The same vote once more, with the same first entry."""
    poll = Poll.objects.of(world.street).get(pk=world.poll.pk)
    poll.pk, poll.number = uuid7(), number
    poll.save(force_insert=True)
    entry, row = world.entries[0], None
    for found in type(world.entries[0]).objects.of(world.street).filter(pk=entry.pk):
        row = found.unit_rows.get()
        found.pk, found.poll, found.code = uuid7(), poll, f"{number}-1"
        found.save(force_insert=True)
        row.pk, row.poll, row.entry = uuid7(), poll, found
        row.save(force_insert=True)
