"""What advisers know, and what a change that breeds conflict needs advice on."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.shapes import Labelled


class Topic(Labelled):
    """Fields of experience of committee members."""

    PARKING = "parking", said("停车管理")
    REVENUE = "revenue", said("公共收益")
    COMPANY = "company", said("选聘物业和物业费")
    FUND = "fund", said("维修资金和大修")
    SPACES = "spaces", said("公共空间改用途")
    LIFTS = "lifts", said("加装电梯")
    ELECTION = "election", said("换届和议事规则")
    CONTRACTS = "contracts", said("合同和招标")
    ACCOUNTS = "accounts", said("账目和审计")
    DISPUTES = "disputes", said("邻里和物业纠纷")


TOPICS = [(topic.value, topic.label) for topic in Topic]
"""For fields that let somebody choose."""
