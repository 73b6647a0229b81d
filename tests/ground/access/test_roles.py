"""The table of roles says what permissions do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mulin.decide.assembly import permissions as assembly
from mulin.ground.access.permissions import may_manage_accounts
from mulin.ground.access.roles import NAMES, STANDINGS, WORDS, Can, matrix, roles_that
from mulin.ground.estate import permissions as estate
from mulin.ground.notices import permissions as notices
from mulin.ground.notices.models import PublicNotice
from mulin.ground.record import permissions as record
from mulin.kit.rights import Actor, Refusal, Role
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
    assert auditor.can == {Can.SEE_REGISTER, Can.READ_FACTS, Can.SEE_LAW, Can.SEE_OWN_HOME}


def test_the_office_neither_counts_nor_witnesses_nor_votes() -> None:
    for can in (Can.COUNT_VOTES, Can.WITNESS_COUNT, Can.VOTE):
        assert Role.STREET_OFFICER not in roles_that(can)


def test_the_property_company_neither_convenes_nor_counts() -> None:
    for can in (Can.PREPARE_POLL, Can.COUNT_VOTES, Can.WITNESS_COUNT, Can.READ_IDENTITY, Can.VOTE):
        assert Role.PROPERTY_MANAGER not in roles_that(can)


Judgement = Callable[[Actor, Cast], Refusal | None]


def _unmask(field: str) -> Judgement:
    return lambda actor, cast: estate.may_unmask(actor, field, [cast.a.compound.pk])


JUDGEMENTS: dict[Can, Judgement] = {
    Can.SEE_REGISTER: lambda actor, cast: estate.may_see_register(actor, cast.a.compound.pk),
    Can.CHANGE_REGISTER: lambda actor, cast: estate.may_edit_register(actor, cast.a.compound.pk),
    Can.CHANGE_RESIDENTS: lambda actor, cast: estate.may_edit_residents(actor, cast.a.compound.pk),
    Can.READ_PHONE: _unmask("phone"),
    Can.READ_IDENTITY: _unmask("id_number"),
    Can.IMPORT_ROSTER: lambda actor, cast: estate.may_import(actor, cast.a.compound.pk),
    Can.PREPARE_POLL: lambda actor, cast: assembly.may_prepare(actor, cast.a.compound),
    Can.POST_NOTICE: lambda actor, cast: notices.may_post(
        actor, PublicNotice(street=cast.yun, compound=cast.a.compound)
    ),
    Can.READ_FACTS: lambda actor, cast: record.may_read_facts(actor),
    Can.MANAGE_ACCOUNTS: lambda actor, cast: may_manage_accounts(actor),
}
"""What the table names, as the rooms judge it in compound A."""


@pytest.mark.parametrize("can", JUDGEMENTS, ids=str)
def test_the_table_says_what_the_rooms_judge(cast: Cast, actor: Act, can: Can) -> None:
    told, judged = roles_that(can), JUDGEMENTS[can]
    may = {role for role, name in ACTORS.items() if judged(actor(name), cast) is None}
    assert may == told
