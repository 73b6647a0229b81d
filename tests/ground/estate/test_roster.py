"""Rosters written into the register: added, changed, left, undone; nothing silently merged."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.ground.estate.actions.holdings import Stake, transfer_ownership
from mulin.ground.estate.actions.roster import RosterFaulty, write_roster
from mulin.ground.estate.actions.roster_batches import undo_roster
from mulin.ground.estate.models import (
    Building,
    ImportBatch,
    Organisation,
    OtherPhone,
    Ownership,
    Person,
    Tenancy,
    Unit,
)
from mulin.ground.estate.queries import holdings_on
from mulin.ground.estate.roster import RosterOwner, RosterTerms, RosterUnit
from mulin.ground.estate.roster_planner import judge_roster
from mulin.ground.record.models import Fact
from mulin.kit.rights import Refused
from tests.cast import Cast

PLAIN = RosterTerms(area_source="register")
ID_A, ID_B = "11010519491231002X", "440524188001010014"


def _unit(room: str = "1-1-1001", *owners: RosterOwner, **more: Any) -> RosterUnit:
    building, stairwell, number = room.split("-")
    said = {"voting_area": 8962, "use": "home", "status": "delivered", "sheet": "表", "row": 2}
    return RosterUnit(room, building, stairwell, number, owners=owners, **{**said, **more})


def _owner(name: str = "张三", **more: Any) -> RosterOwner:
    if "id_number" in more:
        more.setdefault("id_kind", "resident")
    return RosterOwner(name, **more)


@pytest.fixture
def empty(cast: Cast) -> Any:
    """A compound without a single unit."""
    from mulin.ground.estate.models import Compound

    row = Compound(
        street=cast.yun, community=cast.a.community, slug="leer", name="空苑", region="310107"
    )
    row.save(force_insert=True)
    return row


@pytest.fixture
def officer(actor: Any) -> Any:
    return actor("street_officer")


def test_a_first_roster_makes_places_units_persons_and_owners(
    empty: Any, officer: Any, now: Any, today: date
) -> None:
    totals = write_roster(
        empty,
        [
            _unit("1-1-101", _owner("张三", phones=("13800001234",), id_number=ID_A)),
            _unit(
                "1-1-102",
                _owner("李四", numerator=1, denominator=2),
                _owner("王五", numerator=1, denominator=2),
            ),
            _unit("A-0-商铺1", RosterOwner("云溪商贸有限公司", kind="company"), use="shop"),
            _unit("2-1-201", status="unsold"),
        ],
        PLAIN,
        by=officer,
        now=now,
    )
    assert (totals.units_added, totals.owners_added, totals.persons_added) == (4, 4, 3)
    holdings = holdings_on(empty, today)
    assert [h.label for h in holdings] == ["1-1-101", "1-1-102", "2-1-201", "A-0-商铺1"]
    assert holdings[0].floor == 1
    assert holdings[3].owners[0].key.startswith("o:")
    assert {b.label for b in Building.objects.of(empty.street_id).filter(compound=empty)} == {
        "1",
        "2",
        "A",
    }
    person = Person.objects.of(empty.street_id).get(name="张三", import_batch_id__isnull=False)
    assert person.phone_masked == "138****1234"
    assert b"13800001234" not in bytes(person.phone_sealed)
    assert person.initials == "zs"
    fact = Fact.objects.of(empty.street_id).get(kind="RosterImported")
    assert fact.body["units_added"] == 4
    assert fact.compound_id == empty.pk


def test_the_same_roster_again_changes_nothing(
    empty: Any, officer: Any, now: Any, today: date
) -> None:
    units = [
        _unit("1-1-101", _owner("张三", phones=("13800001234",), id_number=ID_A)),
        _unit("1-1-102", _owner("李四", phones=("13900001234", "028-85551234"))),
        _unit("1-1-103", RosterOwner("云溪商贸有限公司", kind="company")),
        _unit("1-1-104", _owner("赵租", role="tenant")),
    ]
    write_roster(empty, units, PLAIN, by=officer, now=now)
    before = Ownership.objects.of(empty.street_id).count()
    totals = judge_roster(empty, units, PLAIN, today=today)
    assert totals.empty
    assert totals.units_same == 4
    again = write_roster(empty, units, PLAIN, by=officer, now=now)
    assert again.empty
    assert Ownership.objects.of(empty.street_id).count() == before
    assert OtherPhone.objects.of(empty.street_id).count() == 1


def test_one_identity_number_is_one_person_and_none_is_a_new_one(
    empty: Any, officer: Any, now: Any
) -> None:
    write_roster(
        empty,
        [
            _unit("1-1-101", _owner("张三", id_number=ID_A)),
            _unit("1-1-102", _owner("张三", id_number=ID_A)),
            _unit("1-1-103", _owner("张三", phones=("13800001234",))),
            _unit("1-1-104", _owner("张三", phones=("13800001234",))),
        ],
        PLAIN,
        by=officer,
        now=now,
    )
    assert Person.objects.of(empty.street_id).filter(name="张三").count() == 3


def test_equal_name_and_telephone_are_one_person_only_where_somebody_chose_so(
    empty: Any, officer: Any, now: Any
) -> None:
    chosen = RosterTerms(same_phone_same_person=True)
    first = [_unit(f"1-1-10{n}", _owner("张三", phones=("13800001234",))) for n in (1, 2)]
    later = [_unit("1-1-201", _owner("张三", phones=("13800001234",)))]
    write_roster(empty, first, chosen, by=officer, now=now)
    write_roster(empty, later, chosen, by=officer, now=now)
    assert Person.objects.of(empty.street_id).filter(name="张三").count() == 1


def test_an_identity_number_under_two_names_is_a_fault_and_nothing_is_written(
    empty: Any, officer: Any, now: Any
) -> None:
    units = [
        _unit("1-1-101", _owner("张三", id_number=ID_A)),
        _unit("1-1-102", _owner("李四", id_number=ID_A), row=3),
    ]
    with pytest.raises(RosterFaulty) as caught:
        write_roster(empty, units, PLAIN, by=officer, now=now)
    assert caught.value.faults[0].row == 3
    assert not Unit.objects.of(empty.street_id).filter(compound=empty).exists()
    totals = write_roster(empty, units, PLAIN, by=officer, now=now, leave_faulty=True)
    assert totals.units_added == 1


def test_a_changed_owner_closes_the_old_row_on_the_day_and_opens_a_new_one(
    empty: Any, officer: Any, now: Any, today: date
) -> None:
    write_roster(empty, [_unit("1-1-101", _owner("张三"))], PLAIN, by=officer, now=now)
    sold = [_unit("1-1-101", _owner("李四"))]
    with pytest.raises(Refused, match="从哪一天起生效"):
        write_roster(empty, sold, PLAIN, by=officer, now=now)
    day = today - timedelta(days=30)
    terms = RosterTerms(area_source="register", effective_on=day)
    totals = write_roster(empty, sold, terms, by=officer, now=now)
    assert (totals.owners_closed, totals.owners_added, totals.units_changed) == (1, 1, 1)
    assert totals.changes[0].lines == [["业主", "张*", "李*"]]
    (before,) = holdings_on(empty, day - timedelta(days=1))
    (after,) = holdings_on(empty, day)
    assert [o.name for o in before.owners] == ["张三"]
    assert [o.name for o in after.owners] == ["李四"]


def test_an_owner_learnt_for_a_unit_without_one_needs_no_day(
    empty: Any, officer: Any, now: Any
) -> None:
    write_roster(empty, [_unit("1-1-101")], PLAIN, by=officer, now=now)
    totals = write_roster(empty, [_unit("1-1-101", _owner("李四"))], PLAIN, by=officer, now=now)
    assert totals.owners_added == 1
    assert Ownership.objects.of(empty.street_id).get(unit__compound=empty).valid_from is None


def test_a_unit_missing_from_the_roster_is_left_and_named(
    empty: Any, officer: Any, now: Any, today: date
) -> None:
    write_roster(empty, [_unit("1-1-101"), _unit("1-1-102")], PLAIN, by=officer, now=now)
    totals = write_roster(empty, [_unit("1-1-102")], PLAIN, by=officer, now=now)
    assert (totals.units_left, totals.left) == (1, ["1-1-101"])
    assert len(holdings_on(empty, today)) == 2


def test_blank_cells_state_nothing(empty: Any, officer: Any, now: Any) -> None:
    write_roster(
        empty,
        [_unit("1-1-101", _owner("张三", phones=("13800001234",)), layout="三室一厅")],
        PLAIN,
        by=officer,
        now=now,
    )
    blank = RosterUnit("1-1-101", "1", "1", "101", owners=(_owner("张三"),), sheet="表", row=2)
    assert write_roster(empty, [blank], PLAIN, by=officer, now=now).empty


def test_telephone_and_identity_learnt_later_are_the_same_person(
    empty: Any, officer: Any, now: Any
) -> None:
    write_roster(empty, [_unit("1-1-101", _owner("张三"))], PLAIN, by=officer, now=now)
    known = _owner("张三", phones=("13800001234",), id_number=ID_A)
    totals = write_roster(empty, [_unit("1-1-101", known)], PLAIN, by=officer, now=now)
    assert (totals.persons_added, totals.persons_changed, totals.owners_closed) == (0, 1, 0)
    person = Person.objects.of(empty.street_id).get(name="张三")
    assert (person.phone_masked, bool(person.id_blind)) == ("138****1234", True)
    assert write_roster(empty, [_unit("1-1-101", known)], PLAIN, by=officer, now=now).empty


def test_tenants_are_added_and_never_ended_by_a_roster(empty: Any, officer: Any, now: Any) -> None:
    tenant = _owner("赵租", role="tenant")
    write_roster(empty, [_unit("1-1-101", _owner("张三"), tenant)], PLAIN, by=officer, now=now)
    write_roster(empty, [_unit("1-1-101", _owner("张三"))], PLAIN, by=officer, now=now)
    row = Tenancy.objects.of(empty.street_id).get(unit__compound=empty)
    assert (row.kind, row.valid_to) == ("tenant", None)


def test_an_import_can_be_undone_while_nothing_was_built_on_it(
    empty: Any, officer: Any, now: Any, today: date
) -> None:
    write_roster(
        empty,
        [
            _unit("1-1-101", _owner("张三", phones=("13800001234",))),
            _unit("1-1-102", _owner("王五")),
        ],
        PLAIN,
        by=officer,
        now=now,
    )
    terms = RosterTerms(area_source="register", effective_on=today)
    changed = [
        _unit("1-1-101", _owner("张三", phones=("13900009999",)), voting_area=9000),
        _unit("1-1-102", _owner("李四")),
        _unit("1-1-103", RosterOwner("云溪商贸有限公司", kind="company")),
    ]
    write_roster(empty, changed, terms, by=officer, now=now)
    batch = ImportBatch.objects.of(empty.street_id).order_by("-id").first()
    undo_roster(batch, why="导错了文件", by=officer, now=now)
    rows = {h.label: h for h in holdings_on(empty, today)}
    assert set(rows) == {"1-1-101", "1-1-102"}
    assert rows["1-1-101"].voting_area == 8962
    assert [o.name for o in rows["1-1-102"].owners] == ["王五"]
    assert not Organisation.objects.of(empty.street_id).filter(name="云溪商贸有限公司").exists()
    person = Person.objects.of(empty.street_id).get(name="张三")
    assert person.phone_masked == "138****1234"
    fact = Fact.objects.of(empty.street_id).get(kind="RosterUndone")
    assert fact.body["units"] == 1
    with pytest.raises(Refused, match="没有可撤销"):
        undo_roster(batch, why="再来一次", by=officer, now=now)


def test_an_import_somebody_built_on_is_not_undone_and_the_reason_is_said(
    empty: Any, officer: Any, now: Any, today: date
) -> None:
    write_roster(empty, [_unit("1-1-101", _owner("张三"))], PLAIN, by=officer, now=now)
    batch = ImportBatch.objects.of(empty.street_id).get(compound=empty)
    unit = Unit.objects.of(empty.street_id).get(compound=empty)
    buyer = Person(street_id=empty.street_id, name="买家")
    buyer.save(force_insert=True)
    transfer_ownership(unit, [Stake(buyer)], on=today, basis="买卖", by=officer, now=now)
    with pytest.raises(Refused, match="导入之后又有登记"):
        undo_roster(batch, why="导错了文件", by=officer, now=now)
    assert Unit.objects.of(empty.street_id).filter(compound=empty).exists()


def test_the_statements_of_an_import_do_not_grow_with_its_rows(
    empty: Any, officer: Any, now: Any
) -> None:
    def count(first: int, many: int) -> int:
        units = [
            _unit(f"1-1-{first + n}", _owner(f"人{n}", phones=("13800001234",)))
            for n in range(many)
        ]
        with CaptureQueriesContext(connection) as asked:
            write_roster(empty, units, PLAIN, by=officer, now=now)
        return len(asked)

    count(100, 10)
    assert count(1000, 1000) == count(5000, 10)


@pytest.mark.parametrize(
    "role", ["owner", "committee_chair", "property_manager", "auditor", "neighbour_officer"]
)
def test_who_does_not_keep_the_register_imports_nothing(
    cast: Cast, actor: Any, now: Any, role: str
) -> None:
    with pytest.raises(Refused):
        write_roster(cast.a.compound, [_unit()], PLAIN, by=actor(role), now=now)
    assert not Unit.objects.of(cast.yun).filter(label="1-1-1001").exists()
