"""Units are split and merged, buildings renumbered, compounds made one and two; nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly.models import Poll
from mulin.ground.estate import actions
from mulin.ground.estate.actions import UnitPart
from mulin.ground.estate.models import (
    Appointment,
    Building,
    Compound,
    Engagement,
    Organisation,
    Ownership,
    Tenancy,
    Unit,
)
from mulin.ground.estate.queries.holdings import holdings_on
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused
from tests import isolation
from tests.cast import Cast

Act = Callable[..., Actor]
As = Callable[[str], Client]


def owned_in(compound: Compound) -> int:
    return (
        Ownership.objects.of(compound.street_id)
        .filter(unit__compound=compound, valid_to__isnull=True)
        .count()
    )


def clear(cast: Cast, compound: Compound) -> None:
    """End what belongs to a compound alone, as its people would before it is merged."""
    day = date(2026, 2, 1)
    here = {"compound_id": compound.pk}
    Engagement.objects.of(cast.yun).filter(**here).update(valid_to=day)
    Organisation.objects.of(cast.yun).filter(**here).update(ended_on=day)
    Appointment.objects.of(cast.yun).filter(**here).update(valid_to=day)


def test_a_split_on_screen_keeps_the_owners_and_the_history(cast: Cast, client_as: As) -> None:
    unit, officer = cast.a.units[0], client_as("street_officer")
    url = reverse("estate:split_unit", args=[unit.pk])
    day = clock.today()
    said = {"day": day, "basis": "演示权证 1 号", "parts": "101A 60.50 72.00\n101B 30.13"}
    wrong = officer.post(url, {**said, "parts": "101A 六十\n101B 30.13"})
    assert wrong.status_code == 422
    assert "第 1 行：面积请写成" in wrong.content.decode()
    assert "101B 30.13" in wrong.content.decode()
    assert officer.post(url, said).status_code == 302
    made = Unit.objects.of(cast.yun).filter(started_on=day).order_by("label")
    assert [(u.label, u.voting_area, u.gross_area) for u in made] == [
        ("1-1-101A", 6050, 7200),
        ("1-1-101B", 3013, 0),
    ]
    before = list(Ownership.objects.of(cast.yun).filter(unit=unit).order_by("person_id"))
    for part in made:
        rows = Ownership.objects.of(cast.yun).filter(unit=part).order_by("person_id")
        assert [r.person_id for r in rows] == [r.person_id for r in before]
    assert {r.valid_to for r in before} == {day}
    assert Fact.objects.latest("id").kind == "UnitSplit"


def test_a_unit_that_is_lived_in_is_not_split_by_guessing(
    cast: Cast, actor: Act, now: datetime, today: date
) -> None:
    parts = [UnitPart("201A", 4000), UnitPart("201B", 5000)]
    with pytest.raises(Refused, match="1 位住户"):
        actions.split_unit(
            cast.a.units[2], parts, on=today, basis="x", by=actor("street_officer"), now=now
        )


def test_two_units_become_one_on_screen_and_who_lives_there_stays(
    cast: Cast, client_as: As
) -> None:
    officer, (one, two) = client_as("street_officer"), cast.a.units[-2:]
    Tenancy(
        street=cast.yun, unit=one, person=cast.persons["tenant"], valid_from=date(2026, 1, 1)
    ).save(force_insert=True)
    url = reverse("estate:merge_units", args=[two.pk])
    said = {
        "others": "9-9-999",
        "room": "301",
        "voting_area": "185.25",
        "day": clock.today(),
        "basis": "演示权证 2 号",
    }
    assert "没有房号 9-9-999" in officer.post(url, said).content.decode()
    other = officer.post(url, {**said, "others": cast.a.units[-3].label})
    assert "业主或份额不同" in other.content.decode()
    assert officer.post(url, {**said, "others": one.label}).status_code == 302
    made = Unit.objects.of(cast.yun).get(started_on=clock.today())
    assert (made.label, made.voting_area) == ("2-1-301", 18525)
    assert Tenancy.objects.of(cast.yun).filter(unit=made, valid_to__isnull=True).count() == 1


def test_ending_a_unit_ends_who_lives_there_too(
    cast: Cast, actor: Act, now: datetime, today: date
) -> None:
    unit = cast.a.units[2]
    actions.end_unit(unit, on=today, why="拆除", by=actor("street_officer"), now=now)
    assert not Tenancy.objects.of(cast.yun).filter(unit=unit, valid_to__isnull=True).exists()


def test_a_building_gets_another_number_with_all_its_rooms(cast: Cast, client_as: As) -> None:
    officer, building = client_as("street_officer"), cast.a.buildings[1]
    url = reverse("estate:renumber_building", args=[building.pk])
    assert "已经有了" in officer.post(url, {"label": "1", "why": "门牌更换"}).content.decode()
    assert officer.post(url, {"label": "18", "why": "门牌更换"}).status_code == 302
    units = Unit.objects.of(cast.yun).filter(building=building).order_by("order")
    assert [u.label for u in units][:2] == ["18-1-101", "18-1-102"]
    assert {u.pk for u in units} == {u.pk for u in cast.a.units[6:]}
    fact = Fact.objects.latest("id")
    assert (fact.kind, fact.body["units"]) == ("BuildingRenumbered", 6)


def test_two_phases_become_one_assembly_and_nobody_is_lost(
    cast: Cast, actor: Act, now: datetime, today: date
) -> None:
    a, b = cast.a.compound, cast.b.compound
    owners = owned_in(a) + owned_in(b)
    area = Unit.objects.of(cast.yun).aggregate(sum=Sum("voting_area"))["sum"]
    clear(cast, b)
    moved = actions.merge_compounds(
        a, b, phase="二期", own_phase="一期", why="演示批复", by=actor("street_officer"), now=now
    )
    assert moved == 12
    assert owned_in(a) == owners
    held = holdings_on(a, today)
    assert sum(h.voting_area for h in held) == area
    labels = Building.objects.of(cast.yun).filter(compound=a).values_list("label", "phase")
    assert set(labels) == {("1", "一期"), ("2", "一期"), ("二期1", "二期"), ("二期2", "二期")}
    assert Unit.objects.of(cast.yun).filter(compound=a, label="二期1-1-101").exists()
    assert Compound.objects.of(cast.yun).get(pk=b.pk).ended_on == today
    assert Fact.objects.latest("id").kind == "CompoundsMerged"


def test_a_merger_names_everything_that_stands_in_its_way(
    cast: Cast, actor: Act, now: datetime
) -> None:
    by = actor("street_officer")
    with pytest.raises(Refused) as caught:
        actions.merge_compounds(
            cast.b.compound, cast.a.compound, phase="二期", why="x", by=by, now=now
        )
    said = str(caught.value)
    assert "云栖苑业主委员会还没有撤销" in said
    assert "安栖物业（演示）的“提供物业服务”关系还没有结束" in said
    assert "计票人”还没有结束" in said
    clear(cast, cast.a.compound)
    isolation.poll(cast)
    with pytest.raises(Refused, match="表决“云栖苑演示表决”还没有办完"):
        actions.merge_compounds(
            cast.b.compound, cast.a.compound, phase="二期", why="x", by=by, now=now
        )
    Poll.objects.of(cast.yun).update(state=Poll.State.VOIDED)
    actions.merge_compounds(cast.b.compound, cast.a.compound, phase="二期", why="x", by=by, now=now)


def test_what_was_merged_wrongly_is_split_again(
    cast: Cast, actor: Act, now: datetime, today: date
) -> None:
    a, b, by = cast.a.compound, cast.b.compound, actor("street_officer")
    clear(cast, b)
    actions.merge_compounds(a, b, phase="二期", why="演示批复", by=by, now=now)
    came = list(Building.objects.of(cast.yun).filter(compound=a, phase="二期").order_by("order"))
    made = actions.split_compound(
        a, came, name="溪畔里", slug="yun-b2", why="批复撤回", by=by, now=now
    )
    assert len(holdings_on(made, today)) == 12
    assert len(holdings_on(a, today)) == 12
    with pytest.raises(Refused, match="全部楼栋"):
        actions.split_compound(
            made, came, name="再分", slug="yun-b3", why="x", by=by, now=now + timedelta(1)
        )


def test_the_screens_of_regrouping_open_and_keep_what_was_typed(cast: Cast, client_as: As) -> None:
    officer, a = client_as("street_officer"), cast.a.compound
    merge = reverse("estate:merge_compound", args=[cast.b.compound.pk])
    assert "云栖苑" in officer.get(merge).content.decode()
    refused = officer.post(merge, {"into": a.pk, "phase": "二期", "why": "演示批复"})
    assert refused.status_code == 422
    assert "还有事没有了结" in refused.content.decode()
    assert "演示批复" in refused.content.decode()
    split = reverse("estate:split_compound", args=[a.pk])
    page = officer.get(split).content.decode()
    assert "2号楼" in page
    once = page.split('name="once" value="')[1].split('"')[0]
    said = {
        "once": once,
        "buildings": cast.a.buildings[1].pk,
        "name": "云栖东苑",
        "slug": "yun-east",
        "why": "演示批复",
    }
    assert officer.post(split, said).status_code == 302
    assert officer.post(split, said).status_code == 302
    assert Compound.objects.of(cast.yun).filter(slug="yun-east").count() == 1


@pytest.mark.parametrize("role", ["committee_chair", "property_manager", "auditor", "owner"])
def test_others_do_not_regroup(cast: Cast, client_as: As, role: str) -> None:
    client, building = client_as(role), cast.a.buildings[0]
    for url in (
        reverse("estate:split_unit", args=[cast.a.units[0].pk]),
        reverse("estate:merge_units", args=[cast.a.units[0].pk]),
        reverse("estate:renumber_building", args=[building.pk]),
        reverse("estate:merge_compound", args=[cast.a.compound.pk]),
        reverse("estate:split_compound", args=[cast.a.compound.pk]),
    ):
        assert client.get(url).status_code in {403, 404}
