"""Terms and seats by their verbs: a seat's rights are its post, and end with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from mulin.decide.committees.actions.members import move_up, release_member
from mulin.decide.committees.actions.terms import begin_term, correct_term, end_term, register_body
from mulin.decide.committees.models import Member, Term
from mulin.ground.estate.models import Appointment, Organisation
from mulin.ground.record.models import Fact
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, Role
from tests.cast import Cast
from tests.decide.committees.bodies import filled, plan, seated, term_in

As = Callable[..., Actor]


def post_of(cast: Cast, member: Member) -> Appointment:
    found: Appointment = Appointment.objects.of(cast.yun).get(pk=member.appointment_id)
    return found


def test_a_seat_is_a_post_of_the_register_and_gives_its_rights(
    cast: Cast, actor: As, now: datetime
) -> None:
    by = actor("street_officer")
    term = term_in(cast, by, now)
    member = seated(term, cast.persons["owner"], by, now)
    assert post_of(cast, member).title == "委员"
    assert actor("owner").has(Role.COMMITTEE_MEMBER, compound_id=cast.a.compound.pk)
    assert not actor("owner").has(Role.COMMITTEE_MEMBER, compound_id=cast.b.compound.pk)
    assert Fact.objects.of(cast.yun).get(kind="BodyMemberSeated").body["title"] == "委员"


def test_who_holds_the_post_already_gets_no_second_one(
    cast: Cast, actor: As, now: datetime
) -> None:
    by = actor("street_officer")
    term = term_in(cast, by, now)
    chair = cast.persons["committee_chair"]
    before = Appointment.objects.of(cast.yun).filter(person=chair).count()
    member = seated(term, chair, by, now, "chair")
    assert Appointment.objects.of(cast.yun).filter(person=chair).count() == before
    assert member.appointment_id is not None


def test_leaving_ends_the_post_with_its_last_day(cast: Cast, actor: As, now: datetime) -> None:
    by = actor("street_officer")
    member = seated(term_in(cast, by, now), cast.persons["owner"], by, now)
    with pytest.raises(Refused, match="没有写离任原因"):
        release_member(member, date(2026, 2, 28), why=" ", by=by, now=now)
    with pytest.raises(Refused, match="还没有到"):
        release_member(member, date(2026, 3, 3), why="辞职", by=by, now=now)
    release_member(member, date(2026, 2, 28), why="本人辞职", by=by, now=now)
    assert post_of(cast, member).valid_to == date(2026, 2, 28)
    assert not actor("owner").has(Role.COMMITTEE_MEMBER, compound_id=cast.a.compound.pk)


def test_an_alternate_has_no_rights_until_he_moves_up_in_his_turn(
    cast: Cast, actor: As, now: datetime
) -> None:
    by = actor("street_officer")
    term, members = filled(cast, by, now, alternates=2)
    second = seated(term, cast.a.owners[7], by, now, "alternate", rank=2)
    first = seated(term, cast.persons["owner"], by, now, "alternate", rank=1)
    assert first.appointment_id is None
    assert not actor("owner").has(Role.COMMITTEE_MEMBER, compound_id=cast.a.compound.pk)
    day = date(2026, 3, 2)
    with pytest.raises(Refused, match="5 个席位已满"):
        move_up(first, day, basis="会议决定", once=uuid7(), by=by, now=now)
    release_member(members[4], date(2026, 2, 28), why="本人辞职", by=by, now=now)
    with pytest.raises(Refused, match="前面还有第 1 位"):
        move_up(second, day, basis="会议决定", once=uuid7(), by=by, now=now)
    made = move_up(first, day, basis="会议决定", once=uuid7(), by=by, now=now)
    assert made.post == Member.Post.MEMBER
    assert actor("owner").has(Role.COMMITTEE_MEMBER, compound_id=cast.a.compound.pk)
    with pytest.raises(Refused, match="不在候补名单上"):
        move_up(first, day, basis="会议决定", once=uuid7(), by=by, now=now)


def test_seats_chair_and_alternates_are_limited(cast: Cast, actor: As, now: datetime) -> None:
    by = actor("street_officer")
    term, _members = filled(cast, by, now)
    with pytest.raises(Refused, match="已有在任的负责人"):
        seated(term, cast.a.owners[6], by, now, "chair")
    with pytest.raises(Refused, match="5 个席位已满"):
        seated(term, cast.a.owners[6], by, now)
    with pytest.raises(Refused, match="已在这一届的名单上"):
        seated(term, cast.a.owners[2], by, now)
    seated(term, cast.a.owners[6], by, now, "alternate", rank=1)
    with pytest.raises(Refused, match="候补席位 1 个已满"):
        seated(term, cast.a.owners[7], by, now, "alternate", rank=2)


def test_a_term_ends_with_everybody_in_it_and_the_next_one_begins(
    cast: Cast, actor: As, now: datetime
) -> None:
    by = actor("street_officer")
    term, members = filled(cast, by, now)
    with pytest.raises(Refused, match="上一届还没有结束"):
        begin_term(cast.a.committee, plan(ordinal=4), once=uuid7(), by=by, now=now)
    end_term(term, date(2026, 3, 1), why="新一届已选出", by=by, now=now)
    assert {post_of(cast, m).valid_to for m in members} == {date(2026, 3, 1)}
    assert not actor("committee_chair").has(Role.COMMITTEE_MEMBER, compound_id=cast.a.compound.pk)
    fact = Fact.objects.of(cast.yun).get(kind="BodyTermEnded")
    assert fact.body["members"] == 5
    with pytest.raises(Refused, match="第3届已经登记过"):
        begin_term(cast.a.committee, plan(), once=uuid7(), by=by, now=now)
    next_plan = plan(ordinal=4, starts_on=date(2026, 3, 2), ends_on=date(2029, 3, 1))
    once = uuid7()
    made = begin_term(cast.a.committee, next_plan, once=once, by=by, now=now)
    assert begin_term(cast.a.committee, next_plan, once=once, by=by, now=now).pk == made.pk


def test_a_correction_says_what_changed_and_why(cast: Cast, actor: As, now: datetime) -> None:
    by = actor("community_worker")
    term = term_in(cast, by, now)
    changes = {"filing_number": "云备〔2023〕8 号", "filed_on": date(2023, 6, 12), "seal": "held"}
    with pytest.raises(Refused, match="没有写理由"):
        correct_term(term, changes, why="", by=by, now=now)
    correct_term(term, changes, why="补登备案证明", by=by, now=now)
    told = Fact.objects.of(cast.yun).get(kind="BodyTermCorrected").body["changes"]
    assert "印章 未登记 → 有" in told
    assert "备案号 空 → 云备〔2023〕8 号" in told
    correct_term(term, changes, why="再来一次", by=by, now=now)
    assert Fact.objects.of(cast.yun).filter(kind="BodyTermCorrected").count() == 1
    with pytest.raises(Refused, match="不晚于任期开始"):
        correct_term(term, {"ends_on": date(2020, 1, 1)}, why="错", by=by, now=now)


def test_the_property_committee_stands_at_street_and_community_never_in_a_compound(
    cast: Cast, actor: As, now: datetime
) -> None:
    by = actor("street_officer")
    kind = Organisation.Kind.PROPERTY_COMMITTEE
    with pytest.raises(Refused, match="不设在小区"):
        register_body(kind, "云栖苑物委会", cast.a.compound, plan(), once=uuid7(), by=by, now=now)
    made = register_body(
        kind, "云溪一社区物委会", cast.a.community, plan(ordinal=1), once=uuid7(), by=by, now=now
    )
    assert made.community_id == cast.a.community.pk
    term = Term.objects.of(cast.yun).get(body=made)
    member = seated(term, cast.persons["community_worker"], by, now, "chair")
    assert member.appointment_id is None  # its members have posts of their own
    with pytest.raises(Refused, match="没有选小区"):
        register_body("owners_committee", "某业委会", None, plan(), once=uuid7(), by=by, now=now)


def test_supervisors_read_and_carry_nothing(cast: Cast, actor: As, now: datetime) -> None:
    by = actor("street_officer")
    kind = Organisation.Kind.SUPERVISORY_COMMITTEE
    body = register_body(
        kind, "云栖苑监督委员会", cast.a.compound, plan(ordinal=1), once=uuid7(), by=by, now=now
    )
    seated(Term.objects.of(cast.yun).get(body=body), cast.persons["owner"], by, now)
    roles = actor("owner").roles_in(cast.a.compound.pk)
    assert Role.AUDITOR in roles
    assert Role.COMMITTEE_MEMBER not in roles


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("committee_chair", "由社区或街道登记"),
        ("owner", "由社区或街道登记"),
        ("auditor", "由社区或街道登记"),
        ("property_manager", "没有找到"),
        ("other_compound_owner", "没有找到"),
        ("neighbour_officer", "没有找到"),
    ],
)
def test_only_community_and_street_keep_the_register(
    cast: Cast, actor: As, now: datetime, role: str, told: str
) -> None:
    with pytest.raises(Refused, match=told):
        term_in(cast, actor(role), now)
    term = term_in(cast, actor("street_officer"), now)
    with pytest.raises(Refused, match=told):
        seated(term, cast.persons["owner"], actor(role), now)
