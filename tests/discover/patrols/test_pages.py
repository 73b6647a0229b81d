"""The screens: what each person finds there, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mulin.discover.patrols.actions.finding import HazardDraft, report_hazard
from mulin.discover.patrols.actions.watching import watch
from mulin.discover.patrols.models import Hazard, Plan, Point, Round, Stop, Visit
from mulin.discover.patrols.queries.plans import route_of
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from mulin.law.safety.rota import Rhythm, Rota
from tests.cast import Cast
from tests.discover.patrols.making import at, photo, planned

As = Callable[[str], Client]


@pytest.fixture
def walked(cast: Cast) -> tuple[Plan, list[Point]]:
    """A plan with a round at every quarter of an hour: one is always open on the real clock."""
    by = cast.actor("property_manager", clock.today())
    rota = Rota(Rhythm.CLOCK, every=60)
    return planned(cast, by, now=clock.now() - timedelta(minutes=1), rota=rota, minutes=59)


def file(name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo(), content_type="image/jpeg")


def test_a_scanned_code_leads_to_its_round_and_a_fault_becomes_a_hazard(
    cast: Cast, client_as: As, walked: tuple[Plan, list[Point]]
) -> None:
    plan, (gate, lamp) = walked
    guard = client_as("property_manager")
    assert "日间巡查" in guard.get(reverse("patrol:mine")).content.decode()
    answer = guard.get(reverse("patrol:scanned", args=[gate.token]), follow=True)
    assert "扫到点位码" in answer.content.decode()
    there = answer.redirect_chain[-1][0]
    bare = guard.post(there, {"token": gate.token, "a_lane_free": "bad", "n_lane_free": "车占道"})
    assert bare.status_code == 422
    assert "有问题的要拍照" in bare.content.decode()
    sent = {
        "token": gate.token, "a_lane_free": "bad", "n_lane_free": "车占道", "photos": [file()],
        "lat": "31.23", "lon": "121.47", "accuracy": "15.2", "seen": clock.now().isoformat(),
    }  # fmt: skip
    done = guard.post(there, sent, follow=True)
    assert "有问题的已记为隐患" in done.content.decode()
    stop = Stop.objects.of(cast.yun).get()
    assert (stop.lat, stop.accuracy, stop.bad, stop.how) == (31_230_000, 15, 1, "scan")
    page = client_as("community_worker").get(reverse("patrols:round", args=[stop.round_id]))
    assert "车占道" in page.content.decode()
    assert "精度 15 米" in page.content.decode()
    hazard = Hazard.objects.of(cast.yun).get()
    assert client_as("owner").get(reverse("patrols:hazard", args=[hazard.pk])).status_code == 404
    other = guard.get(
        f"{reverse('patrol:mine')}?code=https://x/m/patrol/at/{lamp.token}/", follow=True
    )
    assert "3 号灯杆" in other.content.decode()
    token_in_page = guard.get(reverse("patrol:round", args=[plan.pk, there.split("/")[4]]))
    assert lamp.token not in token_in_page.content.decode(), "the page holds digests of codes only"


def test_somebody_who_does_not_walk_opens_no_round(
    cast: Cast, client_as: As, walked: tuple[Plan, list[Point]]
) -> None:
    _plan, (gate, _lamp) = walked
    for role in ("owner", "stranger", "other_compound_owner", "neighbour_officer"):
        there = (reverse("patrol:scanned", args=[gate.token]), reverse("patrol:mine"))
        assert {client_as(role).get(url).status_code for url in there} <= {403, 404}, role


def test_who_only_reads_a_point_is_not_led_to_the_form_that_reports(
    cast: Cast, client_as: As, walked: tuple[Plan, list[Point]]
) -> None:
    there, form = reverse("patrols:point", args=[walked[1][0].pk]), reverse("patrols:hazard_new")
    assert form in client_as("community_worker").get(there).content.decode()
    assert form not in client_as("auditor").get(there).content.decode()


def test_the_office_sees_board_month_figures_and_lists(
    cast: Cast, client_as: As, walked: tuple[Plan, list[Point]]
) -> None:
    officer = client_as("street_officer")
    plan, (gate, _lamp) = walked
    names = [
        *("board", "month", "figures", "rounds", "handovers", "plans", "plan_new", "points"),
        *(
            "point_new",
            "hazards",
            "hazard_board",
            "hazard_map",
            "hazard_new",
            "visits",
            "visit_new",
        ),
    ]
    for name in names:
        assert officer.get(reverse(f"patrols:{name}")).status_code == 200, name
    for name, key in (
        ("plan", plan.pk),
        ("plan_change", plan.pk),
        ("route", plan.pk),
        ("point", gate.pk),
    ):
        assert officer.get(reverse(f"patrols:{name}", args=[key])).status_code == 200, name
    sheet = officer.get(reverse("patrols:codes", args=[cast.a.compound.pk]))
    assert sheet["Content-Type"] == "application/pdf"
    exported = officer.get(reverse("patrols:plans"), {"export": "csv"})
    assert "日间巡查" in b"".join(exported.streaming_content).decode()  # type: ignore[attr-defined]


def test_a_plan_is_made_routed_and_changed_on_its_pages(
    cast: Cast, client_as: As, walked: tuple[Plan, list[Point]]
) -> None:
    company = client_as("property_manager")
    _plan, (gate, lamp) = walked
    form = {
        "compound": str(cast.a.compound.pk), "title": "每周消防检查", "organisation": str(cast.company.pk),
        "rhythm": "weekly", "times": "9点", "weekdays": ["0"], "holidays": "move", "minutes": "60",
        "grace": "15", "once": str(uuid7()),
    }  # fmt: skip
    refused = company.post(reverse("patrols:plan_new"), form)
    assert refused.status_code == 422
    assert "不是时间" in refused.content.decode()
    company.post(reverse("patrols:plan_new"), form | {"times": "9:00"})
    made = Plan.objects.of(cast.yun).get(title="每周消防检查")
    assert len(route_of(made).stops) == 2
    laid = {
        f"on_{lamp.pk.hex}": "1", f"order_{lamp.pk.hex}": "1", f"checks_{lamp.pk.hex}": ["lamp_lit"],
        f"own_{lamp.pk.hex}": "灯罩没有破\n", f"order_{gate.pk.hex}": "2",
    }  # fmt: skip
    company.post(reverse("patrols:route", args=[made.pk]), laid)
    route = route_of(made)
    assert route.keys == [lamp.pk.hex]
    assert [check[0] for check in route.checks_at(lamp.pk.hex)] == ["lamp_lit", "own1"]
    page = company.get(reverse("patrols:plan", args=[made.pk])).content.decode()
    assert "灯罩没有破" in page
    assert "顺延到下一个工作日" in page


def test_a_hazard_is_walked_through_on_its_page(cast: Cast, client_as: As) -> None:
    worker, company = client_as("community_worker"), client_as("property_manager")
    sent = {
        "compound": str(cast.a.compound.pk), "kind": "well_cover", "where": "西门窨井",
        "text": "缺角", "once": str(uuid7()), "photos": [file()],
    }  # fmt: skip
    assert worker.post(reverse("patrols:hazard_new"), sent).status_code == 302
    row = Hazard.objects.of(cast.yun).get()
    here = reverse("patrols:hazard", args=[row.pk])
    assert "核实了，下达整改" in worker.get(here).content.decode()
    due = (clock.today() + timedelta(days=5)).isoformat()
    bad = worker.post(
        f"{here}order/",
        {"text": "换盖", "due_on": "2020-01-01", "responsible": str(cast.company.pk)},
    )
    assert bad.status_code == 422
    assert "期限已经过去" in bad.content.decode()
    worker.post(
        f"{here}order/", {"text": "换盖", "due_on": due, "responsible": str(cast.company.pk)}
    )
    assert company.get(f"{here}order.pdf").content.startswith(b"%PDF")
    company.post(f"{here}done/", {"text": "换好了", "photos": [file()]})
    worker.post(f"{here}again/", {"text": "看过", "outcome": "pass", "photos": [file()]})
    row.refresh_from_db()
    assert row.state == Hazard.State.CLOSED
    assert "通过，销号" not in worker.get(here).content.decode()


def test_a_visit_is_scored_and_answered_on_its_page(cast: Cast, client_as: As) -> None:
    worker, company = client_as("community_worker"), client_as("property_manager")
    begun = {
        "compound": str(cast.a.compound.pk), "sheet": "company_managed", "company": str(cast.company.pk),
        "day": clock.today().isoformat(), "once": str(uuid7()),
    }  # fmt: skip
    worker.post(reverse("patrols:visit_new"), begun)
    row = Visit.objects.of(cast.yun).get()
    here = reverse("patrols:visit", args=[row.pk])
    assert company.get(here).status_code == 404, "a draft is the scorers' own"
    too_much = worker.post(f"{here}items/green/", {"points": "9"})
    assert too_much.status_code == 422
    assert "0 到 8 之间" in too_much.content.decode()
    worker.post(f"{here}items/green/", {"points": "6", "note": "两株枯树"})
    due = (clock.today() + timedelta(days=5)).isoformat()
    worker.post(f"{here}send/", {"summary": "尚可", "answer_by": due})
    assert "两株枯树" in company.get(here).content.decode()
    company.post(f"{here}answer/", {"answer_green": "下周补种"})
    worker.post(f"{here}close/", {"fixed": ["green"]})
    row.refresh_from_db()
    assert row.state == Visit.State.CLOSED


def test_neighbours_read_dangers_and_sums_but_nobodys_name(cast: Cast, client_as: As) -> None:
    by: Actor = cast.actor("community_worker", clock.today())
    draft = HazardDraft("outer_wall", "北侧外墙", "掉砖")
    row = report_hazard(cast.a.compound, draft, [photo()], once=uuid7(), by=by, now=clock.now())
    Hazard.objects.of(cast.yun).filter(pk=row.pk).update(
        measure="拉警戒线", measured_at=clock.now()
    )
    page = client_as("tenant").get(reverse("patrol:safety")).content.decode()
    assert "北侧外墙" in page
    assert "拉警戒线" in page
    assert by.name not in page
    assert "掉砖" not in page
    assert client_as("property_manager").get(reverse("patrol:safety")).status_code == 404


def test_lists_ask_the_same_few_statements_however_many_rows(
    cast: Cast, client_as: As, walked: tuple[Plan, list[Point]], django_assert_max_num_queries: Any
) -> None:
    plan, _points = walked
    now, route = clock.now(), route_of(plan)
    Round.objects.bulk_create(
        Round(
            street=cast.yun, plan=plan, compound=cast.a.compound, route=route, day=clock.day_of(now),
            starts_at=now - timedelta(hours=n), due_at=now - timedelta(hours=n, minutes=-30),
            state=Round.State.MISSED, points=2,
        )
        for n in range(1, 60)
    )  # fmt: skip
    officer = client_as("street_officer")
    officer.get(reverse("patrols:rounds"))
    for name in ("rounds", "board", "figures", "month"):
        with django_assert_max_num_queries(26):
            officer.get(reverse(f"patrols:{name}"))


def test_a_missed_round_walked_on_paper_is_entered_and_keeps_its_alarm(
    cast: Cast, client_as: As
) -> None:
    day = clock.today() - timedelta(days=1)
    by = cast.actor("property_manager", clock.today())
    plan, _points = planned(cast, by, now=at(7, day=day))
    watch(plan, by=by, now=clock.now())
    row = Round.objects.of(cast.yun).order_by("starts_at")[0]
    here = reverse("patrols:round", args=[row.pk])
    manager, sent = (
        client_as("property_manager"),
        {"by": "门岗老李", "why": "手机没电", "at_1": "10:10"},
    )
    manager.post(f"{here}enter/", sent | {"at_2": "10:30"})
    row.refresh_from_db()
    assert (row.state, row.seen, row.by) == (Round.State.DONE, 2, "门岗老李")
    assert row.alarmed_at is not None
    assert "补录" in manager.get(here).content.decode()
    assert manager.post(f"{here}enter/", sent).status_code == 302
    row.refresh_from_db()
    assert row.seen == 2, "what stands is not overwritten"
