"""A matter whose file holds everything: read, split with its work, merged, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from mulin.discover.intake.actions.gathering import link_matter
from mulin.ground.matters.actions.filing import Who, add_party, file_paper, set_deadline
from mulin.ground.matters.actions.joining import link
from mulin.ground.matters.models import Matter
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from tests.browser import harness
from tests.cast import Cast
from tests.discover.intake.telling import jpeg, raised
from tests.ground.matters.filed import opened

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_full_file_is_read_split_with_its_work_and_merged_at_a_desk_and_on_a_phone(
    cast: Cast,
    page_as: Callable[[str], Page],
    site: str,
    actor: Callable[..., Actor],
    now: datetime,
) -> None:
    by = actor("street_officer")
    full, other = opened(cast.a, by, now, "地下车库倒灌"), opened(cast.a, by, now, "雨污分流")
    ticket = raised(cast, actor("owner"), now)
    link_matter(ticket, full, by=by, now=now)
    add_party(full, "owes", Who(organisation=cast.company), once=uuid7(), by=by, now=now)
    set_deadline(full, "清淤", day_of(now), once=uuid7(), by=by, now=now)
    file_paper(full, "现场照片", jpeg(), by=by, now=now)
    link(full, other.number, "同一次排查", by=by, now=now)
    page = page_as("street_officer")
    page.goto(site + reverse("matters:matter", args=[full.pk]))
    harness.sound(page)
    page.locator("summary", has_text="拆出一件").click()
    form = page.locator("form[action$='/split/']")
    form.get_by_label("拆出的是什么事").fill("排水沟改造")
    form.get_by_label(ticket.number).check()
    form.get_by_label("为什么拆出").fill("另一个单位")
    form.get_by_role("button").click()
    page.get_by_text("已拆出一件。").wait_for()
    part = Matter.objects.of(cast.yun).get(split_from=full)
    page.get_by_role("link", name=ticket.title).wait_for()

    page.set_viewport_size(harness.PHONE)
    harness.sound(page)
    page.locator("summary", has_text="并入另一件").click()
    form = page.locator("form[action$='/merge/']")
    form.get_by_label("并入哪一件").fill(full.number)
    form.get_by_label("为什么合并").fill("还是一起办")
    form.get_by_role("button").click()
    page.get_by_text("已并入。").wait_for()
    assert page.url.endswith(reverse("matters:matter", args=[full.pk]))
    harness.sound(page)
    page.goto(site + reverse("matters:matter", args=[part.pk]))
    page.get_by_text(f"已并入 {full.number}").first.wait_for()
    harness.sound(page)
