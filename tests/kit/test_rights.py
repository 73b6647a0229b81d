"""Grants reach what they name; a refusal explains itself; silence means no."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import uuid4

import pytest

from mulin.kit.rights import (
    Actor,
    Grant,
    LoginNeeded,
    Refusal,
    Refused,
    Role,
    Scope,
    acting,
    require,
    system_actor,
)

STREET, COMPOUND, ELSEWHERE, COMPANY = uuid4(), uuid4(), uuid4(), uuid4()
IN_STREET = Grant(Role.STREET_OFFICER, Scope.STREET, STREET)
IN_COMPOUND = Grant(Role.COMMITTEE_MEMBER, Scope.COMPOUND, COMPOUND, COMPANY, frozenset({COMPOUND}))


def someone(*grants: Grant) -> Actor:
    return Actor(street_id=STREET, account_id=1, person_id=uuid4(), name="某人", grants=grants)


def test_who_holds_nothing_may_nothing() -> None:
    nobody = someone()
    assert nobody.roles_in(COMPOUND) == frozenset()
    assert not nobody.has(*Role, compound_id=COMPOUND)
    assert not nobody.is_street
    assert nobody.compounds == frozenset()


def test_a_street_grant_reaches_every_compound_and_the_street_itself() -> None:
    officer = someone(IN_STREET)
    for place in (COMPOUND, ELSEWHERE, None):
        assert officer.has(Role.STREET_OFFICER, compound_id=place)
    assert officer.is_street


def test_a_compound_grant_reaches_its_compound_and_never_the_street() -> None:
    member = someone(IN_COMPOUND)
    assert member.has(Role.COMMITTEE_MEMBER, compound_id=COMPOUND)
    assert not member.has(Role.COMMITTEE_MEMBER, compound_id=ELSEWHERE)
    assert not member.has(Role.COMMITTEE_MEMBER)
    assert not member.is_street
    assert member.organisations == {COMPANY}


def test_roles_add_up() -> None:
    both = someone(IN_STREET, IN_COMPOUND)
    assert both.roles_in(COMPOUND) == {Role.STREET_OFFICER, Role.COMMITTEE_MEMBER}
    assert both.roles_in(ELSEWHERE) == {Role.STREET_OFFICER}


def test_the_software_is_nobody_and_reaches_the_street() -> None:
    software = system_actor(STREET)
    assert software.account_id is None
    assert software.has(Role.SYSTEM, compound_id=COMPOUND)
    assert not software.has(Role.STREET_OFFICER)


def test_a_refusal_is_raised_with_its_sentences() -> None:
    require(None)
    with pytest.raises(Refused, match="已锁定。请先解锁。") as caught:
        require(Refusal("已锁定。", "请先解锁。"))
    assert caught.value.refusal.what_to_do == "请先解锁。"
    assert not caught.value.refusal.hidden


def test_a_request_without_an_actor_asks_for_a_sign_in() -> None:
    somebody = someone()
    assert acting(SimpleNamespace(actor=somebody)) is somebody
    for request in (SimpleNamespace(actor=None), SimpleNamespace()):
        with pytest.raises(LoginNeeded):
            acting(request)
