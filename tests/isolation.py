"""Who must never get in: every address × strangers, the other street, the other compound.

``routes()`` finds every address of the site; ``EXAMPLES`` gives a real object of the street
``yun`` and its compound A for each of their parameters. A room with new parameters adds one line
there; an address that is open to everybody is named in ``PUBLIC`` with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from mulin.decide.assembly.models import (
    Ballot,
    Motion,
    Objection,
    OfficialImport,
    Poll,
    PollOfficer,
    RollEntry,
    RollUnit,
)
from mulin.decide.committees.models import (
    Inspection,
    Member,
    Petition,
    SealUse,
    Term,
    Willing,
)
from mulin.decide.committees.models import Meeting as CommitteeMeeting
from mulin.decide.workshop.models import (
    Advice,
    Contact,
    GreenParty,
    GreenRequest,
    Mandate,
    Report,
    Workshop,
)
from mulin.deliberate.meetings.models import (
    AgendaItem,
    Assignment,
    Attendance,
    Issue,
    Meeting,
    Party,
)
from mulin.deliver.works.models import (
    Guidance,
    Home,
    Milestone,
    Project,
    ProjectPaper,
)
from mulin.deliver.works.models import Objection as LiftObjection
from mulin.ground.access.models import AccessToken, Deputy
from mulin.ground.estate.models import (
    ActsFor,
    Appointment,
    Engagement,
    ImportBatch,
    Organisation,
    Ownership,
    PersonMerge,
    Stairwell,
    Tenancy,
)
from mulin.ground.jobs.models import Job
from mulin.ground.matters.models import Matter
from mulin.ground.notices.models import Message, PublicNotice, WrongNumber
from mulin.ground.papers.models import Klass, Paper
from mulin.ground.record.models import Fact
from mulin.law.catalogue import jurisdiction
from mulin.law.pinned import pin
from mulin.law.process_catalogue import process_named
from mulin.law.process_codec import written
from mulin.procedures.models import Entry, Piece, Procedure
from tests.cast import Cast, stable_id

AT = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Route:
    """One address: its full name, and the names of its parameters."""

    name: str
    parameters: tuple[str, ...]


def routes(
    patterns: Any = None, spaces: tuple[str, ...] = (), above: tuple[str, ...] = ()
) -> Iterator[Route]:
    """Every named address of the site."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        held = (*above, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from routes(pattern.url_patterns, inner, held)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield Route(":".join((*spaces, pattern.name)), held)


def _kept(row: Any) -> Any:
    """The row, written once per test."""
    known = type(row).objects.filter(pk=row.pk).first()
    if known is None:
        row.save(force_insert=True)
        return row
    return known


def poll(cast: Cast) -> Poll:
    """A draft in compound A."""
    found: Poll = _kept(
        Poll(
            id=stable_id("poll"),
            street=cast.yun,
            compound=cast.a.compound,
            title="云栖苑演示表决",
            convener="云栖苑业主委员会",
            contact_name="钱演示",
            contact_phone="021-00000003",
            region=cast.yun.region,
            created_at=AT,
        )
    )
    return found


def motion(cast: Cast) -> Motion:
    """An election within that draft."""
    found: Motion = _kept(
        Motion(
            id=stable_id("motion"),
            street=cast.yun,
            poll=poll(cast),
            order=1,
            kind="committee_election",
            title="云栖苑演示选举",
            seats=5,
        )
    )
    return found


def entry(cast: Cast) -> RollEntry:
    """The roll's first entry of that draft."""
    found: RollEntry = _kept(
        RollEntry(
            id=stable_id("entry"),
            street=cast.yun,
            poll=poll(cast),
            seq=1,
            key=cast.a.owners[0].pk.hex,
            cluster=1,
            names="云栖苑业主",
            first_unit="1-1-101",
            units=1,
            area=9063,
            code="0000-0000-0001",
        )
    )
    return found


def _roll_unit(cast: Cast) -> Any:
    row = RollUnit(
        id=stable_id("roll_unit"),
        street=cast.yun,
        poll=poll(cast),
        entry=entry(cast),
        unit_id=cast.a.units[0].pk,
        label="云栖苑 1-1-101",
        area=9063,
        area_source="register",
        use="home",
        status="delivered",
    )
    return _kept(row).pk


def _ballot(cast: Cast) -> Any:
    row = Ballot(
        id=stable_id("ballot"),
        street=cast.yun,
        poll=poll(cast),
        entry=entry(cast),
        signer="云栖苑签票人",
        channel=Ballot.Channel.PAPER,
    )
    for field in Ballot._meta.local_fields:
        if field.attname == "cast_at":
            row.cast_at = AT
    return _kept(row).pk


def _import(cast: Cast) -> Any:
    row = OfficialImport(
        id=stable_id("import"),
        street=cast.yun,
        poll=poll(cast),
        file_name="云栖苑官方系统.xlsx",
        file_digest="0" * 64,
        system="云栖苑官方系统",
        control=1,
        read_at=AT,
        read_by="林街道",
    )
    return _kept(row).pk


def _officer(cast: Cast) -> Any:
    row = PollOfficer(
        id=stable_id("officer"),
        street=cast.yun,
        poll=poll(cast),
        person=cast.persons["counter_1"],
        duty=PollOfficer.Duty.COUNTER,
    )
    return _kept(row).pk


def _objection(cast: Cast) -> Any:
    row = Objection(
        id=stable_id("objection"),
        street=cast.yun,
        poll=poll(cast),
        name="云栖苑异议人",
        text="云栖苑异议",
        received_at=AT,
    )
    return _kept(row).pk


def _fact(cast: Cast) -> Any:
    row = Fact(
        id=stable_id("fact"),
        street=cast.yun,
        at=AT,
        on=date(2026, 3, 1),
        kind="TeaServed",
        body={"tea": "云栖苑"},
        digest="0" * 64,
    )
    return _kept(row).pk


def _job(cast: Cast) -> Any:
    return _kept(Job(id=stable_id("job"), street_id=cast.yun.pk, kind="verify_chain")).pk


def _paper(cast: Cast) -> Any:
    row = Paper(
        id=stable_id("paper"),
        street=cast.yun,
        kind="assembly.notice",
        title="云栖苑内部文件",
        klass=Klass.INTERNAL,
        digest="0" * 64,
        size=1,
        media_type="application/pdf",
        created_on=AT,
    )
    return _kept(row).pk


def _batch(cast: Cast) -> Any:
    row = ImportBatch(
        id=stable_id("batch"),
        street=cast.yun,
        compound=cast.a.compound,
        file_name="云栖苑名册.xlsx",
        created_at=AT,
        created_by="林街道",
    )
    return _kept(row).pk


def _notice(cast: Cast) -> Any:
    row = PublicNotice(
        id=stable_id("notice"),
        street=cast.yun,
        compound=cast.a.compound,
        kind=PublicNotice.Kind.PUBLICATION,
        purpose="demo",
        title="云栖苑公示",
        starts_on=date(2026, 3, 1),
    )
    return _kept(row).pk


def _message(cast: Cast) -> Any:
    row = Message(
        id=stable_id("message"),
        street=cast.yun,
        key="isolation",
        compound=cast.a.compound,
        channel=Message.Channel.INBOX,
        text="云栖苑消息",
        created_at=AT,
        due_at=AT,
    )
    return _kept(row).pk


def _number(cast: Cast) -> Any:
    row = WrongNumber(
        id=stable_id("number"),
        street=cast.yun,
        blind=b"0" * 16,
        masked="138****0000",
        compound=cast.a.compound,
        message_id=_message(cast),
        reported_at=AT,
    )
    return _kept(row).pk


def _acts_for(cast: Cast) -> Any:
    row = ActsFor(
        id=stable_id("acts_for"),
        street=cast.yun,
        agent=cast.a.owners[4],
        principal=cast.a.owners[0],
        kind=ActsFor.Kind.ATTORNEY,
        valid_from=date(2026, 1, 1),
    )
    return _kept(row).pk


def _deputy(cast: Cast) -> Any:
    row = Deputy(
        id=stable_id("deputy"),
        street=cast.yun,
        away=cast.persons["owner"],
        deputy=cast.persons["street_officer"],
        valid_from=date(2026, 3, 1),
        valid_to=date(2026, 3, 9),
        why="云栖苑休假",
    )
    return _kept(row).pk


def _token(cast: Cast) -> Any:
    row = AccessToken(
        id=stable_id("token"),
        street=cast.yun,
        membership=cast.memberships["owner"],
        label="云栖苑取数",
        digest="0" * 64,
        scopes=["register"],
        created_at=AT,
        valid_until=date(2027, 3, 1),
    )
    return _kept(row).pk


def _merge(cast: Cast) -> Any:
    row = PersonMerge(
        id=stable_id("merge"),
        street=cast.yun,
        kept=cast.a.owners[3],
        merged=cast.a.owners[4],
        reason="云栖苑同一人",
        at=AT,
    )
    return _kept(row).pk


def _matter(cast: Cast) -> Any:
    row = Matter(
        id=stable_id("matter"),
        street=cast.yun,
        number="SX-2026-0001",
        title="云栖苑事项",
        stage=Matter.Stage.DECIDE,
        compound=cast.a.compound,
        opened_on=date(2026, 3, 1),
    )
    return _kept(row).pk


def procedure(cast: Cast) -> Procedure:
    """A re-election in compound A."""
    place = jurisdiction("310000")
    row = Procedure(
        id=stable_id("procedure"),
        street=cast.yun,
        number="CX-2026-0001",
        code="reelection",
        title="云栖苑换届",
        compound=cast.a.compound,
        anchor=date(2026, 12, 31),
        opened_on=date(2026, 3, 1),
        process=written(process_named("reelection")),
        law=pin(place, date(2026, 3, 1)),
    )
    found: Procedure = _kept(row)
    return found


def term(cast: Cast) -> Term:
    """A term of compound A's committee."""
    found: Term = _kept(
        Term(
            id=stable_id("term"),
            street=cast.yun,
            body=cast.a.committee,
            ordinal=1,
            origin=Term.Origin.PAPER,
            starts_on=date(2026, 3, 1),
            ends_on=date(2029, 2, 28),
            seats=5,
        )
    )
    return found


def _member(cast: Cast) -> Any:
    row = Member(
        id=stable_id("member"),
        street=cast.yun,
        term=term(cast),
        person=cast.a.owners[3],
        post=Member.Post.ALTERNATE,
        listed_on=date(2026, 3, 1),
    )
    return _kept(row).pk


def _meeting(cast: Cast) -> Any:
    row = CommitteeMeeting(
        id=stable_id("meeting"),
        street=cast.yun,
        term=term(cast),
        title="云栖苑例会",
        agenda="云栖苑停车",
        place="云栖苑活动室",
        held_on=date(2026, 3, 20),
        called_on=date(2026, 3, 1),
        law=pin(jurisdiction("310000"), date(2026, 3, 1)),
    )
    return _kept(row).pk


def _inspection(cast: Cast) -> Any:
    row = Inspection(
        id=stable_id("inspection"),
        street=cast.yun,
        body=cast.a.committee,
        asker=cast.a.owners[3],
        kind=Inspection.Kind.FUND,
        what="云栖苑维修资金",
        asked_on=date(2026, 3, 1),
    )
    return _kept(row).pk


def _petition(cast: Cast) -> Any:
    row = Petition(
        id=stable_id("petition"),
        street=cast.yun,
        compound=cast.a.compound,
        title="云栖苑提议",
        matter="云栖苑停车",
        opened_on=date(2026, 3, 1),
        law=pin(jurisdiction("310000"), date(2026, 3, 1)),
    )
    return _kept(row).pk


def _use(cast: Cast) -> Any:
    _paper(cast)
    row = SealUse(
        id=stable_id("use"),
        street=cast.yun,
        term=term(cast),
        thing=SealUse.Thing.SEAL,
        purpose="云栖苑合同",
        asked_at=AT,
        asker=cast.a.owners[3],
        paper_id=stable_id("paper"),
    )
    return _kept(row).pk


def _willing(cast: Cast) -> Any:
    row = Willing(
        id=stable_id("willing"),
        street=cast.yun,
        compound=cast.a.compound,
        name="云栖苑意向人",
        room="1-1-101",
        source=Willing.Source.SELF,
        noted_on=date(2026, 3, 1),
    )
    return _kept(row).pk


def _entry_of_step(cast: Cast) -> Any:
    row = Entry(
        id=stable_id("step entry"),
        street=cast.yun,
        procedure=procedure(cast),
        step="report",
        kind=Entry.Kind.DONE,
        day=date(2026, 3, 1),
        at=AT,
        by="云栖苑业委会",
    )
    return _kept(row).pk


def issue(cast: Cast) -> Issue:
    """An issue of compound A, agreed upon."""
    found: Issue = _kept(
        Issue(
            id=stable_id("issue"),
            street=cast.yun,
            compound=cast.a.compound,
            number="YT-2026-0001",
            title="云栖苑楼道充电",
            source=Issue.Source.RESIDENT,
            state=Issue.State.AGREED,
            raised_on=date(2026, 3, 1),
        )
    )
    return found


def meeting(cast: Cast) -> Meeting:
    """A meeting of compound A."""
    found: Meeting = _kept(
        Meeting(
            id=stable_id("meeting"),
            street=cast.yun,
            compound=cast.a.compound,
            number="HY-2026-0001",
            format="joint_four",
            form="四方联席会议",
            title="云栖苑四方联席会议",
            place="云栖苑活动室",
            starts_at=AT,
            convener="云栖苑业委会",
            door="door-of-the-meeting",
            called_on=date(2026, 3, 1),
        )
    )
    return found


def _party(cast: Cast) -> Party:
    found: Party = _kept(
        Party(
            id=stable_id("party"),
            street=cast.yun,
            meeting=meeting(cast),
            order=1,
            name="云栖苑居民",
        )
    )
    return found


def _attendance(cast: Cast) -> Any:
    row = Attendance(
        id=stable_id("attendance"),
        street=cast.yun,
        meeting=meeting(cast),
        party=_party(cast),
        name="云栖苑李演示",
        how=Attendance.How.DOOR,
        came_at=AT,
    )
    return _kept(row).pk


def _stairwell(cast: Cast) -> Stairwell:
    rows = Stairwell.objects.of(cast.yun).filter(building=cast.a.buildings[0])
    found: Stairwell = rows.get()
    return found


def lift(cast: Cast) -> Project:
    """A lift for the first stairwell of compound A."""
    row = Project(
        id=stable_id("lift"),
        street=cast.yun,
        number="JT-2026-0001",
        compound=cast.a.compound,
        building=cast.a.buildings[0],
        stairwell=_stairwell(cast),
        asked_on=date(2026, 2, 1),
        opened_on=date(2026, 3, 1),
        process=written(process_named("elevator_retrofit")),
        law=pin(jurisdiction("310000"), date(2026, 3, 1)),
    )
    found: Project = _kept(row)
    return found


def _home(cast: Cast) -> Any:
    unit = cast.a.units[0]
    row = Home(
        id=stable_id("lift home"),
        street=cast.yun,
        project=lift(cast),
        unit=unit,
        label=f"云栖苑 {unit.label}",
        order=1,
        floor=1,
        area=unit.voting_area,
        status="delivered",
        holder=f"p:{cast.a.owners[0].pk.hex}",
        inside=True,
    )
    return _kept(row).pk


def _assignment(cast: Cast) -> Any:
    item = _kept(
        AgendaItem(
            id=stable_id("item"),
            street=cast.yun,
            meeting=meeting(cast),
            issue=issue(cast),
            order=1,
        )
    )
    row = Assignment(
        id=stable_id("assignment"),
        street=cast.yun,
        item=item,
        issue=issue(cast),
        party=_party(cast),
        text="云栖苑装充电桩",
        due_on=date(2026, 4, 1),
    )
    return _kept(row).pk


def _milestone(cast: Cast) -> Any:
    row = Milestone(
        id=stable_id("milestone"),
        street=cast.yun,
        project=lift(cast),
        step="assess",
        day=date(2026, 3, 1),
        by="云栖苑加梯办",
    )
    return _kept(row).pk


def _piece(cast: Cast) -> Any:
    row = Piece(
        id=stable_id("piece"),
        street=cast.yun,
        procedure=procedure(cast),
        step="announce",
        room=Piece.Room.NOTICE,
        subject_id=stable_id("piece"),
        title="云栖苑会议公告",
        at=AT,
        by="云栖苑业委会",
    )
    return _kept(row).pk


def _lift_objection(cast: Cast) -> Any:
    row = LiftObjection(
        id=stable_id("lift objection"),
        street=cast.yun,
        project=lift(cast),
        room="1-1-101",
        text="云栖苑采光",
        received_on=date(2026, 3, 1),
    )
    return _kept(row).pk


def _lift_paper(cast: Cast) -> Any:
    row = ProjectPaper(
        id=stable_id("lift paper"),
        street=cast.yun,
        project=lift(cast),
        kind="design",
        paper_id=_paper(cast),
        kept_on=date(2026, 3, 1),
        by="云栖苑加梯办",
    )
    return _kept(row).pk


def _guidance(cast: Cast) -> Any:
    row = Guidance(
        id=stable_id("guidance"),
        street=cast.yun,
        kind=Guidance.Kind.CONSULTATION,
        day=date(2026, 3, 1),
        way=Guidance.Way.VISIT,
        topic=Guidance.Topic.POLICY,
        compound=cast.a.compound,
        question="云栖苑能不能装",
        by="云栖苑加梯办",
    )
    return _kept(row).pk


def workshop(cast: Cast) -> Workshop:
    """The street's workshop."""
    organisation = _kept(
        Organisation(
            id=stable_id("workshop organisation"),
            street=cast.yun,
            kind=Organisation.Kind.SOCIAL_ORGANISATION,
            name="云栖苑史演示工作室",
        )
    )
    row = Workshop(
        id=stable_id("workshop"),
        street=cast.yun,
        organisation=organisation,
        opened_on=date(2026, 1, 1),
    )
    found: Workshop = _kept(row)
    return found


def mandate(cast: Cast) -> Mandate:
    """Supervision lent over compound A."""
    row = Mandate(
        id=stable_id("mandate"),
        street=cast.yun,
        workshop=workshop(cast),
        number="SQ-2025-0001",
        power="supervise",
        compound=cast.a.compound,
        valid_from=date(2026, 1, 1),
        valid_to=date(2028, 12, 31),
        document="云栖苑授权书",
        granted_on=date(2026, 1, 1),
        granted_by="云栖苑街道",
    )
    found: Mandate = _kept(row)
    return found


def advice(cast: Cast) -> Advice:
    """An opinion on compound A's committee, waiting for its answer."""
    row = Advice(
        id=stable_id("advice"),
        street=cast.yun,
        number="JY-2025-0001",
        workshop=workshop(cast),
        mandate=mandate(cast),
        compound=cast.a.compound,
        kind=Advice.Kind.SUPERVISION,
        title="云栖苑会议决定没有公告",
        text="云栖苑十月的会",
        given_on=date(2026, 3, 1),
        given_by="云栖苑工作室",
        due_on=date(2026, 3, 10),
    )
    found: Advice = _kept(row)
    return found


def report(cast: Cast) -> Report:
    """A month of the workshop, sent."""
    row = Report(
        id=stable_id("report"),
        street=cast.yun,
        workshop=workshop(cast),
        month=date(2026, 2, 1),
        due_on=date(2026, 3, 6),
        state=Report.State.SENT,
        done="云栖苑走访",
        compounds=[cast.a.compound.pk.hex],
        sent_at=AT,
        sent_by="云栖苑工作室",
    )
    found: Report = _kept(row)
    return found


def contact(cast: Cast) -> Contact:
    """Somebody of the green channel's directory."""
    row = Contact(
        id=stable_id("contact"),
        street=cast.yun,
        profession="lawyer",
        organisation="云栖苑律师（演示）",
        name="云栖苑柳演示",
    )
    found: Contact = _kept(row)
    return found


def green(cast: Cast) -> GreenRequest:
    """A request for compound A."""
    row = GreenRequest(
        id=stable_id("green"),
        street=cast.yun,
        number="LT-2025-0001",
        compound=cast.a.compound,
        topic="parking",
        title="云栖苑停车争议",
        text="云栖苑请到场",
        agreed="不含个人信息",
        asked_on=date(2026, 3, 1),
        asked_by="云栖苑社区",
        due_on=date(2026, 3, 4),
    )
    found: GreenRequest = _kept(row)
    return found


def green_party(cast: Cast) -> GreenParty:
    """Somebody asked, who has not answered."""
    row = GreenParty(
        id=stable_id("green party"),
        street=cast.yun,
        request=green(cast),
        contact=contact(cast),
        digest="",
        link_until=date(2026, 4, 1),
    )
    found: GreenParty = _kept(row)
    return found


def _first(model: Any) -> Callable[[Cast], Any]:
    """A row of the cast's own, in compound A where rows have a place."""

    def find(cast: Cast) -> Any:
        rows = model.objects.of(cast.yun)
        if model is Engagement:
            rows = rows.filter(compound_id=cast.a.compound.pk)
        if model is Ownership:
            rows = rows.filter(unit_id=cast.a.units[0].pk)
        return rows.order_by("id").first().pk

    return find


EXAMPLES: Mapping[str, Callable[[Cast], Any]] = {
    "acts_for_id": _acts_for,
    "advice_id": lambda cast: advice(cast).pk,
    "appointment_id": _first(Appointment),
    "assignment_id": _assignment,
    "attendance_id": _attendance,
    "door": lambda cast: meeting(cast).door,
    "ballot_id": _ballot,
    "batch_id": _batch,
    "building_id": lambda cast: cast.a.buildings[0].pk,
    "community_id": lambda cast: cast.a.community.pk,
    "compound_id": lambda cast: cast.a.compound.pk,
    "contact_id": lambda cast: contact(cast).pk,
    "deputy_id": _deputy,
    "engagement_id": _first(Engagement),
    "fact_id": _fact,
    "file_format": lambda cast: "pdf",
    "entry_id": _entry_of_step,
    "field": lambda cast: "phone",
    "figure": lambda cast: "opened",
    "guidance_id": _guidance,
    "home_id": _home,
    "import_id": _import,
    "issue_id": lambda cast: issue(cast).pk,
    "inspection_id": _inspection,
    "job_id": _job,
    "kind": lambda cast: "blank",
    "lift_objection_id": _lift_objection,
    "mandate_id": lambda cast: mandate(cast).pk,
    "matter_id": _matter,
    "talk_id": lambda cast: meeting(cast).pk,
    "meeting_id": _meeting,
    "member_id": _member,
    "membership_id": lambda cast: cast.memberships["owner"].pk,
    "merge_id": _merge,
    "message_id": _message,
    "milestone_id": _milestone,
    "month": lambda cast: "2026-02",
    "motion_id": lambda cast: motion(cast).pk,
    "notice_id": _notice,
    "objection_id": _objection,
    "officer_id": _officer,
    "number_id": _number,
    "organisation_id": lambda cast: cast.a.committee.pk,
    "ownership_id": _first(Ownership),
    "paper": lambda cast: "report",
    "paper_id": _paper,
    "party_id": lambda cast: green_party(cast).pk,
    "person_id": lambda cast: cast.a.owners[5].pk,
    "petition_id": _petition,
    "poll_id": lambda cast: poll(cast).pk,
    "piece_id": _piece,
    "procedure_id": lambda cast: procedure(cast).pk,
    "project_id": lambda cast: lift(cast).pk,
    "project_paper_id": _lift_paper,
    "report_id": lambda cast: report(cast).pk,
    "request_id": lambda cast: green(cast).pk,
    "roll_unit_id": _roll_unit,
    "seq": lambda cast: entry(cast).seq,
    "stairwell_id": lambda cast: _stairwell(cast).pk,
    "step": lambda cast: "report",
    "street": lambda cast: cast.yun.slug,
    "tenancy_id": _first(Tenancy),
    "token": lambda cast: "guessed",
    "term_id": lambda cast: term(cast).pk,
    "token_id": _token,
    "unit_id": lambda cast: cast.a.units[0].pk,
    "use_id": _use,
    "willing_id": _willing,
    "workshop_id": lambda cast: workshop(cast).pk,
}
"""Parameter of an address → a real object of ``yun``, in compound A where it has a place."""

PUBLIC: Mapping[str, str] = {
    "healthz": "says that the site answers",
    "set_language": "a choice of the visitor",
    "account_login": "the door",
    "account_logout": "the door",
    "account_inactive": "the door",
    "account_reauthenticate": "the door",
    "account_change_password": "the door; asks for a sign-in itself",
    "account_signup": "closed, and says so",
    "account_email": "closed, and says so",
    "account_set_password": "closed, and says so",
    "account_reset_password": "closed, and says so",
    "mfa_": "allauth's own pages of the own account",
    "page:": "the style guide and the shell: holds no data",
    "law:": "statutes are public",
    "desk:home": "welcomes visitors; everybody else meets a page of his own (tests/desk)",
    "record:heads": "everybody may compare the chain's heads",
    "record:street_heads": "everybody may compare the chain's heads",
    "access:me": "the own account",
    "access:my_reads": "the own account",
    "access:switch": "the own streets",
    "access:sign_out_elsewhere": "the own account",
    "access:tokens": "the own account",
    "access:new_token": "the own account",
    "api:openapi-json": "a description without data",
    "api:api-root": "ninja's own name for the prefix; nothing answers there",
    "api:public_record": "anybody takes the public record once the result hangs; tested with it",
    "api_docs": "a description without data",
    "access:join_code": "the own account",
    "access:roles": "words without data",
    "phone:": "opened by a code on paper and a proof, tested with the ballot itself",
    "assembly:board": "the public board of a vote; has tests of its own",
    "assembly:board_proxy": "the blank mandate that hangs beside that board",
    "notices:not_me": "opened by the code in a message that reached the wrong person",
    "notices:street": "a public board",
    "notices:public": "a public board",
    "notices:board": "a public board",
    "meetings:door": "whoever comes to the meeting scans the code at its door",
    "estate:import": "only points to the import screens, which are closed",
    "roster:template": "an empty form to fill in",
    "texts:text": "a text without data; each street reads its own (tests/ground/texts)",
    "texts:example": "a text without data; each street reads its own (tests/ground/texts)",
    "texts:template": "a text without data; each street reads its own (tests/ground/texts)",
    "texts:compare": "a text without data; each street reads its own (tests/ground/texts)",
    "texts:replace": "a text without data; each street changes its own (tests/ground/texts)",
    "texts:restore": "a text without data; each street changes its own (tests/ground/texts)",
    "workshop:answer": "a link nobody can guess, for one party (tests/decide/workshop)",
    "procedures:feed": "a calendar under an address nobody can guess (tests/procedures/test_feeds.py)",
}
"""Addresses, or the beginning of their names, that strangers may open; each with its reason."""

MARK = "云栖苑"
"""What only ``yun`` knows: it stands in the name of compound A and of every example."""


def is_public(route: Route) -> bool:
    """Whether strangers may open it."""
    return any(
        route.name == n or (n.endswith((":", "_")) and route.name.startswith(n)) for n in PUBLIC
    )


def arguments(route: Route, cast: Cast) -> dict[str, Any]:
    """Real objects for an address's parameters. KeyError names the one that lacks an example."""
    return {name: EXAMPLES[name](cast) for name in route.parameters}
