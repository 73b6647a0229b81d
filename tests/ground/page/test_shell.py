"""The shell around a page: for whom, at what cost, in which size of type."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from mulin.ground.page.context import BIG_COOKIE, is_phone, shell
from mulin.kit.rights import Actor, Refusal
from mulin.law.catalogue import nearest
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
ActorOf = Callable[..., Actor]


def request(path: str = "/", actor: Actor | None = None, **cookies: str) -> HttpRequest:
    made = RequestFactory().get(path)
    made.COOKIES.update(cookies)
    made.actor = actor  # type: ignore[attr-defined]
    return made


def test_a_visitor_gets_a_shell_without_a_single_query() -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        html = render_to_string("404.html", request=request("/nowhere"))
    assert "没有这一页" in html
    assert len(queries) == 0


def test_the_context_asks_nothing_of_the_database(actor: ActorOf) -> None:
    officer = actor("street_officer")
    with CaptureQueriesContext(connection) as queries:
        found = shell(request("/", officer))
        assert found["shell"].nav is not None
        assert found["big"] is False
    assert len(queries) == 0


def test_the_foot_names_the_law_of_the_streets_region(cast: Cast) -> None:
    made = request("/")
    made.street = cast.yun  # type: ignore[attr-defined]
    assert shell(made)["shell"].law == nearest(cast.yun.region).name
    cast.yun.region = "nowhere"
    assert shell(made)["shell"].law == ""


def test_residents_get_the_phone_and_officers_the_console(actor: ActorOf) -> None:
    assert is_phone(request("/", actor("owner")))
    assert is_phone(request("/m/anything"))
    assert not is_phone(request("/", actor("street_officer")))
    assert shell(request("/"))["shell"].base == "public/base.html"
    assert shell(request("/", actor("street_officer")))["shell"].base == "console/base.html"


def test_large_type_is_kept_in_a_cookie_and_leads_back(client: Client) -> None:
    answer = client.post("/look/text-size/", {"big": "1", "next": "/m/here?x=1"})
    assert answer.status_code == 302
    assert answer["Location"] == "/m/here?x=1"
    assert answer.cookies[BIG_COOKIE].value == "1"
    answer = client.post("/look/text-size/", {"big": "0", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"
    assert answer.cookies[BIG_COOKIE].value == "0"


def test_the_style_page_is_for_street_officers(client_as: ClientAs) -> None:
    assert client_as("street_officer").get("/look/").status_code == 200
    refused = client_as("owner").get("/look/")
    assert refused.status_code == 404
    assert "样式页只给" not in refused.content.decode()


def test_no_component_of_the_style_pages_is_left_unrendered(client_as: ClientAs) -> None:
    officer = client_as("street_officer")
    for path in ("/look/", "/look/phone/", "/look/?x=1"):
        html = officer.get(path).content.decode()
        assert "<c-" not in html
        assert "{{" not in html
        assert "{%" not in html
        assert " style=" not in html
        assert "onclick" not in html


@pytest.mark.parametrize("role", ["street_officer", "owner"])
def test_a_refusal_says_why_what_to_do_and_whom_to_call(actor: ActorOf, role: str) -> None:
    html = render_to_string(
        "refusal.html",
        {"refusal": Refusal("名册还没有锁定。", "请先锁定名册。"), "phone": "028-0000-0001"},
        request=request("/", actor(role)),
    )
    for words in ("名册还没有锁定。", "请先锁定名册。", "tel:028-0000-0001"):
        assert words in html


def test_a_hidden_refusal_reads_like_a_page_that_does_not_exist(actor: ActorOf) -> None:
    hidden = Refusal("这次表决不归您管。", hidden=True)
    html = render_to_string(
        "refusal.html", {"refusal": hidden}, request=request("/", actor("other_compound_owner"))
    )
    assert "这次表决不归您管" not in html
    assert "没有这一页" in html


def test_errors_without_a_request_still_render() -> None:
    for name in ("400.html", "500.html"):
        assert "可以这样做" in render_to_string(name)
