"""What a project knows for the names that texts use; what it does not know stays out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from mulin.deliver.works.models import Contract, Home, Project
from mulin.deliver.works.queries.consent import Counted
from mulin.deliver.works.queries.projects import File
from mulin.deliver.works.queries.shares import Share, floors_of
from mulin.deliver.works.queries.subsidy import Subsidy
from mulin.ground.estate.models import Ownership
from mulin.ground.estate.queries.holdings import held_on
from mulin.ground.estate.queries.organisations import residents_committee
from mulin.ground.streets.models import Street
from mulin.ground.texts.saying import chinese_day, office_of, square_metres
from mulin.kit import money
from mulin.kit.masking import mask_name
from mulin.kit.words import plain
from mulin.law.lifts import feasibility
from mulin.law.lifts.shares import BY_CODE
from mulin.law.lifts.shares import written as coefficient

Values = dict[str, Any]


def values_of(file: File, subsidy: Subsidy, owners: Mapping[UUID, str], today: date) -> Values:
    """Everything known of a project."""
    return {
        **_place(file.project, today),
        **_survey(file),
        **_consent(file.decisive),
        **_money(file, owners),
        **_subsidy(file, subsidy),
        **_course(file),
        **_kept(file),
    }


def values_of_home(home: Home, share: Share | None, owners: Mapping[UUID, str]) -> Values:
    """What stands only on one home's form; ``share`` once there is a plan."""
    known = {
        "房号": home.label,
        "本户楼层": str(home.floor),
        "本户面积": square_metres(home.area),
        "本户业主": owners.get(home.unit_id, ""),
    }
    if share is None or not home.joins:
        return known | ({"本户系数": "不出资"} if share else {})
    return known | {
        "本户系数": coefficient(share.part.coefficient),
        "本户分摊": money.digits(share.part.fen),
        "本户分摊大写": money.capital(share.part.fen),
    }


def owners_of(project: Project) -> dict[UUID, str]:
    """Unit → its owners' masked names on the opening day; one statement."""
    units = project.homes.values("unit_id")
    rows = Ownership.objects.of(project.street_id).filter(
        held_on(project.opened_on), unit_id__in=units
    )
    found: dict[UUID, list[str]] = {}
    named = rows.order_by("id").values_list("unit_id", "person__name", "organisation__name")
    for unit_id, person, body in named:
        found.setdefault(unit_id, []).append(body or mask_name(person or ""))
    return {unit_id: "、".join(names) for unit_id, names in found.items()}


def _place(project: Project, today: date) -> Values:
    compound, building = project.compound, project.building
    return {
        "小区": compound.name,
        "小区地址": compound.address,
        "街道": office_of(Street.objects.get(pk=project.street_id).name),
        "居委会": residents_committee(compound),
        "单元": plain(f"{building}{project.stairwell}"),
        "楼层数": str(building.floors or ""),
        "加梯编号": project.number,
        "提出日": chinese_day(project.asked_on),
        "立项日": chinese_day(project.opened_on),
        "征询范围": plain(project.get_scope_display()),
        "今天": chinese_day(today),
    }


def _survey(file: File) -> Values:
    survey = file.survey
    if survey is None:
        return {}
    found = feasibility.assess(survey.answers)
    rows = []
    for factor in feasibility.FACTORS:
        choice = factor.by_code.get(survey.answers.get(factor.code, ""))
        rows.append(
            {
                "项目": plain(factor.title),
                "结果": plain(choice.words) if choice else "没有看",
                "说明": (plain(choice.why) if choice else "") or "—",
            }
        )
    return {
        "勘察日": chinese_day(survey.surveyed_on),
        "勘察人": survey.by,
        "评估结论": plain(found.verdict.label),
        "评估理由": "；".join(plain(one.why) for one in found.decisive) or "各项符合",
        "勘察": rows,
    }


def _consent(counted: Counted) -> Values:
    consent = counted.consent
    pairs = list(zip(consent.lines[::2], consent.lines[1::2], strict=True))
    lawful = [one for one, _area in pairs if one.basis is consent.lawful]
    gates = "，".join(
        f"{plain(one.title)}{plain(one.required.bound).replace(' ', '')}" for one in lawful
    )
    outcome = (
        "两种口径都达到"
        if consent.strict
        else "法定口径达到，全体三分之二的旧口径没有达到"
        if consent.passed
        else "没有达到门槛"
    )
    return {
        "征询户数": str(counted.homes),
        "征询人数": str(consent.roll.persons),
        "征询面积": square_metres(consent.roll.area),
        "门槛说明": f"{gates}，面积、人数都要达到",
        "口径依据": cited(plain(consent.source)),
        "征询结论": outcome if counted.returned else "",
        "门槛": [
            {
                "口径": plain(persons.title),
                "人数": f"{persons.part} / {persons.whole}",
                "面积": f"{square_metres(area.part)} / {square_metres(area.whole)}",
                "标准": plain(persons.required.bound),
                "结论": "达到" if persons.met and area.met else "没有达到",
            }
            for persons, area in pairs
        ],
    }


def cited(spaced: str) -> str:
    """民法典 第278条 as papers cite it: 《民法典》第278条."""
    act, _space, part = spaced.partition(" ")
    return f"《{act}》{part}"


def _money(file: File, owners: Mapping[UUID, str]) -> Values:
    project = file.project
    homes = [_home(share, owners) for share in reversed(file.shares)]
    if not project.round:
        blank = [home for home in reversed(file.homes) if home.inside]
        homes = [
            {
                "房号": home.label,
                "楼层": str(home.floor),
                "面积": square_metres(home.area),
                "业主": owners.get(home.unit_id, ""),
            }
            for home in blank
        ]
        return {"各户": homes}
    scheme = BY_CODE.get(project.scheme)
    return {
        "总价": money.digits(project.cost),
        "补贴": money.digits(project.subsidy),
        "其他资金": money.digits(project.other_money),
        "分摊额": money.digits(project.to_share),
        "分摊额大写": money.capital(project.to_share),
        "分摊办法": plain(scheme.title) if scheme else "",
        "方案版次": str(project.round),
        "各户": homes,
        "各层": [
            {
                "楼层": str(floor.floor),
                "系数": floor.coefficient,
                "每户": "各户不同" if floor.each is None else money.digits(floor.each),
                "合计": money.digits(floor.together),
            }
            for floor in floors_of(file.shares)
        ],
    }


def _home(share: Share, owners: Mapping[UUID, str]) -> dict[str, str]:
    home = share.home
    return {
        "房号": home.label,
        "楼层": str(home.floor),
        "面积": square_metres(home.area),
        "业主": owners.get(home.unit_id, ""),
        "系数": coefficient(share.part.coefficient) if home.joins else "不出资",
        "分摊": money.digits(share.part.fen),
    }


def _subsidy(file: File, subsidy: Subsidy) -> Values:
    claim = subsidy.waiting or subsidy.received
    asked = claim.asked if claim else subsidy.by_rule
    rule = subsidy.rule
    return {
        "补贴办法": plain(rule.value.words) if rule else "",
        "补贴依据": plain(rule.source) if rule else "",
        "补贴算法": plain(subsidy.reckoned.why) if subsidy.reckoned else "",
        "申请补贴": money.digits(asked) if asked else "",
        "申请补贴大写": money.capital(asked) if asked else "",
    }


def _course(file: File) -> Values:
    accepted, registered = file.progress.of("accept"), file.progress.of("register")
    return {
        "验收日": chinese_day(accepted.day if accepted else None),
        "登记日": chinese_day(registered.day if registered else None),
        "异议": [
            {
                "房号": one.room,
                "内容": one.text,
                "收到": chinese_day(one.received_on),
                "怎样": plain(one.get_how_display()) if one.settled_on else "待协调",
                "结果": f"{chinese_day(one.settled_on)}：{one.result}" if one.settled_on else "",
            }
            for one in file.objections
        ],
        "合同": [
            {
                "合同": plain(one.get_kind_display()),
                "对方": one.party,
                "签订": chinese_day(one.signed_on),
                "价款": money.digits(one.price),
                "条款": terms_of(one),
            }
            for one in file.contracts
        ],
        "提醒": [{"事项": plain(one.title), "理由": plain(one.why)} for one in file.risks],
    }


def terms_of(contract: Contract) -> str:
    """What reminders look at, in one line; what is not written says so."""
    parts = (
        "预付没有写" if contract.advance is None else f"预付{contract.advance}%",
        "没有质保金" if not contract.retained else f"质保金{contract.retained}%",
        "质保没有写" if contract.warranty is None else f"质保{contract.warranty}个月",
        f"{chinese_day(contract.finish_by)}完工" if contract.finish_by else "完工日没有写",
        "写明逾期怎样赔" if contract.penalty else "没有写逾期怎样赔",
    )
    return "，".join(parts)


def _kept(file: File) -> Values:
    rows: list[dict[str, str]] = []
    for one, papers, _missing in file.sets:
        rows.extend(
            {
                "类别": plain(one.label),
                "材料": plain(row.paper.title),
                "份数": str(row.have),
                "状态": state_of(row.have, missing=row.missing, optional=row.paper.optional),
            }
            for row, _files in papers
        )
    kept: Sequence[Any] = file.kept
    return {
        "四类材料": rows,
        "材料种数": str(len(kept)),
        "已有材料": str(sum(bool(row.have) for row in kept)),
        "缺少材料": str(sum(row.missing for row in kept)),
    }


def state_of(have: int, *, missing: bool, optional: bool) -> str:
    """A paper of the four sets in a word."""
    if have:
        return "有"
    return "缺" if missing else "有才要" if optional else "还不到时候"
