"""A reader of English meets no text of ours in Chinese, and what is kept does not depend on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import translation

from mulin.ground.estate.actions.organisations import register_organisation
from mulin.ground.estate.models import Organisation
from mulin.ground.record.digests import digest_of
from mulin.ground.record.models import Fact
from mulin.ground.words import shown
from mulin.kit.rights import Actor
from tests.cast import Cast
from tests.decide.assembly.world import voting
from tests.story.english import chinese_of_ours

As = Callable[[str], Client]
LAW = ("", "decisions/", "parameters/", "calendar/", "processes/", "310000/", "510100/")
ROLES = ("street_officer", "community_worker", "committee_chair", "counter_1", "auditor")
LINK = re.compile(r'href="(/[^"#?]*/)"')
MOST = 25


def read(client: Client, path: str) -> str:
    response = client.get(path, follow=True, headers={"accept-language": "en"})
    html = response.headers["Content-Type"].startswith("text/html")
    return response.content.decode() if html else ""


@pytest.mark.parametrize("page", LAW)
def test_the_law_reads_english(client: Client, nothing: None, page: str) -> None:
    assert not chinese_of_ours(read(client, f"/law/{page}"))


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_opens_first_reads_english(client_as: As, cast: Cast, role: str) -> None:
    voting(cast)
    client = client_as(role)
    first = read(client, "/")
    names = frozenset(Organisation.objects.of(cast.yun.pk).values_list("name", flat=True))
    names |= frozenset(Organisation.objects.of(cast.other.pk).values_list("name", flat=True))
    left = {"/": chinese_of_ours(first, names)}
    for path in sorted(set(LINK.findall(first)))[:MOST]:
        if not path.startswith(("/static/", "/look/", "/logout/")):
            left[path] = chinese_of_ours(read(client, path), names)
    assert not {path: texts for path, texts in left.items() if texts}


def test_a_fact_is_kept_in_chinese_and_read_in_english(
    actor: Callable[..., Actor], now: datetime
) -> None:
    with translation.override("en"):
        register_organisation(
            Organisation.Kind.LAW_FIRM, "明理所", by=actor("street_officer"), now=now
        )
        fact = Fact.objects.filter(kind="OrganisationRegistered").latest("id")
        assert fact.body["kind"] == "律师事务所"
        assert shown(fact.sentence) == "Organisation registered: 明理所 (Law firm)."
    assert fact.digest == digest_of(fact)
    with translation.override("zh-hans"):
        assert shown(fact.sentence) == "登记组织：明理所（律师事务所）。"
