"""An empty installation gets its first street and its first officer by one command."""

from __future__ import annotations

import io
import re

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from mulin.ground.access.models import Account, Membership
from mulin.ground.record.models import Fact
from mulin.ground.streets.models import Street

GIVEN = {
    "code": "yunxi",
    "name": "云溪街道",
    "region": "310107",
    "phone": "021-00000001",
    "officer": "林演示",
    "username": "lin.synthetic",
}


def run(**more: str) -> str:
    said = io.StringIO()
    words = [f"--{key}={value}" for key, value in {**GIVEN, **more}.items()]
    call_command("open_street", *words, stdout=said)
    return said.getvalue()


def test_the_first_officer_signs_in_changes_the_password_and_keeps_accounts(
    nothing: None, client: Client
) -> None:
    cache.clear()
    found = re.search(r"：([0-9A-Z]{4}(?:-[0-9A-Z]{4})+)", run())
    assert found is not None
    signed = client.post(
        reverse("account_login"), {"login": GIVEN["username"], "password": found[1]}
    )
    assert signed.status_code == 302
    new = {"oldpassword": found[1], "password1": "own-words-4-me", "password2": "own-words-4-me"}
    client.post(reverse("account_change_password"), new)
    text = client.get(reverse("access:accounts")).content.decode()
    assert "林演示" in text
    assert "云溪街道办事处" in text
    kinds = set(Fact.objects.values_list("kind", flat=True))
    assert {"StreetOpened", "Appointed", "AccountCreated"} <= kinds


@pytest.mark.parametrize(
    ("given", "why"),
    [({"region": "31"}, "区划代码"), ({"officer": ""}, "姓名")],
)
def test_what_does_not_fit_is_told_and_nothing_stays(
    nothing: None, given: dict[str, str], why: str
) -> None:
    with pytest.raises(CommandError, match=why):
        run(**given)
    assert not Street.objects.exists()
    assert not Account.objects.exists()
    assert not Fact.objects.exists()


def test_a_second_street_of_that_code_is_refused(nothing: None) -> None:
    run()
    with pytest.raises(CommandError, match="已经有街道在用"):
        run(username="other")
    assert Membership.objects.count() == 1
