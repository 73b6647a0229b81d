"""What the demo street tells: a vote in every state, incidents with their papers, nothing real."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from django.db.models import Sum
from django.utils.translation import override

from mulin.decide.assembly.actions.publishing import notice_pdf
from mulin.decide.assembly.models import Ballot, Delivery, Objection, Poll
from mulin.decide.assembly.queries.live import progress_of
from mulin.decide.assembly.queries.stored_result import verdicts_of
from mulin.decide.committees.actions.panel_saying import PURPOSE as PANEL_CALL
from mulin.deliberate.pacts.models import Version
from mulin.deliberate.pacts.queries.findings import findings_of
from mulin.deliberate.pacts.queries.pacts import clauses_of
from mulin.demo.homes import roster_of
from mulin.demo.names import MARK
from mulin.demo.posts import PASSWORD
from mulin.demo.profile import COMMUNITIES, plan_street
from mulin.demo.scene import Scene
from mulin.demo.sign_ins import ROLES, table
from mulin.desk import contributions
from mulin.ground.access.models import Account, Membership
from mulin.ground.access.queries import actor_of_membership
from mulin.ground.estate.models import ActsFor, Compound, Engagement, Organisation, Unit
from mulin.ground.matters.models import Matter
from mulin.ground.notices.models import Message, Posting, PublicNotice
from mulin.ground.papers.models import Paper
from mulin.ground.record.models import DayHead, Fact
from mulin.ground.record.verify import verify_street
from mulin.ground.streets.models import Street
from mulin.kit import clock
from mulin.kit.clock import day_of
from mulin.law.tally import CheckName
from mulin.procedures.models import Procedure, Reminder
from tests.ground.papers.pdf import embedded_faces, text_of

pytestmark = pytest.mark.django_db


def polls(street: Street) -> dict[str, list[Poll]]:
    found: dict[str, list[Poll]] = {}
    for poll in Poll.objects.of(street).select_related("compound").order_by("number"):
        found.setdefault(poll.state, []).append(poll)
    return found


def test_there_is_a_vote_in_every_state(told: Street) -> None:
    assert set(polls(told)) == set(Poll.State.values)


def test_the_vote_near_its_end_lacks_persons_but_not_area(told: Street) -> None:
    near = Poll.objects.of(told).get(state="voting", compound__slug="c001")
    progress = progress_of(near)
    part, whole = progress.participating, progress.roll
    assert part.area * 3 >= whole.area * 2
    assert part.persons * 3 < whole.persons * 2


def test_one_vote_failed_on_area_alone_and_one_election_left_a_seat_empty(told: Street) -> None:
    failed = Poll.objects.of(told).filter(state="announced").latest("number")
    (verdict,) = verdicts_of(failed)
    wrong = [check.name for check in verdict.strict.checks if not check.met]
    assert wrong == [CheckName.PARTICIPATION_AREA]
    (election,) = verdicts_of(polls(told)["judged"][0])
    assert election.election is not None
    assert (len(election.election.elected), election.election.vacant) == (4, 1)


def test_what_just_opened_is_open_for_weeks_and_counts_from_the_day_of_telling(
    scene: Scene, told: Street
) -> None:
    fresh = Poll.objects.of(told).get(state="voting", compound__slug="c002")
    assert fresh.closes_at is not None
    assert (day_of(fresh.closes_at) - day_of(scene.now)).days >= 28


def test_facts_are_told_in_the_order_of_their_days_and_the_chain_holds(told: Street) -> None:
    days = list(Fact.objects.of(told).order_by("id").values_list("at", flat=True))
    assert days == sorted(days)
    assert len(days) > 500
    assert verify_street(told.pk).holds
    assert DayHead.objects.of(told).count() > 30


def test_every_notice_has_its_text_its_paper_and_photos_of_where_it_hung(told: Street) -> None:
    # what is talked over has no paper; a pact's text stands among the pacts
    # and calls to a panel or a training, and what a campaign tells, say it all themselves
    plain = ("meeting_call", "meeting_result", "issue_feedback", "pact_comments", "pact_in_force")
    plain += ("training", PANEL_CALL, "campaign_told", "campaign_report", "reception")
    for notice in PublicNotice.objects.of(told).exclude(purpose__in=plain):
        assert len(notice.body) > 200, notice.title
        assert notice.paper_id, notice.title
        hung = Posting.objects.of(told).filter(notice=notice)
        assert hung.count() == 3
        assert not hung.filter(photo_id__isnull=True).exists()


def test_what_happens_beside_ordinary_ballots_happened(told: Street) -> None:
    ballots = Ballot.objects.of(told)
    assert ballots.filter(disowned_at__isnull=False).exists()
    assert ballots.exclude(invalid="").exists()
    assert ballots.filter(proxy_paper_id__isnull=False).exists()
    assert ballots.filter(state="disputed").count() == 1
    assert ballots.filter(state="pending").count() == 6
    assert ballots.filter(photo_id__isnull=False).count() > 10
    assert set(ActsFor.objects.of(told).values_list("kind", flat=True)) >= {"heir", "guardian"}
    methods = set(Delivery.objects.of(told).values_list("method", flat=True))
    assert methods == {"in_person", "household", "registered_mail", "failed"}
    answered = Objection.objects.of(told).values_list("answered_at", flat=True)
    assert Counter(bool(day) for day in answered) == {True: 2, False: 1}
    assert Fact.objects.of(told).filter(kind="RollCorrected").exists()
    assert Matter.objects.of(told).filter(poll__isnull=False).count() == 3


def test_the_organisation_is_one_office_one_agency_and_24_centres(told: Street) -> None:
    kinds = Counter(Organisation.objects.of(told).values_list("kind", flat=True))
    assert kinds["property_office"] == kinds["social_work_agency"] == 1
    assert kinds["guidance_centre"] == COMMUNITIES == 24
    coached = Engagement.objects.of(told).filter(kind="coaches", coached__kind="guidance_centre")
    assert coached.count() == 24
    covered = Engagement.objects.of(told).filter(kind="covers")
    assert covered.count() == Compound.objects.of(told).count()


def test_everything_says_that_it_is_invented(told: Street) -> None:
    assert told.synthetic
    names = [*Compound.objects.of(told), *Organisation.objects.of(told)]
    assert not [str(row) for row in names if not str(row).endswith(MARK)]


def test_everybody_signs_in_with_the_printed_password(told: Street) -> None:
    hashed = dict(Account.objects.values_list("username", "password"))
    assert all(check_password(PASSWORD, hashed[line.username]) for line in ROLES)
    assert all(line.username in table() for line in ROLES)


def test_the_full_street_is_as_large_and_as_mixed_as_its_profile() -> None:
    plans = plan_street(1.0)
    assert len(plans) == len({p.name for p in plans}) == len({p.slug for p in plans}) == 500
    homes = sum(p.homes for p in plans)
    assert abs(homes - 220_000) < 1_000
    assert {2288, 3747} <= {p.homes for p in plans}
    sizes = sorted(p.homes for p in plans)
    assert 250 <= sizes[250] <= 350
    share = Counter(p.kind for p in plans)
    assert 0.58 <= share["commodity"] / 500 <= 0.70
    assert {p.community for p in plans} == set(range(24))


def test_the_homes_of_the_default_street_follow_the_profile() -> None:
    units = [unit for plan in plan_street(0.1) for unit in roster_of(plan)]
    homes = [u for u in units if u.use == "home"]
    owners = Counter(sum(o.role == "owner" for o in u.owners) for u in homes)
    assert abs(owners[1] / len(homes) - 0.62) < 0.03
    people = [o for u in homes for o in u.owners if o.kind == "person" and o.role == "owner"]
    assert 0.88 < sum(bool(o.phones) for o in people) / len(people) < 0.97
    let = sum(any(o.role == "tenant" for o in u.owners) for u in homes) / len(homes)
    assert 0.20 < let < 0.30
    assert {u.status for u in homes} == {"delivered", "undelivered", "unsold"}
    assert sum(u.use == "parking" for u in units) > 3_000
    assert all(u.voting_area for u in units)


def test_areas_of_the_register_add_up_to_those_of_the_roll(told: Street) -> None:
    poll = polls(told)["posted"][0]
    counting = Unit.objects.of(told).filter(compound=poll.compound).exclude(use="parking")
    assert counting.aggregate(s=Sum("voting_area"))["s"] == poll.roll_area


def test_papers_of_owners_are_sealed_where_they_lie(told: Street) -> None:
    kinds = ("assembly.ballot_photo", "assembly.proxy_paper", "estate.acts_for")
    rows = Paper.objects.of(told).filter(kind__in=kinds)
    assert rows.count() > 10
    assert all(paper.sealed for paper in rows)


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("jiedao", "异议等书面答复"),
        ("jiedao", "疑似重复"),
        ("shequ", "等第二人复核"),
        ("yeweihui", "补全草稿"),
        ("jipiao1", "等两名计票人一起开票"),
        ("jipiao2", "6 张纸质票等您复核"),
        ("jipiao2", "领取并封存您的开票口令"),
        ("jianpiao", "1 张纸质票两次录入不一致"),
        ("wuye", "还没有送达凭证"),
        ("linjie", "补全草稿"),
    ],
)
def test_who_signs_in_finds_something_to_do(told: Street, role: str, said: str) -> None:
    today = clock.today()
    member = Membership.objects.filter(street_id__in=Street.objects.values("pk"))
    actor = actor_of_membership(member.get(account__username=role), today)
    with override("zh-hans"):
        tasks = [f"{task.title} {task.note}" for task in contributions.my_turn(actor, today)]
    assert any(said in task for task in tasks), tasks


def test_a_counter_who_entered_the_papers_is_not_asked_to_confirm_them(told: Street) -> None:
    actor = actor_of_membership(
        Membership.objects.of(told).get(account__username="jipiao1"), clock.today()
    )
    with override("zh-hans"):
        notes = [task.note for task in contributions.my_turn(actor, clock.today())]
    assert not [note for note in notes if "复核" in note or "裁定" in note]


def test_papers_of_the_street_print_chinese_without_any_face_of_the_system(
    scene: Scene, told: Street, settings: Any, tmp_path: Path
) -> None:
    settings.PAPERS_SYSTEM_FONTS = False
    settings.FONTS_DIR = tmp_path / "none"
    pdf = notice_pdf(polls(told)["posted"][0], now=scene.now)
    assert "业主大会会议公告" in text_of(pdf)
    assert "演示" in text_of(pdf)
    faces = embedded_faces(pdf)
    assert all(faces.values())
    assert any("NotoSansSC" in name for name in faces)


def test_a_re_election_was_carried_by_its_notice_its_vote_and_its_meeting(told: Street) -> None:
    rows = Procedure.objects.of(told).filter(code="reelection", pieces__room="vote")
    (renewed,) = rows.distinct()
    carried = renewed.entries.filter(fact_id__isnull=False, withdrawn_at__isnull=True)
    done = {entry.step: entry.outcome for entry in carried.filter(kind="done").order_by("id")}
    assert done == {
        "show_candidates": "",
        "announce": "",
        "elect": "elected",
        "publish_result": "",
        "first_meeting": "",
    }
    assert carried.filter(kind="fixed", step="elect").exists()
    sent = Reminder.objects.of(told).filter(procedure=renewed, step="file")
    assert sent.filter(reached__gte=1).exists()
    assert Message.objects.of(told).filter(subject_id=renewed.pk, channel="inbox").exists()


def test_a_pact_came_into_force_by_a_vote_and_another_is_in_comments(told: Street) -> None:
    rows = Version.objects.of(told).select_related("pact")
    by_vote = rows.get(state="in_force", poll_id__isnull=False)
    assert by_vote.proof_id
    assert by_vote.in_force_on
    asked = rows.get(state="comments")
    shown = findings_of(asked, clauses_of(asked), clock.today())
    assert {one.finding.rule for one in shown if one.finding.contradicts} == {
        "utilities_cut",
        "arrears_posted",
    }
    old = rows.get(pact__kind="procedure")
    assert findings_of(old, clauses_of(old), clock.today())[0].finding.rule == "quorum_below_law"
