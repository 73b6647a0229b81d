"""The style page shows every component; what holds here holds wherever they are used."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

from tests.browser import harness

pytestmark = pytest.mark.django_db(transaction=True)
Pages = Callable[[str], Page]


def test_the_console_components_are_sound_on_an_office_screen(page_as: Pages, site: str) -> None:
    page = harness.desktop(page_as("street_officer"))
    page.goto(f"{site}/look/")
    harness.shot(page, "look-console-1440")
    harness.sound(page)
    harness.readable_type(page, 12)


def test_the_console_components_are_sound_on_a_phone(page_as: Pages, site: str) -> None:
    page = harness.phone(page_as("street_officer"))
    page.goto(f"{site}/look/")
    harness.shot(page, "look-console-390")
    harness.sound(page)
    page.locator("[data-m-side]").click()
    page.wait_for_selector("#side nav", state="visible")
    page.wait_for_timeout(100)
    page.screenshot(path=harness.SHOTS / "look-console-drawer.png")
    page.keyboard.press("Escape")
    assert page.locator("#side nav").is_hidden()


@pytest.mark.parametrize("width", [320, 360, 390])
def test_the_residents_components_are_sound_in_both_sizes_of_type(
    page_as: Pages, site: str, width: int
) -> None:
    page = harness.phone(page_as("street_officer"))
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{site}/look/phone/?tabs=1")
    harness.sound(page)
    page.goto(f"{site}/look/phone/")
    for name in ("normal", "big"):
        if name == "big":
            page.locator("form[data-m-textsize] button").click()
            page.wait_for_selector("body.big")
        harness.shot(page, f"look-phone-{width}-{name}")
        harness.sound(page)
        harness.easy_taps(page)
        harness.readable_type(page, 14.9)


@pytest.mark.parametrize("kind", ["refusal", "400", "403", "404", "500"])
def test_refusals_and_errors_say_why_and_what_to_do(page_as: Pages, site: str, kind: str) -> None:
    page = harness.phone(page_as("street_officer"))
    page.goto(f"{site}/look/message/{kind}/")
    harness.sound(page)
    assert "可以这样做" in page.locator("main").inner_text()
    harness.shot(page, f"look-message-{kind}")


def test_the_search_key_menus_and_dialogs_work_from_the_keyboard(page_as: Pages, site: str) -> None:
    page = page_as("street_officer")
    page.goto(f"{site}/look/")
    page.locator("summary.m-me").focus()
    page.keyboard.press("Enter")
    assert page.locator(".m-menu[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".m-menu[open]").count() == 0
    page.get_by_role("button", name="作废").first.click()
    assert page.locator("dialog#confirm-void[open]").is_visible()
    harness.axe_clean(page)
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    page.locator("table[data-m-rows] tbody a").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "6-1-1504"


def test_a_form_with_errors_keeps_what_was_typed_and_leads_to_the_fields(
    page_as: Pages, site: str
) -> None:
    page = page_as("street_officer")
    page.goto(f"{site}/look/")
    page.fill("#id_title", "换电梯")
    page.get_by_role("button", name="保存").click()
    page.wait_for_selector(".m-errors")
    assert page.evaluate("document.activeElement.className").startswith("m-errors")
    assert page.input_value("#id_title") == "换电梯"
    page.locator(".m-errors a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_kind"
    described = page.get_attribute("#id_kind", "aria-describedby")
    assert described
    assert page.locator(f"#{described.split()[-1]}").is_visible()
    harness.sound(page)
    harness.shot(page, "look-form-errors")


def test_typed_values_survive_a_reload_but_private_ones_are_not_kept(
    page_as: Pages, site: str
) -> None:
    page = page_as("street_officer")
    page.goto(f"{site}/look/")
    page.fill("#id_note", "先问楼长")
    kept = page.evaluate("sessionStorage.getItem('mulin:look')")
    assert "先问楼长" in kept
    assert "csrf" not in kept
    page.reload()
    assert page.input_value("#id_note") == "先问楼长"
    written = "document.querySelector('#id_note').defaultValue"
    page.route("**/look/", lambda route: _with_note(route, "别人刚存的"))
    page.reload()
    assert page.evaluate(written) == "别人刚存的"
    assert page.input_value("#id_note") == "别人刚存的"  # what was saved since is not covered up
    page.fill("#id_note", "在别人的后面接着写")
    page.reload()
    assert page.input_value("#id_note") == "在别人的后面接着写"
    page.unroute("**/look/")
    page.reload()
    page.fill("#id_note", "三楼也问过了")
    page.route("**/look/", _lost)
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("chrome-error://**")
    page.unroute("**/look/")
    page.goto(f"{site}/")
    page.evaluate("location.href = '/look/'")
    page.wait_for_url("**/look/")
    assert page.input_value("#id_note") == "三楼也问过了"  # the connection was lost, not the words
    page.goto(f"{site}/accounts/logout/")
    page.get_by_role("button", name="退出").click()
    page.wait_for_load_state()
    assert not page.evaluate("Object.keys(sessionStorage).filter((k) => k.startsWith('mulin:'))")


def _lost(route: Route) -> None:
    """A connection that breaks while a form is being sent."""
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def _with_note(route: Route, text: str) -> None:
    """The page as it is once somebody else has saved a note."""
    answer = route.fetch()
    body = re.sub(r'(<textarea[^>]*id="id_note"[^>]*>)[^<]*', rf"\g<1>{text}", answer.text())
    route.fulfill(response=answer, body=body)


def test_a_masked_value_is_shown_only_with_a_reason(page_as: Pages, site: str) -> None:
    page = page_as("street_officer")
    page.goto(f"{site}/look/")
    page.get_by_role("button", name="说明事由后查看姓名").first.click()
    dialog = page.locator("dialog#unmask")
    harness.axe_clean(page)
    dialog.get_by_label("别的事由，写在下面").check()
    dialog.get_by_role("button", name="记下事由，查看").click()
    assert dialog.locator("[data-m-unmask-error]").is_visible()
    assert page.get_by_text("张虚构").count() == 0
    dialog.get_by_label("说明").fill("邻居请求代为转交")
    dialog.get_by_role("button", name="记下事由，查看").click()
    page.get_by_text("张虚构").wait_for()
    assert dialog.is_hidden()


def test_paper_shows_the_content_without_the_shell(page_as: Pages, site: str) -> None:
    page = page_as("street_officer")
    page.goto(f"{site}/look/")
    page.emulate_media(media="print")
    for gone in (".m-side", ".m-top", ".m-head .m-acts", ".m-filters"):
        assert page.locator(gone).first.is_hidden(), gone
    for kept in ("h1", ".m-tb", ".m-cells svg", ".m-foot"):
        assert page.locator(kept).first.is_visible(), kept
    page.set_viewport_size({"width": 794, "height": 1123})
    harness.no_overflow(page)
    row = page.locator(".m-tb tbody tr").first
    assert row.evaluate("e => getComputedStyle(e).display") == "table-row"
    harness.shot(page, "look-print")


def test_a_signature_becomes_a_picture_and_can_be_wiped(page_as: Pages, site: str) -> None:
    page = page_as("street_officer")
    page.goto(f"{site}/look/")
    pad = page.locator("[data-m-sign-pad]")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 90, steps=5)
    page.mouse.up()
    value = page.locator("[data-m-sign-value]")
    assert value.input_value().startswith("data:image/png;base64,")
    page.get_by_role("button", name="重写").click()
    assert value.input_value() == ""


def test_the_ballots_main_button_says_what_is_missing(page_as: Pages, site: str) -> None:
    page = harness.phone(page_as("street_officer"))
    page.goto(f"{site}/look/phone/")
    button = page.locator("[data-m-needs]")
    assert button.is_disabled()
    assert button.inner_text() == "还有 1 项没选"
    page.get_by_role("radio", name="反对").check()
    assert button.is_enabled()
    assert button.inner_text() == "下一步：签名"
