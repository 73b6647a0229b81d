"""No address lets in who does not belong: strangers, the other street, the other compound."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from mulin.ground.record.models import Fact
from tests.cast import Cast
from tests.isolation import EXAMPLES, MARK, PUBLIC, Route, arguments, is_public, routes

As = Callable[[str], Client]
ALL = sorted(set(routes()), key=lambda route: route.name)
CLOSED = [route for route in ALL if not is_public(route)]
ABOUT = [route for route in CLOSED if route.parameters]
LISTS = [route for route in CLOSED if not route.parameters]

Way = tuple[str, dict[str, str]]
PART = {"hx-request": "true"}
EACH_WAY: tuple[Way, ...] = (("get", {}), ("get", PART), ("post", {}), ("post", PART))
READ_AND_WRITE: tuple[Way, ...] = (("get", {}), ("post", PART))
"""Two of the four ways to ask. Every address is asked all four by those who come nearest to it and
by nobody signed in; by the others in ``make soak``."""
NOBODY = ("visitor", "stranger", "leaver")
OF_ANOTHER_STREET = ("neighbour_officer", "neighbour_owner")


def test_the_walk_finds_the_addresses_of_the_site() -> None:
    assert len(ALL) > 40
    assert {"access:account", "record:fact", "assembly:poll"} <= {route.name for route in ALL}


def test_every_closed_address_has_examples() -> None:
    lacking = {(r.name, p) for r in CLOSED for p in r.parameters if p not in EXAMPLES}
    assert lacking == set(), "add them to the room's file in tests/isolation/"


def test_no_exception_is_named_in_vain() -> None:
    names = [route.name for route in ALL]
    idle = {n for n in PUBLIC if not any(name == n or name.startswith(n) for name in names)}
    assert idle <= {"law:"}


def _kept_out(client: Client, url: str, ways: tuple[Way, ...] = READ_AND_WRITE) -> str:
    """Empty where neither reading nor writing let anybody in; else what happened."""
    facts = Fact.objects.count()
    for method, headers in ways:
        answer = getattr(client, method)(url, headers=headers)
        goal = answer.headers.get("Location", "") + answer.headers.get("HX-Redirect", "")
        told = answer.status_code in {401, 403, 404, 405} or "/accounts/login/" in goal
        if not told:
            return f"{method} {headers} answered {answer.status_code} {goal}"
        if MARK.encode() in answer.content:
            return f"{method} {headers} told of {MARK}"
    return "" if Fact.objects.count() == facts else "a fact was recorded"


def _ways_of(role: str) -> tuple[Way, ...]:
    return EACH_WAY if role == "visitor" else READ_AND_WRITE


@pytest.mark.parametrize("route", ABOUT, ids=lambda r: r.name)
def test_an_object_of_the_street_is_nobodys_else(route: Route, cast: Cast, client_as: As) -> None:
    url = reverse(route.name, kwargs=arguments(route, cast))
    for role in (*NOBODY, *OF_ANOTHER_STREET):
        assert _kept_out(client_as(role), url, _ways_of(role)) == "", role


@pytest.mark.soak
@pytest.mark.parametrize("route", CLOSED, ids=lambda r: r.name)
def test_whichever_way_it_is_asked(route: Route, cast: Cast, client_as: As) -> None:
    url = reverse(route.name, kwargs=arguments(route, cast))
    for role in (*NOBODY, *(OF_ANOTHER_STREET if route.parameters else ())):
        assert _kept_out(client_as(role), url, EACH_WAY) == "", role


@pytest.mark.parametrize("route", ABOUT, ids=lambda r: r.name)
def test_a_neighbour_of_the_next_compound_is_kept_out(
    route: Route, cast: Cast, client_as: As
) -> None:
    url = reverse(route.name, kwargs=arguments(route, cast))
    assert _kept_out(client_as("other_compound_owner"), url, EACH_WAY) == ""


@pytest.mark.parametrize("route", LISTS, ids=lambda r: r.name)
def test_a_list_is_closed_to_strangers(route: Route, cast: Cast, client_as: As) -> None:
    try:
        url = reverse(route.name)
    except NoReverseMatch:
        pytest.fail(f"{route.name} has an argument without a name")
    for role in NOBODY:
        assert _kept_out(client_as(role), url, _ways_of(role)) == "", role


@pytest.mark.parametrize("route", LISTS, ids=lambda r: r.name)
def test_a_list_of_the_other_street_tells_nothing_of_this_one(
    route: Route, cast: Cast, client_as: As
) -> None:
    for parameter in ("poll_id", "fact_id", "notice_id", "message_id", "batch_id"):
        EXAMPLES[parameter](cast)
    for role in OF_ANOTHER_STREET:
        client = client_as(role)
        answer = client.get(reverse(route.name))
        assert answer.status_code < 500
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        assert MARK.encode() not in body
        for export in ("csv", "xlsx"):
            sent = client.get(reverse(route.name), {"export": export, "q": MARK})
            assert sent.status_code < 500
