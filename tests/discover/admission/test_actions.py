"""What communities are asked: let in by an item, turned back with what says so, an exception by two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from mulin.discover.admission.actions.listing import save_list
from mulin.discover.admission.actions.pushing import (
    Wanted,
    call_off,
    carry_out,
    decide_exception,
    plead,
    push_down,
)
from mulin.discover.admission.models import ListVersion, Push
from mulin.discover.admission.queries.lists import list_in_force
from mulin.discover.admission.queries.pushes import (
    figures,
    group,
    of_community,
    pushes_for,
    targets_of,
)
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.law.admission.reading import standard
from tests.cast import Cast

Who = Callable[..., Actor]
RELIEF = Wanted("区民政局", "低保复核", "B03")
SHOPS = Wanted("区商务局", "统计网店", "")


@pytest.fixture
def officer(actor: Who) -> Actor:
    return actor("street_officer")


@pytest.fixture
def deputy(officer: Actor) -> Actor:
    """Another officer of the street."""
    return replace(officer, account_id=990_001, post="分管副主任")


def push(cast: Cast, wanted: Wanted, by: Actor, now: datetime) -> Push:
    places = [cast.a.community, cast.b.community]
    return push_down(places, wanted, once=uuid7(), by=by, now=now)


def test_an_item_of_the_list_lets_in_with_its_article(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    row = push(cast, RELIEF, officer, now)
    assert (row.state, row.item, row.number) == ("admitted", "B03", "XP-2026-0001")
    assert "社会救助暂行办法" in row.basis
    assert len(targets_of(row)) == 2


def test_what_is_not_on_the_list_is_turned_back_with_list_and_article(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    row = push(cast, SHOPS, officer, now)
    assert row.state == "refused"
    assert "社区工作事项准入清单" in row.why_refused
    assert "城市居民委员会组织法第20条" in row.why_refused
    with pytest.raises(Refused, match="已经结束"):
        carry_out(targets_of(row)[0], "做了", by=officer, now=now)


def test_an_item_that_ended_lets_nothing_in(cast: Cast, officer: Actor, now: datetime) -> None:
    text = standard().replace(
        "依据：物业管理条例第20条", "依据：物业管理条例第20条\n到期：2026-02-28"
    )
    save_list(text, "到期", by=officer, now=now)
    row = push(cast, Wanted("区住建局", "摸底", "B05"), officer, now)
    assert row.state == "refused"
    assert "2026-02-28 到期" in row.why_refused


def test_an_exception_is_asked_by_one_and_approved_by_another(
    cast: Cast, officer: Actor, deputy: Actor, actor: Who, now: datetime
) -> None:
    row = push(cast, SHOPS, officer, now)
    until = day_of(now) + timedelta(days=30)
    with pytest.raises(Refused, match="由街道申请"):
        plead(row, "要", "钱", until, by=actor("community_worker"), now=now)
    row = plead(row, "法定调查", "派人", until, by=officer, now=now)
    with pytest.raises(Refused, match="自己申请的不能自己批"):
        decide_exception(row, True, "同意", by=officer, now=now)
    row = decide_exception(row, True, "做完即止", by=deputy, now=now)
    assert (row.state, row.decided_by) == ("exception", "分管副主任")
    assert carry_out(targets_of(row)[0], "做完", by=officer, now=now).state == "done"


def test_a_community_answers_for_itself_and_late_is_written_down(
    cast: Cast, officer: Actor, actor: Who, now: datetime
) -> None:
    row = push(cast, replace(RELIEF, due_on=date(2026, 3, 5)), officer, now)
    worker = actor("community_worker")
    parts = {part.community_id: part for part in targets_of(row)}
    with pytest.raises(Refused):
        carry_out(parts[cast.b.community.pk], "做完", by=worker, now=now)
    late = now + timedelta(days=9)
    assert pushes_for(worker).count() == 1
    assert group(pushes_for(officer), "late", day_of(late)).count() == 1
    done = carry_out(parts[cast.a.community.pk], "清单外的不做", returned=True, by=worker, now=late)
    assert done.state == "returned"
    call_off(row, "改由街道做", by=officer, now=late)
    with pytest.raises(Refused, match="已经结束"):
        carry_out(parts[cast.b.community.pk], "做完", by=officer, now=late)


def test_a_years_figures_are_those_of_the_rows_they_lead_to(
    cast: Cast, officer: Actor, actor: Who, now: datetime
) -> None:
    push(cast, RELIEF, officer, now)
    push(cast, SHOPS, officer, now)
    push_down([cast.a.community], RELIEF, once=uuid7(), by=officer, now=now - timedelta(days=200))
    today = day_of(now)
    row = next(r for r in figures(officer, 2026, today) if r.community == cast.a.community)
    assert (row.came, row.turned_back, row.open, row.before, row.change) == (1, 1, 1, 1, 0)
    mine = of_community(pushes_for(officer), str(cast.a.community.pk)).filter(asked_on__year=2026)
    for name, number in (("came", 1), ("turned_back", 1), ("open", 1), ("exception", 0)):
        assert group(mine, name, today, str(cast.a.community.pk)).count() == number, name
    assert [r.community for r in figures(actor("community_worker"), 2026, today)] == [
        cast.a.community
    ]


def test_a_list_with_mistakes_is_not_kept_and_every_line_is_named(
    cast: Cast, officer: Actor, actor: Who, now: datetime
) -> None:
    bad = (
        standard().replace("类别：履职", "类别：别的", 1).replace("起用：2026-01-01", "起用：明天")
    )
    with pytest.raises(Refused, match=r"第 7 行.*第 10 行"):
        save_list(bad, "改", by=officer, now=now)
    assert not ListVersion.objects.of(cast.yun).exists()
    with pytest.raises(Refused, match="由街道改"):
        save_list(standard(), "改", by=actor("community_worker"), now=now)
    ahead = standard().replace("起用：2026-01-01", "起用：2026-07-01")
    save_list(ahead, "下半年", by=officer, now=now)
    assert list_in_force(cast.yun.pk, day_of(now)).row is None
    assert list_in_force(cast.yun.pk, date(2026, 7, 1)).row is not None


def test_a_second_click_asks_once(cast: Cast, officer: Actor, now: datetime) -> None:
    once = uuid7()
    for _click in range(2):
        push_down([cast.a.community], RELIEF, once=once, by=officer, now=now)
    assert Push.objects.of(cast.yun).count() == 1
