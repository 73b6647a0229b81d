"""Property fees under 酬金制: the money is the owners', the company draws its pay and shows the cost."""

from mulin.kit.words import said
from mulin.law.books.chart import Chart, Nature, Title
from mulin.law.terms import Citation

CHART = Chart(
    code="fees_at_cost",
    name=said("物业费（酬金制）"),
    whose=said("全体业主，由物业服务企业代管"),
    source=Citation("物业服务收费管理办法", "第9条、第12条"),
    carried_to="3101",
    titles=(
        Title("1001", said("库存现金"), Nature.ASSET),
        Title("1002", said("银行存款"), Nature.ASSET, bank=True),
        Title("1012", said("支付渠道在途"), Nature.ASSET),
        Title("1122", said("应收物业服务资金"), Nature.ASSET, by_unit=True),
        Title("2203", said("预收物业服务资金"), Nature.LIABILITY, by_unit=True),
        Title("2202", said("应付账款"), Nature.LIABILITY),
        Title("2241", said("其他应付款"), Nature.LIABILITY),
        Title("3101", said("物业服务资金结余"), Nature.FUND),
        Title("4001", said("物业服务资金"), Nature.INCOME),
        Title("4002", said("停车服务资金"), Nature.INCOME),
        Title("4099", said("其他收入"), Nature.INCOME),
        Title("5001", said("人员费用"), Nature.EXPENSE),
        Title("5002", said("共用设施设备运行维护"), Nature.EXPENSE),
        Title("5003", said("清洁卫生"), Nature.EXPENSE),
        Title("5004", said("绿化养护"), Nature.EXPENSE),
        Title("5005", said("秩序维护"), Nature.EXPENSE),
        Title("5006", said("办公费用"), Nature.EXPENSE),
        Title("5007", said("保险费用"), Nature.EXPENSE),
        Title("5008", said("物业服务企业酬金"), Nature.EXPENSE),
        Title("5009", said("减免"), Nature.EXPENSE),
        Title("5099", said("其他支出"), Nature.EXPENSE),
    ),
)
