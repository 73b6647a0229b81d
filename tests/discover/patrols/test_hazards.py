"""Hazards from the one who saw them to the one who looked again; visits from the sheet to the answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mulin.discover.patrols.actions import rectifying, visiting
from mulin.discover.patrols.actions.finding import HazardDraft, report_hazard
from mulin.discover.patrols.actions.rectifying import OrderDraft
from mulin.discover.patrols.actions.visiting import Score
from mulin.discover.patrols.jobs import raise_overdue
from mulin.discover.patrols.models import Hazard, Visit, VisitItem
from mulin.discover.patrols.permissions import may_see_visit
from mulin.discover.patrols.printing import codes_pdf, order_pdf
from mulin.discover.patrols.queries import hazards as queries
from mulin.discover.patrols.queries.visits import visits_for
from mulin.ground.matters.models import Matter
from mulin.ground.notices.models import Message
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.law.safety.hazard import Level
from tests.cast import Cast
from tests.discover.patrols.making import DAY, at, photo, planned

State = Hazard.State


def reported(cast: Cast, by: Actor, kind: str = "well_cover", **more: Any) -> Hazard:
    draft = HazardDraft(kind, "西门内窨井", "井盖缺一角", **more)
    return report_hazard(cast.a.compound, draft, [photo()], once=uuid7(), by=by, now=at(9))


def ordered(cast: Cast, row: Hazard, by: Actor, days: int = 7) -> Hazard:
    draft = OrderDraft("更换井盖，加防坠网", DAY + timedelta(days=days), cast.company)
    return rectifying.order(row, draft, by=by, now=at(10))


def later(row: Hazard) -> Hazard:
    found = queries.hazard_of(row.street_id, row.pk)
    assert found is not None
    return found


def test_a_hazard_goes_from_report_to_reinspection(
    cast: Cast, company: Actor, community: Actor
) -> None:
    row = reported(cast, community)
    assert row.number.startswith("YH-")
    assert row.state == State.FOUND
    rectifying.measure(row, "围挡，夜间加警示灯", [], by=company, now=at(9, 30))
    row = ordered(cast, row, community)
    assert row.order_number.startswith("ZG-")
    assert row.state == State.ORDERED
    assert (
        Message.objects.of(cast.yun)
        .filter(person_id=cast.persons["property_manager"].pk, text__contains=row.number)
        .exists()
    )
    assert order_pdf(later(row), DAY).startswith(b"%PDF")
    with pytest.raises(Refused, match="没有整改后的照片"):
        rectifying.put_right(row, "换了", [], by=company, now=at(15))
    rectifying.put_right(row, "换了新井盖", [photo("blue")], by=company, now=at(15))
    with pytest.raises(Refused, match="由社区或者街道来做"):
        rectifying.look_again(
            row, "好了", [photo()], passed=True, due_on=None, by=company, now=at(16)
        )
    failed = rectifying.look_again(
        row,
        "盖子还晃",
        [photo("red")],
        passed=False,
        due_on=DAY + timedelta(days=3),
        by=community,
        now=at(16),
    )
    assert (failed.state, failed.due_on) == (State.ORDERED, DAY + timedelta(days=3))
    rectifying.put_right(row, "加了垫圈", [photo("gray")], by=company, now=at(17))
    closed = rectifying.look_again(
        row, "不晃了", [photo("white")], passed=True, due_on=None, by=community, now=at(18)
    )
    assert (closed.state, closed.closed_on) == (State.CLOSED, DAY)
    with pytest.raises(Refused, match="已经结束"):
        rectifying.measure(row, "再围一次", [], by=company, now=at(19))
    kinds = [told.step.kind for told in queries.grouped(queries.steps_of(community, later(row)))]
    assert kinds == ["pass", "done", "fail", "done", "order", "measure", "found"]


def test_who_reported_done_does_not_look_again_himself(
    cast: Cast, community: Actor, officer: Actor
) -> None:
    row = reported(cast, community)
    rectifying.put_right(row, "当场盖好", [photo("blue")], by=community, now=at(10))
    with pytest.raises(Refused, match="不能自己复查"):
        rectifying.look_again(
            row, "好了", [photo()], passed=True, due_on=None, by=community, now=at(11)
        )
    closed = rectifying.look_again(
        row, "好了", [photo()], passed=True, due_on=None, by=officer, now=at(11)
    )
    assert closed.state == State.CLOSED


def test_more_time_is_asked_for_and_answered_with_a_reason(
    cast: Cast, company: Actor, community: Actor
) -> None:
    row = ordered(cast, reported(cast, community), community)
    until = DAY + timedelta(days=14)
    with pytest.raises(Refused, match="要晚于现在的期限"):
        rectifying.ask_delay(row, DAY, "来不及", by=company, now=at(11))
    rectifying.ask_delay(row, until, "井盖要定做", by=company, now=at(11))
    with pytest.raises(Refused, match="由社区或者街道来做"):
        rectifying.answer_delay(row, "同意", agreed=True, by=company, now=at(12))
    given = rectifying.answer_delay(row, "附了订货单", agreed=True, by=community, now=at(12))
    assert (given.due_on, given.extended, given.asked_until) == (until, 1, None)


def test_what_is_overdue_goes_up_one_level_at_a_time(cast: Cast, community: Actor) -> None:
    row = reported(cast, community, "playground")
    ordered(cast, row, community, days=2)
    due = at(8, 0, DAY + timedelta(days=3))
    assert later(row).reach == "compound"
    assert raise_overdue(now=at(8, 0, DAY + timedelta(days=2))) == 0
    assert raise_overdue(now=due) == 1
    assert later(row).reach == "community"
    assert raise_overdue(now=due + timedelta(hours=1)) == 0
    assert raise_overdue(now=due + timedelta(days=3)) == 1
    assert later(row).reach == "street"
    officer = cast.persons["street_officer"]
    assert (
        Message.objects.of(cast.yun)
        .filter(person_id=officer.pk, text__contains="报到街道")
        .exists()
    )
    assert queries.days_late(later(row), day_of(due)) == 1


def test_a_hazard_nobody_verifies_goes_up(cast: Cast, company: Actor) -> None:
    row = reported(cast, company, "playground")
    assert raise_overdue(now=at(9, 0, DAY + timedelta(days=2))) == 1
    assert later(row).reach == "community"


def test_a_grave_one_goes_to_the_street_at_once_and_grading_never_lowers_who_has_it(
    cast: Cast, community: Actor
) -> None:
    row = reported(cast, community, "outer_wall")
    assert (row.grade, row.reach) == (1, "street")
    graded = rectifying.grade(row, Level.LOW, "只是抹灰起皮", by=community, now=at(10))
    assert (graded.grade, graded.reach) == (4, "street")


def test_who_reported_stays_unknown_to_the_company(
    cast: Cast, company: Actor, community: Actor, actor: Any
) -> None:
    chair = actor("committee_chair")
    row = reported(cast, chair)
    names = {told.step.by for told in queries.grouped(queries.steps_of(company, later(row)))}
    assert names == {queries.SOMEBODY}
    assert queries.hides_finder(company, later(row))
    assert not queries.hides_finder(community, later(row))


def test_neighbours_see_verified_ones_in_common_places_only(
    cast: Cast, community: Actor, actor: Any
) -> None:
    owner = actor("owner")
    row, home = reported(cast, community), reported(cast, community, "illegal_building")
    assert queries.for_neighbours(owner) == []
    ordered(cast, row, community)
    ordered(cast, home, community)
    assert [one.pk for one in queries.for_neighbours(owner)] == [row.pk]
    assert queries.for_neighbours(actor("other_compound_owner")) == []


def test_a_private_person_is_named_on_the_paper_only(cast: Cast, community: Actor) -> None:
    row = reported(cast, community, "illegal_building")
    draft = OrderDraft("自行拆除", DAY + timedelta(days=7), None, "王某某")
    done = rectifying.order(row, draft, by=community, now=at(10))
    assert done.responsible_name == "王某某"
    assert not Message.objects.of(cast.yun).filter(text__contains="王某某").exists()


def test_a_hazard_becomes_a_matter_once(cast: Cast, community: Actor) -> None:
    row = reported(cast, community)
    made = rectifying.make_matter(row, once=uuid7(), by=community, now=at(10))
    assert rectifying.make_matter(row, once=uuid7(), by=community, now=at(10)).pk == made.pk
    assert Matter.objects.of(cast.yun).filter(pk=made.pk).exists()
    (piece,) = queries.hazards_of_matter(community, made)
    assert piece.number == row.number


def visited(cast: Cast, by: Actor) -> Visit:
    row = visiting.open_visit(
        cast.a.compound, cast.company, "company_managed", DAY, once=uuid7(), by=by, now=at(9)
    )
    with pytest.raises(Refused, match="扣分没有写原因"):
        visiting.score(row, "fire", Score(10), by=by, now=at(9))
    with pytest.raises(Refused, match="扣分要有照片"):
        visiting.score(row, "fire", Score(10, "通道停了三辆车"), by=by, now=at(9))
    visiting.score(row, "fire", Score(10, "通道停了三辆车", photo()), by=by, now=at(9))
    visiting.score(row, "green", Score(8), by=by, now=at(9))
    return row


def test_a_visit_is_scored_sent_answered_and_looked_at_again(
    cast: Cast, company: Actor, community: Actor, actor: Any
) -> None:
    row = visited(cast, community)
    assert may_see_visit(company, row) is not None
    assert list(visits_for(company)) == []
    sent = visiting.send_visit(
        row, "通道要管住", DAY + timedelta(days=7), ["fire"], by=community, now=at(11)
    )
    assert (sent.points, sent.most, sent.per_mille, sent.faults) == (18, 22, 818, 1)
    item = VisitItem.objects.of(cast.yun).get(visit=row, code="fire")
    opened = Hazard.objects.of(cast.yun).get()
    assert (opened.pk, opened.kind, opened.source) == (item.hazard_id, "fire_lane", "visit")
    with pytest.raises(Refused, match="不能再改分"):
        visiting.score(row, "green", Score(0, "改一下"), by=community, now=at(12))
    assert list(visits_for(company)) == [sent] == list(visits_for(actor("committee_chair")))
    with pytest.raises(Refused, match="由被督导的物业企业回复"):
        visiting.answer_visit(sent, {}, by=community, now=at(13))
    with pytest.raises(Refused, match="没有回复"):
        visiting.answer_visit(sent, {}, by=company, now=at(13))
    told = {"fire": ("画了禁停线，每天巡三次", photo("blue"))}
    visiting.answer_visit(sent, told, by=company, now=at(13))
    closed = visiting.close_visit(sent, ["fire"], by=community, now=at(14))
    assert closed.state == Visit.State.CLOSED
    assert closed.points == 18
    assert VisitItem.objects.of(cast.yun).get(pk=item.pk).fixed is True


def test_a_company_that_does_not_answer_is_told_of_to_the_street_once(
    cast: Cast, community: Actor
) -> None:
    row = visited(cast, community)
    visiting.send_visit(row, "请改", DAY + timedelta(days=2), [], by=community, now=at(11))
    late = at(8, 0, DAY + timedelta(days=3))
    assert raise_overdue(now=late) == 1
    assert raise_overdue(now=late + timedelta(days=2)) == 0
    officer = cast.persons["street_officer"]
    assert (
        Message.objects.of(cast.yun)
        .filter(person_id=officer.pk, text__contains=row.number)
        .exists()
    )


def test_codes_are_printed_for_the_walls(cast: Cast, company: Actor) -> None:
    _plan, points = planned(cast, company)
    lines = [(one, f"https://mulin.example/m/patrol/at/{one.token}/") for one in points]
    assert codes_pdf(cast.a.compound, lines, DAY).startswith(b"%PDF")
