"""A leaking roof, from the phone's photo to the last word, with a transfer, a pause and a reopening;
and the screens of tickets in both sizes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from mulin.discover.intake.models import Ticket
from mulin.kit import clock
from tests.browser import harness
from tests.browser.test_notices_and_law import both
from tests.cast import Cast
from tests.discover.intake.telling import jpeg, raised

pytestmark = pytest.mark.django_db(transaction=True)
Pages = Callable[[str], Page]


def test_a_roof_leaks_from_the_photo_to_the_last_word(
    cast: Cast, page_as: Pages, site: str, tmp_path: Path
) -> None:
    photo = tmp_path / "roof.jpg"
    photo.write_bytes(jpeg())
    owner = harness.phone(page_as("owner"))
    owner.goto(f"{site}/m/report/")
    harness.sound(owner)
    harness.easy_taps(owner)
    owner.locator("input[name=photos]").set_input_files(photo)
    owner.get_by_label("楼顶").check()
    owner.get_by_label("屋面外墙").check()
    owner.locator("textarea[name=text]").fill("楼顶漏水，滴到床上")
    owner.get_by_role("button", name="报上去").click()
    owner.get_by_text("报上去了，编号 GD-").wait_for()
    ticket = Ticket.objects.of(cast.yun).get()

    clerk = page_as("community_worker")
    clerk.goto(f"{site}/tickets/")
    clerk.locator("#panel h2").wait_for()
    clerk.keyboard.press(" ")
    clerk.get_by_text("已选").wait_for()
    harness.sound(clerk)
    clerk.goto(f"{site}/tickets/{ticket.pk}/")
    clerk.get_by_text("转给别的单位").first.click()
    form = clerk.locator(f"form[action$='/{ticket.pk}/transfer/']")
    form.get_by_label("转给").select_option(label="云溪一社区居委会（演示）")
    form.get_by_label("为什么转").fill("先核实保修责任")
    form.get_by_role("button").click()
    clerk.get_by_text("已转出。").wait_for()
    clerk.locator("select[name=to]").select_option(f"org:{cast.company.pk}")
    clerk.get_by_role("button", name="派单").first.click()
    clerk.get_by_text("已派单。").wait_for()

    worker = harness.phone(page_as("property_manager"))
    worker.goto(f"{site}/m/jobs/")
    harness.sound(worker)
    worker.get_by_role("button", name="接单：").click()
    worker.get_by_text("等材料、约不到人").first.click()
    worker.get_by_label("等材料、配件").check()
    worker.get_by_label("说明").fill("卷材周五到")
    worker.locator("form[action$='/pause/'] button").click()
    worker.get_by_role("button", name="恢复办理").click()
    finish(worker, photo, "重铺了卷材")
    say(owner, site, ticket, "没修好", "不满意")
    owner.get_by_text("第 2 次办").wait_for()
    worker.goto(f"{site}/m/jobs/{ticket.pk}/")
    finish(worker, photo, "又铺一层，做了闭水试验")
    say(owner, site, ticket, "修好了", "很满意")
    owner.get_by_text("解决了").first.wait_for()
    harness.sound(owner)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.round, ticket.score) == (Ticket.State.CLOSED, 2, 5)


def finish(worker: Page, photo: Path, words: str) -> None:
    """The worker writes what was done, with a picture, and tells the raiser."""
    worker.get_by_label("怎样办的").fill(words)
    worker.get_by_label("处理后的照片").set_input_files(photo)
    worker.get_by_role("button", name="办完了").last.click()
    worker.get_by_text("接着回复反映的人").wait_for()
    worker.get_by_role("button", name="回复").last.click()
    worker.get_by_text("等反映的人评价").wait_for()


def say(owner: Page, site: str, ticket: Ticket, result: str, how: str) -> None:
    """The owner has the last word."""
    owner.goto(f"{site}/m/report/{ticket.pk}/")
    harness.sound(owner)
    owner.get_by_label(result).check()
    owner.get_by_label(how, exact=True).check()
    owner.get_by_role("button", name="交评价").click()
    owner.get_by_text("评价记下了").wait_for()


@pytest.mark.soak
def test_the_screens_of_tickets_are_sound_in_both_sizes(
    cast: Cast, page_as: Pages, site: str
) -> None:
    ticket = raised(cast, cast.actor("owner", clock.today()), clock.now())
    page = page_as("street_officer")
    for path in (
        "", "?view=board", f"{ticket.pk}/", f"new/?unit={cast.a.units[0].pk}", "figures/",
        "categories/", "rules/", "duty/", "points/", "visits/", "hotline/",
    ):  # fmt: skip
        both(page, f"{site}/tickets/{path}")
