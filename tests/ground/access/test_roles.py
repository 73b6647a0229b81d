"""The table of roles says what permissions do."""

from __future__ import annotations

from collections.abc import Callable

from mulin.ground.access.permissions import may_manage_accounts
from mulin.ground.access.roles import NAMES, STANDINGS, WORDS, Can, matrix, roles_that
from mulin.kit.rights import Actor, Role
from tests.cast import Cast

Act = Callable[..., Actor]
ACTORS = {
    Role.STREET_OFFICER: "street_officer",
    Role.COMMUNITY_WORKER: "community_worker",
    Role.COMMITTEE_MEMBER: "committee_chair",
    Role.VOTE_COUNTER: "counter_1",
    Role.WITNESS: "witness",
    Role.PROPERTY_MANAGER: "property_manager",
    Role.SOCIAL_WORKER: "social_worker",
    Role.AUDITOR: "auditor",
    Role.OWNER: "owner",
    Role.TENANT: "tenant",
}


def test_every_role_but_the_software_stands_in_the_table() -> None:
    assert {s.role for s in STANDINGS} == set(Role) - {Role.SYSTEM}
    assert set(NAMES) == set(Role)
    assert set(WORDS) == set(Can)
    assert all(len(marks) == len(STANDINGS) for _, marks in matrix())


def test_the_auditor_reads_and_changes_nothing() -> None:
    auditor = next(s for s in STANDINGS if s.role is Role.AUDITOR)
    changing = {Can.CHANGE_REGISTER, Can.IMPORT_ROSTER, Can.PREPARE_POLL, Can.ENTER_PAPER}
    changing |= {Can.POST_NOTICE, Can.MANAGE_ACCOUNTS, Can.COUNT_VOTES, Can.WITNESS_COUNT, Can.VOTE}
    assert not auditor.can & changing


def test_the_office_neither_counts_nor_witnesses_nor_votes() -> None:
    for can in (Can.COUNT_VOTES, Can.WITNESS_COUNT, Can.VOTE):
        assert Role.STREET_OFFICER not in roles_that(can)


def test_the_property_company_has_no_part_in_votes() -> None:
    for can in (Can.PREPARE_POLL, Can.ENTER_PAPER, Can.COUNT_VOTES, Can.WITNESS_COUNT, Can.VOTE):
        assert Role.PROPERTY_MANAGER not in roles_that(can)


def test_who_manages_accounts_in_the_table_may_do_so(cast: Cast, actor: Act) -> None:
    for role, name in ACTORS.items():
        allowed = may_manage_accounts(actor(name)) is None
        assert allowed == (role in roles_that(Can.MANAGE_ACCOUNTS)), role
