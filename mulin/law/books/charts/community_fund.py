"""The community fund (社区基金): what a qualified foundation and companies transfer, and its uses."""

from mulin.kit.words import said
from mulin.law.books.chart import Chart, Nature, Title
from mulin.law.terms import UNWRITTEN

CHART = Chart(
    code="community_fund",
    name=said("社区基金"),
    whose=said("社区，限用于救助、社区服务和公益"),
    source=UNWRITTEN,
    owners=False,
    carried_to="3101",
    titles=(
        Title("1002", said("银行存款"), Nature.ASSET, bank=True),
        Title("1122", said("应收拨付款"), Nature.ASSET),
        Title("2202", said("应付资助款"), Nature.LIABILITY),
        Title("3101", said("基金结余"), Nature.FUND),
        Title("4001", said("企业利润反哺"), Nature.INCOME),
        Title("4002", said("基金会拨付"), Nature.INCOME),
        Title("4003", said("商户、个人定向捐助（经基金会）"), Nature.INCOME),
        Title("4004", said("利息收入"), Nature.INCOME),
        Title("5001", said("困难救助"), Nature.EXPENSE),
        Title("5002", said("社区服务"), Nature.EXPENSE),
        Title("5003", said("公益项目资助"), Nature.EXPENSE),
        Title("5099", said("管理费用"), Nature.EXPENSE),
    ),
)
