"""Tickets from the first word to the last, by their verbs alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from mulin.discover.intake.actions import dispatching, gathering, judging, pausing, paying, working
from mulin.discover.intake.actions.escalating import CLIMBING, raise_level, raise_up
from mulin.discover.intake.actions.raising import open_ticket, raise_at_point, raise_ticket
from mulin.discover.intake.actions.reminding import remind_workers
from mulin.discover.intake.actions.ruling import Fits, end_rule, hang_points, set_duty, set_rule
from mulin.discover.intake.models import Remark, Ticket, TicketPaper
from mulin.discover.intake.permissions import may_see, sees_raiser
from mulin.discover.intake.queries.hints import Trouble, near
from mulin.ground.estate.models import Appointment, Organisation, Person
from mulin.ground.matters.actions import open_matter
from mulin.ground.notices.models import Message
from mulin.ground.record.models import Fact
from mulin.kit.clock import end_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, Role, system_actor
from tests.cast import SINCE, Cast
from tests.discover.intake.telling import LEAK, jpeg, raised, report, webm

pytestmark = pytest.mark.django_db
Act = Callable[..., Actor]
State = Ticket.State
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def plumber(cast: Cast, name: str = "钱演示", organisation: Organisation | None = None) -> Person:
    """Somebody who works for the company of compound A."""
    person = Person(street=cast.yun, name=name)
    person.save(force_insert=True)
    Appointment(
        street=cast.yun,
        person=person,
        organisation=organisation or cast.company,
        role=Role.PROPERTY_MANAGER,
        title="水电工",
        valid_from=SINCE,
    ).save(force_insert=True)
    return person


def test_a_report_is_numbered_sent_to_the_managing_company_and_given_its_limits(
    cast: Cast, actor: Act, now: datetime
) -> None:
    ticket = raised(cast, actor("owner"), now)
    assert (ticket.number, ticket.state) == ("GD-2026-0001", State.SENT)
    assert ticket.organisation == cast.company
    assert ticket.title == "楼顶漏水，雨天滴到六楼"
    assert ticket.respond_by == now + 2 * HOUR
    assert ticket.due_at == end_of(date(2026, 3, 9))  # five working days after a Monday
    fact = Fact.objects.of(cast.yun).get(kind="TicketRaised")
    assert LEAK[:4] not in str(fact.body), "what a resident says stays off the chain"


def test_the_same_form_sent_twice_is_one_ticket(cast: Cast, actor: Act, now: datetime) -> None:
    once, by = uuid7(), actor("owner")
    first = raise_ticket(report(cast), once=once, by=by, now=now)
    assert raise_ticket(report(cast), once=once, by=by, now=now) == first
    assert Ticket.objects.of(cast.yun).count() == 1


def test_a_photo_loses_its_position_and_a_voice_note_is_kept_as_audio(
    cast: Cast, actor: Act, now: datetime
) -> None:
    photos, voice = (("a.jpg", jpeg()),), (("说.webm", webm()),)
    ticket = raised(cast, actor("owner"), now, text="", photos=photos, voice=voice)
    kinds = {row.kind: row.paper.media_type for row in TicketPaper.objects.of(cast.yun)}
    assert kinds == {"before": "image/jpeg", "voice": "audio/webm"}
    assert ticket.title == "楼顶 漏水渗水", "a voice has no words; kind and spot serve as a title"
    with pytest.raises(Refused, match="认不出这段语音"):
        raised(cast, actor("owner"), now, voice=(("x.webm", b"MZ no sound at all"),))


def test_nothing_said_at_all_is_no_report(cast: Cast, actor: Act, now: datetime) -> None:
    with pytest.raises(Refused, match="还没有说是什么事"):
        raised(cast, actor("owner"), now, text="  ")


def test_without_a_name_only_where_the_category_lets_it_and_then_nobody_is_on_record(
    cast: Cast, actor: Act, now: datetime
) -> None:
    with pytest.raises(Refused, match="要留联系方式"):
        raised(cast, actor("owner"), now, anonymous=True)
    ticket = raised(cast, actor("owner"), now, anonymous=True, category="service")
    fact = Fact.objects.of(cast.yun).get()
    assert (ticket.raiser_id, fact.person_id, fact.account_id) == (None, None, None)
    assert ticket.follow, "he follows it by a code of his own"
    done = working.finish(ticket, "已核实", [], by=actor("street_officer"), now=now)
    working.answer(done, "posted", "已核实", by=actor("street_officer"), now=now)
    with pytest.raises(Refused):
        judging.evaluate_by_code(ticket, "guess", "yes", 5, "", now=now)
    ended = judging.evaluate_by_code(ticket, ticket.follow, "yes", 4, "", now=now)
    assert ended.state == State.CLOSED


def test_who_is_complained_of_never_learns_who_did(cast: Cast, actor: Act, now: datetime) -> None:
    ticket = raised(cast, actor("owner"), now, category="service")
    manager, worker = actor("property_manager"), actor("street_officer")
    assert may_see(manager, ticket) is not None, "it went to the community, not to the company"
    sent = dispatching.send_ticket(ticket, cast.company, None, by=worker, now=now)
    assert may_see(manager, sent) is None
    assert not sees_raiser(manager, sent)
    assert sees_raiser(worker, sent)
    done = working.finish(sent, "说明情况", [], by=manager, now=now)
    with pytest.raises(Refused, match="由社区或街道办理"):
        working.answer(done, "telephone", "打过了", by=manager, now=now)


def test_two_take_one_and_the_second_is_told_who_was_first(
    cast: Cast, actor: Act, now: datetime
) -> None:
    ticket = raised(cast, actor("owner"), now)
    manager = actor("property_manager")
    taken = dispatching.take_ticket(ticket, by=manager, now=now)
    assert (taken.worker_id, taken.state) == (manager.person_id, State.WORKING)
    assert dispatching.take_ticket(ticket, by=manager, now=now).taken_at == now
    other = plumber(cast)
    rival = Actor(cast.yun.pk, None, other.pk, other.name, grants=manager.grants)
    with pytest.raises(Refused, match="已经接了这张工单"):
        dispatching.take_ticket(ticket, by=rival, now=now)
    with pytest.raises(Refused, match="没有找到"):
        dispatching.take_ticket(ticket, by=actor("other_compound_owner"), now=now)


def test_many_are_sent_at_once_or_none(cast: Cast, actor: Act, now: datetime) -> None:
    by, man = actor("street_officer"), plumber(cast)
    tickets = [raised(cast, actor("owner"), now) for _ in range(3)]
    ids = [one.pk for one in tickets]
    assert dispatching.send_many(ids, cast.company, man, by=by, now=now) == 3
    assert dispatching.send_many(ids, cast.company, man, by=by, now=now) == 0
    assert Message.objects.of(cast.yun).filter(person_id=man.pk).count() == 3
    working.finish(tickets[1], "修好了", [], by=by, now=now)
    with pytest.raises(Refused, match=r"GD-2026-0002.*待回复"):
        dispatching.send_many(ids, cast.rival, None, by=by, now=now)
    assert not Ticket.objects.of(cast.yun).filter(organisation=cast.rival).exists()


def test_a_rule_of_the_street_goes_before_the_category_and_deals_in_turn(
    cast: Cast, actor: Act, now: datetime
) -> None:
    by = actor("street_officer")
    first, second = plumber(cast, "甲演示", cast.rival), plumber(cast, "乙演示", cast.rival)
    for person in (first, second):
        set_duty(cast.rival, person, [0], 8, 18, by=by, now=now)
    wide = set_rule(Fits(), cast.rival, "office", once=uuid7(), by=by, now=now)
    fits = Fits("leak", compound=cast.a.compound)
    narrow = set_rule(fits, cast.rival, "rotate", once=uuid7(), by=by, now=now)
    assert narrow.order < wide.order, "the narrower rule is asked first"
    sent = [raised(cast, actor("owner"), now + at * HOUR) for at in range(4)]
    given = [one.worker_id for one in sent]
    assert sorted(given[:2], key=str) == sorted([first.pk, second.pk], key=str)
    assert given[:2] == given[2:], "who waited longest gets the next"
    end_rule(narrow, by=by, now=now)
    assert raised(cast, actor("owner"), now).worker_id is None
    with pytest.raises(Refused, match="由街道统一"):
        set_rule(fits, cast.rival, "pool", once=uuid7(), by=actor("community_worker"), now=now)


def test_in_turn_wants_somebody_on_duty(cast: Cast, actor: Act, now: datetime) -> None:
    ticket = raised(cast, actor("owner"), now)
    with pytest.raises(Refused, match="没有人值班"):
        dispatching.send_ticket(
            ticket, cast.company, None, in_turn=True, by=actor("street_officer"), now=now
        )


def test_a_transfer_says_why_and_the_clock_goes_on(cast: Cast, actor: Act, now: datetime) -> None:
    ticket = raised(cast, actor("owner"), now)
    with pytest.raises(Refused, match="没有写为什么转"):
        dispatching.transfer_ticket(ticket, cast.rival, " ", by=actor("property_manager"), now=now)
    moved = dispatching.transfer_ticket(
        ticket, cast.rival, "属于外墙保修", by=actor("property_manager"), now=now
    )
    assert (moved.organisation, moved.worker_id) == (cast.rival, None)
    assert moved.due_at == ticket.due_at
    assert may_see(actor("property_manager"), moved) is not None
    with pytest.raises(Refused, match="没有找到"):
        dispatching.give_back(moved, "x", by=actor("property_manager"), now=now)


def test_a_pause_stops_the_clock_by_the_working_days_it_lasted(
    cast: Cast, actor: Act, now: datetime
) -> None:
    ticket, by = raised(cast, actor("owner"), now), actor("property_manager")
    with pytest.raises(Refused, match="没有选暂停的原因"):
        pausing.pause_ticket(ticket, "payment", "x", None, by=by, now=now)
    pausing.pause_ticket(ticket, "material", "阀门周五到", None, by=by, now=now)
    friday = now + 4 * DAY
    assert (
        raise_level(cast.yun.pk, "handler", by=system_actor(cast.yun.pk), now=now + 30 * DAY) == 0
    )
    moved = pausing.resume_ticket(ticket, by=by, now=friday)
    assert moved.due_at == end_of(date(2026, 3, 13))
    assert moved.stopped_days == 4
    again = pausing.pause_ticket(moved, "weather", "下雨", None, by=by, now=friday + HOUR)
    same = pausing.resume_ticket(again, by=by, now=friday + 3 * HOUR)
    assert same.due_at == moved.due_at, "a pause within one day moves nothing"


def test_an_emergency_runs_in_hours_and_does_not_pause(
    cast: Cast, actor: Act, now: datetime
) -> None:
    ticket = raised(cast, actor("owner"), now, category="danger", text="外墙瓷砖脱落")
    assert ticket.emergency
    assert ticket.due_at == now + 4 * HOUR
    with pytest.raises(Refused, match="不能停表"):
        pausing.pause_ticket(
            ticket, "material", "等料", None, by=actor("property_manager"), now=now
        )


def test_one_extension_before_the_limit_and_by_the_office(
    cast: Cast, actor: Act, now: datetime
) -> None:
    ticket = raised(cast, actor("owner"), now)
    with pytest.raises(Refused, match="由社区或街道办理"):
        pausing.extend_ticket(ticket, 3, "开挖", by=actor("property_manager"), now=now)
    by = actor("community_worker")
    longer = pausing.extend_ticket(ticket, 3, "要开挖", by=by, now=now)
    assert longer.due_at == end_of(date(2026, 3, 12))
    with pytest.raises(Refused, match="已经延过一次"):
        pausing.extend_ticket(ticket, 1, "还不够", by=by, now=now)


def test_the_resident_confirms_what_he_pays_himself(cast: Cast, actor: Act, now: datetime) -> None:
    ticket, by = raised(cast, actor("owner"), now), actor("property_manager")
    asked = paying.quote(ticket, 18_650, "户内角阀一个", by=by, now=now)
    assert (asked.state, asked.payer) == (State.PAUSED, "resident")
    with pytest.raises(Refused, match="由社区或街道办理"):
        paying.answer_quote(asked, agreed=True, by=by, now=now)
    agreed = paying.answer_quote(asked, agreed=True, by=actor("owner"), now=now + DAY)
    assert (agreed.state, agreed.fen, agreed.stopped_days) == (State.SENT, 18_650, 1)
    again = paying.quote(ticket, 9_900, "再加一个", by=by, now=now + DAY)
    refused = paying.answer_quote(again, agreed=False, by=actor("owner"), now=now + DAY)
    refused.refresh_from_db()
    assert (refused.payer, refused.fen) == ("undecided", 0)


def test_not_solved_is_done_again_once_and_then_the_street_supervises(
    cast: Cast, actor: Act, now: datetime
) -> None:
    owner, by = actor("owner"), actor("property_manager")
    ticket = raised(cast, owner, now)
    dispatching.take_ticket(ticket, by=by, now=now)
    for turn, solved in enumerate(("no", "partly", "yes"), start=1):
        at = now + turn * HOUR
        if turn == 3:
            officer = actor("street_officer")
            assert ticket.supervised
            assert (ticket.level, ticket.state) == ("street", State.WAITING)
            dispatching.send_ticket(ticket, cast.rival, None, by=officer, now=at)
            by = officer
        done = working.finish(ticket, f"第 {turn} 次修", [("后.jpg", jpeg())], by=by, now=at)
        working.answer(done, "telephone", "修好了", by=by, now=at)
        if turn < 3:
            with pytest.raises(Refused, match="承办单位不能代居民评价"):
                judging.evaluate(ticket, "yes", 5, "", by=by, now=at)
        ticket = judging.evaluate(ticket, solved, 3, "还滴", by=owner, now=at)
        if turn == 1:
            assert (ticket.state, ticket.round) == (State.WORKING, 2)
            assert ticket.due_at > at + 4 * DAY
    assert (ticket.state, ticket.solved) == (State.CLOSED, "yes")


def test_an_answered_ticket_closes_after_three_days_and_can_still_be_taken_up(
    cast: Cast, actor: Act, now: datetime
) -> None:
    owner, by = actor("owner"), actor("property_manager")
    ticket = raised(cast, owner, now)
    working.answer(
        working.finish(ticket, "修好", [], by=by, now=now), "message", "修好", by=by, now=now
    )
    system = system_actor(cast.yun.pk)
    assert judging.close_unrated(cast.yun.pk, by=system, now=now + 2 * DAY) == 0
    assert judging.close_unrated(cast.yun.pk, by=system, now=now + 4 * DAY) == 1
    assert judging.close_unrated(cast.yun.pk, by=system, now=now + 4 * DAY) == 0
    with pytest.raises(Refused, match="回复已过 7 日"):
        judging.evaluate(ticket, "no", 1, "", by=owner, now=now + 8 * DAY)
    again = judging.evaluate(ticket, "no", 1, "又漏", by=owner, now=now + 5 * DAY)
    assert again.is_open


def test_merged_ones_hear_of_the_one_they_were_merged_into_and_come_apart_again(
    cast: Cast, actor: Act, now: datetime
) -> None:
    by = actor("community_worker")
    ticket = raised(cast, actor("owner"), now)
    other = raised(cast, actor("co_owner"), now, raiser=cast.persons["co_owner"], text="楼顶漏水")
    assert [one.ticket for one in near(Trouble.of(other), now)] == [ticket]
    merged = gathering.merge(other, ticket, "同一处", by=by, now=now)
    assert (merged.state, merged.merged_into) == (State.MERGED, ticket)
    with pytest.raises(Refused, match="并入"):
        gathering.merge(ticket, other, "反过来", by=by, now=now)
    done = working.finish(ticket, "补了防水", [], by=by, now=now)
    working.answer(done, "message", "补了防水", by=by, now=now)
    told = set(Message.objects.of(cast.yun).values_list("person_id", flat=True))
    assert {cast.persons["owner"].pk, cast.persons["co_owner"].pk} <= told
    apart = gathering.unmerge(other, "不是同一处", by=by, now=now)
    assert (apart.state, apart.merged_into_id, apart.ended_at) == (State.SENT, None, None)


def test_a_neighbour_joins_and_a_stranger_does_not(cast: Cast, actor: Act, now: datetime) -> None:
    ticket = raised(cast, actor("owner"), now)
    gathering.follow(ticket, by=actor("tenant"), now=now)
    gathering.follow(ticket, by=actor("tenant"), now=now)
    assert ticket.followers.filter(street=cast.yun).count() == 1
    with pytest.raises(Refused, match="没有找到"):
        gathering.follow(ticket, by=actor("other_compound_owner"), now=now)


def test_over_its_time_it_goes_up_level_by_level_each_with_its_clock(
    cast: Cast, actor: Act, now: datetime
) -> None:
    ticket, system = raised(cast, actor("owner"), now), system_actor(cast.yun.pk)

    def climb(at: datetime) -> int:
        return sum(raise_level(cast.yun.pk, lv, by=system, now=at) for lv in CLIMBING)

    over = ticket.due_at + HOUR
    assert climb(ticket.due_at - HOUR) == 0
    assert climb(over) == 1
    assert climb(over) == 0, "the community has two working days of its own"
    ticket.refresh_from_db()
    assert ticket.level == "community"
    assert ticket.level_due_at is not None
    told = Message.objects.of(cast.yun).filter(person_id=cast.persons["community_worker"].pk)
    assert ticket.number in told.get().text
    assert climb(ticket.level_due_at) == 1
    ticket.refresh_from_db()
    assert ticket.level == "street"
    assert climb(now + 60 * DAY) == 0, "to the department people go, no clock"
    up = raise_up(ticket, "产权单位不配合", by=actor("street_officer"), now=over)
    assert up.level == "department"


def test_workers_are_reminded_once_a_day(cast: Cast, actor: Act, now: datetime) -> None:
    man = plumber(cast)
    ticket = raised(cast, actor("owner"), now)
    by = actor("street_officer")
    dispatching.send_ticket(ticket, cast.company, man, by=by, now=now)
    assert remind_workers(cast.yun.pk, now=now) == 0
    assert remind_workers(cast.yun.pk, now=ticket.due_at - 2 * HOUR) == 1
    assert remind_workers(cast.yun.pk, now=ticket.due_at - HOUR) == 0


def test_a_code_on_a_lamp_post_opens_a_ticket_for_somebody_without_an_account(
    cast: Cast, actor: Act, now: datetime
) -> None:
    (point,) = hang_points(cast.a.compound, ["东门路灯"], by=actor("property_manager"), now=now)
    told = report(
        cast, category="power", text="不亮", raiser=None, caller="路人", phone="13800000000"
    )
    ticket = raise_at_point(point, told, once=uuid7(), by=None, now=now)
    assert (ticket.point, ticket.compound) == (point, cast.a.compound)
    assert ticket.caller_masked == "138****0000"
    number = gathering.read_number(ticket, "约时间", by=actor("property_manager"), now=now)
    assert number == "13800000000"
    with pytest.raises(Refused, match="没有找到"):
        gathering.read_number(ticket, "好奇", by=actor("owner"), now=now)


def test_another_room_s_failed_check_opens_a_ticket_that_belongs_to_its_matter(
    cast: Cast, actor: Act, now: datetime
) -> None:
    by, check = actor("community_worker"), uuid7()
    matter = open_matter(cast.a.compound, "消防通道", "discover", by=by, now=now, once=uuid7())
    ticket = open_ticket(
        cast.a.compound, "fire", "三号楼前通道被堵", "巡查不合格",
        origin=check, matter=matter, once=check, by=by, now=now,
    )  # fmt: skip
    assert (ticket.channel, ticket.origin_id, ticket.matter) == ("patrol", check, matter)


def test_its_raiser_presses_and_adds_a_word_the_office_s_notes_stay_inside(
    cast: Cast, actor: Act, now: datetime
) -> None:
    ticket = raised(cast, actor("owner"), now)
    gathering.add_remark(ticket, "nudge", "", by=actor("owner"), now=now)
    gathering.add_remark(ticket, "note", "先看六楼", by=actor("property_manager"), now=now)
    rows = Remark.objects.of(cast.yun).order_by("id")
    assert [(row.kind, row.inside) for row in rows] == [("nudge", False), ("note", True)]
    with pytest.raises(Refused, match="没有找到"):
        gathering.add_remark(ticket, "nudge", "", by=actor("other_compound_owner"), now=now)
