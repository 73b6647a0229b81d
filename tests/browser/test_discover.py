"""The counter, the admission list and the way to enforcement, as people walk them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from mulin.discover.admission.models import Push
from mulin.discover.counter.models import Application
from mulin.discover.referrals.models import Referral
from tests.browser import harness
from tests.browser.test_notices_and_law import both
from tests.cast import Cast
from tests.discover.counter.standing import offered

pytestmark = pytest.mark.django_db(transaction=True)
Pages = Callable[[str], Page]


def test_what_is_not_on_the_list_is_turned_back_on_screen(
    cast: Cast, page_as: Pages, site: str
) -> None:
    officer = page_as("street_officer")
    for path in ("", "list/", "figures/"):
        both(officer, f"{site}/admission/{path}")
    harness.desktop(officer).goto(f"{site}/admission/new/")
    harness.sound(officer)
    officer.get_by_label("哪个部门要的").fill("区商务局")
    officer.get_by_label("要社区做什么").fill("统计网店")
    officer.get_by_label("云溪一社区").check()
    officer.get_by_role("button", name="登记", exact=True).click()
    officer.get_by_text("不准入，已记下理由。").wait_for()
    harness.sound(officer)
    assert Push.objects.of(cast.yun).get().state == "refused"


def test_the_company_dissuades_and_reports_with_a_picture(
    cast: Cast, page_as: Pages, site: str, tmp_path: Path
) -> None:
    photo = tmp_path / "a.jpg"
    Image.new("RGB", (40, 30), "white").save(photo, "JPEG")
    company = harness.phone(page_as("property_manager"))
    company.goto(f"{site}/referrals/new/")
    harness.sound(company)
    company.get_by_label("类别").select_option("green")
    company.get_by_label("具体地点").fill("南侧绿地")
    company.get_by_label("看到什么").fill("圈地种菜")
    company.get_by_label("照片").set_input_files(photo)
    company.get_by_role("button", name="登记", exact=True).click()
    company.get_by_label("怎样劝的、对方怎样说").fill("劝过，不听")
    company.get_by_role("button", name="记下劝阻").click()
    company.get_by_text("还剩").wait_for()
    company.get_by_role("button", name="劝不住，报告").click()
    company.get_by_text("已报告社区和街道").first.wait_for()
    row = Referral.objects.of(cast.yun).get()
    assert row.state == "reported"
    worker = page_as("community_worker")
    both(worker, f"{site}/referrals/{row.pk}/")
    both(worker, f"{site}/referrals/")


def test_a_resident_hands_in_on_the_phone_and_the_counter_answers_once(
    cast: Cast, page_as: Pages, site: str
) -> None:
    place = offered(cast, "home_help")
    owner = harness.phone(page_as("owner"))
    owner.goto(f"{site}/m/affairs/home_help/")
    harness.sound(owner)
    harness.easy_taps(owner)
    owner.get_by_role("link", name="在手机上交").click()
    owner.get_by_label("要什么帮助").fill("请人上门理发")
    owner.get_by_role("button", name="交上去").click()
    owner.get_by_text("交上去了，编号").wait_for()
    harness.sound(owner)
    row = Application.objects.of(cast.yun).get()
    clerk = page_as("community_worker")
    for path in ("", "guide/home_help/", f"stations/{place.pk}/", f"{row.pk}/"):
        both(clerk, f"{site}/affairs/{path}")
    harness.desktop(clerk).get_by_role("button", name="受理，开始计时").click()
    clerk.get_by_text("已受理，开始计时。").wait_for()
    clerk.get_by_label("结果", exact=True).select_option("done")
    clerk.get_by_label("哪天决定的").fill(f"{row.received_at:%Y-%m-%d}")
    clerk.get_by_role("button", name="登记结果").click()
    clerk.get_by_label("答复", exact=True).fill("明天上午来。")
    clerk.get_by_role("button", name="回复申请人").click()
    clerk.get_by_text("已回复申请人。", exact=True).first.wait_for()
    owner.reload()
    owner.get_by_text("明天上午来。").wait_for()
