"""What a procedure knows for the names that texts use; what it does not know stays out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mulin.decide.assembly.queries.told import VoteTold, told
from mulin.ground.estate.models import Engagement, Organisation
from mulin.ground.estate.queries.organisations import residents_committee
from mulin.ground.streets.models import Street
from mulin.ground.texts.saying import article, chinese_day, office_of
from mulin.kit.rights import Role
from mulin.kit.words import plain
from mulin.law import questions as q
from mulin.law.catalogue import nearest
from mulin.law.groups import Side
from mulin.law.jurisdiction import Unanswered
from mulin.law.pinned import unpin
from mulin.law.process import Late
from mulin.law.progress import Line, Timetable
from mulin.procedures import queries
from mulin.procedures.models import Entry, GroupMember, Piece, Procedure
from mulin.procedures.queries.groups import members_named
from mulin.procedures.queries.register import (
    buildings_listed,
    engaged,
    members_of,
    ordinals_of,
    organisation_here,
    sizes_of,
    units_listed,
)

Values = dict[str, Any]
GROUPS = {
    "reelection": "换届改选小组",
    "early_reelection": "换届改选小组",
    "assembly_setup": "首次业主大会会议筹备组",
    "interim_committee": "物业管理委员会",
}
DAYS = {
    "报告": ("report",),
    "组建": ("form_group", "confirm_cause", "check"),
    "会议": ("elect", "hold", "prepare_election"),
    "备案": ("file",),
    "移交": ("to_custody", "hand_over", "from_custody"),
}
"""Name of a day → the steps it may belong to; the first that the process has here."""
ORGANISERS = ("announce", "show_candidates", "confirm_owners")
HELD = ("elect_again", "elect", "hold_again", "hold")
LONG_LIST = "房屋"
"""Read only for a text that names it: a compound has thousands."""


@dataclass(frozen=True)
class Asked:
    """For which paper of which step a text is filled, as of which day."""

    procedure: Procedure
    step: str
    paper: str
    title: str
    today: date


def values_of(asked: Asked, body: str) -> Values:
    """Everything known for the names of a text; ``body`` says whether long lists are needed."""
    procedure = asked.procedure
    entries = queries.entries_of(procedure)
    table = queries.timetable_of(procedure, entries, asked.today)
    line = table.line(asked.step)
    values = _place(procedure, asked.today) | _committee(procedure, asked.today) | _vote(procedure)
    values |= _course(asked, table, line) | _lists(procedure, table, entries, line)
    if LONG_LIST in body:
        values[LONG_LIST] = units_listed(procedure.street_id, procedure.compound_id, asked.today)
    if "楼栋" in body:
        values["楼栋"] = buildings_listed(procedure.street_id, procedure.compound_id)
    return values


def _place(procedure: Procedure, today: date) -> Values:
    street = Street.objects.get(pk=procedure.street_id)
    compound = procedure.compound
    region = nearest(compound.region or street.region)
    kinds = Engagement.Kind
    companies = engaged(compound, (kinds.MANAGES, kinds.DEVELOPED), today)
    return {
        "小区": compound.name,
        "小区地址": compound.address,
        "街道": office_of(street.name),
        "街道电话": street.phone,
        "居委会": residents_committee(compound),
        "地区": plain(region.name),
        "区域称谓": region.words.area,
        "物业称谓": region.words.manager,
        "物业企业": companies.get(kinds.MANAGES, ""),
        "建设单位": companies.get(kinds.DEVELOPED, ""),
        **sizes_of(compound),
        **ordinals_of(compound, procedure.opened_on),
    }


def _committee(procedure: Procedure, today: date) -> Values:
    compound = procedure.compound
    found = organisation_here(compound, Organisation.Kind.OWNERS_COMMITTEE)
    posts = members_of(found, today, Role.COMMITTEE_MEMBER) if found else []
    ends = max((p.valid_to for p in posts if p.valid_to), default=None)
    if procedure.code == "reelection":
        ends = procedure.anchor
    starts = min((p.valid_from for p in posts), default=None)
    titles = {
        title: [p.person.name for p in posts if p.title == title] for title in ("主任", "副主任")
    }
    return {
        "业委会": found.name if found else f"{compound.name}业主委员会",
        "主任": "、".join(titles["主任"]),
        "副主任": "、".join(titles["副主任"]),
        "委员人数": str(len(posts)) if posts else "",
        "任期起": chinese_day(starts),
        "任期止": chinese_day(ends),
        "委员": [
            {
                "姓名": p.person.name,
                "职务": p.title,
                "任期起": chinese_day(p.valid_from),
                "任期止": chinese_day(p.valid_to or ends),
            }
            for p in posts
        ],
    }


def _course(asked: Asked, table: Timetable, line: Line) -> Values:
    procedure = asked.procedure
    values: Values = {
        "程序": plain(procedure.title),
        "程序编号": procedure.number,
        "启动日": chinese_day(procedure.opened_on),
        "起算事由": plain(table.process.anchor.title),
        "起算日": chinese_day(procedure.anchor),
        "文书": plain(asked.title),
        "步骤": plain(line.step.title),
        "责任方": plain(line.owed_by.label),
        "依据": article(line.source),
        "期限": chinese_day(line.due),
        "期限说明": plain(line.how),
        "办结日": chinese_day(line.done.on if line.done else None),
        "公示止": chinese_day(line.posted_until if line.done else None),
        "今天": chinese_day(asked.today),
    }
    for name, steps in DAYS.items():
        one = _first(table, steps)
        values[f"{name}期限"] = chinese_day(one.due) if one else ""
        values[f"{name}依据"] = article(one.source) if one else ""
    organiser = _first(table, ORGANISERS)
    values["小组"] = _group(procedure, table)
    values["组织者"] = plain(organiser.owed_by.label) if organiser else ""
    return values | _meeting_day(procedure, table) | _late(table, line) | _frozen(procedure)


def _group(procedure: Procedure, table: Timetable) -> str:
    """The group that prepares the election; none where the region knows none."""
    known = {line.step.code for line in table.lines}
    formed = {"form_group", "form"} & known
    return GROUPS.get(procedure.code, "") if formed else ""


def _meeting_day(procedure: Procedure, table: Timetable) -> Values:
    """The day of the meeting, once it was held or fixed: a plan is not announced."""
    rows = Entry.objects.of(procedure.street_id).filter(
        procedure=procedure, step__in=HELD, withdrawn_at__isnull=True
    )
    days = rows.filter(kind__in=(Entry.Kind.DONE, Entry.Kind.FIXED)).order_by("-id")
    held = days.values_list("day", flat=True).first()
    return {"会议日": chinese_day(held)}


def _late(table: Timetable, line: Line) -> Values:
    """For a step that only a delay calls for: what was not done, by when, by which article."""
    when = line.step.when
    cause = _first(table, (when.step,)) if isinstance(when, Late) else None
    return {
        "逾期步骤": plain(cause.step.title) if cause else "",
        "逾期期限": chinese_day(cause.due) if cause else "",
        "逾期依据": article(cause.source) if cause else "",
    }


def _frozen(procedure: Procedure) -> Values:
    try:
        ruling = unpin(procedure.law).ask(q.FROZEN_MATTERS)
    except Unanswered:
        return {}
    named = "、".join(plain(matter.label) for matter in ruling.value)
    return {"暂停事项": named, "暂停依据": article(ruling.source)}


def _lists(procedure: Procedure, table: Timetable, entries: Iterable[Entry], line: Line) -> Values:
    titles = {one.step.code: plain(one.step.title) for one in table.lines}
    done = [e for e in entries if e.kind == Entry.Kind.DONE and e.withdrawn_at is None]
    called = [one for one in table.lines if one.called_for is not False]
    return {
        "时间表": [
            {
                "步骤": plain(one.step.title),
                "责任方": plain(one.owed_by.label),
                "期限": chinese_day(one.due),
                "依据": article(one.source),
            }
            for one in called
        ],
        "办理": [
            {"步骤": titles.get(e.step, e.step), "日期": chinese_day(e.day), "结果": e.note}
            for e in done
        ],
        "材料": [{"名称": name} for name in _wanted(procedure, line)],
        "成员": _group_members(procedure),
    }


def _wanted(procedure: Procedure, line: Line) -> list[str]:
    """The papers that a step asks for: the region's own list, else the process's."""
    if line.step.papers_of is not None:
        try:
            ruling = unpin(procedure.law).ask(line.step.papers_of)
            return [plain(name) for name in ruling.value]
        except Unanswered:
            pass
    return [plain(paper.title) for paper in line.step.papers]


def _group_members(procedure: Procedure) -> list[Mapping[str, str]]:
    """Those named in the procedure; else those whom the register has in such a body."""
    if named := members_named(procedure):
        return [{"姓名": one.name, "职务": _post(one)} for one in named]
    interim = procedure.code == "interim_committee"
    kinds = Organisation.Kind
    kind = kinds.INTERIM_COMMITTEE if interim else kinds.PREPARATORY_GROUP
    found = organisation_here(procedure.compound, kind)
    posts = members_of(found, None) if found else []
    return [{"姓名": p.person.name, "职务": p.title} for p in posts]


def _post(member: GroupMember) -> str:
    side = plain(Side(member.side).label)
    return f"组长（{side}）" if member.leads else side


def _vote(procedure: Procedure) -> Values:
    """The newest vote that a step opened or joined, and came to something."""
    rows = Piece.objects.of(procedure.street_id).filter(
        procedure=procedure, room=Piece.Room.VOTE, gone_at__isnull=True
    )
    for poll_id in rows.order_by("-id").values_list("subject_id", flat=True):
        found = told(procedure.street_id, poll_id)
        if found is not None:
            return _told(found)
    return {}


def _told(vote: VoteTold) -> Values:
    stood = [c for motion in vote.motions for c in motion.candidates]
    seats = sum(motion.seats for motion in vote.motions)
    return {
        "表决": vote.title,
        "表决编号": vote.number,
        "表决起": chinese_day(vote.opens),
        "表决止": chinese_day(vote.closes),
        "应选人数": str(seats) if seats else "",
        "参与情况": vote.participation,
        "候选人": [{"姓名": c.name, "说明": c.about} for c in stood],
        "当选": [{"姓名": c.name, "说明": c.about} for c in stood if c.elected],
        "表决事项": [
            {
                "事项": m.title,
                "同意": m.agree or ("见得票表" if m.outcome else ""),
                "结果": m.outcome,
            }
            for m in vote.motions
        ],
    }


def _first(table: Timetable, steps: Iterable[str]) -> Line | None:
    known = {line.step.code: line for line in table.lines}
    return next((known[step] for step in steps if step in known), None)
