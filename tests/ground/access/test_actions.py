"""Accounts are made, ended, locked and reset by officers of their street; each leaves one fact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from mulin.ground.access import actions
from mulin.ground.access.models import Account, Membership
from mulin.ground.record.models import Fact
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast

Act = Callable[..., Actor]


def facts() -> list[str]:
    return list(Fact.objects.order_by("id").values_list("kind", flat=True))


def test_an_account_is_made_with_a_password_for_two_weeks(
    cast: Cast, actor: Act, now: datetime, today: date
) -> None:
    person = cast.a.owners[5]
    done = actions.create_account(person, "wu.test", by=actor("street_officer"), now=now)
    account = Account.objects.get(username="wu.test")
    assert account.check_password(done.password)
    assert account.initial_until == today + timedelta(days=14)
    assert done.membership.person_id == person.pk
    assert facts() == ["AccountCreated"]
    fact = Fact.objects.get()
    assert fact.body == {}
    assert done.password not in str(fact.personal)


def test_the_second_click_finds_the_first_result(cast: Cast, actor: Act, now: datetime) -> None:
    token = uuid7()
    for _ in range(2):
        done = actions.create_account(
            cast.a.owners[5], "wu.test", by=actor("street_officer"), now=now, membership_id=token
        )
    assert done.password == ""
    assert Membership.objects.filter(person=cast.a.owners[5]).count() == 1
    assert facts() == ["AccountCreated"]


def test_one_person_has_one_account(cast: Cast, actor: Act, now: datetime) -> None:
    with pytest.raises(Refused, match="已有账号"):
        actions.create_account(
            cast.persons["owner"], "another", by=actor("street_officer"), now=now
        )


def test_an_account_can_act_in_a_second_street(cast: Cast, actor: Act, now: datetime) -> None:
    actions.grant_membership(
        cast.accounts["owner"], cast.far.owners[4], by=actor("neighbour_officer"), now=now
    )
    assert facts() == ["MembershipGranted"]
    assert Fact.objects.get().street_id == cast.other.pk


@pytest.mark.parametrize(
    "role", ["community_worker", "committee_chair", "owner", "property_manager", "auditor"]
)
def test_only_street_officers_keep_accounts(
    cast: Cast, actor: Act, now: datetime, role: str
) -> None:
    by, target = actor(role), cast.memberships["tenant"]
    for verb in (
        lambda: actions.create_account(cast.a.owners[5], "x.test", by=by, now=now),
        lambda: actions.end_membership(target, "x", by=by, now=now),
        lambda: actions.reset_password(target, "x", by=by, now=now),
        lambda: actions.lock_account(target, "x", by=by, now=now),
        lambda: actions.unlock_account(target, by=by, now=now),
    ):
        with pytest.raises(Refused, match="街道工作人员"):
            verb()
    assert facts() == []


def test_the_neighbouring_street_sees_nothing_to_refuse(
    cast: Cast, actor: Act, now: datetime
) -> None:
    by = actor("neighbour_officer")
    with pytest.raises(Refused) as caught:
        actions.end_membership(cast.memberships["owner"], "x", by=by, now=now)
    assert caught.value.refusal.hidden


def test_nobody_ends_or_resets_the_own_account(cast: Cast, actor: Act, now: datetime) -> None:
    by, mine = actor("street_officer"), cast.memberships["street_officer"]
    with pytest.raises(Refused, match="不能结束自己"):
        actions.end_membership(mine, "x", by=by, now=now)
    with pytest.raises(Refused, match="您自己的账号"):
        actions.reset_password(mine, "x", by=by, now=now)


def test_one_street_cannot_take_over_an_account_of_two(
    cast: Cast, actor: Act, now: datetime
) -> None:
    actions.grant_membership(
        cast.accounts["owner"], cast.far.owners[4], by=actor("neighbour_officer"), now=now
    )
    by = actor("street_officer")
    for verb in (actions.reset_password, actions.lock_account):
        with pytest.raises(Refused, match="其他街道"):
            verb(cast.memberships["owner"], "x", by=by, now=now)
    actions.end_membership(cast.memberships["owner"], "已搬走", by=by, now=now)


def test_an_ended_membership_is_not_changed_again(cast: Cast, actor: Act, now: datetime) -> None:
    with pytest.raises(Refused, match="已经结束"):
        actions.end_membership(cast.memberships["leaver"], "x", by=actor("street_officer"), now=now)


def test_the_dead_and_the_merged_get_no_account(cast: Cast, actor: Act, now: datetime) -> None:
    dead, merged = cast.a.owners[5], cast.a.owners[6]
    dead.died_on = date(2025, 1, 1)
    merged.merged_into = cast.a.owners[7]
    for person, why in ((dead, "已去世"), (merged, "并入")):
        with pytest.raises(Refused, match=why):
            actions.create_account(person, "x.test", by=actor("street_officer"), now=now)


def test_changing_the_own_password_ends_its_being_initial(
    cast: Cast, actor: Act, now: datetime, today: date
) -> None:
    account = cast.accounts["owner"]
    account.initial_until = today
    actions.change_own_password(account, "own-words-4-me", actor=actor("owner"), now=now)
    account.refresh_from_db()
    assert account.initial_until is None
    assert account.check_password("own-words-4-me")
    assert facts() == ["PasswordChanged"]


def test_a_verb_that_fails_leaves_nothing(
    cast: Cast, actor: Act, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError):
        actions.create_account(cast.a.owners[5], "wu.test", by=actor("street_officer"), now=now)
    assert not Account.objects.filter(username="wu.test").exists()
    assert facts() == []
