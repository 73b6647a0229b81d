"""Improvement works paid by three sides (社企担一点、居民出一点、社会资源解决一点)."""

from mulin.kit.words import said
from mulin.law.books.chart import Chart, Nature, Title
from mulin.law.terms import UNWRITTEN

CHART = Chart(
    code="works",
    name=said("改造工程共建资金"),
    whose=said("出资各方，按工程专款专用"),
    source=UNWRITTEN,
    carried_to="3101",
    titles=(
        Title("1001", said("库存现金"), Nature.ASSET),
        Title("1002", said("银行存款"), Nature.ASSET, bank=True),
        Title("1122", said("应收出资款"), Nature.ASSET),
        Title("1123", said("预付工程款"), Nature.ASSET),
        Title("2202", said("应付工程款"), Nature.LIABILITY),
        Title("2203", said("应退出资款"), Nature.LIABILITY),
        Title("3101", said("工程资金结余"), Nature.FUND),
        Title("4001", said("社会企业出资"), Nature.INCOME),
        Title("4002", said("居民出资"), Nature.INCOME),
        Title("4003", said("社会资源出资"), Nature.INCOME),
        Title("4004", said("政府补助"), Nature.INCOME),
        Title("5001", said("工程支出"), Nature.EXPENSE),
        Title("5002", said("设计、监理、审价费"), Nature.EXPENSE),
        Title("5099", said("其他支出"), Nature.EXPENSE),
    ),
)
