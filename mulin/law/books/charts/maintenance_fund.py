"""The special maintenance fund (住宅专项维修资金): books by building, accounts by home."""

from mulin.kit.words import said
from mulin.law.books.chart import Chart, Nature, Title
from mulin.law.terms import Citation

CHART = Chart(
    code="maintenance_fund",
    name=said("住宅专项维修资金"),
    whose=said("全体业主，按幢立账、按户核算"),
    source=Citation("民法典", "第281条"),
    carried_to="3102",
    titles=(
        Title("1001", said("银行存款"), Nature.ASSET, bank=True),
        Title("1101", said("国债投资"), Nature.ASSET),
        Title("1201", said("应收利息"), Nature.ASSET),
        Title("2001", said("应付房屋灭失返还资金"), Nature.LIABILITY),
        Title("2099", said("其他应付款"), Nature.LIABILITY),
        Title("3101", said("商品住宅维修资金"), Nature.FUND, by_unit=True),
        Title("3102", said("待分配累计收益"), Nature.FUND),
        Title("4001", said("存款利息收入"), Nature.INCOME),
        Title("4002", said("国债利息收入"), Nature.INCOME),
        Title("4003", said("公共收益转入"), Nature.INCOME),
        Title("4004", said("共用设施设备处置收入"), Nature.INCOME),
        Title("4099", said("其他收入"), Nature.INCOME),
        Title("5001", said("维修支出"), Nature.EXPENSE),
        Title("5002", said("应急维修支出"), Nature.EXPENSE),
        Title("5099", said("其他支出"), Nature.EXPENSE),
    ),
)
