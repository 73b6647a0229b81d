"""The sentences papers say about the law and a compound's own rules, made from the law's answers.

Nothing here is decided anew: majorities, matters, rules and checks come from ``mulin.law``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mulin.law.compound_rules import PARAMETERS, BlankItem, CompoundRules, Parameter, Revote, Silent
from mulin.law.questions import DecisionKind
from mulin.law.tally import Check, CheckName, Verdict
from mulin.law.terms import Citation, Majority

CIVIL_CODE = "民法典第278条第一款"
PRIVACY = "公示结果只写各项合计数，不写谁家怎么投。"
PRIVACY_BY_NAME = "按本地规定，公示结果会列出各户的表决意见。"
FINGER_SIGNATURE = "手机上用手指画的签名只是图像，不是可靠的电子签名。"
ANNULMENT = (
    "业主认为决定侵害自己合法权益或者违反法定程序的，可以自知道或者应当知道决定作出之日起一年内，"
    "请求人民法院撤销（民法典第280条第二款；建筑物区分所有权司法解释第12条）。"
)
NO_CLAUSE = "未约定送达未回票的推定，只有法定口径。"

_CHECK_NAMES = {
    CheckName.PARTICIPATION_AREA: "参与面积",
    CheckName.PARTICIPATION_PERSONS: "参与人数",
    CheckName.APPROVAL_AREA: "同意面积",
    CheckName.APPROVAL_PERSONS: "同意人数",
}


def square_metres(area: int) -> str:
    """0.01 m² as people read it: 123456 → ``1,234.56``."""
    whole, rest = divmod(area, 100)
    return f"{whole:,}.{rest:02d}"


def day(when: date) -> str:
    """``2026年6月30日``."""
    return f"{when.year}年{when.month}月{when.day}日"


def deadline(when: date) -> str:
    """The end of the last day: ``2026年6月30日24时``."""
    return f"{day(when)}24时"


def matter(kind: DecisionKind) -> str:
    """The statute's item: ``民法典第278条第一款第（五）项“使用…维修资金”``."""
    return f"{CIVIL_CODE}{kind.numeral}“{kind.label}”"


def pass_rule(majority: Majority, *, voters: str = "全体业主", seats: int = 0) -> str:
    """What must come together for a motion to pass, or in an election to be elected."""
    quorum, approval = majority.quorum.words, majority.approval.words
    first = f"{voters}中，按面积和按人数都要有{quorum}参加表决"
    if seats:
        return (
            f"{first}，选举才有效；候选人要得到参加表决者按面积和按人数都{approval}同意，"
            f"达到的人多于 {seats} 名时按同意人数、再按同意面积从多到少取 {seats} 名。"
        )
    return f"{first}；参加的业主中，按面积和按人数都要{approval}同意，才算通过。"


def how_counted(rules: CompoundRules, *, election: bool) -> list[str]:
    """For a ballot: what makes it void, and what follows from the rules locked for this vote."""
    blank = (
        "按弃权算，计入参加表决"
        if rules.blank_item == BlankItem.ABSTAIN
        else "该项无效，不计入参加表决"
    )
    many = (
        "没打勾、打了两个以上或认不清的，选举超过名额的"
        if election
        else "没打勾、打了两个以上或认不清的"
    )
    lines = [
        "没有业主（或书面委托的代理人）签名、不是业主本人意思、伪造或看不出是哪户的，整票无效，不算参加表决。",
        f"某一项{many}，{blank}。",
        f"同一户共有人交来的票意见不同的：{_value(rules, 'coowner_conflict')}。",
        _again(rules),
    ]
    lines += proxy_limits(rules)
    if rules.silent == Silent.NONE:
        lines.append("没有交回的票不算参加表决，也不会替您算成同意或反对。")
    else:
        lines.append(f"议事规则约定：{_value(rules, 'silent')}。只作并列参考，不改变法定结果。")
    return lines


def proxy_limits(rules: CompoundRules) -> list[str]:
    """How many households one proxy may vote for; nothing where the rules set no limit."""
    if rules.proxy_limit is None:
        return []
    if rules.proxy_limit == 0:
        return ["本次表决不得代理，代理人签名的票不计。"]
    return [f"一名代理人最多代理 {rules.proxy_limit} 户，超出的按登记先后不计。"]


def _again(rules: CompoundRules) -> str:
    if rules.revote == Revote.LAST:
        return "截止前可以改主意：再投一次（纸质或手机），以最后收到的一次为准。"
    if rules.revote == Revote.FIRST:
        return "投过的不能改：纸质和手机都投的，以最先收到的有效票为准。"
    return "投过的不能改，也不能再投第二次。"


def locked_rules(rules: CompoundRules) -> list[dict[str, str]]:
    """Every parameter locked for this vote: its value, what follows, and where it is written."""
    return [
        {
            "title": parameter.title,
            "value": _value(rules, parameter.key),
            "consequence": _consequence(rules, parameter),
            "source": str(parameter.source),
        }
        for parameter in PARAMETERS
    ]


def _plain(rules: CompoundRules, key: str) -> bool | int | str | None:
    value: bool | int | str | None = rules.to_json()[key]
    return value


def _value(rules: CompoundRules, key: str) -> str:
    parameter = next(p for p in PARAMETERS if p.key == key)
    return parameter.label_of(_plain(rules, key))


def _consequence(rules: CompoundRules, parameter: Parameter) -> str:
    value = _plain(rules, parameter.key)
    found = (o.consequence for o in parameter.options if o.value == value)
    return next(found, "超出的票按登记先后不计。")


def check_row(check: Check) -> dict[str, str | bool]:
    """One check as a line of a table; the percentage is cut, never rounded up, and decides nothing."""
    by_area = check.name in (CheckName.PARTICIPATION_AREA, CheckName.APPROVAL_AREA)
    return {
        "name": _CHECK_NAMES[check.name],
        "part": _amount(check.part, by_area),
        "whole": _amount(check.whole, by_area),
        "unit": "㎡" if by_area else "人",
        "bound": f"{check.required.words}（{check.required.bound}）",
        "needed": _amount(check.required.needed(check.whole), by_area),
        "percent": percent(check.part, check.whole),
        "met": check.met,
        "source": check.source,
    }


def _amount(number: int, by_area: bool) -> str:
    return square_metres(number) if by_area else f"{number:,}"


def percent(part: int, whole: int) -> str:
    """Two decimals, cut off: 66.666… is ``66.66%``; of nothing ``—``."""
    if whole <= 0:
        return "—"
    cut = part * 10_000 // whole
    return f"{cut // 100}.{cut % 100:02d}%"


def why_no_clause(rules: CompoundRules, kind: DecisionKind, verdict: Verdict) -> str:
    """Why no clause stands beside the strict count of this motion."""
    if rules.silent == Silent.NONE:
        return NO_CLAUSE
    if verdict.election is not None:
        return "选举不适用推定条款。"
    if rules.first_assembly:
        return "首次业主大会会议尚无议事规则，不适用推定条款。"
    if rules.silent_after_quorum and not all(c.met for c in verdict.strict.checks[:2]):
        return "议事规则要求实际参与先达到法定比例，本项未达到，不适用推定条款。"
    return f"本项属于须从严决定的事项（{kind.label}），不适用推定条款。"


def cited(sources: Iterable[Citation]) -> str:
    """Sources joined for a sentence, each once."""
    return "、".join(
        dict.fromkeys(f"《{s.act}》{s.article}" if s.article else s.act for s in sources)
    )
