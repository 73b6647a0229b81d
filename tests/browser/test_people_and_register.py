"""People who come and go, tokens, the holiday notice and the register: sound at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from mulin.ground.estate.actions.holdings import Stake, add_owner
from mulin.ground.estate.actions.persons import details_of
from mulin.kit import clock
from tests.browser import harness
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
Pages = Callable[[str], Page]
SIZES = (("desk", harness.desktop), ("phone", harness.phone))


def office_pages(cast: Cast) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Every screen of the office that is looked at here, with what it is about."""
    member = cast.memberships["community_worker"].pk
    for name in ("account", "leave", "deputy"):
        yield f"access:{name}", (member,)
    yield "access:join", (cast.a.owners[0].pk,)
    for name in ("accounts", "find_person", "tokens", "new_token", "roles", "me", "my_reads"):
        yield f"access:{name}", ()
    yield "calendar:notices", ()
    yield "calendar:enter", ()
    yield "roster:home", ()
    yield "roster:imports", ()
    yield "roster:upload", (cast.a.compound.pk,)
    for name in ("compound", "compound_history", "split_compound", "merge_compound"):
        yield f"estate:{name}", (cast.a.compound.pk,)
    for name in ("split_unit", "merge_units", "renumber_unit"):
        yield f"estate:{name}", (cast.a.units[0].pk,)
    yield "estate:organisation_history", (cast.a.committee.pk,)
    yield "estate:person_history", (cast.a.owners[0].pk,)
    yield "estate:duplicates", ()


@pytest.mark.soak
@pytest.mark.parametrize(("size", "at"), SIZES, ids=[name for name, _ in SIZES])
def test_the_office_pages_are_sound(
    cast: Cast, page_as: Pages, site: str, size: str, at: Callable[[Page], Page]
) -> None:
    now = clock.now()
    officer = cast.actor("street_officer", clock.day_of(now))
    for unit in (cast.a.units[3], cast.a.units[4]):
        add_owner(unit, Stake(details_of("张重页", phones=["13800001234"])), by=officer, now=now)
    page = at(page_as("street_officer"))
    for name, about in office_pages(cast):
        page.goto(site + reverse(name, args=about))
        assert page.locator("h1").first.is_visible(), name
        harness.shot(page, f"people-{size}-{name.replace(':', '-')}")
        harness.sound(page)
        harness.readable_type(page, 12)


@pytest.mark.parametrize("big", [False, True], ids=["normal", "large"])
def test_a_residents_account_is_sound_on_the_telephone(
    cast: Cast, page_as: Pages, site: str, big: bool
) -> None:
    page = harness.phone(page_as("owner"))
    page.goto(f"{site}/")
    if big:
        harness.big(page)
    for name in ("me", "my_reads", "roles", "tokens"):
        page.goto(site + reverse(f"access:{name}"))
        harness.shot(page, f"people-{'large' if big else 'normal'}-{name}")
        harness.sound(page)
        harness.easy_taps(page)
        assert page.locator(".m-hd-row a").first.is_visible(), "the way home"
        if not big:
            harness.bears_doubled_type(page)


def test_a_file_too_large_for_the_server_is_told_before_it_is_sent(
    page_as: Pages, site: str, cast: Cast, tmp_path: Path
) -> None:
    page = page_as("street_officer")
    page.goto(site + reverse("roster:upload", args=[cast.a.compound.pk]))
    huge = tmp_path / "名册.xlsx"
    with huge.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    page.locator("main input[type=file]").set_input_files(huge)
    page.locator("main form button.m-btn-fill").click()
    told = page.locator("[data-m-told]")
    assert "64 MB" in told.inner_text()
    assert page.url.endswith(reverse("roster:upload", args=[cast.a.compound.pk]))
    harness.axe_clean(page)
