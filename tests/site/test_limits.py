"""The door: sizes, addresses behind proxies, hosts, cookies, fixation, foreign forms and links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse

from mulin.site.limits import LARGEST_REQUEST, ClientAddress, RequestSize
from tests.cast import PASSWORD, Cast

As = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _no_throttle() -> None:
    cache.clear()


def test_what_is_too_large_is_refused_before_it_is_read() -> None:
    class Untouched:
        def read(self, *_: object) -> bytes:
            raise AssertionError("the body was read")

    def answer(request: Any) -> Any:
        raise AssertionError("the site was asked")

    for path, said in (("/accounts/login/", "64 MB"), ("/api/votes", "refused")):
        request = RequestFactory().post(path)
        request.META |= {"CONTENT_LENGTH": str(LARGEST_REQUEST + 1), "wsgi.input": Untouched()}
        refused = RequestSize(answer)(request)
        assert refused.status_code == 413
        assert said in refused.content.decode()


def test_a_nul_in_an_address_reaches_no_database() -> None:
    def answer(request: Any) -> Any:
        assert request.GET["q"] == "12"
        return "asked"

    request = RequestFactory().get("/register/people/?q=1%002")
    assert RequestSize(answer)(request) == "asked"


@pytest.mark.parametrize(
    ("proxies", "told", "seen"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "1.1.1.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_the_own_proxies_are_believed_about_addresses(
    settings: Any, proxies: int, told: str, seen: str
) -> None:
    settings.MULIN_PROXIES = proxies
    found: list[str] = []

    def answer(request: Any) -> Any:
        found.append(request.META["REMOTE_ADDR"])

    ClientAddress(answer)(RequestFactory().get("/", headers={"X-Forwarded-For": told}))
    assert found == [seen]


def test_a_session_is_another_after_signing_in_and_its_cookie_is_closed_to_scripts(
    cast: Cast, client: Client
) -> None:
    client.get(reverse("account_login"))
    client.session.save()
    client.cookies["sessionid"] = "a" * 32
    response = client.post(reverse("account_login"), {"login": "owner", "password": PASSWORD})
    cookie = response.cookies["sessionid"]
    assert cookie.value != "a" * 32
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_form_of_another_site_is_refused(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.accounts["street_officer"])
    url = reverse("access:end", args=[cast.memberships["owner"].pk])
    assert strict.post(url, {"why": "x"}).status_code == 403


def test_a_refusal_links_back_to_pages_of_ours_only(cast: Cast, client_as: As) -> None:
    owner, url = client_as("owner"), reverse("access:accounts")
    ours = owner.get(url, headers={"Referer": "http://testserver/votes/"}).content.decode()
    assert "http://testserver/votes/" in ours
    other = owner.get(url, headers={"Referer": "https://evil.example/x"}).content.decode()
    assert "evil.example" not in other


def test_the_way_back_after_signing_in_leads_to_ourselves(cast: Cast, client: Client) -> None:
    url = f"{reverse('account_login')}?next=https://evil.example/"
    said = {"login": "owner", "password": PASSWORD, "next": "https://evil.example/"}
    assert "evil.example" not in client.post(url, said).headers.get("Location", "")
    spoken = client.post(
        reverse("set_language"), {"language": "en", "next": "https://evil.example/"}
    )
    assert "evil.example" not in spoken.headers["Location"]
