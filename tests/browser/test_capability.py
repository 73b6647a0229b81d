"""The handbook, a training's door and a reception day, as people meet them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from mulin.decide.capability.models import Schedule, Training
from mulin.kit import clock
from tests import isolation
from tests.browser import harness
from tests.browser.test_notices_and_law import both
from tests.cast import Cast
from tests.isolation import capability as examples

pytestmark = pytest.mark.django_db(transaction=True)
Pages = Callable[[str], Page]


def test_an_answer_is_found_a_seat_taken_and_a_visit_entered(
    cast: Cast, page_as: Pages, site: str
) -> None:
    isolation.arguments(isolation.Route("", ("participant_id", "visit_id")), cast)
    Training.objects.of(cast.yun).update(starts_at=clock.now() + timedelta(days=3))
    Schedule.objects.of(cast.yun).update(nth=0)
    training, schedule = examples.training(cast), examples.schedule(cast)
    owner = harness.phone(page_as("owner"))
    owner.goto(f"{site}/handbook/")
    owner.get_by_label("问什么").fill("拒交物业费")
    owner.get_by_role("button", name="找").click()
    owner.get_by_role("link", name="服务不好，可以不交物业费吗").click()
    owner.get_by_text("民法典 第944条").wait_for()
    harness.sound(owner)
    owner.goto(f"{site}/trainings/{training.pk}/")
    owner.get_by_role("button", name="我要报名").click()
    owner.get_by_text("您已报名").wait_for()
    harness.sound(owner)
    harness.easy_taps(owner)
    owner.goto(f"{site}/receptions/mine/")
    harness.sound(owner)
    harness.bears_doubled_type(owner)
    owner.goto(f"{site}/receptions/{schedule.pk}/")
    harness.bears_doubled_type(owner)
    chair = harness.desktop(page_as("committee_chair"))
    chair.goto(f"{site}/receptions/{schedule.pk}/visits/new/")
    chair.get_by_label("什么事").fill("儿童滑梯松动")
    chair.get_by_role("button", name="登记").click()
    chair.get_by_text("儿童滑梯松动").wait_for()
    both(chair, f"{site}/receptions/{schedule.pk}/")
    both(chair, f"{site}/handbook/A05/")
    both(page_as("street_officer"), f"{site}/trainings/{training.pk}/")
