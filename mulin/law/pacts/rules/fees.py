"""Fees and how they are collected: supply, access, names on a board, penalties, empty homes."""

# ruff: noqa: E501

from __future__ import annotations

from re import compile as pattern

from mulin.kit.words import said
from mulin.law.pacts.reading import Rule, Weight, allows, states
from mulin.law.terms import Citation

CIVIL_CODE = "民法典"
OWES = pattern(r"欠|不交|不缴|未交|未缴|拒交|拒缴|拒付|逾期|拖欠|不支付|未支付|催交|催缴|违反|违约")
RULES = (
    Rule(
        "utilities_cut",
        said("停水停电催费"),
        said("物业服务人不得采取停止供电、供水、供热、供燃气等方式催交物业费。"),
        said("改为“逾期不支付的，可以催告；合理期限届满仍不支付的，可以提起诉讼或者申请仲裁”。"),
        Citation(CIVIL_CODE, "第944条第三款"),
        allows(
            pattern(r"(?:停止?|断|切断|中断|限制?|暂停|关闭)(?:供应?|用|其)?(?:水|电|气|热|暖|燃气)(?!梯|动|子)|(?:停|断)水(?:断|停)?电"),
            where=OWES,
            unless=pattern(r"检修|抢修|施工停|计划停"),
        ),
    ),
    Rule(
        "access_cut",
        said("停门禁、停电梯、不让车进催费"),
        said("民法典列举了停电停水停热停气“等方式”；停门禁卡、停电梯、不让车进，多数裁判认为同样不行，各地尺度不一。"),
        said("删去，改为催告、起诉或者申请仲裁。"),
        Citation(CIVIL_CODE, "第944条第三款"),
        allows(
            pattern(r"(?:停用|停止|限制|取消|注销|暂停|禁止|关闭|不予).{0,8}?(?:门禁|电梯|出入|进出|进入小区|车辆|道闸|通行|授权)"),
            where=OWES,
            unless=pattern(r"维修|故障|消防|高空"),
        ),
        Weight.HINT,
    ),
    Rule(
        "refusing_to_pay",
        said("没有接受服务就可以不交物业费"),
        said("物业服务人已经按照约定和有关规定提供服务的，业主不得以未接受或者无需接受相关物业服务为由拒绝支付物业费。"),
        said("删去；空置房、未入住的怎样交，按物业服务合同和当地规定写。"),
        Citation(CIVIL_CODE, "第944条第一款"),
        allows(
            pattern(r"(?:未|没有|无需|不)(?:接受|享受|使用|需要|乘坐).{0,20}?(?:可以?|有权|免|不用|无需).{0,8}?(?:不交|不缴|拒交|拒缴|拒绝|免交|免缴|不支付|交|缴|支付)"),
        ),
    ),
    Rule(
        "empty_home_free",
        said("空置房免交物业费"),
        said("法律没有空置免交的规定，减免多少看当地规定和物业服务合同。"),
        said("写明依据的当地规定或者合同条款；没有的，删去。"),
        Citation(CIVIL_CODE, "第944条第一款"),
        allows(pattern(r"(?:空置|未入住|没有入住|不居住).{0,16}?(?:免交|免缴|不交|不缴|无需交|无需缴|免收|不用交|不支付)")),
        Weight.HINT,
    ),
    Rule(
        "giving_up_frees",
        said("放弃权利就不用承担义务"),
        said("业主对共有部分享有权利、承担义务，不得以放弃权利为由不履行义务。"),
        said("删去；一楼少交电梯费这类做法，写成费用分摊的约定。"),
        Citation(CIVIL_CODE, "第273条第一款"),
        allows(pattern(r"放弃.{0,14}?(?:权|使用).{0,12}?(?:不(?:再)?(?:履行|承担|分摊|交|缴|支付)|免除?)")),
    ),
    Rule(
        "fine_by_pact",
        said("规约里写罚款"),
        said("规约可以约定停止侵害、排除妨碍、消除危险、恢复原状、赔偿损失（民法典第286条）；罚款是行政处罚，业委会和物业没有这个权力。"),
        said("改为“应当停止侵害、恢复原状、赔偿损失”；要约定违约金的，写清数额和依据，请律师复核。"),
        Citation(CIVIL_CODE, "第286条第二款"),
        allows(
            pattern(r"罚款|处罚金|罚金|处以.{0,6}?元|没收"),
            unless=pattern(r"行政|主管部门|执法|公安|依法处罚|有关部门|法律、法规"),
        ),
        Weight.HINT,
    ),
    Rule(
        "high_late_charge",
        said("违约金（滞纳金）日率太高"),
        said("违约金没有法定比率；超过实际损失百分之三十的，一般会被认定过高，可以请求减少。日千分之一以上，一年就超过三成。"),
        said("降低比率，或者写“按实际损失”。"),
        Citation(CIVIL_CODE, "第585条第二款"),
        allows(
            pattern(r"(?:每日|日|每天|按天|按日).{0,10}?(?:千分之|百分之|\d+(?:\.\d+)?\s*[‰%％])"),
            where=pattern(r"违约金|滞纳金"),
            unless=pattern(r"万分之"),
        ),
        Weight.HINT,
    ),
    Rule(
        "arrears_posted",
        said("公布欠费业主的姓名、房号"),
        said("个人信息处理者不得公开其处理的个人信息，取得个人单独同意的除外。"),
        said("删去；可以公布收缴率和欠费总额，不写到户。"),
        Citation("个人信息保护法", "第25条"),
        allows(
            pattern(r"(?:公布|公示|张贴|张榜|通报|公开|曝光).{0,14}?(?:姓名|房号|名单|门牌|欠费业主|欠费户|照片)"),
            where=OWES,
            unless=pattern(r"候选人|委员名单"),
        ),
    ),
    Rule(
        "goods_taken",
        said("扣物、锁车、强行进屋"),
        said("私人的合法财产受法律保护；未经同意，任何组织和个人不得进入他人的住宅（民法典第1033条）。紧急抢险的，各地另有规定。"),
        said("删去；需要入户维修的，写“业主应当配合，造成损失的应当恢复或者赔偿”。"),
        Citation(CIVIL_CODE, "第267条、第1033条"),
        allows(
            pattern(r"扣押|扣留|锁车|锁住.{0,4}?车|拖走|强行进入|强制进入|直接进入.{0,8}?(?:住宅|室内|房屋|专有部分)|破门"),
            unless=pattern(r"公安|消防救援|法院"),
        ),
        Weight.HINT,
    ),
    Rule(
        "fund_for_others",
        said("维修资金挪作他用"),
        said("维修资金属于业主共有，经业主共同决定，用于电梯、屋顶、外墙、无障碍设施等共有部分的维修、更新和改造。"),
        said("删去；日常开支从物业费或者公共收益列支。"),
        Citation(CIVIL_CODE, "第281条第一款"),
        allows(
            pattern(r"维修资金.{0,16}?(?:用于|支付|垫付|抵扣|抵作|发放|列支).{0,14}?(?:物业费|物业服务费|津贴|工资|办公|活动经费|聚餐|奖金|慰问|日常保洁|绿化养护|理财|股票)"),
        ),
    ),
    Rule(
        "no_lending_fund",
        said("维修资金出借、投资、担保"),
        said("维修资金只能用于共有部分的维修、更新和改造。"),
        said("删去。保值增值只按当地维修资金管理规定办理。"),
        Citation(CIVIL_CODE, "第281条第一款"),
        allows(pattern(r"维修资金.{0,20}?(?:出借|借给|借款|担保|抵押|投资|购买(?:股票|基金|理财))")),
    ),
    Rule(
        "accounts_unpublished",
        said("维修资金、公共收益不公布"),
        said("维修资金的筹集、使用情况应当定期公布；物业服务人应当定期公开维修资金使用、共有部分经营与收益情况（民法典第943条）。"),
        said("改为写明每隔多久公布一次，业主可以查阅、复制。"),
        Citation(CIVIL_CODE, "第281条第一款"),
        states(pattern(r"(?:维修资金|公共收益|收支|账目).{0,16}?(?:不(?:予|再|对外)?(?:公布|公示|公开)|不向业主公开)"), unless=pattern(r"不得不|不(?:予)?公(?:布|开|示).{0,4}?(?:的|，)")),
    ),
)  # fmt: skip
