"""The workshop and the green channel as people meet them: at the office's screen, on a lawyer's phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from mulin.decide.workshop.models import Advice, GreenParty, Mandate
from mulin.kit import clock
from tests.browser import harness
from tests.browser.test_notices_and_law import both
from tests.cast import Cast
from tests.decide.workshop.world import ask, card, keep
from tests.isolation import workshop as examples

pytestmark = pytest.mark.django_db(transaction=True)
Pages = Callable[[str], Page]


def test_the_street_lends_the_committee_answers_and_a_lawyer_says_he_comes(
    cast: Cast, page_as: Pages, page: Page, site: str
) -> None:
    now, advice = clock.now(), examples.advice(cast)
    report, workshop = examples.report(cast), examples.workshop(cast)
    request, tokens = ask(
        cast, keep(cast, now, card()), cast.actor("street_officer", now.date()), now
    )
    officer = page_as("street_officer")
    for path in ("", f"reports/{report.pk}/", "green/new/", f"green/{request.pk}/"):
        both(officer, f"{site}/workshop/{path}")
    harness.desktop(officer).goto(f"{site}/workshop/of/{workshop.pk}/grant/")
    harness.sound(officer)
    officer.get_by_label("权限", exact=True).select_option("guide")
    officer.get_by_label("范围", exact=True).select_option(label="小区：云栖苑")
    officer.get_by_label("到哪天止").fill(f"{now.year + 1}-06-30")
    officer.get_by_label("授权文件").fill("街道办 2 号")
    officer.get_by_role("button", name="授权").click()
    officer.get_by_text("已授权，编号").wait_for()
    assert Mandate.objects.of(cast.yun).filter(power="guide").count() == 1
    chair = page_as("committee_chair")
    chair.goto(f"{site}/workshop/advice/{advice.pk}/")
    harness.sound(chair)
    chair.get_by_label("采纳", exact=True).check()
    chair.get_by_label("答复", exact=True).fill("本周补贴公告")
    chair.get_by_role("button", name="答复").click()
    chair.get_by_text("已答复。").wait_for()
    assert Advice.objects.of(cast.yun).get().state == Advice.State.ADOPTED
    lawyer = harness.phone(page)
    lawyer.goto(f"{site}/workshop/answer/{tokens[0]}/")
    harness.sound(lawyer)
    harness.easy_taps(lawyer)
    lawyer.get_by_label("到场").check()
    lawyer.get_by_label("说明").fill("周三下午到")
    lawyer.get_by_role("button", name="答复").click()
    lawyer.get_by_text("已收到您的答复").wait_for()
    assert GreenParty.objects.of(cast.yun).get().stance == "comes"
