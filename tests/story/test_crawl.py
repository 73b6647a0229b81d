"""The demo street, small, told once; then every page that a role can reach by links."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client

from mulin.decide.assembly.models import Poll
from mulin.demo.profile import plan_street
from mulin.demo.sign_ins import ROLES
from mulin.demo.story import tell
from mulin.ground.access.models import Account
from mulin.ground.record.models import Fact
from mulin.ground.record.verify import verify_street
from mulin.ground.streets.models import Street
from mulin.kit import clock

SMALL = (70, 40, 30)
MOST_PAGES = 90
LINK = re.compile(r'href="(/[^"#]*)"')
NO_PAGES = (".pdf", ".json", ".xlsx", ".png", ".svg", ".jpg", "/static/", "/i18n/", "/logout/")
RAW = ("<c-", "{{", "{%", "{#", "UndefinedVariable")
SEALED = re.compile(r"\b141\d{8}\b|\b0\d{5}(19|20)\d{6}\d{3}[0-9X]\b")


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[Street]:
    """A small demo street, taken back when the module is done; each test rolls back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        plans = plan_street(0.016, first=SMALL)
        yield tell(plans, now=clock.now(), say=lambda _: None).street
        transaction.set_rollback(True)


@pytest.fixture
def told(demo: Street, db: None) -> Street:
    return demo


def test_the_story_tells_a_vote_in_every_state(told: Street) -> None:
    states = list(Poll.objects.of(told).order_by("number").values_list("state", flat=True))
    assert states == ["voting", "voting", "final", "announced", "judged"]


def test_the_chain_of_the_story_holds(told: Street) -> None:
    assert verify_street(told.pk).holds
    assert Fact.objects.of(told).count() > 300


@pytest.mark.parametrize("role", [line.username for line in ROLES])
def test_every_page_a_role_reaches_stands(told: Street, role: str) -> None:
    client = Client()
    client.force_login(Account.objects.get(username=role))
    seen = crawl(client, "/")
    assert not {p: s for p, s in seen.items() if s not in {200, 403}}
    assert seen["/"] == 200


def test_every_public_page_stands(told: Street) -> None:
    number = Poll.objects.of(told).get(state="final").number
    client = Client()
    for start in ("/", f"/m/{told.slug}-{number}/result/", f"/m/{told.slug}-{number}/"):
        seen = crawl(client, start)
        assert not {p: s for p, s in seen.items() if s not in {200, 403}}, start


def crawl(client: Client, start: str) -> dict[str, int]:
    """Follow links breadth first, one address of each shape three times; status by address."""
    seen: dict[str, int] = {}
    shapes: dict[str, int] = {}
    queue = deque([start])
    while queue and len(seen) < MOST_PAGES:
        path = queue.popleft()
        if path in seen or any(part in path for part in NO_PAGES):
            continue
        shape = re.sub(r"[0-9a-f-]{36}|\d+", "·", urlsplit(path).path)
        shapes[shape] = shapes.get(shape, 0) + 1
        if shapes[shape] > 3:
            continue
        response = client.get(path, follow=True)
        seen[path] = response.status_code
        if response.status_code == 200 and "text/html" in response["Content-Type"]:
            text = response.content.decode()
            assert_clean(path, text)
            queue.extend(link.replace("&amp;", "&") for link in LINK.findall(text))
    return seen


def assert_clean(path: str, text: str) -> None:
    """Nothing raw, and no telephone or identity number in the clear."""
    body = re.sub(r"<script.*?</script>", "", text, flags=re.S)
    assert not [mark for mark in RAW if mark in body], path
    assert not SEALED.search(body), path
