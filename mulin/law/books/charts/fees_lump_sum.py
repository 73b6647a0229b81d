"""Property fees under 包干制: the income is the company's; its books show who owes what."""

from mulin.kit.words import said
from mulin.law.books.chart import Chart, Nature, Title
from mulin.law.terms import Citation

CHART = Chart(
    code="fees_lump_sum",
    name=said("物业费（包干制）"),
    whose=said("物业服务企业"),
    source=Citation("物业服务收费管理办法", "第9条"),
    owners=False,
    carried_to="3101",
    titles=(
        Title("1001", said("库存现金"), Nature.ASSET),
        Title("1002", said("银行存款"), Nature.ASSET, bank=True),
        Title("1012", said("支付渠道在途"), Nature.ASSET),
        Title("1122", said("应收物业费"), Nature.ASSET, by_unit=True),
        Title("2203", said("预收物业费"), Nature.LIABILITY, by_unit=True),
        Title("2241", said("其他应付款"), Nature.LIABILITY),
        Title("2221", said("应交税费"), Nature.LIABILITY),
        Title("3101", said("收入结余"), Nature.FUND),
        Title("4001", said("物业费收入"), Nature.INCOME),
        Title("4002", said("停车管理费收入"), Nature.INCOME),
        Title("4003", said("代收水电费"), Nature.INCOME),
        Title("4099", said("其他收入"), Nature.INCOME),
        Title("5001", said("减免"), Nature.EXPENSE),
        Title("5099", said("其他支出"), Nature.EXPENSE),
    ),
)
