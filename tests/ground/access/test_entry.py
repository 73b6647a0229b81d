"""Refusals as page, fragment and JSON; sign-ins that are fresh enough for votes and money."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from mulin.ground.access import entry
from mulin.ground.access.entry import acting, demand_fresh
from mulin.kit.rights import Refusal, Refused
from mulin.site import urls as site
from tests.cast import PASSWORD, Cast

As = Callable[[str], Client]
WHY = Refusal("名册已锁定，不能再改。", "需要更正的，请写明理由办理“锁定后更正”。")


def refused(request: HttpRequest) -> HttpResponse:
    raise Refused(WHY)


def hidden(request: HttpRequest) -> HttpResponse:
    raise Refused(Refusal("没有这件事。", hidden=True))


def sensitive(request: HttpRequest) -> HttpResponse:
    acting(request)
    demand_fresh(request)
    return HttpResponse(f"done {request.method} {request.POST.get('amount', '')}")


urlpatterns = [
    path("refused/", refused),
    path("hidden/", hidden),
    path("sensitive/", sensitive),
    path("", include(site)),
]
pytestmark = pytest.mark.urls(__name__)


def test_a_refusal_says_why_what_to_do_and_whom_to_call(cast: Cast, client_as: As) -> None:
    response = client_as("owner").get("/refused/")
    text = response.content.decode()
    assert response.status_code == 403
    for words in (WHY.why, WHY.what_to_do, cast.yun.phone):
        assert words in text


def test_a_hidden_refusal_looks_like_an_address_that_is_not(cast: Cast, client_as: As) -> None:
    assert client_as("owner").get("/hidden/").status_code == 404


def test_htmx_gets_the_refusal_where_it_can_be_read(cast: Cast, client_as: As) -> None:
    response = client_as("owner").get("/refused/", headers={"hx-request": "true"})
    text = response.content.decode()
    assert WHY.why in text
    assert "<html" not in text


def test_programs_get_json(cast: Cast, client_as: As) -> None:
    response = client_as("owner").get("/refused/", headers={"accept": "application/json"})
    assert response.status_code == 403
    assert response.json()["refused"] == {
        "why": WHY.why,
        "what_to_do": WHY.what_to_do,
        "phone": cast.yun.phone,
    }


def sign_in(client: Client) -> None:
    client.post(reverse("account_login"), {"login": "owner", "password": PASSWORD})


def test_a_fresh_sign_in_opens_sensitive_verbs(cast: Cast, client: Client) -> None:
    sign_in(client)
    assert client.get("/sensitive/").content == b"done GET "


def test_an_old_sign_in_is_asked_again_and_the_form_goes_on_afterwards(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client)
    later: Any = entry.time.time() + entry.FRESH_SECONDS + 1
    with monkeypatch.context() as patch:
        patch.setattr(entry.time, "time", lambda: later)
        asked = client.post("/sensitive/", {"amount": "12"})
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    done = client.post(asked["Location"], {"password": PASSWORD})
    assert done.content == b"done POST 12"


def test_who_has_no_street_is_told_so(cast: Cast, client_as: As) -> None:
    response = client_as("stranger").get("/sensitive/")
    assert response.status_code == 403
    assert "不属于任何街道" in response.content.decode()


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/talks/issues/new/?x=1", "/talks/issues/new/?x=1"),
        ("http://elsewhere.example/talks/", "/"),
        ("", "/"),
    ],
)
def test_a_form_sent_after_the_sign_in_ran_out_leads_back_to_its_page(
    cast: Cast, came_from: str, leads_to: str
) -> None:
    answer = Client().post("/talks/issues/new/", headers={"referer": came_from})
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["next"] == [leads_to]
