"""A committee near its end, as the people of a street renew it: found, re-elected, seated, filed,
handed over. On Shanghai's line with its election group, and on the national one without."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from mulin.decide.committees.actions.keeping import list_item
from mulin.decide.committees.models import Term
from mulin.ground.record.sealer import drain
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.procedures.actions.carrying import read_on
from mulin.procedures.models import Procedure
from tests.browser import harness
from tests.cast import Cast
from tests.decide.assembly.judged import judged
from tests.decide.assembly.world import Asked, voting
from tests.decide.committees.bodies import filled

pytestmark = pytest.mark.django_db(transaction=True)

As = Callable[[str], Page]
ELECTION = Asked("elect_committee", "选举业主委员会委员", 0, "none", seats=1)
LINES = [
    pytest.param("310000", "已逾期", id="shanghai"),
    pytest.param("000000", "已逾期", id="national", marks=pytest.mark.soak),
]


def overdue(cast: Cast, region: str) -> Term:
    """A committee of five whose term ended ten days ago, with a seal to be handed over."""
    cast.a.compound.region = region
    cast.a.compound.save(update_fields=["region"])
    cast.yun.region = region
    cast.yun.save(update_fields=["region"])
    today, now = clock.today(), clock.now()
    officer = cast.actor("street_officer", today)
    ends = today - timedelta(days=10)
    term, _members = filled(cast, officer, now, ends_on=ends, active_on=today)
    list_item(term, "seal", "业委会公章", "1 枚", "主任", once=uuid7(), by=officer, now=now)
    return term


def found_and_started(page: Page, site: str) -> None:
    """From the diagnosis to a procedure with its days filled in."""
    page.goto(f"{site}/bodies/diagnosis/")
    row = page.get_by_role("row", name="云栖苑")
    expect(row).to_contain_text("已逾期 10 天")
    row.get_by_role("link", name="业主委员会换届").click()
    page.get_by_role("button", name="启动").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("业主委员会换届")


def counted(page: Page, cast: Cast) -> None:
    """The vote joined on the step's page, cast and counted; its result comes back by itself."""
    world = voting(cast, now=clock.now(), asked=(ELECTION,))
    page.get_by_role("link", name="召开业主大会会议，选举新一届").first.click()
    page.get_by_label("归入已有的表决").select_option(str(world.poll.pk))
    page.get_by_role("button", name="归入").click()
    expect(page.get_by_role("link", name=world.poll.title)).to_be_visible()
    candidate = world.motions[0].candidates.order_by("order")[0]
    for place in range(len(world.entries)):
        world.vote(place, {world.motions[0].pk.hex: [candidate.pk.hex]})
    judged(world)
    drain(cast.yun.pk, now=clock.now())
    read_on(cast.yun.pk, now=clock.now())
    page.reload()
    expect(page.locator("main")).to_contain_text("选出委员")


def seated(page: Page, last: Term) -> Term:
    """One button puts the next term and the elected into the register."""
    page.get_by_role("link", name="登记新一届").first.click()
    harness.sound(page)
    page.get_by_label("任期届满日").fill((clock.today() + timedelta(days=1500)).isoformat())
    page.get_by_label("任期起").fill(clock.today().isoformat())
    page.get_by_role("button", name="登记新一届").click()
    expect(page.get_by_text("应有 1 席，在任 1 人")).to_be_visible()
    harness.sound(page)
    last.refresh_from_db()
    assert last.ended_on == clock.today() - timedelta(days=1)
    return Term.objects.of(last.street_id).get(ordinal=last.ordinal + 1)


def done(page: Page, there: str, step: str) -> None:
    """A step put down on its own page."""
    page.goto(f"{there}steps/{step}/")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("已登记。")).to_be_visible()


@pytest.mark.parametrize(("region", "told"), LINES)
def test_a_committee_near_its_end_is_renewed(
    page_as: As, site: str, cast: Cast, region: str, told: str
) -> None:
    last = overdue(cast, region)
    page = page_as("street_officer")
    found_and_started(page, site)

    # What should have been done before the end of the term is late, in sight of everybody.
    report = page.locator(".p-days tr", has=page.get_by_role("link", name="召开业主大会会议"))
    expect(report.first).to_contain_text("逾期")
    harness.sound(page)
    there = f"{site}/procedures/{Procedure.objects.of(cast.yun).get().pk}/"
    if region == "310000":
        expect(page.locator(".p-days")).to_contain_text("组建换届改选小组")
        done(page, there, "report")
        done(page, there, "form_group")
        page.goto(there)
    else:
        expect(page.locator(".p-days")).not_to_contain_text("组建换届改选小组")

    counted(page, cast)
    page.goto(there)
    expect(page.get_by_text("名册里还是上一届")).to_be_visible()
    term = seated(page, last)
    page.goto(f"{site}/bodies/diagnosis/")
    row = page.get_by_role("row", name="云栖苑")
    expect(row).not_to_contain_text(told)

    # Filed by the new committee, handled by the street; the number goes into the register.
    done(page_as("community_worker"), there, "file")
    if page.goto(f"{there}steps/filing_handled/").ok:  # type: ignore[union-attr]
        page.get_by_role("link", name="登记备案号").click()
        expect(page).to_have_url(re.compile(str(term.pk)))
        page.locator("[name=filing_number]").fill("备〔2026〕17号")
        page.locator("[name=filed_on]").fill(clock.today().isoformat())
        page.locator("[name=why]").fill("补登备案证明上的备案号")
        page.get_by_role("button", name="保存").click()
        term.refresh_from_db()
        assert term.filing_number == "备〔2026〕17号"
        done(page, there, "filing_handled")

    # The last term's things are handed over from the step, although the next one is in office.
    page.goto(f"{there}steps/{'from_custody' if region == '310000' else 'hand_over'}/")
    page.get_by_role("link", name="打开移交清单").click()
    page.get_by_label("业委会公章").check()
    page.get_by_label("接收人").fill("新一届业委会")
    page.get_by_role("button", name="登记移交").click()
    expect(page.get_by_role("row", name="业委会公章")).to_contain_text("新一届业委会")
    harness.sound(page)
    page.goto(there)
    expect(page.get_by_text(re.compile(r"第4届已登记在册"))).to_be_visible()
    harness.phone(page)
    harness.no_overflow(page)
