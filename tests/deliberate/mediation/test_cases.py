"""A case from its application to its end: who agrees, who may mediate, what is promised and kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from mulin.deliberate.mediation.actions import (
    agreeing,
    applying,
    consenting,
    ending,
    keeping,
    seating,
    talking,
)
from mulin.deliberate.mediation.models import Accord, Dispute, Promise, Seat, Side
from mulin.deliberate.mediation.queries.cases import file_of, lines_of
from mulin.ground.record.models import Fact
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.deliberate.mediation.world import DUE, PNG, World, call, enlist, sides, world

Act = Callable[..., Actor]


@pytest.fixture
def place(cast: Cast) -> World:
    return world(cast)


def test_an_application_finds_its_people_in_the_register(place: World, now: datetime) -> None:
    found = place.asked(now)
    applicant, respondent = sides(found)
    assert found.number == "TJ-2026-0001"
    assert found.state == Dispute.State.ASKED
    assert applicant.person_id == place.cast.a.owners[0].pk
    assert respondent.person_id == place.cast.a.owners[4].pk
    assert applicant.consent == Side.Consent.AGREED
    assert respondent.consent == Side.Consent.WAITING


def test_a_namesake_of_another_room_is_not_taken_for_the_party(place: World, now: datetime) -> None:
    who = applying.Who(place.cast.a.owners[4].name, room="2-1-301")
    _applicant, respondent = sides(place.asked(now, respondent=who))
    assert respondent.person_id is None


@pytest.mark.parametrize("bar", ["before_court", "owners_decide", "refused"])
def test_what_may_not_be_mediated_is_refused_with_its_rule(
    place: World, now: datetime, bar: str
) -> None:
    with pytest.raises(Refused, match="第"):
        place.asked(now, bar=bar)
    assert not Dispute.objects.exists()


def test_with_the_last_consent_the_case_is_accepted_and_its_time_runs(
    place: World, now: datetime
) -> None:
    found = place.opened(now)
    assert found.state == Dispute.State.OPEN
    assert found.accepted_on == date(2026, 3, 2)
    assert found.due_on == date(2026, 4, 1)
    assert "届满" in found.how_due
    assert found.late_on(date(2026, 4, 2))
    assert not found.late_on(date(2026, 4, 1))


def test_the_usual_time_rolls_over_a_holiday(place: World, now: datetime) -> None:
    later = now.replace(month=9, day=1)  # thirty days later lies in the national holiday
    found = place.opened(later)
    assert found.due_on is not None
    assert found.due_on > date(2026, 10, 1)
    assert "顺延" in found.how_due


def test_who_refuses_ends_it_and_hears_of_the_other_ways(
    place: World, now: datetime, actor: Act
) -> None:
    found = place.asked(now)
    respondent = sides(found)[1]
    director = place.acting("director", now.date())
    ended = consenting.note_consent(respondent, "refused", "电话", now.date(), by=director, now=now)
    assert ended.state == Dispute.State.REFUSED
    assert ended.ways == ["court", "arbitration", "office"]
    with pytest.raises(Refused, match="已经结束"):
        talking.call_talk(
            ended, now + timedelta(days=1), "活动室", (), once=uuid7(), by=director, now=now
        )


def test_a_party_may_stop_at_any_time_and_no_other(place: World, now: datetime, actor: Act) -> None:
    found = place.seated(now)
    applicant, respondent = sides(found)
    with pytest.raises(Refused, match="没有找到"):
        ending.stop_dispute(respondent, "不谈了", by=actor("owner"), now=now)
    ended = ending.stop_dispute(applicant, "不谈了", by=actor("owner"), now=now)
    assert ended.state == Dispute.State.REFUSED
    assert ended.ways


def test_who_stands_near_to_a_party_may_not_mediate(place: World, now: datetime) -> None:
    cast, director = place.cast, place.acting("director", now.date())
    company = applying.Who("", organisation=cast.company)
    found = place.opened(now, respondent=company, reporter=cast.persons["social_worker"].pk)
    for person, why in (
        (cast.a.owners[0], "本人就是当事人"),
        (cast.persons["co_owner"], "共有一处房屋"),
        (cast.persons["property_manager"], "同一个单位任职"),
        (cast.persons["social_worker"], "本人反映"),
    ):
        row = enlist(place, person)
        with pytest.raises(Refused, match=why):
            seating.seat_mediator(found, row, "panel", by=director, now=now)


def test_a_declared_relative_does_not_sit_again(place: World, now: datetime) -> None:
    found, director = place.seated(now), place.acting("director", now.date())
    him = place.people["mediator"]
    seating.unseat_mediator(found, him, "relative", "当事人说是表兄", by=director, now=now)
    with pytest.raises(Refused, match="亲属"):
        seating.seat_mediator(found, him, "parties", by=director, now=now)
    assert Seat.objects.filter(until__isnull=True).count() == 0


def test_a_joint_session_needs_everybodys_word_and_tells_guests_one_line(
    place: World, now: datetime
) -> None:
    found = place.seated(now)
    judge = talking.Asked("judge", "社区法官工作站", "", "请讲漏水责任怎样分。")
    Side.objects.filter(dispute=found).update(shares=False)
    with pytest.raises(Refused, match="没有同意请外人"):
        call(place, found, now, judge)
    Side.objects.filter(dispute=found).update(shares=True)
    talk = call(place, found, now, judge)
    assert [g.told for g in talk.guests.filter(street_id=talk.street_id)] == [judge.told]
    by, later = place.acting("mediator", now.date()), now + timedelta(days=3)
    with pytest.raises(Refused, match="还没有到"):
        talking.record_talk(talk, "谈了", (), by=by, now=now)
    talking.record_talk(talk, "谈了", (), by=by, now=later)
    talking.sign_talk(talk, None, PNG, by=by, now=later)
    with pytest.raises(Refused, match="已经有人签字"):
        talking.record_talk(talk, "改了", (), by=by, now=later)


def test_a_written_agreement_is_in_force_with_the_last_name_and_the_seal(
    place: World, now: datetime, actor: Act
) -> None:
    accord = place.agreed(now)
    mediator = place.acting("mediator", now.date())
    applicant, respondent = sides(accord.dispute)
    agreeing.sign_accord(accord, applicant, PNG, "screen", by=actor("owner"), now=now)
    with pytest.raises(Refused):
        agreeing.sign_accord(accord, respondent, PNG, "screen", by=actor("owner"), now=now)
    seat = Seat.objects.get(dispute=accord.dispute)
    for who in (respondent, seat):
        agreeing.sign_accord(accord, who, PNG, "paper", by=mediator, now=now)
    accord.refresh_from_db()
    assert accord.state == Accord.State.DRAFT
    agreeing.sign_accord(accord, None, PNG, "paper", by=mediator, now=now)
    accord.refresh_from_db()
    assert accord.state == Accord.State.IN_FORCE
    assert accord.effective_on == now.date()
    assert accord.confirm_by == date(2026, 4, 1)
    own = file_of(accord.dispute, now.date()).signatures[0]
    assert (own.how, own.entered_by) == ("screen", "")


def test_an_oral_agreement_is_in_force_on_its_day(place: World, now: datetime) -> None:
    accord = place.agreed(now, "oral")
    assert accord.effective_on == now.date()
    assert accord.dispute.state == Dispute.State.AGREED or (
        Dispute.objects.get(pk=accord.dispute_id).state == Dispute.State.AGREED
    )


def test_a_sum_is_kept_to_the_fen(place: World, now: datetime) -> None:
    accord, day = place.signed(now), now.date()
    by = place.acting("mediator", day)
    repair, money = Promise.objects.filter(accord=accord).order_by("order")

    def pay(promise: Promise, fen: int) -> Promise:
        return keeping.note_payment(promise, fen, day, "看了凭证", once=uuid7(), by=by, now=now)

    pay(repair, 0)
    pay(money, 186_049)
    with pytest.raises(Refused, match=r"0\.01"):
        pay(money, 2)
    assert Dispute.objects.get(pk=accord.dispute_id).state == Dispute.State.AGREED
    assert [line.left for line in lines_of(accord, day)] == [0, 1]
    pay(money, 1)
    assert Dispute.objects.get(pk=accord.dispute_id).state == Dispute.State.DONE
    assert lines_of(accord, DUE + timedelta(days=1))[1].late is False


def test_the_court_is_asked_by_both_within_thirty_days(place: World, now: datetime) -> None:
    accord = place.signed(now)
    last = date(2026, 4, 1)
    later = now + timedelta(days=60)
    by = place.acting("mediator", later.date())
    with pytest.raises(Refused, match="双方共同"):
        keeping.ask_confirmation(accord, "区法院", last, together=False, by=by, now=later)
    too_late = last + timedelta(days=1)
    with pytest.raises(Refused, match="三十天"):
        keeping.ask_confirmation(accord, "区法院", too_late, together=True, by=by, now=later)
    asked = keeping.ask_confirmation(accord, "区法院", last, together=True, by=by, now=later)
    assert asked.court_by == date(2026, 4, 16)
    done = keeping.note_decision(
        asked, "confirmed", date(2026, 4, 10), "（2026）民特 12 号", by=by, now=later
    )
    assert done.court == Accord.Court.CONFIRMED


def test_what_comes_to_nothing_names_a_way_that_is_left(place: World, now: datetime) -> None:
    found, by = place.seated(now), place.acting("mediator", now.date())
    with pytest.raises(Refused, match="途径"):
        ending.end_dispute(found, "failed", "差距太大", (), by=by, now=now)
    ended = ending.end_dispute(found, "failed", "差距太大", ("court",), by=by, now=now)
    assert (ended.state, ended.ways) == (Dispute.State.FAILED, ["court"])


def test_a_second_click_gives_the_first_case(place: World, now: datetime) -> None:
    once, cast = uuid7(), place.cast
    asked = applying.Application(
        place.panel, cast.a.compound, "application", "call", "noise", "夜里吵", "每晚十一点后",
        applicant=applying.Who("来电人"),
    )  # fmt: skip
    by = cast.actor("community_worker", now.date())
    made = [applying.register_dispute(asked, once=once, by=by, now=now) for _ in (1, 2)]
    assert made[0].pk == made[1].pk
    assert Dispute.objects.count() == 1
    with pytest.raises(Refused, match="主动调解"):
        applying.register_dispute(replace(asked, source="own"), once=uuid7(), by=by, now=now)


def test_facts_tell_the_number_and_nothing_of_what_it_is_about(place: World, now: datetime) -> None:
    accord = place.signed(now)
    names = {side.name for side in sides(accord.dispute)} | {"漏水", "粉刷", "渗水"}
    facts = Fact.objects.all()
    assert facts.count() >= 8
    for fact in facts:
        assert fact.compound_id is None
        assert not any(word in str(fact.body) for word in names), fact.body
