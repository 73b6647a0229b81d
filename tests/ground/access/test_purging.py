"""Sessions that ran out, unused codes and old calls go; living ones stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from mulin.ground.access.actions_staff import new_join_code
from mulin.ground.access.actions_tokens import issue_token, note_use
from mulin.ground.access.jobs import forget
from mulin.ground.access.models import AccessToken, JoinCode, TokenUse
from mulin.ground.record.models import Fact
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor
from tests.cast import Cast

Act = Callable[..., Actor]


def test_sessions_that_ran_out_go_with_what_was_noted_of_them(cast: Cast, now: datetime) -> None:
    for key, days in (("gone", -1), ("here", 5)):
        Session.objects.create(session_key=key, session_data="x", expire_date=now + timedelta(days))
        UserSession.objects.create(
            user=cast.accounts["owner"], session_key=key, ip="127.0.0.1", user_agent="x"
        )
    new_join_code(cast.accounts["owner"], now=now - timedelta(4))
    new_join_code(cast.accounts["tenant"], now=now)
    assert forget(now=now) == 2
    assert list(Session.objects.values_list("session_key", flat=True)) == ["here"]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["here"]
    assert JoinCode.objects.get().account == cast.accounts["tenant"]


def test_old_calls_go_and_ended_tokens_after_them(cast: Cast, actor: Act, now: datetime) -> None:
    mine, by = cast.memberships["owner"], actor("owner")
    issued = [
        issue_token(mine, label, ["votes"], day_of(now) + timedelta(n), by=by, now=now)
        for label, n in (("ends", 1), ("lasts", 360))
    ]
    for done in issued:
        note_use(done.token, "/api/me", 200, "127.0.0.1", now=now)
    facts = Fact.objects.count()
    assert forget(now=now + timedelta(100)) == 0
    assert Fact.objects.count() == facts
    later = now + timedelta(190)
    assert forget(now=later) == 3
    assert TokenUse.objects.count() == 0
    assert AccessToken.objects.get().label == "lasts"
    fact = Fact.objects.latest("id")
    assert (fact.kind, fact.body["calls"], fact.body["tokens"]) == ("CallsPurged", 2, 1)
