"""Who owns what on a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.ground.estate import actions
from mulin.ground.estate.actions import Stake
from mulin.ground.estate.models import ActsFor, Ownership, Unit
from mulin.ground.estate.queries import holdings_on, owners_on
from mulin.ground.record.models import Fact
from mulin.kit.rights import Refused
from tests.cast import Cast


def _facts(cast: Cast, kind: str) -> Any:
    return Fact.objects.of(cast.yun).filter(kind=kind)


def test_every_unit_of_the_compound_stands_with_its_owners_in_order(
    cast: Cast, today: date
) -> None:
    found = holdings_on(cast.a.compound, today)
    assert [h.label for h in found][:3] == ["1-1-101", "1-1-102", "1-1-201"]
    assert len(found) == 12
    first = found[0]
    assert {o.person_id for o in first.owners} == {cast.a.owners[0].pk, cast.a.owners[-1].pk}
    assert {o.share for o in first.owners} == {(1, 2)}
    assert first.key == "+".join(
        sorted(f"p:{o.person_id.hex}" for o in first.owners if o.person_id)
    )
    assert (first.building, first.stairwell, first.floor) == ("1", "1", 1)
    assert first.voting_area == cast.a.units[0].voting_area


def test_a_transfer_changes_the_owner_from_its_day_on(
    cast: Cast, actor: Any, now: datetime, today: date
) -> None:
    unit, buyer = cast.a.units[3], cast.persons["tenant"]
    day = today - timedelta(days=10)
    actions.transfer_ownership(
        unit, [Stake(buyer, 1, 1)], on=day, basis="买卖", by=actor("street_officer"), now=now
    )
    before, after = owners_on(unit, day - timedelta(days=1)), owners_on(unit, day)
    assert [o.person_id for o in before] == [cast.a.owners[3].pk]
    assert [o.person_id for o in after] == [buyer.pk]
    fact = _facts(cast, "OwnershipTransferred").get()
    assert fact.compound_id == cast.a.compound.pk
    assert fact.subject_id == unit.pk
    assert buyer.name not in fact.sentence


def test_part_of_a_unit_may_change_hands_and_shares_must_make_one(
    cast: Cast, actor: Any, now: datetime, today: date
) -> None:
    unit, buyer = cast.a.units[0], cast.persons["tenant"]
    officer = actor("street_officer")
    mine = Ownership.objects.of(cast.yun).get(unit_id=unit.pk, person_id=cast.a.owners[0].pk)
    with pytest.raises(Refused, match="应当等于 1"):
        actions.transfer_ownership(
            unit, [Stake(buyer, 1, 3)], on=today, basis="买卖", closing=[mine], by=officer, now=now
        )
    actions.transfer_ownership(
        unit, [Stake(buyer, 1, 2)], on=today, basis="买卖", closing=[mine], by=officer, now=now
    )
    assert {o.person_id for o in owners_on(unit, today)} == {buyer.pk, cast.a.owners[-1].pk}


def test_a_transfer_cannot_lie_in_the_future_or_before_the_purchase(
    cast: Cast, actor: Any, now: datetime, today: date
) -> None:
    unit, stake = cast.a.units[3], Stake(cast.persons["tenant"])
    officer = actor("street_officer")
    with pytest.raises(Refused, match="还没有到"):
        actions.transfer_ownership(
            unit, [stake], on=today + timedelta(days=1), basis="买卖", by=officer, now=now
        )
    with pytest.raises(Refused, match="早于原业主的取得日期"):
        actions.transfer_ownership(
            unit, [stake], on=date(2019, 1, 1), basis="买卖", by=officer, now=now
        )


def test_who_acts_for_an_owner_stands_beside_him_while_the_paper_holds(
    cast: Cast, actor: Any, now: datetime, today: date
) -> None:
    owner, agent = cast.a.owners[4], cast.persons["tenant"]
    actions.begin_acting_for(
        agent,
        owner,
        kind=ActsFor.Kind.ATTORNEY,
        since=today,
        until=today + timedelta(days=30),
        unit=cast.a.units[4],
        paper_id=cast.a.compound.pk,
        by=actor("community_worker"),
        now=now,
    )
    (holder,) = owners_on(cast.a.units[4], today + timedelta(days=30))
    assert [(a.person_id, a.acts_as) for a in holder.agents] == [(agent.pk, "attorney")]
    (later,) = owners_on(cast.a.units[4], today + timedelta(days=31))
    assert later.agents == ()


def test_acting_for_somebody_needs_a_paper(
    cast: Cast, actor: Any, now: datetime, today: date
) -> None:
    with pytest.raises(Refused, match="证明文件"):
        actions.begin_acting_for(
            cast.persons["tenant"],
            cast.a.owners[4],
            kind="heir",
            since=today,
            paper_id=None,
            by=actor("street_officer"),
            now=now,
        )


def test_a_split_unit_is_one_before_and_two_after(
    cast: Cast, actor: Any, now: datetime, today: date
) -> None:
    unit = cast.a.units[5]
    parts = [actions.UnitPart("302A", 4000), actions.UnitPart("302B", 5000)]
    made = actions.split_unit(
        unit, parts, on=today, basis="规划批准", by=actor("street_officer"), now=now
    )
    yesterday = {h.label for h in holdings_on(cast.a.compound, today - timedelta(days=1))}
    now_there = {h.label: h for h in holdings_on(cast.a.compound, today)}
    assert "1-1-302" in yesterday
    assert "1-1-302A" not in yesterday
    assert "1-1-302" not in now_there
    assert [o.person_id for o in now_there["1-1-302B"].owners] == [cast.a.owners[5].pk]
    merged = actions.merge_units(
        made,
        actions.UnitPart("302", 9000),
        on=today,
        basis="恢复原状",
        by=actor("street_officer"),
        now=now,
    )
    assert [h.unit_id for h in holdings_on(cast.a.compound, today) if h.label == "1-1-302"] == [
        merged.pk
    ]


def test_units_of_different_owners_are_not_merged(
    cast: Cast, actor: Any, now: datetime, today: date
) -> None:
    with pytest.raises(Refused, match="业主或份额不同"):
        actions.merge_units(
            cast.a.units[2:4],
            actions.UnitPart("201", 9000),
            on=today,
            basis="打通",
            by=actor("street_officer"),
            now=now,
        )


@pytest.mark.parametrize("units", [10, 200])
def test_the_questions_are_as_many_for_200_units_as_for_10(
    cast: Cast, today: date, units: int
) -> None:
    Unit.objects.bulk_create(
        Unit(
            street=cast.yun,
            compound=cast.b.compound,
            building=cast.b.buildings[0],
            label=f"1-0-{n}",
            room=str(n),
            voting_area=5000,
        )
        for n in range(units)
    )
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(holdings_on(cast.b.compound, today)) == units + 12
    assert len(asked) == 3
