"""Pacts and duty lists as people meet them: the office's screens, and an owner's phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from mulin.deliberate.pacts.actions import drafting, talking
from mulin.deliberate.pacts.actions.duties import revise_duties
from mulin.deliberate.pacts.models import Clause, Comment
from mulin.deliberate.pacts.standards import parties
from mulin.kit import clock
from mulin.kit.ids import uuid7
from tests.browser import harness
from tests.browser.test_notices_and_law import both
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
Pages = Callable[[str], Page]
COMPANY = "property_company"


def test_an_owner_comments_by_thumb_and_the_chair_mends_what_is_against_the_law(
    cast: Cast, page_as: Pages, site: str
) -> None:
    today, now = clock.today(), clock.now()
    officer = cast.actor("street_officer", today)
    compound, lines = cast.a.compound, parties()[COMPANY].duties
    revise_duties(None, COMPANY, lines, "按范本立", once=uuid7(), by=officer, now=now)
    version = drafting.begin_pact(
        compound, "management_pact", "养犬要有约定", once=uuid7(), by=officer, now=now
    )
    fees = Clause.objects.of(cast.yun).get(version=version, title="催交")
    draft = drafting.ClauseDraft("催交", "欠费满六个月的，停水停电。", fees.chapter)
    drafting.put_clause(version, draft, clause_id=fees.pk, by=officer, now=now)
    talking.open_comments(version, today + timedelta(days=9), by=officer, now=now)

    phone = harness.phone(page_as("owner"))
    phone.goto(f"{site}/pacts/mine/")
    harness.sound(phone)
    phone.get_by_role("link", name="管理规约").click()
    phone.get_by_text("对第十一条提意见").click()
    harness.sound(phone)
    harness.easy_taps(phone)
    phone.locator(f"#clause-{fees.pk}").get_by_label("意见").fill("停水不合适")
    phone.locator(f"#clause-{fees.pk}").get_by_role("button", name="提交意见").click()
    phone.get_by_text("（您提的）").wait_for()

    chair = page_as("committee_chair")
    for path in ("", "new/", "clauses/", "duties/", "duties/lines/"):
        both(chair, f"{site}/pacts/{path}")
    both(page_as("street_officer"), f"{site}/pacts/duties/revise/?party={COMPANY}")
    both(chair, f"{site}/pacts/versions/{version.pk}/")
    chair.get_by_text("停水停电催费").wait_for()
    chair.get_by_text("有 1 条与法律抵触，不能提请通过。").wait_for()
    chair.locator(f"#clause-{fees.pk}").get_by_role("link", name="改").click()
    harness.sound(chair)
    chair.get_by_label("内容").fill("逾期不支付的，可以催告，可以依法提起诉讼。")
    chair.get_by_role("button", name="保存").click()
    chair.get_by_text("已保存“催交”。").wait_for()
    said = chair.locator(f"#clause-{fees.pk}")
    said.locator("summary", has_text="答复").click()
    said.get_by_label("答复").fill("已改为催告")
    said.get_by_label("采纳了，已改条款").check()
    said.get_by_role("button", name="公开答复").click()
    chair.get_by_text("已改为催告").wait_for()
    assert Comment.objects.of(cast.yun).get().taken_up
    both(chair, f"{site}/pacts/versions/{version.pk}/compare/")
