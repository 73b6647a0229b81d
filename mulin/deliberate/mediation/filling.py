"""What a case knows for the names that texts use. Papers are Chinese; names stand in full on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from mulin.deliberate.mediation.causes import name_of
from mulin.deliberate.mediation.models import Dispute, Talk
from mulin.deliberate.mediation.queries.cases import File
from mulin.ground.streets.models import Street
from mulin.ground.texts.making import sheet_of
from mulin.ground.texts.printing import Sheet
from mulin.ground.texts.queries import in_force
from mulin.ground.texts.saying import chinese_day, office_of
from mulin.kit import money
from mulin.kit.clock import SHANGHAI
from mulin.kit.words import plain
from mulin.law.mediation import WAY_BY_CODE

PAPERS: Mapping[str, str] = {
    "application": "mediation_application",
    "record": "mediation_record",
    "agreement": "mediation_agreement",
    "oral": "mediation_oral",
    "confirmation": "mediation_confirmation",
    "end": "mediation_end",
}
"""The papers of a case and the text of each, which a street may put its own in the place of."""
NUMERALS = "零一二三四五六七八九十"


def sheet_for(file: File, paper: str, today: date, talk: Talk | None = None) -> Sheet:
    """A paper of the case, filled. KeyError for one that is not known."""
    dispute = file.dispute
    text = in_force(dispute.street_id, PAPERS[paper], today)
    street = Street.objects.get(pk=dispute.street_id)
    values = {"街道": office_of(street.name), **_case(dispute), **_people(file)}
    values |= _agreement(file) | (_session(talk) if talk is not None else {})
    return sheet_of(
        text.title,
        text.standard.layout,
        text.body,
        values,
        number=dispute.number,
        synthetic=street.synthetic,
    )


def _case(dispute: Dispute) -> dict[str, Any]:
    panel, compound = dispute.panel, dispute.compound
    return {
        "小区": compound.name if compound is not None else "",
        "调解编号": dispute.number,
        "调委会": panel.organisation.name,
        "调委会地点": panel.place,
        "调委会电话": panel.phone,
        "纠纷类别": plain(name_of(dispute.cause)),
        "纠纷经过": " ".join(dispute.text.split()),
        "调解请求": dispute.claim,
        "争议金额": money.digits(dispute.amount) if dispute.amount else "",
        "申请日": chinese_day(dispute.asked_on),
        "受理日": chinese_day(dispute.accepted_on),
        "调解期限": chinese_day(dispute.due_on),
        "终止日": chinese_day(dispute.ended_on),
        "终止理由": dispute.why,
        "其他途径": [
            {"途径": plain(WAY_BY_CODE[code].name), "怎样办": plain(WAY_BY_CODE[code].how)}
            for code in dispute.ways
            if code in WAY_BY_CODE
        ],
    }


def _people(file: File) -> dict[str, Any]:
    return {
        "调解员": "、".join(seat.mediator.name for seat in file.sitting),
        "当事人": [
            {
                "身份": plain(side.get_part_display()),
                "姓名": side.name,
                "住址": side.room or "—",
                "代理人": f"{side.agent}（{side.agent_power}）" if side.agent else "无",
            }
            for side in file.sides
        ],
    }


def _agreement(file: File) -> dict[str, Any]:
    accord = file.accord
    if accord is None:
        return {}
    return {
        "主要事实": " ".join(accord.facts.split()),
        "协议内容": " ".join(accord.content.split()),
        "达成日": chinese_day(accord.made_on),
        "生效日": chinese_day(accord.effective_on),
        "确认期限": chinese_day(accord.confirm_by),
        "确认法院": accord.court_name,
        "履行事项": [
            {
                "谁": line.promise.side.name,
                "事项": line.promise.text,
                "金额": money.digits(line.promise.amount) if line.promise.amount else "—",
                "大写": money.capital(line.promise.amount) if line.promise.amount else "—",
                "最迟": chinese_day(line.promise.due_on),
            }
            for line in file.lines
        ],
    }


def _session(talk: Talk) -> dict[str, Any]:
    at = talk.starts_at.astimezone(SHANGHAI)
    number = NUMERALS[talk.order] if talk.order < len(NUMERALS) else str(talk.order)
    return {
        "调解时间": f"{chinese_day(at.date())}{at:%H:%M}",
        "调解地点": talk.place,
        "调解次数": number,
        "调解记录": " ".join(talk.record.split()),
        "受邀人": [
            {"哪一方": plain(guest.get_profession_display()), "单位": guest.organisation}
            for guest in talk.guests.all()
        ],
    }
