"""A step opens a vote, a notice, a matter; what happens there carries it on, each fact once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from mulin.decide.assembly.actions.counting import announce
from mulin.decide.assembly.actions.drafts import discard_draft
from mulin.decide.assembly.models import Motion, Poll
from mulin.ground.estate.actions import appoint
from mulin.ground.matters.actions import close
from mulin.ground.matters.models import Matter
from mulin.ground.notices.actions import prove_posting, withdraw
from mulin.ground.notices.models import PublicNotice
from mulin.ground.notices.subjects import subject_behind
from mulin.ground.papers.actions import read as read_paper
from mulin.ground.papers.models import Paper
from mulin.ground.record.models import Fact
from mulin.ground.record.sealer import drain
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, Role
from mulin.law.process_catalogue import all_processes
from mulin.procedures.actions.carrying import read_on
from mulin.procedures.actions.opening import open_procedure
from mulin.procedures.actions.rooms import Typed, join_vote, let_go, open_in_room
from mulin.procedures.actions.steps import do_step, withdraw_entry
from mulin.procedures.models import Entry, Piece, Procedure, Reading
from mulin.procedures.openers import opener_of
from tests.cast import Cast
from tests.decide.assembly.judged import judged
from tests.decide.assembly.world import Asked, voting
from tests.procedures.test_pages import text

As = Callable[..., Actor]
ClientAs = Callable[[str], Client]
ELECTION = Asked("elect_committee", "选举业主委员会委员", 0, "none", seats=1)


@pytest.fixture
def officer(actor: As) -> Actor:
    return actor("street_officer", on=clock.today())


@pytest.fixture
def reelection(cast: Cast, officer: Actor) -> Procedure:
    cast.yun.region = "310000"
    cast.yun.save(update_fields=["region"])
    ends = clock.today() + timedelta(days=200)
    now = clock.now()
    return open_procedure("reelection", cast.a.compound, ends, once=uuid7(), by=officer, now=now)


def carried(procedure: Procedure) -> dict[str, str]:
    """What facts put down and still stands: step → outcome or kind."""
    rows = procedure.entries.filter(fact_id__isnull=False, withdrawn_at__isnull=True)
    return {row.step: row.outcome or row.kind for row in rows.order_by("id")}


def read(procedure: Procedure) -> int:
    """What the worker does within seconds."""
    drain(procedure.street_id, now=clock.now())
    return read_on(procedure.street_id, now=clock.now())


def notice_typed(title: str = "候选人名单公示") -> Typed:
    return Typed(title, "各位业主：候选人如下。", clock.today())


def opened(procedure: Procedure, step: str, typed: Typed, officer: Actor) -> Piece:
    return open_in_room(procedure, step, typed, once=uuid7(), by=officer, now=clock.now())


def test_every_step_that_opens_something_has_its_row() -> None:
    lacking = [
        (process.code, step.code)
        for process in all_processes().values()
        for step in process.steps
        if step.opens and opener_of(process.code, step) is None
    ]
    assert lacking == []


def test_a_vote_is_drafted_with_the_motion_the_step_decides_and_only_once(
    reelection: Procedure, officer: Actor
) -> None:
    once, typed = uuid7(), Typed("云栖苑换届选举")
    for _ in range(2):
        open_in_room(reelection, "elect", typed, once=once, by=officer, now=clock.now())
    poll = Poll.objects.of(reelection.street_id).get()
    assert (poll.title, poll.is_draft) == ("云栖苑换届选举", True)
    motion = Motion.objects.of(reelection.street_id).get()
    assert motion.kind == "elect_committee"
    assert "选举" in motion.title
    with pytest.raises(Refused, match="已经发起了“云栖苑换届选举”"):
        opened(reelection, "elect", typed, officer)


def test_a_recall_asks_about_the_seat_not_about_candidates(cast: Cast, officer: Actor) -> None:
    row = open_procedure(
        "recall", cast.a.compound, clock.today(), once=uuid7(), by=officer, now=clock.now()
    )
    today, now = clock.today(), clock.now()
    with pytest.raises(Refused, match="现在不用办"):
        opened(row, "hold", Typed("罢免表决"), officer)
    do_step(row, "check_proposal", today, outcome="enough", once=uuid7(), by=officer, now=now)
    opened(row, "hold", Typed("罢免表决"), officer)
    assert "终止" in Motion.objects.of(cast.yun).get().title


def test_a_vote_that_was_counted_carries_the_step_on_with_how_it_ended(
    reelection: Procedure, cast: Cast, officer: Actor
) -> None:
    world = voting(cast, now=clock.now(), asked=(ELECTION,))
    join_vote(reelection, "elect", world.poll.pk, once=uuid7(), by=officer, now=clock.now())
    candidate = world.motions[0].candidates.order_by("order")[0]
    for place in range(len(world.entries)):
        world.vote(place, {world.motions[0].pk.hex: [candidate.pk.hex]})
    poll = judged(world)
    assert read(reelection) == 1
    assert carried(reelection) == {"elect": "elected"}
    announce(poll, body="结果", paper_id=None, by=officer, now=clock.now())
    assert read(reelection) == 1
    assert carried(reelection) == {"elect": "elected", "publish_result": "done"}
    entry = reelection.entries.get(step="publish_result")
    fact = Fact.objects.of(reelection.street_id).get(pk=entry.fact_id)
    assert fact.kind == "ResultAnnounced"
    told = Fact.objects.of(reelection.street_id).filter(kind="StepCarried")
    assert fact.digest in [row.body["digest"] for row in told]


def test_a_vote_that_missed_its_quorum_leads_to_the_second_round(
    reelection: Procedure, cast: Cast, officer: Actor
) -> None:
    world = voting(cast, now=clock.now(), asked=(ELECTION,))
    join_vote(reelection, "elect", world.poll.pk, once=uuid7(), by=officer, now=clock.now())
    world.vote(0, world.all())
    judged(world)
    read(reelection)
    assert carried(reelection) == {"elect": "quorum_failed"}
    assert reelection.dues.filter(step="elect_again").exists()
    opened(reelection, "elect_again", Typed("再次表决"), officer)


def test_a_vote_joined_after_it_was_counted_is_read_from_its_beginning(
    reelection: Procedure, cast: Cast, officer: Actor
) -> None:
    opened(reelection, "show_candidates", notice_typed(), officer)  # reading has begun
    world = voting(cast, now=clock.now(), asked=(ELECTION,))
    world.vote(0, world.all())
    judged(world)
    read(reelection)
    assert carried(reelection) == {}
    join_vote(reelection, "elect", world.poll.pk, once=uuid7(), by=officer, now=clock.now())
    read(reelection)
    assert carried(reelection) == {"elect": "quorum_failed"}


def test_each_fact_counts_once_however_often_it_is_read_and_people_have_the_last_word(
    reelection: Procedure, cast: Cast, officer: Actor
) -> None:
    world = voting(cast, now=clock.now(), asked=(ELECTION,))
    join_vote(reelection, "elect", world.poll.pk, once=uuid7(), by=officer, now=clock.now())
    world.vote(0, world.all())
    judged(world)
    read(reelection)
    entry = reelection.entries.get(fact_id__isnull=False)
    withdraw_entry(reelection, entry.pk, "先核对", by=officer, now=clock.now())
    Reading.objects.of(reelection.street_id).update(seq=0)
    assert read(reelection) == 0
    assert carried(reelection) == {}


def test_a_draft_that_was_thrown_away_frees_the_step(reelection: Procedure, officer: Actor) -> None:
    piece = opened(reelection, "elect", Typed("换届选举"), officer)
    discard_draft(Poll.objects.of(reelection.street_id).get(), by=officer, now=clock.now())
    read(reelection)
    piece.refresh_from_db()
    assert piece.gone_at is not None
    opened(reelection, "elect", Typed("换届选举（重新起草）"), officer)


def test_a_notice_hangs_as_long_as_the_law_says_and_its_posting_is_the_step(
    cast: Cast, officer: Actor
) -> None:
    cast.yun.region = "330100"  # Hangzhou: candidates are shown for seven days
    cast.yun.save(update_fields=["region"])
    ends, now = clock.today() + timedelta(days=200), clock.now()
    reelection = open_procedure(
        "reelection", cast.b.compound, ends, once=uuid7(), by=officer, now=now
    )
    with pytest.raises(Refused, match="没填的"):
        opened(reelection, "show_candidates", Typed("公示", "【请写】"), officer)
    short = replace(notice_typed(), ends_on=clock.today() + timedelta(days=6))
    with pytest.raises(Refused, match="不够日数"):
        opened(reelection, "show_candidates", short, officer)
    opened(reelection, "show_candidates", notice_typed(), officer)
    notice = PublicNotice.objects.of(reelection.street_id).get()
    assert notice.kind == "publication"
    assert notice.ends_on is not None
    poster = Paper.objects.of(cast.yun).get(pk=notice.paper_id)
    printed = PdfReader(BytesIO(read_paper(poster, by=None, today=clock.today())))
    words = printed.pages[0].extract_text().replace(" ", "")
    assert "候选人名单公示" in words
    assert "各位业主：候选人如下。" in words
    assert len(printed.pages) == 1
    page = reverse("procedures:step", args=[reelection.pk, "show_candidates"])
    behind = subject_behind(cast.yun.pk, notice.subject_id)
    assert behind is not None
    assert behind.office_url == page
    assert (notice.ends_on - notice.starts_on).days == 7
    today = clock.today()
    prove_posting(
        notice,
        posting_id=uuid7(),
        place="1号楼大堂",
        posted_on=today,
        photo_id=None,
        by=officer,
        now=clock.now(),
    )
    read(reelection)
    assert carried(reelection) == {"show_candidates": "done"}
    entry = reelection.entries.get()
    assert entry.day == today
    assert entry.evidence.get().paper_id == poster.pk


def test_a_notice_taken_down_too_early_takes_the_step_back(
    reelection: Procedure, officer: Actor
) -> None:
    opened(reelection, "show_candidates", notice_typed(), officer)
    notice = PublicNotice.objects.of(reelection.street_id).get()
    prove_posting(
        notice,
        posting_id=uuid7(),
        place="1号楼大堂",
        posted_on=clock.today(),
        photo_id=None,
        by=officer,
        now=clock.now(),
    )
    read(reelection)
    withdraw(notice, "名单有误", by=officer, now=clock.now())
    read(reelection)
    assert carried(reelection) == {}
    assert "名单有误" in reelection.entries.get().why_withdrawn


def test_a_matter_that_is_closed_carries_its_step_on(cast: Cast, officer: Actor) -> None:
    now = clock.now()
    row = open_procedure(
        "handover", cast.a.compound, clock.today(), once=uuid7(), by=officer, now=now
    )
    opened(row, "hand_over", Typed("移交会"), officer)
    matter = Matter.objects.of(row.street_id).get()
    assert matter.stage == "deliberate"
    close(matter, "双方签了移交单", by=officer, now=now)
    read(row)
    assert carried(row) == {"hand_over": "done"}


def test_a_chair_on_record_says_that_the_first_meeting_was_held(
    reelection: Procedure, cast: Cast, officer: Actor
) -> None:
    now, today = clock.now(), clock.today()
    do_step(reelection, "elect", today, outcome="elected", once=uuid7(), by=officer, now=now)
    opened(reelection, "publish_elected", notice_typed("委员名单公告"), officer)
    drain(reelection.street_id, now=now)
    appoint(
        cast.a.owners[4],
        cast.a.committee,
        Role.COMMITTEE_MEMBER,
        title="主任",
        since=today,
        basis="首次会议推选",
        compound=cast.a.compound,
        by=officer,
        now=now,
    )
    read(reelection)
    assert carried(reelection) == {"first_meeting": "done"}


def test_a_vote_is_let_go_with_a_reason_and_another_compounds_is_not_joined(
    reelection: Procedure, cast: Cast, officer: Actor
) -> None:
    world = voting(cast, now=clock.now(), asked=(ELECTION,))
    now = clock.now()
    piece = join_vote(reelection, "elect", world.poll.pk, once=uuid7(), by=officer, now=now)
    with pytest.raises(Refused, match="没有写为什么"):
        let_go(piece, " ", by=officer, now=now)
    let_go(piece, "归错了", by=officer, now=now)
    with pytest.raises(Refused, match="不能归入"):
        join_vote(reelection, "elect", uuid7(), once=uuid7(), by=officer, now=now)
    world.vote(0, world.all())
    judged(world)
    read(reelection)
    assert carried(reelection) == {}


def test_who_does_not_owe_the_step_opens_nothing(reelection: Procedure, actor: As) -> None:
    for role, told in (("owner", "办理"), ("other_compound_owner", "没有找到")):
        with pytest.raises(Refused, match=told):
            opened(reelection, "elect", Typed("选举"), actor(role, on=clock.today()))


def test_the_whole_walk_on_screen(reelection: Procedure, cast: Cast, client_as: ClientAs) -> None:
    officer = client_as("street_officer")
    step = reverse("procedures:step", args=[reelection.pk, "elect"])
    there = reverse("procedures:open", args=[reelection.pk, "elect"])
    assert there in text(officer.get(step))
    page = officer.get(there)
    assert "云栖苑业主委员会换届" in text(page)
    assert officer.post(there, {"title": "", "once": uuid7()}).status_code == 422
    answer = officer.post(there, {"title": "云栖苑换届选举", "once": uuid7()})
    assert answer["Location"] == step
    page_text = text(officer.get(step))
    assert "云栖苑换届选举" in page_text
    assert "草稿" in page_text
    piece = Piece.objects.of(cast.yun).get()
    assert reverse("assembly:poll", args=[piece.subject_id]) in page_text
    gone = reverse("procedures:let_go", args=[reelection.pk, piece.pk])
    officer.post(gone, {"why": "改由居委会召集"})
    world = voting(cast, now=clock.now(), asked=(ELECTION,))
    assert world.poll.title in text(officer.get(step))
    join = reverse("procedures:join", args=[reelection.pk, "elect"])
    assert officer.post(join, {"poll": world.poll.pk, "once": uuid7()})["Location"] == step
    world.vote(0, world.all())
    judged(world)
    read(reelection)
    page_text = text(officer.get(step))
    assert "参与不足三分之二" in page_text
    assert "看这条存证" in page_text
    assert "看这条存证" not in text(client_as("owner").get(step))


def test_a_notice_is_written_on_screen_and_nothing_typed_is_lost(
    reelection: Procedure, client_as: ClientAs
) -> None:
    officer = client_as("street_officer")
    there = reverse("procedures:open", args=[reelection.pk, "announce"])
    first = officer.get(there).context["form"].initial
    assert "物业管理条例 第14条" in first["body"]
    form = {"title": first["title"], "body": first["body"], "starts_on": first["starts_on"]}
    answer = officer.post(there, {**form, "once": uuid7()})
    assert answer.status_code == 422
    assert "请写明内容" in text(answer)
    form["body"] = "定于下月十日召开业主大会会议。"
    form["ends_on"] = clock.today() + timedelta(days=20)
    assert officer.post(there, {**form, "once": uuid7()}).status_code == 302
    assert PublicNotice.objects.of(reelection.street_id).get().ends_on == form["ends_on"]
    assert Entry.objects.of(reelection.street_id).count() == 0
