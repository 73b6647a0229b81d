"""The end report: drafted from the record, edited by the office, printed with its figures."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Q, Sum

from mulin.discover.campaigns.models import (
    Campaign,
    Disinfection,
    Door,
    Entry,
    Goods,
    Note,
    Outcome,
    Picture,
    Shift,
    Site,
    Target,
    Task,
    Visit,
)
from mulin.discover.campaigns.quantity import amount
from mulin.ground.notices.models import PublicNotice

FEW = 5
"""Fewer households than this are not told by what they needed."""


def door_totals(campaign: Campaign) -> dict[str, int]:
    """Totals of the doors: as they stand, or as they were when their data were destroyed."""
    if campaign.purged_on is not None:
        return dict(campaign.tally)
    rows = Door.objects.of(campaign.street_id).filter(campaign=campaign)
    totals: dict[str, int] = rows.aggregate(
        doors=Count("pk"),
        seen=Count("pk", filter=Q(rounds__gt=0)),
        met=Count("pk", filter=Q(outcome__in=(Outcome.MET, Outcome.HELP))),
        not_home=Count("pk", filter=Q(outcome=Outcome.NOT_HOME)),
        refused=Count("pk", filter=Q(outcome=Outcome.REFUSED)),
        helps=Count("pk", filter=Q(outcome=Outcome.HELP)),
        helped=Count("pk", filter=Q(outcome=Outcome.HELP, helped_on__isnull=False)),
    )
    totals["visits"] = Visit.objects.of(campaign.street_id).filter(campaign=campaign).count()
    return totals


def report_data(campaign: Campaign) -> dict[str, Any]:
    """Everything the report says in figures, in a dozen statements at any size."""
    street = campaign.street_id
    tasks = Task.objects.of(street).filter(campaign=campaign)
    shifts = Shift.objects.of(street).filter(campaign=campaign)
    pictures = Picture.objects.of(street).filter(task__campaign=campaign)
    return {
        "sites": _sites(campaign),
        "targets": _targets(campaign),
        "tasks": tasks.aggregate(
            all=Count("pk", filter=~Q(state=Task.State.DROPPED)),
            accepted=Count("pk", filter=Q(state=Task.State.ACCEPTED)),
            done=Count("pk", filter=Q(state=Task.State.DONE)),
        ),
        "pictures": pictures.count(),
        "doors": door_totals(campaign) if campaign.knocks else {},
        "shifts": shifts.aggregate(
            all=Count("pk"),
            manned=Count("pk", filter=Q(person__isnull=False)),
            kept=Count("pk", filter=Q(came_at__isnull=False)),
        ),
        "goods": _goods(campaign),
        "disinfected": Disinfection.objects.of(street).filter(campaign=campaign).count(),
        "notices": _notices(campaign),
        "notes": list(
            Note.objects.of(street)
            .filter(campaign=campaign)
            .select_related("compound")
            .order_by("at")[:200]
        ),
    }


def draft(campaign: Campaign, data: dict[str, Any]) -> str:
    """What the office starts from: the figures in sentences. Chinese, as papers are."""
    lines = [
        f"{campaign.title}（{campaign.number}）由{campaign.organiser}组织，"
        f"{campaign.starts_on} 至 {campaign.closed_on or campaign.ends_on}，"
        f"在{_names(data['sites'])}进行。"
    ]
    if campaign.goal:
        lines.append(f"目标：{campaign.goal}")
    tasks = data["tasks"]
    if tasks["all"]:
        lines.append(
            f"一、任务完成情况：共 {tasks['all']} 项，验收通过 {tasks['accepted']} 项，"
            f"拍照 {data['pictures']} 张。"
        )
        reached = [f"{t['title']} {t['done']}/{t['planned']}{t['unit']}" for t in data["targets"]]
        lines.append("各项目标（完成/计划）：" + "，".join(reached) + "。" if reached else "")
        passed = [row for row in data["sites"] if row["state"] == Site.State.ACCEPTED]
        lines.append(f"社区验收：{len(passed)}/{len(data['sites'])} 个小区通过。")
    doors = data["doors"]
    if doors.get("doors"):
        lines.append(
            f"二、入户情况：名单 {doors['doors']} 户，上门 {doors['seen']} 户、{doors['visits']} 次，"
            f"没见到 {doors['not_home']} 户，不愿开门 {_few(doors['refused'])} 户；"
            f"需要帮助 {_few(doors['helps'])} 户，已帮到 {_few(doors['helped'])} 户。"
        )
    lines += _closing(data)
    return "\n".join(line for line in lines if line)


def _closing(data: dict[str, Any]) -> list[str]:
    lines = []
    shifts = data["shifts"]
    if shifts["all"]:
        lines.append(
            f"三、值班：{shifts['all']} 班，排到人 {shifts['manned']} 班，到岗 {shifts['kept']} 班。"
        )
    used = [
        f"{row['name']} {row['used']}{row['unit']}" for row in data["goods"] if row["used"] != "0"
    ]
    if used:
        lines.append("四、物资：使用" + "，".join(used) + "。")
    if data["disinfected"]:
        lines.append(f"消杀 {data['disinfected']} 次。")
    if data["notices"]:
        lines.append(f"发布公告 {data['notices']} 份。")
    lines.append("存在的问题和下一步：")
    return lines


def _few(n: int) -> str:
    return str(n) if n == 0 or n >= FEW else f"少于 {FEW}"


def _names(sites: list[dict[str, Any]]) -> str:
    names = [row["name"] for row in sites]
    return "、".join(names) if len(names) <= FEW else f"{names[0]}等 {len(names)} 个小区"


def _targets(campaign: Campaign) -> list[dict[str, Any]]:
    rows = Target.objects.of(campaign.street_id).filter(campaign=campaign)
    summed = rows.values("order", "title", "unit").annotate(
        planned=Sum("planned"), done=Sum("done")
    )
    return list(summed.order_by("order"))


def _notices(campaign: Campaign) -> int:
    rows = PublicNotice.objects.of(campaign.street_id).filter(
        subject_id=campaign.pk, purpose="campaign_told"
    )
    return rows.count()


def _sites(campaign: Campaign) -> list[dict[str, Any]]:
    rows = Site.objects.of(campaign.street_id).filter(campaign=campaign)
    tasks = Task.objects.of(campaign.street_id).filter(campaign=campaign).order_by()
    counted = {
        row["compound_id"]: row
        for row in tasks.values("compound_id").annotate(
            all=Count("pk", filter=~Q(state=Task.State.DROPPED)),
            accepted=Count("pk", filter=Q(state=Task.State.ACCEPTED)),
        )
    }
    nothing = {"all": 0, "accepted": 0}
    return [
        {
            "name": row.compound.name,
            "state": row.state,
            "word": str.__str__(str(row.get_state_display())),
            "words": row.words,
            "judged_by": row.judged_by,
            "judged_on": row.judged_on.isoformat() if row.judged_on else "",
            "tasks": counted.get(row.compound_id, nothing)["all"],
            "accepted": counted.get(row.compound_id, nothing)["accepted"],
        }
        for row in rows.select_related("compound").order_by("compound__name")
    ]


def _goods(campaign: Campaign) -> list[dict[str, str]]:
    ins = Q(entries__kind=Entry.Kind.RECEIVED)
    outs = Q(entries__kind__in=(Entry.Kind.USED, Entry.Kind.LOST))
    mine = Q(entries__street_id=campaign.street_id)
    rows = Goods.objects.of(campaign.street_id).filter(campaign=campaign)
    summed = rows.annotate(
        received=Sum("entries__amount", filter=ins & mine),
        used=Sum("entries__amount", filter=outs & mine),
        last=Max("entries__at", filter=mine),
    )
    return [
        {
            "name": row.name,
            "unit": row.unit,
            "received": amount(int(row.received or 0)),
            "used": amount(int(row.used or 0)),
            "left": amount(int(row.received or 0) - int(row.used or 0)),
        }
        for row in summed.order_by("order")
        if row.last is not None
    ]
