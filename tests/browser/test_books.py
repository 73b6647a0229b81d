"""A voucher as the keeper types it and a second person enters it; the screens of the books."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from mulin.ground.ledger.models import Entry, Voucher
from tests.browser import harness
from tests.browser.test_notices_and_law import both
from tests.ground.ledger.world import OPENED, World, lines
from tests.ground.ledger.world import world as standing

pytestmark = pytest.mark.django_db(transaction=True)
Pages = Callable[[str], Page]
world = standing


def test_the_sums_are_shown_while_typing_and_a_second_person_enters_it(
    world: World, page_as: Pages, site: str
) -> None:
    keeper = page_as("committee_chair")
    keeper.goto(f"{site}/ledger/{world.books.pk}/vouchers/new/")
    keeper.get_by_label("摘要", exact=True).fill("收电梯广告费")
    keeper.get_by_label("第 1 行 科目").select_option("1002")
    keeper.get_by_label("第 1 行 借方").fill("12,000.50")
    keeper.get_by_label("第 2 行 科目").select_option("4002")
    keeper.get_by_label("第 2 行 贷方").fill("１２０００元")
    keeper.get_by_text("差 0.50").wait_for()
    harness.sound(keeper)
    keeper.get_by_label("第 2 行 贷方").fill("12000.5")
    keeper.get_by_text("借贷相等").wait_for()
    keeper.get_by_role("button", name="保存草稿").click()
    keeper.get_by_role("button", name="送复核").click()
    keeper.get_by_text("已送复核。").wait_for()

    officer = page_as("street_officer")
    officer.goto(f"{site}/ledger/{world.books.pk}/vouchers/?state=waiting")
    officer.locator("main a[href^='/ledger/vouchers/']").first.click()
    officer.get_by_role("button", name="复核并记账").click()
    officer.get_by_text("已记账。").wait_for()
    officer.goto(f"{site}/ledger/{world.books.pk}/")
    officer.get_by_role("link", name="1002 银行存款").click()
    officer.get_by_text("12,000.50").first.wait_for()
    assert Entry.objects.of(world.cast.yun).count() == 2


@pytest.mark.soak
def test_the_screens_of_the_books_are_sound_in_both_sizes(
    world: World, page_as: Pages, site: str
) -> None:
    world.enter(OPENED, *lines(500_00, credit="3101"), kind=Voucher.Kind.OPENING)
    voucher = world.enter(OPENED, *lines(20_00))
    page, here = page_as("committee_chair"), f"{site}/ledger/{world.books.pk}"
    for path in (
        "/", "/vouchers/", "/vouchers/new/", "/bank/", "/bank/1002/", "/bank/1002/import/",
        "/budget/2026/", "/months/", "/titles/", "/titles/1002/",
    ):  # fmt: skip
        both(page, here + path)
    both(page, f"{site}/ledger/")
    both(page, f"{site}/ledger/vouchers/{voucher.pk}/")
