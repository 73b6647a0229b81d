"""Public revenue (公共收益): income from common parts, less reasonable cost, is the owners' own."""

from mulin.kit.words import said
from mulin.law.books.chart import Chart, Nature, Title
from mulin.law.terms import Citation

CHART = Chart(
    code="public_revenue",
    name=said("公共收益"),
    whose=said("全体业主"),
    source=Citation("民法典", "第282条"),
    carried_to="3101",
    titles=(
        Title("1001", said("库存现金"), Nature.ASSET),
        Title("1002", said("银行存款"), Nature.ASSET, bank=True),
        Title("1122", said("应收公共收益"), Nature.ASSET),
        Title("1221", said("其他应收款"), Nature.ASSET),
        Title("2203", said("预收款"), Nature.LIABILITY),
        Title("2241", said("其他应付款"), Nature.LIABILITY),
        Title("2221", said("应交税费"), Nature.LIABILITY),
        Title("3101", said("公共收益结余"), Nature.FUND),
        Title("3102", said("转入维修资金"), Nature.FUND),
        Title("4001", said("停车收入"), Nature.INCOME),
        Title("4002", said("广告收入"), Nature.INCOME),
        Title("4003", said("场地租赁收入"), Nature.INCOME),
        Title("4004", said("快递柜、基站场地收入"), Nature.INCOME),
        Title("4005", said("充电桩收入"), Nature.INCOME),
        Title("4006", said("共有用房租金"), Nature.INCOME),
        Title("4007", said("补偿、赔偿款"), Nature.INCOME),
        Title("4008", said("利息收入"), Nature.INCOME),
        Title("4099", said("其他公共收益"), Nature.INCOME),
        Title("5001", said("合理成本"), Nature.EXPENSE),
        Title("5002", said("共用部位维修"), Nature.EXPENSE),
        Title("5003", said("小区公共活动"), Nature.EXPENSE),
        Title("5004", said("业主大会、业委会经费"), Nature.EXPENSE),
        Title("5005", said("审计费"), Nature.EXPENSE),
        Title("5006", said("抵补物业费"), Nature.EXPENSE),
        Title("5098", said("税费"), Nature.EXPENSE),
        Title("5099", said("其他支出"), Nature.EXPENSE),
    ),
)
