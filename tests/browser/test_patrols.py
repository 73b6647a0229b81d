"""A missed round alarms; one is walked on a phone, without a signal too; what is found is put right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from mulin.discover.patrols.jobs import watch_rounds
from mulin.discover.patrols.models import Hazard, Plan, Point, Stop
from mulin.kit import clock
from mulin.law.safety.rota import Rhythm, Rota
from tests.browser import harness
from tests.browser.walking import look
from tests.cast import Cast
from tests.discover.patrols.making import photo, planned

pytestmark = pytest.mark.django_db(transaction=True)
Pages = Callable[[str], Page]


def seen_as_an_alarm(page: Page, site: str) -> None:
    """The board names the rounds nobody walked; one is explained."""
    page.goto(f"{site}/patrols/", timeout=30_000)
    page.get_by_role("heading", name="漏巡，还没有说明").wait_for()
    look(page)
    page.locator(".pt-turns a", has_text="日间巡查").last.click()
    page.get_by_label("理由").fill("夜里停电，全员守配电房")
    page.get_by_role("button", name="写明原因").click()
    page.get_by_text("说明：夜里停电，全员守配电房").wait_for()
    look(page)


def signed_without_a_signal(page: Page, site: str) -> None:
    """The first point is signed while the phone has no signal, and goes off when it comes back."""
    page.goto(f"{site}/m/patrol/")
    look(page)
    page.locator(".m-rows a").filter(has_not_text="漏巡").first.click()
    page.get_by_text("走了 0 个点，还有 2 个").wait_for()
    look(page)
    page.context.set_offline(True)
    page.get_by_text("没信号，照常巡查").wait_for()
    page.get_by_role("link", name="东门岗亭").click()
    form = page.locator("[data-p-here] form")
    form.get_by_role("radio", name="正常").check(force=True)
    form.get_by_label("扫不了码的原因").fill("码被雨淋坏了")
    form.locator("[data-p-photos]").set_input_files(_shot("gate"))
    form.get_by_role("button", name="签到").click()
    page.get_by_text("1 条存在手机里").wait_for()
    assert not Stop.objects.exists()
    page.context.set_offline(False)
    page.get_by_text("走了 1 个点，还有 1 个").wait_for()


def scanned_and_found_bad(page: Page, site: str, lamp: Point) -> None:
    """The second one is scanned; a check fails, with a photo."""
    page.goto(f"{site}/m/patrol/at/{lamp.token}/")
    page.get_by_text("定位精度").wait_for()
    button = page.locator("[data-p-send]")
    assert "还有 2 样没看" in button.inner_text()
    page.get_by_role("radio", name="有问题").first.check(force=True)
    page.get_by_label("是什么问题").first.fill("灯罩碎了，线头露在外面")
    page.get_by_role("radio", name="正常").last.check(force=True)
    page.locator("[data-p-photos]").set_input_files(_shot("lamp"))
    look(page)
    button.click()
    page.get_by_text("走了 2 个点，还有 0 个").wait_for()
    page.get_by_text("灯罩碎了，线头露在外面").wait_for()


def put_right(worker: Page, company: Page, site: str) -> None:
    """Verified and ordered, put right by the company, looked at again and closed."""
    worker.goto(f"{site}/patrols/hazards/")
    look(worker)
    worker.get_by_role("link", name="3 号灯杆").click()
    look(worker)
    worker.get_by_role("button", name="下达整改通知").click()
    worker.get_by_text("整改通知已下达").wait_for()
    here = worker.url
    company.goto(here)
    company.get_by_role("link", name="整改通知书").wait_for()
    form = company.locator("form[action$='done/']")
    form.get_by_label("做了什么").fill("换了灯头和灯罩")
    form.get_by_label("照片").set_input_files(_shot("done"))
    form.get_by_role("button", name="报完成").click()
    company.get_by_text("等复查").first.wait_for()
    worker.goto(here)
    worker.get_by_label("复查看到的").fill("灯亮了，线包好了")
    worker.locator("form[action$='again/'] [type=file]").set_input_files(_shot("again"))
    worker.get_by_role("button", name="通过，销号").click()
    worker.get_by_text("复查通过，隐患销号").wait_for()
    look(worker)


def test_a_missed_round_alarms_and_a_failed_check_is_put_right(
    cast: Cast, site: str, page_as: Pages, tmp_path: Path
) -> None:
    _folder.append(tmp_path)
    by = cast.actor("property_manager", clock.today())
    rota = Rota(Rhythm.CLOCK, every=60)
    before = clock.now() - timedelta(hours=3)
    _plan, (_gate, lamp) = planned(cast, by, now=before, rota=rota, minutes=59)
    assert isinstance(_plan, Plan)
    watch_rounds(now=clock.now())
    worker, company = page_as("community_worker"), page_as("property_manager")
    seen_as_an_alarm(harness.desktop(worker), site)
    company.context.grant_permissions(["geolocation"])
    company.context.set_geolocation({"latitude": 31.23, "longitude": 121.47, "accuracy": 12})
    signed_without_a_signal(harness.phone(company), site)
    scanned_and_found_bad(company, site, lamp)
    stops = Stop.objects.of(cast.yun).order_by("order")
    assert [(stop.how, stop.bad) for stop in stops] == [("hand", 0), ("scan", 1)]
    put_right(worker, harness.desktop(company), site)
    assert Hazard.objects.of(cast.yun).get().state == Hazard.State.CLOSED


_folder: list[Path] = []


def _shot(name: str) -> Path:
    colours = {"gate": "green", "lamp": "red", "done": "blue", "again": "white"}
    target = _folder[-1] / f"{name}.jpg"
    target.write_bytes(photo(colours[name]))
    return target
