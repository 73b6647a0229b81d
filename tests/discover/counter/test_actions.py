"""An affair is handed in once, told once what is missing, answered once; windows and agents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from mulin.discover.counter.actions.agents import Terms, end_mandate, give_mandate
from mulin.discover.counter.actions.carrying import (
    answer,
    collect,
    decide,
    forward,
    read_phone,
    withdraw,
)
from mulin.discover.counter.actions.checking import Seen, accept, check_papers, tell_missing
from mulin.discover.counter.actions.handing_in import Handed, hand_in
from mulin.discover.counter.actions.offering import Local, set_offer
from mulin.discover.counter.actions.sittings import (
    Caller,
    Plan,
    book,
    call_off,
    mark_booking,
    plan_sittings,
)
from mulin.discover.counter.actions.stations import (
    Premises,
    check_facilities,
    close_station,
    open_station,
)
from mulin.discover.counter.models import Application, HandedPaper, Sitting, Station
from mulin.discover.counter.queries.applications import (
    application_of,
    applications_for,
    behind,
    follow_token,
    late,
    mark_of,
    papers_of,
    values_of,
)
from mulin.ground.notices.models import Message
from mulin.ground.record.models import Fact
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.discover.counter.standing import handed, offered

Who = Callable[..., Actor]
DAY = timedelta(days=1)


@pytest.fixture
def clerk(actor: Who) -> Actor:
    return actor("community_worker")


def whole(row: Application) -> Application:
    found = application_of(row.street_id, row.pk)
    assert found is not None
    return found


def test_an_affair_goes_from_the_window_to_the_one_answer(
    cast: Cast, clerk: Actor, now: datetime
) -> None:
    row = handed(cast, clerk, now)
    assert (row.state, row.number) == ("received", "SL-2026-0001")
    row = accept(whole(row), by=clerk, now=now)
    assert (row.counted_from, row.due_on) == (date(2026, 3, 2), date(2026, 3, 16))
    row = forward(whole(row), "区民政局", day_of(now), by=clerk, now=now)
    row = decide(whole(row), "granted", "", day_of(now), by=clerk, now=now)
    row = answer(whole(row), "同意，下月起发。", by=clerk, now=now)
    assert row.state == "answered"
    with pytest.raises(Refused, match="已经办完"):
        answer(whole(row), "再说一次", by=clerk, now=now)
    assert collect(whole(row), "self", by=clerk, now=now).collected_by == "本人"
    kinds = Fact.objects.of(cast.yun).filter(subject_id=row.pk).values_list("kind", flat=True)
    assert list(kinds.order_by("id")) == [
        "AffairHandedIn",
        "AffairAccepted",
        "AffairForwarded",
        "AffairDecided",
        "AffairAnswered",
        "AffairCollected",
    ]


def test_what_was_written_in_is_sealed_and_no_fact_holds_a_name(
    cast: Cast, clerk: Actor, now: datetime
) -> None:
    row = handed(cast, clerk, now)
    assert b"\xe7\x94\x9f\xe7\x97\x85" not in bytes(row.values_sealed)
    assert ("为什么困难", "生病") in values_of(row)
    facts = Fact.objects.of(cast.yun).filter(subject_id=row.pk)
    assert all(row.name not in str(fact.body) + str(fact.personal) for fact in facts)


def test_the_same_once_token_hands_in_once(cast: Cast, clerk: Actor, now: datetime) -> None:
    place, once = offered(cast, "home_help"), uuid7()
    what = Handed("home_help", "来人", values={"what": "理发"})
    first = hand_in(place, what, once=once, by=clerk, now=now)
    assert hand_in(place, what, once=once, by=clerk, now=now).pk == first.pk
    assert Application.objects.of(cast.yun).count() == 1


def test_missing_papers_are_told_once_and_nothing_else_is_asked_later(
    cast: Cast, clerk: Actor, now: datetime
) -> None:
    row = handed(
        cast, clerk, now, have=frozenset({"request", "identity", "household"}), phone="13800000000"
    )
    with pytest.raises(Refused, match="还缺：家庭收入"):
        accept(row, by=clerk, now=now)
    row = tell_missing(row, "表上签名", by=clerk, now=now)
    assert row.state == "lacking"
    assert {p.code for p in papers_of(row) if p.told} == {"income", "consent"}
    told = Message.objects.of(cast.yun).filter(key__endswith="missing").get()
    assert "家庭收入" in told.text if isinstance(told.text, str) else True
    with pytest.raises(Refused, match="已经一次告知过"):
        tell_missing(whole(row), "还要别的", by=clerk, now=now)
    with pytest.raises(Refused, match="没有说缺"):
        check_papers(whole(row), {"identity": Seen("bad", "看不清")}, by=clerk, now=now)
    got = {"income": Seen("have"), "consent": Seen("have")}
    check_papers(whole(row), got, by=clerk, now=now)
    assert accept(whole(row), by=clerk, now=now).state == "accepted"


def test_who_was_not_told_in_time_counts_from_handing_in(
    cast: Cast, clerk: Actor, now: datetime
) -> None:
    row = handed(cast, clerk, now)
    much_later = now + 20 * DAY
    assert row.tell_by == date(2026, 3, 9)
    assert mark_of(row, day_of(much_later))[0] == "late"
    assert applications_for(clerk).filter(late(day_of(much_later))).count() == 1
    accepted = accept(row, by=clerk, now=much_later)
    assert accepted.counted_from == date(2026, 3, 2)
    assert "行政许可法第32条" in accepted.how_due


def test_an_affair_without_any_period_wants_the_streets_own_first(
    cast: Cast, actor: Who, now: datetime
) -> None:
    officer = actor("street_officer")
    with pytest.raises(Refused, match="时限没有核到"):
        set_offer("minimum_living", Local(True), by=officer, now=now)
    assert set_offer("minimum_living", Local(True, 20, source="指南"), by=officer, now=now).offered
    assert set_offer("home_help", Local(True), by=officer, now=now).days is None
    with pytest.raises(Refused, match="由街道定"):
        set_offer("home_help", Local(False), by=actor("community_worker"), now=now)


def test_what_is_not_offered_is_refused_with_where_to_go(
    cast: Cast, clerk: Actor, actor: Who, now: datetime
) -> None:
    place = offered(cast, "home_help")
    set_offer("room_use", Local(False, note="到街道文化站借"), by=actor("street_officer"), now=now)
    with pytest.raises(Refused, match="到街道文化站借"):
        hand_in(place, Handed("room_use", "某人"), once=uuid7(), by=clerk, now=now)


def test_a_refusal_of_the_applicant_says_why(cast: Cast, clerk: Actor, now: datetime) -> None:
    row = handed(cast, clerk, now)
    with pytest.raises(Refused, match="没有写理由"):
        decide(row, "rejected", "", day_of(now), by=clerk, now=now)
    with pytest.raises(Refused, match="还没有受理"):
        decide(row, "granted", "", day_of(now), by=clerk, now=now)
    row = decide(row, "rejected", "户籍不在本街道", day_of(now), by=clerk, now=now)
    assert row.state == "decided"


def test_a_resident_follows_his_own_and_takes_it_back_before_there_is_a_result(
    cast: Cast, clerk: Actor, actor: Who, now: datetime
) -> None:
    row = handed(cast, clerk, now)
    with pytest.raises(Refused):
        withdraw(row, "不办了", by=actor("co_owner"), now=now)
    assert withdraw(row, "不办了", by=actor("owner"), now=now).state == "withdrawn"


def test_the_receipts_code_opens_one_affair_and_none_beside_it(
    cast: Cast, clerk: Actor, now: datetime
) -> None:
    row = handed(cast, clerk, now)
    token = follow_token(row)
    assert behind(token) == row
    assert behind(token[:-4] + "AAA=") is None
    assert behind("nonsense") is None


def test_reading_the_telephone_is_on_record(
    cast: Cast, clerk: Actor, actor: Who, now: datetime
) -> None:
    row = handed(cast, clerk, now, phone="13800000000")
    assert row.phone_masked == "138****0000"
    assert read_phone(row, "约上门时间", by=clerk, now=now) == "13800000000"
    assert Fact.objects.of(cast.yun).filter(kind="AffairPhoneRead").count() == 1
    with pytest.raises(Refused):
        read_phone(row, "看看", by=actor("auditor"), now=now)


# ── agents ───────────────────────────────────────────────────────────────────────────────────────
def test_an_agent_hands_in_what_the_mandate_covers_and_no_more(
    cast: Cast, clerk: Actor, actor: Who, now: datetime, picture: bytes
) -> None:
    place = offered(cast, "home_help", "room_use")
    principal, agent, today = cast.a.owners[2], actor("owner"), day_of(now)
    terms = Terms(principal, cast.persons["owner"], "邻居", ("home_help",), today, today + 30 * DAY)
    mandate = give_mandate(place, terms, picture, once=uuid7(), by=clerk, now=now)
    asked = Handed(
        "home_help", principal.name, person=principal, mandate=mandate, values={"what": "理发"}
    )
    row = hand_in(place, asked, once=uuid7(), by=agent, now=now)
    assert row.channel == "agent"
    other = Handed(
        "room_use",
        principal.name,
        person=principal,
        mandate=mandate,
        values={"what": "会", "day": "2026-04-01", "people": "9"},
    )
    with pytest.raises(Refused, match="没有写这件事"):
        hand_in(place, other, once=uuid7(), by=agent, now=now)
    with pytest.raises(Refused, match="不在委托的期限"):
        hand_in(place, asked, once=uuid7(), by=agent, now=now + 31 * DAY)
    end_mandate(mandate, "自己来", by=clerk, now=now)
    mandate.refresh_from_db()
    with pytest.raises(Refused, match="已经收回"):
        hand_in(place, asked, once=uuid7(), by=agent, now=now)


# ── stations and windows ─────────────────────────────────────────────────────────────────────────
@pytest.fixture
def place(cast: Cast, clerk: Actor, now: datetime) -> Station:
    premises = Premises("甲站", "路 1 号", area=30000)
    return open_station(cast.a.community, premises, once=uuid7(), by=clerk, now=now)


def evening(now: datetime, **more: object) -> Plan:
    today = day_of(now)
    what = {
        "weekdays": frozenset({2}),
        "first": today,
        "last": today + 13 * DAY,
        "opens": time(17),
        "closes": time(20),
        "sitter": "苏",
        "places": 1,
    }
    return Plan(**{**what, **more})  # type: ignore[arg-type]


def test_windows_after_hours_and_on_days_off_are_off_hours(
    place: Station, clerk: Actor, now: datetime
) -> None:
    made = plan_sittings(place, evening(now), by=clerk, now=now)
    assert [(one.day.weekday(), one.off_hours) for one in made] == [(2, True), (2, True)]
    office = evening(now, weekdays=frozenset({0, 5}), opens=time(9), closes=time(12))
    found = {
        one.day.weekday(): one.off_hours for one in plan_sittings(place, office, by=clerk, now=now)
    }
    assert found == {0: False, 5: True}
    with pytest.raises(Refused, match="没有要新排的窗口"):
        plan_sittings(place, evening(now), by=clerk, now=now)


def test_a_window_is_booked_to_its_places_and_who_booked_is_told_when_it_does_not_open(
    place: Station, clerk: Actor, actor: Who, cast: Cast, now: datetime
) -> None:
    sitting = plan_sittings(place, evening(now), by=clerk, now=now)[0]
    owner = actor("owner")
    mine = Caller("业主", person=cast.persons["owner"], phone="13800000000")
    book(sitting, mine, once=uuid7(), by=owner, now=now)
    with pytest.raises(Refused, match="约满"):
        book(sitting, Caller("王"), once=uuid7(), by=clerk, now=now)
    with pytest.raises(Refused, match="还排着窗口"):
        close_station(place, "搬了", by=clerk, now=now)
    call_off(sitting, "停电", by=clerk, now=now)
    assert Message.objects.of(cast.yun).filter(key__startswith="window-off").count() == 1
    assert Sitting.objects.of(cast.yun).get(pk=sitting.pk).why_off == "停电"


def test_nobody_came_before_the_day(place: Station, clerk: Actor, now: datetime) -> None:
    sitting = plan_sittings(place, evening(now), by=clerk, now=now)[0]
    row = book(sitting, Caller("王"), once=uuid7(), by=clerk, now=now)
    with pytest.raises(Refused, match="还没有到"):
        mark_booking(row, "came", by=clerk, now=now)
    assert mark_booking(row, "came", by=clerk, now=now + 3 * DAY).state == "came"


def test_what_a_station_lacks_says_what_and_is_counted(
    place: Station, clerk: Actor, actor: Who, now: datetime
) -> None:
    with pytest.raises(Refused, match="要写差什么"):
        check_facilities(place, {"ramp": ("no", "")}, day_of(now), by=clerk, now=now)
    seen = {"ramp": ("no", "六月做"), "waiting": ("yes", "")}
    check_facilities(place, seen, day_of(now), by=clerk, now=now)
    check_facilities(place, {"ramp": ("yes", "")}, day_of(now), by=clerk, now=now)
    assert {row.code: row.state for row in place.checks.all()} == {"ramp": "yes", "waiting": "yes"}
    with pytest.raises(Refused):
        check_facilities(place, seen, day_of(now), by=actor("property_manager"), now=now)


def test_a_community_keeps_its_own_station_only(cast: Cast, clerk: Actor, now: datetime) -> None:
    with pytest.raises(Refused):
        open_station(cast.b.community, Premises("乙站", "路"), once=uuid7(), by=clerk, now=now)
    assert HandedPaper.objects.of(cast.yun).count() == 0
