"""An actor is made of posts, homes and contracts in force on the day, and of nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.ground.access.queries import actor_of
from mulin.ground.access.queries_accounts import device_words, suggested_username
from mulin.ground.access.queries_standing import memberships_of
from mulin.ground.estate.models import (
    Appointment,
    Compound,
    Engagement,
    Organisation,
    Ownership,
    Person,
    Tenancy,
)
from mulin.kit.rights import Actor, Role, Scope
from tests.cast import SINCE, Cast

Act = Callable[..., Actor]


def test_each_of_the_cast_holds_the_role_of_its_name_where_it_belongs(
    cast: Cast, actor: Act
) -> None:
    a, b = cast.a.compound.pk, cast.b.compound.pk
    here = {
        "community_worker": Role.COMMUNITY_WORKER,
        "committee_chair": Role.COMMITTEE_MEMBER,
        "counter_1": Role.VOTE_COUNTER,
        "witness": Role.WITNESS,
        "property_manager": Role.PROPERTY_MANAGER,
        "owner": Role.OWNER,
        "co_owner": Role.OWNER,
        "tenant": Role.TENANT,
    }
    for name, role in here.items():
        assert actor(name).has(role, compound_id=a), name
        assert not actor(name).has(role, compound_id=b), name
        assert not actor(name).is_street, name
    for name in ("street_officer", "auditor", "social_worker"):
        assert actor(name).is_street
        assert actor(name).has(Role(name), compound_id=b)
    assert actor("other_compound_owner").compounds == {b}


def test_at_most_four_statements_make_an_actor(cast: Cast, actor: Act) -> None:
    for name in cast.memberships:
        with CaptureQueriesContext(connection) as queries:
            actor(name)
        assert len(queries) <= 4, (name, [q["sql"] for q in queries])


def test_a_post_ends_with_its_last_day(cast: Cast, actor: Act, today: date) -> None:
    Appointment.objects.filter(person=cast.persons["witness"]).update(valid_to=today)
    assert actor("witness").grants
    assert not actor("witness", on=today + timedelta(days=1)).grants
    assert not actor("leaver").grants
    assert not actor("witness", on=SINCE - timedelta(days=1)).grants


def test_ownership_ends_before_the_day_it_is_given_up(cast: Cast, actor: Act, today: date) -> None:
    rows = Ownership.objects.filter(person=cast.persons["owner"])
    rows.update(valid_to=today + timedelta(days=1))
    assert actor("owner").units == {cast.a.units[0].pk}
    assert not actor("owner", on=today + timedelta(days=1)).units


def test_a_tenancy_ends_too(cast: Cast, actor: Act, today: date) -> None:
    Tenancy.objects.filter(person=cast.persons["tenant"]).update(valid_to=today)
    assert actor("tenant").grants == ()


def test_a_dismissed_company_reaches_its_compound_no_more(
    cast: Cast, actor: Act, today: date
) -> None:
    contract = Engagement.objects.filter(organisation=cast.company)
    contract.update(valid_to=today)
    assert actor("property_manager").compounds == {cast.a.compound.pk}
    contract.update(valid_to=today - timedelta(days=1))
    assert actor("property_manager").grants == ()


def test_a_company_that_manages_a_community_reaches_all_its_compounds(
    cast: Cast, actor: Act, today: date
) -> None:
    Engagement(
        street=cast.yun,
        organisation=cast.company,
        kind=Engagement.Kind.MANAGES,
        community=cast.b.community,
        valid_from=SINCE,
    ).save()
    assert actor("property_manager").compounds == {cast.a.compound.pk, cast.b.compound.pk}


def test_coaching_a_compound_is_not_managing_it(cast: Cast, actor: Act) -> None:
    Engagement.objects.filter(organisation=cast.company).update(kind=Engagement.Kind.COACHES)
    assert actor("property_manager").grants == ()


def test_a_manager_appointed_to_one_compound_reaches_only_that_one(cast: Cast, actor: Act) -> None:
    Appointment.objects.filter(person=cast.persons["property_manager"]).update(
        compound_id=cast.b.compound.pk
    )
    assert actor("property_manager").grants == ()


def test_a_community_grant_lists_the_compounds_that_stand(cast: Cast, actor: Act) -> None:
    grant = actor("community_worker").grants[0]
    assert (grant.scope, grant.scope_id) == (Scope.COMMUNITY, cast.a.community.pk)
    assert grant.compounds == {cast.a.compound.pk}
    Compound.objects.filter(pk=cast.a.compound.pk).update(ended_on=date(2025, 1, 1))
    assert actor("community_worker").compounds == frozenset()


def test_a_building_grant_does_not_open_the_compound(cast: Cast, actor: Act) -> None:
    Appointment.objects.filter(person=cast.persons["community_worker"]).update(
        building_id=cast.a.buildings[0].pk
    )
    grant = actor("community_worker").grants[0]
    assert (grant.scope, grant.scope_id) == (Scope.BUILDING, cast.a.buildings[0].pk)
    assert not actor("community_worker").has(Role.COMMUNITY_WORKER, compound_id=cast.a.compound.pk)


def test_a_post_without_a_place_reaches_the_place_of_its_organisation(
    cast: Cast, actor: Act
) -> None:
    Appointment.objects.filter(person=cast.persons["committee_chair"]).update(compound_id=None)
    assert actor("committee_chair").has(Role.COMMITTEE_MEMBER, compound_id=cast.a.compound.pk)
    assert not actor("committee_chair").is_street


def test_a_street_officers_role_in_a_body_of_one_compound_stays_in_it(
    cast: Cast, actor: Act
) -> None:
    """Who may appoint to a committee must not be able to make street officers there."""
    Appointment.objects.filter(person=cast.persons["witness"]).update(
        role=Role.STREET_OFFICER, organisation_id=cast.a.committee.pk, compound_id=None
    )
    grown = actor("witness")
    assert not grown.is_street
    assert not grown.has(Role.STREET_OFFICER)
    assert grown.compounds == {cast.a.compound.pk}


@pytest.mark.parametrize("role", [Role.COMMITTEE_MEMBER, Role.VOTE_COUNTER, Role.WITNESS])
def test_a_post_without_any_place_reaches_nothing_rather_than_everything(
    cast: Cast, actor: Act, role: Role
) -> None:
    Appointment.objects.filter(person=cast.persons["street_officer"]).update(role=role)
    assert actor("street_officer").grants == ()


@pytest.mark.parametrize("role", [Role.OWNER, Role.TENANT, Role.SYSTEM])
def test_nobody_is_appointed_owner_or_software(cast: Cast, actor: Act, role: Role) -> None:
    Appointment.objects.filter(person=cast.persons["street_officer"]).update(role=role)
    assert actor("street_officer").grants == ()


def test_posts_in_a_dissolved_organisation_are_void(cast: Cast, actor: Act, today: date) -> None:
    Organisation.objects.filter(pk=cast.a.committee.pk).update(ended_on=today)
    assert not actor("counter_1").grants


def test_memberships_in_force_are_found_in_every_street(cast: Cast, today: date) -> None:
    assert [m.street.slug for m in memberships_of(cast.accounts["owner"], today)] == ["yun"]
    assert memberships_of(cast.accounts["leaver"], today) == []
    assert memberships_of(cast.accounts["stranger"], today) == []


def test_the_same_person_of_another_street_gets_nothing_here(cast: Cast, today: date) -> None:
    far = cast.persons["neighbour_owner"]
    found = actor_of(cast.accounts["neighbour_owner"], cast.other, far, today)
    assert found.compounds == {cast.far.compound.pk}
    assert not found.has(Role.OWNER, compound_id=cast.a.compound.pk)


def test_devices_are_called_what_people_call_them() -> None:
    assert device_words("Mozilla/5.0 (iPhone; CPU) MicroMessenger/8") == "微信"
    assert device_words("Mozilla/5.0 (Windows NT 10.0)") == "Windows 电脑"
    assert device_words("curl/8") == "其他设备"


def test_a_user_name_is_suggested_from_initials_and_telephone() -> None:
    assert suggested_username(Person(initials="WYS", phone_masked="138****1234")) == "wys1234"
    assert suggested_username(Person(initials="WYS")) == "wys"
