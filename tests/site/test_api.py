"""The JSON API: the pages' permissions and masks, by session or by token, and never a vote."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.decide.assembly.models import Poll
from mulin.ground.access import actions, actions_tokens
from mulin.ground.access.models import AccessToken, Account, TokenUse
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.rights import Actor
from tests import isolation
from tests.cast import Cast

As = Callable[[str], Client]
Act = Callable[..., Actor]
REGISTER = ("/api/register/compounds", "/api/register/units")


@pytest.fixture(autouse=True)
def _no_throttle() -> None:
    cache.clear()


def ask(client: Client, path: str, **query: Any) -> Any:
    answer = client.get(path, query)
    assert answer.status_code == 200, (path, answer.status_code, answer.content[:300])
    assert answer["Content-Type"].startswith("application/json")
    return answer.json()


def token(cast: Cast, role: str, *scopes: str, days: int = 30) -> str:
    """A token of that role, issued on the real day: pages read the real clock."""
    membership, now = cast.memberships[role], clock.now()
    return actions_tokens.issue_token(
        membership,
        "演示取数",
        scopes,
        clock.today() + timedelta(days),
        by=cast.actor(role, clock.today()),
        now=now,
    ).text


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


def test_the_register_is_read_masked_and_page_by_page(cast: Cast, client_as: As) -> None:
    officer = client_as("street_officer")
    names = [row["name"] for row in ask(officer, "/api/register/compounds")["items"]]
    assert names == ["云栖苑", "溪畔里"]
    first = ask(officer, "/api/register/units", size=10)
    assert len(first["items"]) == 10
    assert first["more"] is True
    last = ask(officer, "/api/register/units", size=10, page=3)
    assert len(last["items"]) == 4
    assert last["more"] is False
    home = ask(officer, "/api/register/units", compound=cast.a.compound.pk)["items"][0]
    assert home["label"] == "1-1-101"
    assert home["voting_area"] == "90.63"
    assert cast.a.owners[0].name not in json.dumps(home, ensure_ascii=False)
    assert {name[0] for name in home["owners"]} == {"赵", "卫"}
    assert "*" in "".join(home["owners"])
    one = ask(officer, f"/api/register/units/{home['id']}")
    assert one == home
    buildings = ask(officer, f"/api/register/compounds/{cast.a.compound.pk}/buildings")
    assert [b["label"] for b in buildings] == ["1", "2"]


def test_each_reads_what_the_pages_would_show_him(cast: Cast, client_as: As) -> None:
    worker = client_as("community_worker")
    assert len(ask(worker, "/api/register/units", size=100)["items"]) == 12
    owner = client_as("owner")
    assert owner.get("/api/register/units").status_code == 404
    mine = f"/api/register/units/{cast.a.units[0].pk}"
    assert ask(owner, mine)["label"] == "1-1-101"
    for role in ("other_compound_owner", "neighbour_officer", "stranger", "leaver"):
        answer = client_as(role).get(mine)
        assert answer.status_code in {403, 404}, role
        assert "云栖苑" not in answer.content.decode()
    assert client_as("visitor").get(mine).status_code == 401
    far = ask(client_as("neighbour_officer"), "/api/register/compounds")["items"]
    assert [row["name"] for row in far] == ["远山居"]


def test_votes_are_listed_for_those_who_may_see_them(cast: Cast, client_as: As) -> None:
    poll = isolation.poll(cast)
    isolation.entry(cast)
    rows = Poll.objects.of(cast.yun).filter(pk=poll.pk)
    rows.update(state=Poll.State.VOTING, number="BJ-2026-0001")
    officer = client_as("street_officer")
    listed = ask(officer, "/api/votes", state="voting")["items"]
    assert [row["title"] for row in listed] == [poll.title]
    assert ask(officer, "/api/votes", state="final")["items"] == []
    seen = ask(officer, f"/api/votes/{poll.pk}/participation")
    assert seen["roll"] == {"persons": 1, "area": "90.63"}
    assert seen["entries"]["missing"] == 1
    entries = ask(officer, f"/api/votes/{poll.pk}/entries")["items"]
    assert entries == [
        {"seq": 1, "first_unit": "1-1-101", "units": 1, "area": "90.63", "state": "missing"}
    ]
    owner = client_as("owner")
    assert ask(owner, f"/api/votes/{poll.pk}/participation")["participating"]["persons"] == 0
    refused = owner.get(f"/api/votes/{poll.pk}/entries")
    assert refused.status_code == 403
    assert "逐户进度只对召集人" in refused.json()["refused"]["why"]
    unjudged = officer.get(f"/api/votes/{poll.pk}/result")
    assert unjudged.status_code == 403
    assert "还没有计票" in unjudged.json()["refused"]["why"]
    for role in ("other_compound_owner", "neighbour_officer", "stranger"):
        for part in ("", "/participation", "/entries", "/result"):
            assert client_as(role).get(f"/api/votes/{poll.pk}{part}").status_code in {403, 404}


def test_the_organisation_concerned_sees_no_progress_by_program_either(
    cast: Cast, client_as: As
) -> None:
    poll = isolation.poll(cast)
    rows = Poll.objects.of(cast.yun).filter(pk=poll.pk)
    rows.update(state=Poll.State.VOTING, concerns=cast.company)
    manager = client_as("property_manager")
    assert ask(manager, "/api/votes")["items"] == []
    assert manager.get(f"/api/votes/{poll.pk}/participation").status_code == 403


def test_nothing_can_be_done_by_the_api_but_handing_the_hotline_over(
    cast: Cast, client_as: As
) -> None:
    description = ask(client_as("visitor"), "/api/openapi.json")
    writes = {p for p, methods in description["paths"].items() if set(methods) != {"get"}}
    assert writes == {"/api/hotline"}
    assert not [path for path in description["paths"] if "ballot" in path or "cast" in path]
    for path in REGISTER:
        assert client_as("street_officer").post(path, {}).status_code in {403, 405}
    sent = Client().post("/api/votes", headers=bearer(token(cast, "owner", "votes")))
    assert sent.status_code == 405
    assert "登录网页办理" in sent.json()["refused"]["what_to_do"]


def test_the_documentation_is_drawn_here_and_names_every_address(client: Client, db: None) -> None:
    page = client.get("/api/docs")
    text = page.content.decode()
    for path in client.get("/api/openapi.json").json()["paths"]:
        assert path in text
    assert "https://" not in text
    assert "unsafe" not in page["Content-Security-Policy"]


def test_a_token_acts_for_its_holder_within_its_scopes(cast: Cast) -> None:
    program, text = Client(), token(cast, "street_officer", "register")
    me = program.get("/api/me", headers=bearer(text)).json()
    assert me["scopes"] == ["register"]
    assert me["roles"] == ["street_officer"]
    assert program.get(REGISTER[1], headers=bearer(text)).status_code == 200
    beyond = program.get("/api/votes", headers=bearer(text))
    assert beyond.status_code == 403
    assert "不包括这一类数据" in beyond.json()["refused"]["why"]
    uses = list(TokenUse.objects.of(cast.yun).order_by("id").values_list("path", "status"))
    assert uses == [("/api/me", 200), (REGISTER[1], 200), ("/api/votes", 403)]


def test_a_token_opens_no_page_and_outranks_no_session(cast: Cast, client_as: As) -> None:
    text = token(cast, "street_officer", "register", "votes")
    page = Client().get(reverse("estate:units"), headers=bearer(text))
    assert page.status_code == 302
    assert "/accounts/login/" in page["Location"]
    mixed = client_as("street_officer").get("/api/me", headers=bearer("mulin_wrong"))
    assert mixed.status_code == 401


def test_only_a_digest_is_kept_and_the_fact_holds_no_secret(cast: Cast) -> None:
    text = token(cast, "owner", "votes")
    row = AccessToken.objects.of(cast.yun).get()
    assert text.removeprefix("mulin_") not in row.digest
    fact = Fact.objects.get()
    assert fact.kind == "TokenIssued"
    assert text[-20:] not in json.dumps([fact.body, fact.personal])


@pytest.mark.parametrize("change", ["secret", "street", "row", "short", "letters"])
def test_a_token_that_was_tampered_with_opens_nothing(cast: Cast, change: str) -> None:
    text = token(cast, "street_officer", "register")
    at = {"secret": 60, "street": 10, "row": 34}.get(change)
    if at is not None:
        text = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
    text = {"short": text[:-8], "letters": "mulin_%%%"}.get(change, text)
    answer = Client().get(REGISTER[0], headers=bearer(text))
    assert answer.status_code == 401
    assert "令牌不对" in answer.json()["refused"]["why"]


def test_a_token_ends_with_its_day_its_holder_and_its_password(
    cast: Cast, actor: Act, now: datetime
) -> None:
    program, text = Client(), token(cast, "owner", "register")

    def status() -> int:
        return program.get("/api/me", headers=bearer(text)).status_code

    assert status() == 200
    AccessToken.objects.of(cast.yun).update(valid_until=clock.today() - timedelta(1))
    assert status() == 401
    AccessToken.objects.of(cast.yun).update(valid_until=clock.today())
    assert status() == 200
    Account.objects.filter(username="owner").update(is_active=False)
    assert status() == 401
    Account.objects.filter(username="owner").update(is_active=True)
    actions.reset_password(
        cast.memberships["owner"], "忘记密码", by=actor("street_officer"), now=now
    )
    Account.objects.filter(username="owner").update(initial_until=None)
    assert status() == 401


def test_a_leavers_token_opens_nothing(cast: Cast, actor: Act, now: datetime) -> None:
    text = token(cast, "owner", "register")
    actions.end_membership(
        cast.memberships["owner"], "已搬走", by=actor("street_officer"), now=clock.now()
    )
    assert Client().get("/api/me", headers=bearer(text)).status_code == 401


def test_a_program_that_asks_too_often_is_told_to_wait(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mulin.ground.access.tokens.CALLS_A_MINUTE", 2)
    text = token(cast, "owner", "votes")
    answers = [Client().get("/api/me", headers=bearer(text)).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_a_token_is_issued_shown_once_used_and_revoked_on_screen(
    cast: Cast, client: Client
) -> None:
    client.post(
        reverse("account_login"), {"login": "street_officer", "password": "synthetic-pass-7"}
    )
    url = reverse("access:new_token")
    until = clock.today() + timedelta(30)
    wrong = client.post(url, {"label": "取数", "until": until})
    assert wrong.status_code == 422
    late = client.post(url, {"label": "取数", "scopes": "votes", "until": until + timedelta(800)})
    assert "一年之内" in late.content.decode()
    made = client.post(url, {"label": "取数", "scopes": "votes", "until": until}).content.decode()
    text = made.split("data-token>")[1].split("<")[0]
    assert Client().get("/api/votes", headers=bearer(text)).status_code == 200
    assert text not in client.get(reverse("access:tokens")).content.decode()
    row = AccessToken.objects.of(cast.yun).get()
    page = client.get(reverse("access:token", args=[row.pk])).content.decode()
    assert "/api/votes" in page
    client.post(reverse("access:revoke", args=[row.pk]))
    assert Client().get("/api/votes", headers=bearer(text)).status_code == 401
    kinds = list(Fact.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["TokenIssued", "TokenRevoked"]


def test_issuing_asks_for_the_password_again(cast: Cast, client_as: As) -> None:
    answer = client_as("owner").get(reverse("access:new_token"))
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]


def test_an_officer_sees_and_revokes_the_tokens_of_the_street(cast: Cast, client_as: As) -> None:
    text = token(cast, "owner", "votes")
    row, officer = AccessToken.objects.of(cast.yun).get(), client_as("street_officer")
    mine = cast.memberships["owner"].pk
    assert "演示取数" in officer.get(reverse("access:account", args=[mine])).content.decode()
    assert officer.post(reverse("access:revoke", args=[row.pk])).status_code == 302
    assert Client().get("/api/me", headers=bearer(text)).status_code == 401


def test_the_public_record_needs_no_sign_in_and_comes_after_the_announcement(
    cast: Cast, client: Client
) -> None:
    poll = isolation.poll(cast)
    url = f"/api/public/votes/{poll.pk}/record"
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("path", REGISTER)
def test_a_longer_page_asks_no_more_of_the_database(cast: Cast, client_as: As, path: str) -> None:
    officer = client_as("street_officer")
    ask(officer, path)
    counts = []
    for size in (1, 24):
        with CaptureQueriesContext(connection) as asked:
            ask(officer, path, size=size)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[1] <= 10
