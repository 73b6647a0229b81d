"""Ballots of the official system beside paper: matched, sealed, once, and by the same rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from mulin.decide.assembly.actions import official, running
from mulin.decide.assembly.models import (
    Ballot,
    Motion,
    OfficialBallot,
    OfficialImport,
    Poll,
    RollEntry,
    RollHolder,
    RollUnit,
)
from mulin.decide.assembly.queries.live import progress_of
from mulin.decide.assembly.queries.papers import ways_to_vote
from mulin.decide.assembly.queries.readiness import counting_faults
from mulin.decide.assembly.queries.records import live_ballots
from mulin.decide.assembly.queries.rules import law_of
from mulin.ground.record.models import Fact
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused
from mulin.law.decision import DEVELOPER
from tests.cast import Cast
from tests.decide.assembly.judged import again, closed, judged
from tests.decide.assembly.official import (
    beijing,
    brought,
    channels,
    count_box,
    file,
    on_paper,
    row,
    staff,
    taken,
)
from tests.decide.assembly.world import ELECTION, TWO, World


@pytest.fixture
def world(cast: Cast) -> World:
    return beijing(cast)


def rules(batch: OfficialImport) -> str:
    return "\n".join(f"{f['row']} {f['column']} {f['value']}: {f['rule']}" for f in batch.faults)


def facts(world: World, kind: str) -> list[Fact]:
    return list(Fact.objects.of(world.street).filter(kind=kind).order_by("id"))


def test_paper_and_the_official_system_are_counted_together(world: World) -> None:
    taken(world, *(row(world, place) for place in range(1, 8)))
    on_paper(world, 8, "against")
    count_box(world, 1)
    world.vote(9, world.all("against"))
    assert progress_of(world.poll).participating.persons == 8
    poll = judged(world)
    strict = poll.result["motions"][0]["strict"]
    assert strict["participating"]["persons"] == 8
    assert strict["agree"]["persons"] == 7
    assert strict["against"]["persons"] == 1
    assert channels(list(live_ballots(poll))) == ["official"] * 7 + ["paper"]


def test_one_fact_says_how_many_and_nobody_how(world: World) -> None:
    batch = taken(world, row(world, 1), row(world, 2, "against"))
    [fact] = facts(world, "OfficialTaken")
    assert "导入官方系统的票 2 张" in fact.sentence
    assert fact.body["rows"] == batch.rows_digest
    assert fact.body["file_digest"] == "d" * 64
    said = json.dumps(fact.body, ensure_ascii=False)
    assert "agree" not in said
    assert "against" not in said
    assert not facts(world, "BallotCast")


def test_choices_are_sealed_before_anybody_confirms(world: World) -> None:
    batch = brought(world, row(world, 1, "against"))
    line = OfficialBallot.objects.of(world.street).get(batch=batch)
    assert b"against" not in bytes(line.envelope)
    assert len(bytes(line.envelope)) > 60
    assert not Ballot.objects.of(world.street).exists()
    official.take_official(batch.pk, leave_faulty=False, by=staff(world), now=world.now)
    ballot = Ballot.objects.of(world.street).get()
    assert ballot.pk == line.pk
    assert bytes(ballot.envelope) == bytes(line.envelope)
    assert bytes(OfficialBallot.objects.of(world.street).get(batch=batch).envelope) == b""


def test_the_same_file_again_counts_nothing_twice(world: World) -> None:
    rows = [row(world, place) for place in (1, 2, 3)]
    taken(world, *rows)
    more = brought(world, *rows, row(world, 4))
    assert (more.known, more.fresh) == (3, 1)
    official.take_official(more.pk, leave_faulty=False, by=staff(world), now=world.now)
    assert Ballot.objects.of(world.street).count() == 4
    nothing = brought(world, *rows)
    with pytest.raises(Refused, match="没有可以导入的票"):
        official.take_official(nothing.pk, leave_faulty=False, by=staff(world), now=world.now)


def test_a_second_click_confirms_once(world: World) -> None:
    batch = taken(world, row(world, 1))
    official.take_official(batch.pk, leave_faulty=False, by=staff(world), now=world.now)
    assert Ballot.objects.of(world.street).count() == 1
    assert len(facts(world, "OfficialTaken")) == 1


def test_two_files_read_before_either_was_confirmed_bring_a_serial_once(world: World) -> None:
    one, other = brought(world, row(world, 1), row(world, 2)), brought(world, row(world, 1))
    official.take_official(one.pk, leave_faulty=False, by=staff(world), now=world.now)
    last = official.take_official(other.pk, leave_faulty=False, by=staff(world), now=world.now)
    assert (last.taken, last.known) == (0, 1)
    assert Ballot.objects.of(world.street).count() == 2


@pytest.mark.parametrize("paper_first", [True, False])
@pytest.mark.parametrize(
    ("revote", "paper_hours", "stands"),
    [
        ("last", 1, "paper"),
        ("last", 3, "official"),
        ("first", 1, "official"),
        ("first", 3, "paper"),
    ],
)
def test_beside_paper_the_rule_goes_by_the_time_each_was_cast(
    cast: Cast, revote: str, paper_hours: float, stands: str, paper_first: bool
) -> None:
    world = beijing(cast, rules={"revote": revote})
    if paper_first:
        on_paper(world, 1, "agree", hours=paper_hours)
    batch = taken(world, row(world, 1, "against", hours=2))
    if not paper_first:
        on_paper(world, 1, "agree", hours=paper_hours)
    [live] = live_ballots(world.poll)
    assert live.channel == stands
    won = stands == "official"
    told = (int(won), int(not won)) if paper_first else (0, 0)
    assert (batch.replaced, batch.beaten) == told


def test_an_opinion_on_the_phone_never_stands_against_an_official_ballot(world: World) -> None:
    world.vote(1, world.all("against"), now=world.now - timedelta(hours=1))
    taken(world, row(world, 1, hours=5))
    assert channels(list(live_ballots(world.poll))) == ["official"]
    with pytest.raises(Refused, match="正式票已经收到"):
        world.vote(1, world.all("against"))


def test_several_ballots_of_one_owner_leave_the_last(world: World) -> None:
    taken(
        world,
        row(world, 1, "agree", hours=9, serial="A"),
        row(world, 1, "against", hours=3, serial="B"),
        row(world, 1, "abstain", hours=6, serial="C"),
    )
    poll = judged(world)
    assert poll.result["motions"][0]["strict"]["against"]["persons"] == 1
    assert poll.result["motions"][0]["strict"]["participating"]["persons"] == 1


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"units": ("9-9-999",)}, "房号 9-9-999: 名册上没有这套房"),
        ({"owner": "生人"}, "业主 生*: 名册上这套房没有这位业主"),
        ({"hours": -1}, "是将来的时间"),
        ({"hours": 24 * 9}, "早于这次表决开始投票的时间"),
        ({"choices": {7: "agree"}}, "这次表决没有这一项"),
        ({"choices": {1: "perhaps"}}, "（见原文件）: 意见只能是同意、反对、弃权或空白"),
    ],
)
def test_a_row_without_its_place_on_the_roll_is_left_out_with_its_reason(
    world: World, more: dict[str, Any], told: str
) -> None:
    batch = brought(world, row(world, 1, **more), row(world, 2))
    assert told in rules(batch)
    assert (batch.fresh, batch.faulty) == (1, 1)
    with pytest.raises(Refused, match="有 1 张有错"):
        official.take_official(batch.pk, leave_faulty=False, by=staff(world), now=world.now)
    official.take_official(batch.pk, leave_faulty=True, by=staff(world), now=world.now)
    assert Ballot.objects.of(world.street).count() == 1
    assert "有错没有导入 1 张" in facts(world, "OfficialTaken")[0].sentence


def test_what_was_cast_after_the_close_is_told_so(world: World) -> None:
    poll = closed(world)
    world.poll = poll
    late = row(world, 1, cast_at=poll.closes_at)
    batch = brought(world, late, row(world, 2))
    assert "晚于截止时间" in rules(batch)


def test_rooms_are_written_as_people_do_and_several_are_one_ballot(world: World) -> None:
    building, stair, room = world.entries[2].first_unit.split("-")
    spoken = row(world, 2, units=(f"{building}号楼{stair}单元{room}室",))
    last = world.entries[-1]
    both = RollUnit.objects.of(world.street).filter(entry=last).values_list("label", flat=True)
    assert len(both) == 2
    two = row(world, len(world.entries) - 1, units=tuple(both), serial="TWO")
    mixed = row(world, 3, units=(world.entries[3].first_unit, world.entries[4].first_unit))
    batch = brought(world, spoken, two, mixed)
    assert batch.fresh == 2
    assert "这几套房不是同一张票" in rules(batch)


def test_co_owners_are_told_apart_by_name_or_not_at_all(world: World, cast: Cast) -> None:
    both = [h for h in world.holders if h.entry_id == world.entries[0].pk]
    assert len(both) == 2
    one = row(world, 0, owner=both[1].name)
    nameless = row(world, 0, owner="", serial="X")
    alone = row(world, 1, owner="", serial="Y")
    batch = brought(world, one, nameless, alone)
    assert "没有写业主，而这套房有几位业主" in rules(batch)
    signers = set(OfficialBallot.objects.of(world.street).values_list("signer", flat=True))
    assert signers == {both[1].signer, world.holder(1).signer}
    RollHolder.objects.of(world.street).filter(pk=both[0].pk).update(name=both[1].name)
    assert "几位同名的业主" in rules(brought(world, row(world, 0, owner=both[1].name)))


@pytest.mark.parametrize("acts_as", ["guardian", "attorney"])
def test_who_acts_for_an_owner_votes_for_him(world: World, cast: Cast, acts_as: str) -> None:
    principal, agent = world.holder(1), cast.a.owners[6]
    RollHolder(
        street_id=world.street,
        poll=world.poll,
        entry_id=principal.entry_id,
        signer=principal.signer,
        person_id=agent.pk,
        name="代行人甲",
        acts_as=acts_as,
    ).save(force_insert=True)
    taken(world, row(world, 1, owner="代行人甲"))
    ballot = Ballot.objects.of(world.street).get()
    assert ballot.signer == principal.signer
    assert ballot.proxy == (f"p:{agent.pk.hex}" if acts_as == "attorney" else "")


def test_the_developer_votes_for_what_is_not_handed_over(world: World) -> None:
    entry = world.entries[3]
    RollEntry.objects.of(world.street).filter(pk=entry.pk).update(is_developer=True, key=DEVELOPER)
    RollHolder.objects.of(world.street).filter(entry=entry).update(
        signer=DEVELOPER, name="建设单位", person_id=None
    )
    taken(world, row(world, 3, owner="建设单位"))
    assert Ballot.objects.of(world.street).get().signer == DEVELOPER


def test_a_motion_of_another_building_is_not_taken_from_this_one(cast: Cast) -> None:
    world = beijing(cast)
    first = cast.a.buildings[0]
    Motion.objects.of(world.street).filter(pk=world.motions[1].pk).update(
        scope="buildings", scope_ids=[first.pk.hex]
    )
    outside = next(i for i, e in enumerate(world.entries) if e.building_id != first.pk)
    batch = brought(
        world, row(world, outside), row(world, outside, serial="OK", choices={1: "agree"})
    )
    assert "这一项不由这户表决" in rules(batch)
    assert batch.fresh == 1


def test_candidates_are_chosen_by_name(cast: Cast) -> None:
    world = beijing(cast, asked=(*TWO, ELECTION))
    standing = list(world.motions[2].candidates.all())
    good = {1: "agree", 3: (standing[0].name, standing[1].name)}
    strange = {3: ("不在名单上的人",)}
    batch = brought(
        world,
        row(world, 1, choices=good),
        row(world, 2, choices={3: "abstain"}),
        row(world, 3, choices=strange),
    )
    assert "候选人名单上没有这个人" in rules(batch)
    assert "不在名单上的人" not in rules(batch)
    official.take_official(batch.pk, leave_faulty=True, by=staff(world), now=world.now)
    poll = judged(world)
    votes = {c["id"]: c["agree"]["persons"] for c in poll.result["motions"][2]["candidates"]}
    assert votes[standing[0].pk.hex] == 1
    assert votes[standing[2].pk.hex] == 0


def test_a_total_that_does_not_agree_stops_the_import(world: World) -> None:
    batch = brought(world, row(world, 1), row(world, 2), control=3)
    with pytest.raises(Refused, match="您数的是 3 张，文件里是 2 张"):
        official.take_official(batch.pk, leave_faulty=True, by=staff(world), now=world.now)
    assert not Ballot.objects.of(world.street).exists()


def test_a_file_of_another_vote_or_without_ballots_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="另一次表决"):
        brought(world, row(world, 1), poll="BJ-2026-0999")
    with pytest.raises(Refused, match="文件里没有票"):
        brought(world)
    brought(world, row(world, 1), poll=world.poll.number)


def test_an_open_import_stands_in_the_way_of_the_count_until_it_is_settled(world: World) -> None:
    batch = brought(world, row(world, 1))
    assert "还没有确认导入或放弃" in "；".join(counting_faults(world.poll))
    official.drop_official(batch.pk, by=staff(world), now=world.now)
    assert counting_faults(world.poll) == []
    assert not OfficialBallot.objects.of(world.street).exists()
    official.drop_official(batch.pk, by=staff(world), now=world.now)
    assert len(facts(world, "OfficialDropped")) == 1
    with pytest.raises(Refused, match="已放弃"):
        official.take_official(batch.pk, leave_faulty=True, by=staff(world), now=world.now)


def test_a_wrong_file_is_withdrawn_and_what_it_replaced_lives_again(world: World) -> None:
    mine = on_paper(world, 1, "agree", hours=5)
    count_box(world, 1)
    batch = taken(world, row(world, 1, "against"), row(world, 2))
    assert batch.replaced == 1
    with pytest.raises(Refused, match="没有写撤回理由"):
        official.withdraw_official(batch.pk, " ", by=staff(world), now=world.now)
    official.withdraw_official(batch.pk, "导出的是上一次表决", by=staff(world), now=world.now)
    assert [b.pk for b in live_ballots(world.poll)] == [mine.pk]
    assert "导出的是上一次表决" in facts(world, "OfficialWithdrawn")[0].sentence
    back = taken(world, row(world, 2, "abstain"))
    assert back.taken == 1
    poll = judged(world)
    strict = poll.result["motions"][0]["strict"]
    assert strict["agree"]["persons"] == 1
    assert strict["abstain"]["persons"] == 1


def test_a_withdrawn_ballot_does_not_come_back_when_another_is_settled(world: World) -> None:
    batch = taken(world, row(world, 1, "against", hours=1))
    official.withdraw_official(batch.pk, "导错", by=staff(world), now=world.now)
    mine = on_paper(world, 1, "agree", hours=5)
    assert [b.pk for b in live_ballots(world.poll)] == [mine.pk]


@pytest.mark.parametrize("state", ["locked", "posted", "judged", "announced", "final", "voided"])
def test_only_while_ballots_are_taken_or_sealed(world: World, state: str) -> None:
    batch = brought(world, row(world, 1))
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(state=state)
    for verb in (
        lambda: brought(world, row(world, 2)),
        lambda: official.take_official(batch.pk, leave_faulty=True, by=staff(world), now=world.now),
        lambda: official.drop_official(batch.pk, by=staff(world), now=world.now),
        lambda: official.withdraw_official(batch.pk, "错", by=staff(world), now=world.now),
    ):
        with pytest.raises(Refused, match="不能导入官方系统的票"):
            verb()


def test_after_the_close_and_before_the_count_a_file_is_still_taken(world: World) -> None:
    world.poll = closed(world)
    taken(world, row(world, 1))
    assert channels(list(live_ballots(world.poll))) == ["official"]


def test_where_our_own_ballots_count_by_law_no_other_system_is_taken(world: World) -> None:
    law = dict(world.poll.law)
    law["answers"] = {
        **law["answers"],
        "online_vote": {
            **law["answers"]["online_vote"],
            "value": {"is": "OnlineVote", "value": "own_counts"},
        },
    }
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(law=law)
    with pytest.raises(Refused, match="直接计入"):
        brought(world, row(world, 1))


def test_who_may_bring_and_who_may_confirm(world: World, cast: Cast) -> None:
    today = day_of(world.now)
    manager = cast.actor("property_manager", today)
    batch = brought(world, row(world, 1), by=manager)
    with pytest.raises(Refused, match="不能单独把票计进去"):
        official.take_official(batch.pk, leave_faulty=False, by=manager, now=world.now)
    for role in ("owner", "tenant", "auditor", "social_worker", "other_compound_owner"):
        with pytest.raises(Refused):
            brought(world, row(world, 2), by=cast.actor(role, today))
    official.take_official(batch.pk, leave_faulty=False, by=world.counter(0), now=world.now)


def test_the_company_concerned_brings_nothing(world: World, cast: Cast) -> None:
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(concerns=cast.company)
    world.poll = again(world)
    with pytest.raises(Refused, match="关系到您所在的单位"):
        brought(world, row(world, 1), by=cast.actor("property_manager", day_of(world.now)))


def test_another_street_finds_nothing(world: World, cast: Cast) -> None:
    batch = brought(world, row(world, 1))
    outsider = cast.actor("neighbour_officer", day_of(world.now))
    with pytest.raises(Refused):
        official.take_official(batch.pk, leave_faulty=False, by=outsider, now=world.now)


def test_an_import_costs_the_same_statements_however_long(
    world: World, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    on_paper(world, 1, "agree")
    with django_assert_max_num_queries(40):
        taken(world, *(row(world, place) for place in range(1, 10)))


def test_the_notice_tells_owners_where_to_vote(world: World) -> None:
    told = "".join(ways_to_vote(world.poll, law_of(world.poll, day_of(world.now))))
    assert "到政府指定的投票系统投" in told
    assert "只作征询，不计入结果" in told
    assert "以纸质票为准" not in told


def test_closing_waits_for_the_import_and_counts_it(world: World) -> None:
    taken(world, row(world, 1))
    later = world.now + timedelta(days=20)
    poll = running.close_voting(world.poll.pk, by=staff(world), now=later)
    assert poll.state == Poll.State.CLOSED
    [fact] = facts(world, "VotingClosed")
    assert fact.body["ballots"] == 1


def test_the_same_upload_again_is_the_same_import(world: World) -> None:
    once, given = uuid7(), file(row(world, 1))
    one, other = (
        official.read_official(world.poll, given, 1, import_id=once, by=staff(world), now=world.now)
        for _ in range(2)
    )
    assert one.pk == other.pk
    assert OfficialBallot.objects.of(world.street).count() == 1


def test_the_paper_desk_says_that_the_official_system_has_one_already(
    world: World, client_as: Callable[[str], Any]
) -> None:
    taken(world, row(world, 1))
    url = reverse("assembly:paper_entry", args=[world.poll.pk, world.entries[1].seq])
    told = client_as("community_worker").get(url).content.decode()
    assert "这户在官方系统里已经投过票" in told
    assert "以最后收到的为准" in told


def test_the_auditor_looks_at_the_files_and_brings_none(
    world: World, client_as: Callable[[str], Any]
) -> None:
    batch = taken(world, row(world, 1))
    client = client_as("auditor")
    for name, more in (("home", ()), ("import", (batch.pk,))):
        page = client.get(reverse(f"official:{name}", args=[world.poll.pk, *more]))
        assert page.status_code == 200
        assert "<form" not in page.content.decode().split("<main")[1].split("</main>")[0].replace(
            '<form method="get"', ""
        ).replace('<form class="m-filters"', "")
    withdrawn = client.post(
        reverse("official:withdraw", args=[world.poll.pk, batch.pk]), {"why": "好奇"}
    )
    assert withdrawn.status_code == 302
    assert OfficialImport.objects.of(world.street).get().state == "done"
