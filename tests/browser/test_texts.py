"""An officer fills a step's paper and keeps it; puts the street's own text in place, and goes back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from mulin.ground.texts.models import FilledText, TextVersion
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from mulin.procedures.actions.opening import open_procedure
from tests.browser import harness
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)

As = Callable[[str], Page]
BRACES = re.compile(r"\{\{|\{%")


def sound(page: Page, name: str) -> None:
    """Whole and readable; pages that teach the language show its braces."""
    harness.shot(page, name)
    harness.axe_clean(page)
    harness.no_overflow(page)
    harness.readable_type(page, 12)


@pytest.mark.parametrize("size", [harness.DESKTOP, harness.PHONE], ids=["desktop", "phone"])
def test_a_paper_is_filled_looked_at_and_kept(
    page_as: As, site: str, cast: Cast, actor: Callable[[str], Actor], size: dict[str, int]
) -> None:
    now = clock.now()
    procedure = open_procedure(
        "reelection",
        cast.a.compound,
        date(2030, 12, 31),
        once=uuid7(),
        by=actor("street_officer"),
        now=now,
    )
    page = page_as("street_officer")
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(f"{site}/procedures/{procedure.pk}/steps/report/")
    sound(page, f"texts-step-{size['width']}")
    page.get_by_role("link", name="填写 任期届满报告").click()
    expect(page.get_by_role("heading", name="云栖苑业主委员会任期届满报告").first).to_be_visible()
    assert not BRACES.search(page.content())
    sound(page, f"texts-paper-{size['width']}")
    page.get_by_role("button", name="存 Word").click()
    expect(page.get_by_text("已存入程序")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile(r"任期届满报告.*\.docx"))).to_be_visible()
    assert FilledText.objects.of(cast.yun).count() == 1


@pytest.mark.parametrize("size", [harness.DESKTOP, harness.PHONE], ids=["desktop", "phone"])
def test_a_text_is_replaced_after_a_look_and_given_back(
    page_as: As, site: str, cast: Cast, size: dict[str, int]
) -> None:
    page = page_as("street_officer")
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(f"{site}/texts/")
    sound(page, f"texts-all-{size['width']}")
    page.get_by_role("link", name="任期届满报告").click()
    sound(page, f"texts-one-{size['width']}")
    page.get_by_role("link", name="换文本").click()
    page.get_by_label("文本", exact=False).first.fill("# 报告\n{{ 小区名 }}\n")
    page.get_by_label("为什么换").fill("区里的式样")
    page.get_by_role("button", name="看一看填好的样子").click()
    expect(page.get_by_role("alert").get_by_text("第 2 行")).to_be_visible()
    sound(page, f"texts-fault-{size['width']}")
    page.get_by_label("文本", exact=False).first.fill(
        "# {{ 小区 }}报告\n<< {{ 街道 }}：\n新写法。\n"
    )
    page.get_by_role("button", name="看一看填好的样子").click()
    expect(page.get_by_text("现在还没有写入")).to_be_visible()
    sound(page, f"texts-look-{size['width']}")
    page.get_by_role("button", name="核对无误，起用").click()
    expect(page.get_by_text("已换成本街道的文本")).to_be_visible()
    page.get_by_role("link", name="和标准文本比较").click()
    sound(page, f"texts-compare-{size['width']}")
    page.go_back()
    page.get_by_label("为什么改回").fill("区里改了")
    page.get_by_role("button", name="改回").click()
    expect(page.get_by_text("已改回标准文本")).to_be_visible()
    assert TextVersion.objects.of(cast.yun).count() == 2
