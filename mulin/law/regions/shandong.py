"""Shandong: 山东省物业管理条例."""

from __future__ import annotations

from datetime import date

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.cases import CountFrom
from mulin.law.jurisdiction import Act, Jurisdiction, Words, not_yet
from mulin.law.shapes import (
    Body,
    Condition,
    GroupMakeup,
    Petition,
    Seats,
    TermYears,
    Trigger,
)
from mulin.law.terms import GT_HALF, Period, at_least, more_than

ACT = Act("山东省物业管理条例", "2021年12月3日第二次修正文本", since=date(2021, 12, 3))

says = ACT.says

JURISDICTION = Jurisdiction(
    code="370000",
    name=said("山东省"),
    acts=(ACT,),
    words=Words(
        area="物业服务区域",
        manager="物业服务人",
        street="街道办事处、乡镇人民政府",
        residents_committee="社区居民委员会",
        member="成员",
    ),
    answers=(
        # 首次业主大会
        says(
            q.SETUP_TRIGGER,
            Trigger(
                (
                    Condition(area=at_least(1, 2)),
                    Condition(persons=at_least(1, 2)),
                    Condition(persons=at_least(1, 4), months_since_first_delivery=24),
                )
            ),
            "第20条",
        ),
        says(q.FORM_PREPARATION_GROUP, Period(days=60), "第21条"),
        says(q.PREPARATION_GROUP_FROM, CountFrom.CONDITIONS, "第21条"),
        says(
            q.PREPARATION_GROUP,
            GroupMakeup(odd=True, owners=at_least(1, 2), with_developer=True),
            "第21条",
        ),
        says(q.PUBLISH_PREPARATION_LIST, Period(days=10), "第21条"),
        says(q.FIRST_ASSEMBLY_NOTICE, Period(days=15), "第22条"),
        says(q.HOLD_FIRST_ASSEMBLY, Period(days=90), "第22条"),
        # 业主大会会议
        says(q.ASSEMBLIES_PER_YEAR, 1, "第28条"),
        says(q.SPECIAL_ASSEMBLY_PETITION, Petition(persons=at_least(1, 5)), "第28条"),
        says(q.PUBLISH_RESULT, Period(days=3), "第32条"),
        # 业主委员会
        says(q.COMMITTEE_SIZE, Seats(5), "第30条"),
        says(q.COMMITTEE_TERM, TermYears(maximum=5), "第30条"),
        says(q.COMMITTEE_FIRST_MEETING, Period(days=7), "第30条"),
        says(q.COMMITTEE_QUORUM, at_least(2, 3), "第32条"),
        says(q.COMMITTEE_MAJORITY, GT_HALF, "第32条"),
        says(q.COMMITTEE_PUBLISH, Period(days=3), "第32条"),
        says(
            q.RECALL_PETITION,
            Petition(persons=at_least(1, 5), members=more_than(1, 2)),
            "第34条",
        ),
        # 备案
        says(q.FILE_COMMITTEE, Period(days=30), "第31条"),
        says(q.FILING_PLACES, (Body.HOUSING_AUTHORITY, Body.STREET), "第31条"),
        says(
            q.FILING_PAPERS,
            (
                "业主大会会议决议",
                "业主大会议事规则",
                "管理规约",
                "业主委员会成员名单和基本情况",
                "法律、法规规定的其他资料",
            ),
            "第31条",
        ),
        says(q.FILING_HANDLED, Period(days=10), "第31条"),
        says(q.FILING_CHANGE, Period(days=30), "第31条"),
        # 换届
        says(q.HOLD_REELECTION, Period(days=90), "第33条"),
        says(q.HANDOVER_TO, (Body.NEW_COMMITTEE,), "第33条"),
        # 物业服务
        says(q.CONTRACT_FILING, Period(days=10), "第57条"),
    ),
    not_yet=(
        *not_yet(said("第33条只写“及时”移交，没有写明日数。"), q.HANDOVER, q.MEMBER_HANDOVER),
        *not_yet(said("第33条只规定届满九十日前开会换届，没有单列报告期限。"), q.REPORT_TERM_END),
        *not_yet(said("第58条只写“约定期限或者合理期限”。"), q.EXIT),
    ),
    otherwise=said("《山东省物业管理条例》没有写明；设区的市另有条例的，须另核。"),
)
