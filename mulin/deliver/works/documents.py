"""The dossier of a lift as a PDF: cover, contents, phases, consent, shares, papers, course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import override

from mulin.deliver.works.filling import Values, owners_of, values_of
from mulin.deliver.works.models import Project, SubsidyClaim
from mulin.deliver.works.queries.projects import File, file_of, guidance_of, timeline
from mulin.deliver.works.queries.subsidy import Subsidy, subsidy_of
from mulin.ground.papers.queries import Kept, folder_of
from mulin.ground.papers.typeset import typeset
from mulin.ground.record.queries import newest_head
from mulin.ground.texts.saying import chinese_day
from mulin.kit import money
from mulin.kit.clock import SHANGHAI, day_of
from mulin.kit.words import plain
from mulin.law.lifts.papers import BY_CODE
from mulin.law.pinned import unpin

PACKAGE = "mulin.deliver.works"


def papers_kept(file: File) -> list[Kept]:
    """Every paper of the four sets, numbered in the order of the sets."""
    found = [
        (row.paper.of, one)
        for _set, rows, _missing in file.sets
        for row, files in rows
        for one in files
    ]
    return [
        Kept(
            number,
            f"{plain(of.label)}·{plain(BY_CODE[one.kind].title)}",
            one.paper,
            one.by,
            f"{folder_of(plain(of.label))}/{number:03d} {one.paper.filename}",
        )
        for number, (of, one) in enumerate(found, start=1)
    ]


def dossier(project: Project, kept: Sequence[Kept], *, now: datetime) -> bytes:
    """The dossier as it stands now. Raises Refused for a character that no face can write."""
    today = day_of(now)
    with override("zh-hans"):
        file, subsidy = file_of(project, today), subsidy_of(project, today)
        values = values_of(file, subsidy, owners_of(project), today)
        data = {
            **_cover(project, values, now),
            **_body(values),
            "steps": _steps(file),
            "rule": _rule(subsidy),
            "claims": [_claim(one) for one in subsidy.claims],
            "papers": [_paper(one) for one in kept],
            "guidance": [
                {
                    "day": str(one.day),
                    "text": f"{plain(one.get_topic_display())}：{one.question}{one.answer}",
                    "by": one.by,
                }
                for one in guidance_of(project)[::-1]
            ],
            "said": [
                {"at": _instant(one.at), "text": plain(one.text), "who": one.who}
                for one in reversed(timeline(project))
            ],
        }
    return typeset("dossier", data, on=today, package=PACKAGE)


def _cover(project: Project, values: Values, now: datetime) -> dict[str, Any]:
    street, head = project.street, newest_head(project.street_id)
    law = unpin(project.law)
    state = plain(project.get_state_display())
    return {
        "head": {
            "street": street.name,
            "compound": project.compound.name,
            "number": project.number,
            "synthetic": street.synthetic,
        },
        "printed": f"{chinese_day(day_of(now))}打印",
        "place": values["单元"],
        "asked": values["提出日"],
        "opened": values["立项日"],
        "law": f"{plain(law.name)}，{chinese_day(law.opened)}的规定",
        "state": f"{state}：{project.why_ended}" if project.why_ended else state,
        "consent": values["征询结论"] or "还没有结果",
        "lacking": f"{values['材料种数']}种里已有{values['已有材料']}种，缺{values['缺少材料']}种",
        "money": f"总价{values['总价']}元，分摊{values['分摊额']}元"
        if project.round
        else "还没有方案",
        "chain": {"date": chinese_day(head.day), "hash": head.hash} if head else None,
    }


def _body(values: Values) -> dict[str, Any]:
    sums = (
        f"总价{values['总价']}元，补贴{values['补贴']}元，其他资金{values['其他资金']}元，"
        f"分摊{values['分摊额']}元（{values['分摊额大写']}）；{values['分摊办法']}，"
        f"第{values['方案版次']}版。"
        if values.get("总价")
        else ""
    )
    return {
        "gates": values["门槛"],
        "basis": f"法定门槛：{values['门槛说明']}（{values['口径依据']}）。",
        "sum": sums,
        "shares": values["各户"] if sums else [],
        "objections": values["异议"],
        "contracts": values["合同"],
        "risks": values["提醒"],
        "sets": values["四类材料"],
    }


def _steps(file: File) -> list[dict[str, str]]:
    rows = []
    for line in file.progress.table.lines:
        found = file.progress.of(line.step.code)
        outcomes = {o.code: plain(o.title) for o in line.step.outcomes}
        rows.append(
            {
                "title": plain(line.step.title),
                "owed_by": plain(line.owed_by.label),
                "day": str(found.day) if found else "—",
                "outcome": outcomes.get(found.outcome, "") if found else "",
                "by": found.by if found else "",
            }
        )
    return rows


def _rule(subsidy: Subsidy) -> str:
    if subsidy.rule is None:
        return plain(subsidy.missing)
    why = f"{plain(subsidy.reckoned.why)}。" if subsidy.reckoned else ""
    note = f"（{plain(subsidy.rule.note)}）" if subsidy.rule.note else ""
    return f"{plain(subsidy.rule.source)}：{plain(subsidy.rule.value.words)}{note}。{why}"


def _claim(claim: SubsidyClaim) -> dict[str, str]:
    return {
        "asked_on": str(claim.asked_on),
        "asked": money.digits(claim.asked),
        "result": plain(claim.get_result_display()),
        "decided_on": str(claim.decided_on or ""),
        "received": money.digits(claim.received) if claim.received else "",
        "note": claim.note,
    }


def _paper(kept: Kept) -> dict[str, Any]:
    paper = kept.paper
    return {
        "number": kept.number,
        "title": paper.title,
        "digest": paper.digest,
        "step": kept.step,
        "kept": str(day_of(paper.created_on)),
        "size": f"{paper.size:,}",
    }


def _instant(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
