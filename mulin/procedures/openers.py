"""What a step opens in a room: one visible table (house rule 9).

A row says for which step of which process a room's own verb is called, and with what; the first row
that fits counts. A step of another kind, or a new room, is one row more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from mulin.decide.assembly.actions.drafted import MotionDraft, PollDraft
from mulin.decide.assembly.actions.drafts import draft_poll, put_motion
from mulin.decide.assembly.motion_templates import templates_of
from mulin.decide.committees.actions import meetings as sittings
from mulin.decide.committees.queries.bodies import term_in_office
from mulin.deliberate.mediation.actions.applying import Application, register_dispute
from mulin.deliberate.mediation.queries.panels import panels_for
from mulin.deliberate.meetings.actions.calling import Call, call_meeting
from mulin.deliberate.meetings.actions.issues import raise_issue
from mulin.deliberate.meetings.formats import BY_CODE
from mulin.deliberate.meetings.models import Issue
from mulin.deliberate.meetings.queries.issues import issue_of
from mulin.ground.matters.actions import open_matter
from mulin.ground.notices.actions import NoticeDraft, publish
from mulin.ground.papers.actions import store
from mulin.ground.papers.models import Klass
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said
from mulin.law.process import Duty, Opens, Step
from mulin.law.progress import Line
from mulin.procedures.models import Piece, Procedure
from mulin.procedures.posters import NOTICE, notice_pdf
from mulin.procedures.queries.elected import body_of

Room = Piece.Room
ANY = ""


@dataclass(frozen=True)
class Request:
    """What a procedure knows of a step, and what was typed on the page that opens it.

    ``starts_at``, ``place`` and ``parties`` are for meetings; ``elected_on`` is the day an election
    of this procedure was won, if there was one.
    """

    procedure: Procedure
    line: Line
    piece_id: UUID
    title: str
    body: str
    starts_on: date
    ends_on: date | None
    held_on: date | None
    by: Actor
    now: datetime
    starts_at: datetime | None = None
    place: str = ""
    parties: tuple[str, ...] = ()
    elected_on: date | None = None


Verb = Callable[[Request], UUID]
"""Calls the room's verb once and gives back what the room's facts will speak of."""


@dataclass(frozen=True)
class Opener:
    """For such steps, this room, by this verb. ``words`` is what the button says.

    ``kind`` is the kind of meeting whose usual parties the page proposes.
    """

    opens: Opens
    room: Room
    words: str
    verb: Verb
    process: str = ANY
    step: str = ANY
    kind: str = ""

    def fits(self, process: str, step: Step) -> bool:
        """Whether this row is for the step."""
        here = self.process in (ANY, process) and self.step in (ANY, step.code)
        return here and step.opens is self.opens


def vote(asked: Request, *, template: int = 0) -> UUID:
    """A draft of a vote with a motion for each matter the step decides."""
    procedure, now = asked.procedure, asked.now
    owed_by = asked.line.owed_by
    convener = Duty.COMMITTEE if owed_by is Duty.ASSEMBLY else owed_by
    draft = PollDraft(
        title=asked.title,
        convener=f"{procedure.compound.name}{convener.label}",
        contact_name=asked.by.name,
        contact_phone="",
        opens_on=asked.held_on,
    )
    poll = draft_poll(procedure.compound, draft, poll_id=asked.piece_id, by=asked.by, now=now)
    for kind in asked.line.step.decides:
        known = templates_of(kind)
        chosen = known[min(template, len(known) - 1)]
        motion = MotionDraft(kind.value, chosen.title, chosen.text, payment=chosen.payment)
        put_motion(poll, motion, motion_id=uuid7(), by=asked.by, now=now)
    return poll.pk


def notice(asked: Request) -> UUID:
    """A notice on the compound's board with its paper, for as long as the law wants it there."""
    procedure, line, today = asked.procedure, asked.line, day_of(asked.now)
    publication = line.step.display is not None
    said_so: dict[str, Any] = {
        "title": asked.title,
        "body": asked.body,
        "basis": str.__str__(line.source.spaced) if line.source else "",
        "starts_on": asked.starts_on,
        "ends_on": asked.ends_on,
    }
    paper = store(
        procedure.street_id,
        notice_pdf(procedure, **said_so, publication=publication, today=today),
        kind=NOTICE,
        title=asked.title,
        klass=Klass.PUBLIC,
        by=asked.by,
        today=today,
        now=asked.now,
    )
    kind = "publication" if publication else "announcement"
    draft = NoticeDraft(kind, "procedure", **said_so, subject_id=asked.piece_id, paper_id=paper.pk)
    publish(procedure.compound, draft)
    return asked.piece_id


def talk(asked: Request, *, kind: str) -> UUID:
    """A meeting of several parties over the issue the procedure is about; else the step becomes one."""
    compound, by, now = asked.procedure.compound, asked.by, asked.now
    if asked.starts_at is None:
        raise Refused(Refusal(said("没有写什么时候开会。"), said("请填日期和时间。")))
    known = issue_of(by.street_id, asked.procedure.about_id) if asked.procedure.about_id else None
    issue = known or raise_issue(
        compound, asked.title, asked.body, Issue.Source.COMMUNITY, once=uuid7(), by=by, now=now
    )
    needed = BY_CODE[kind].needed
    call = Call(
        format=kind,
        title=asked.title,
        place=asked.place,
        starts_at=asked.starts_at,
        convener=by.post or by.name,
        parties=tuple((name, name in needed) for name in asked.parties),
    )
    return call_meeting(compound, call, [issue], once=asked.piece_id, by=by, now=now).pk


def sitting(asked: Request) -> UUID:
    """A meeting of the committee itself, under the rules for its quorum and majority."""
    body = body_of(asked.procedure)
    term = term_in_office(body) if body is not None else None
    if term is None:
        raise Refused(
            Refusal(said("登记里没有在任的业委会。"), said("请先在“业委会与组织”登记这一届。"))
        )
    elected = asked.elected_on
    if elected is not None and (term.elected_on or term.starts_on) < elected:
        raise Refused(
            Refusal(
                said("新一届还没有登记，不能以上一届的名义开首次会议。"),
                said("请先在程序页登记新一届，再召集首次会议。"),
            )
        )
    held_on = day_of(asked.starts_at) if asked.starts_at else asked.starts_on
    made = sittings.call_meeting(
        term,
        asked.title,
        asked.body,
        held_on,
        asked.place,
        once=asked.piece_id,
        by=asked.by,
        now=asked.now,
    )
    return made.pk


def matter(asked: Request) -> UUID:
    """A matter in the stage of deliberation, closed with what came of it."""
    compound = asked.procedure.compound
    opened = open_matter(
        compound, asked.title, "deliberate", by=asked.by, now=asked.now, once=asked.piece_id
    )
    return opened.pk


def mediation(asked: Request) -> UUID:
    """A case of the nearest committee. What it is about stays in it: the procedure knows its state."""
    compound, today = asked.procedure.compound, day_of(asked.now)
    panels = panels_for(compound, compound.street_id, today)
    if not panels:
        raise Refused(
            Refusal(said("街道还没有登记调解委员会。"), said("请街道先登记，再申请调解。"))
        )
    application = Application(
        panel=panels[0],
        compound=compound,
        source="matter",
        way="counter",
        cause="other",
        title=asked.title[:80],
        text=asked.body or asked.title,
    )
    made = register_dispute(application, once=asked.piece_id, by=asked.by, now=asked.now)
    return made.pk


def _meeting(kind: str, process: str) -> Opener:
    verb = partial(talk, kind=kind)
    return Opener(Opens.MEETING, Room.MEETING, said("召集会议"), verb, process, kind=kind)


OPENERS: tuple[Opener, ...] = (
    # process, step                      room          by which verb
    Opener(Opens.POLL, Room.VOTE, said("发起罢免表决"), partial(vote, template=1), "recall"),
    Opener(Opens.POLL, Room.VOTE, said("发起业主表决"), vote),
    Opener(Opens.NOTICE, Room.NOTICE, said("发布公示公告"), notice),
    Opener(Opens.MEETING, Room.COMMITTEE, said("召集业委会会议"), sitting, "committee_meeting"),
    Opener(Opens.MEETING, Room.COMMITTEE, said("召集首次会议"), sitting, step="first_meeting"),
    _meeting("joint_four", "joint_meeting"),
    _meeting("coordination", "deliberation"),
    Opener(Opens.MEETING, Room.MATTER, said("立项召集会议"), matter),
    Opener(Opens.MEDIATION, Room.MEDIATION, said("申请人民调解"), mediation),
)


def opener_of(process: str, step: Step) -> Opener | None:
    """What the step opens; None where it opens nothing."""
    return next((row for row in OPENERS if row.fits(process, step)), None)
