"""Who votes and how votes count: debts, silence, proxies, co-owners, recourse to the courts."""

from __future__ import annotations

from re import compile as pattern

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.jurisdiction import Confidence, Unanswered
from mulin.law.pacts.reading import Ground, Judged, Rule, Weight, allows, states
from mulin.law.pacts.shares import NUMBER, number_of
from mulin.law.terms import Citation

CIVIL_CODE = "民法典"
INTERPRETATION = "最高人民法院关于审理建筑物区分所有权纠纷案件适用法律若干问题的解释"
DEBT = r"(?:欠缴|欠交|欠付|拖欠|未缴|未交|不缴|不交|拒缴|拒交|拒付|逾期|欠费)"
VOTE = r"(?:表决权|投票权|投票|参与表决|参加表决|参加业主大会|参加会议)"
TAKEN = r"(?:不得|不享有|没有|丧失|取消|暂停|停止|限制|中止|剥夺|不能|不计入|不予计票)"
PROXIES = pattern(
    rf"(?:一|每|1)(?:名|个|位)?(?:代理人|受托人|人).{{0,16}}?(?:代理|委托|接受)"
    rf".{{0,14}}?(?P<most>{NUMBER})(?:户|名|个|位|人)"
)


def _silence(ground: Ground, _quote: str) -> Judged | None:
    """Some regions let the rules settle it: then a hint, as courts differ. Where none does: against
    the law."""
    try:
        ruling = ground.law.ask(q.SILENT_CLAUSE, ground.on)
    except Unanswered:
        return Judged(Weight.HINT, Citation(CIVIL_CODE, "第278条第二款"))
    weight = Weight.HINT if ruling.value else Weight.CONTRADICTION
    return Judged(weight, ruling.source)


def _proxies(ground: Ground, quote: str) -> Judged | None:
    """More owners for one proxy than the region allows."""
    found = PROXIES.search(quote)
    typed = number_of(found["most"]) if found else None
    try:
        ruling = ground.law.ask(q.PROXY_LIMIT, ground.on)
    except Unanswered:
        return None
    most = ruling.value.most
    if most is None or typed is None or typed <= most:
        return None
    return Judged(_as_sure(ruling.confidence), ruling.source)


def _spoken(ground: Ground, _quote: str) -> Judged | None:
    try:
        ruling = ground.law.ask(q.WRITTEN_PROXY, ground.on)
    except Unanswered:
        return None
    return Judged(_as_sure(ruling.confidence), ruling.source) if ruling.value else None


def _as_sure(confidence: Confidence) -> Weight:
    """Only a text that was read makes a contradiction."""
    return Weight.CONTRADICTION if confidence is Confidence.VERIFIED else Weight.HINT


RULES = (
    Rule(
        "vote_denied_for_debt",
        said("欠费就没有表决权"),
        said("共同管理是业主对共有部分的权利（民法典第271条），民法典没有以缴费为条件。指导规则允许规约作限制，但效力有争议，本系统计票不按欠费除票。"),
        said("删去，改为“逾期不支付的，依法催告、起诉或者申请仲裁”。"),
        Citation(CIVIL_CODE, "第271条、第278条"),
        states(pattern(rf"{DEBT}.{{0,30}}?{TAKEN}.{{0,12}}?{VOTE}|{TAKEN}{DEBT}.{{0,20}}?{VOTE}")),
        Weight.HINT,
    ),
    Rule(
        "silence_counts",
        said("不投票也算同意、弃权或者从多数"),
        said("三分之二以上参与是法律的要求，把没有投票的算作参与，各地规定和法院裁判不一样。本系统以严格口径为法定结果，另列条款口径。"),
        said("最稳妥的写法：“没有投票的，按没有参与表决计算。”要保留的，写明送达证据的要求，不用于特别事项，并请律师复核。"),
        Citation(CIVIL_CODE, "第278条第二款"),
        states(
            pattern(
                r"(?:未|没有|不)(?:参与|参加|投|表决|回|反馈|返回|交回|提出|表示|在).{0,24}?(?:视为|视同|计为|按|计入|算作)"
                r".{0,6}?(?:同意|赞成|弃权|多数|默认|认可|参与)"
            ),
            unless=pattern(r"没有参与表决计算|不(?:视为|计入|作|算)|未参与表决计算|不得视为"),
        ),
        Weight.HINT,
        _silence,
    ),
    Rule(
        "too_many_proxies",
        said("一名代理人代理的户数超过当地规定"),
        said("当地规定了一名代理人最多代理多少户，约定不能超过。"),
        said("改为不超过当地规定的户数。"),
        Citation(CIVIL_CODE, "第161条"),
        states(PROXIES),
        Weight.CONTRADICTION,
        _proxies,
    ),
    Rule(
        "spoken_proxy",
        said("口头、电话委托投票"),
        said("委托他人表决应当有书面委托。"),
        said("改为“应当书面委托，写明事项、权限和期限”。"),
        Citation(CIVIL_CODE, "第165条"),
        allows(pattern(r"(?:口头|电话|微信群?)(?:形式|方式)?(?:委托|授权)")),
        Weight.HINT,
        _spoken,
    ),
    Rule(
        "coowners_count_apart",
        said("一套房的几个共有人分别算人数"),
        said("一个专有部分按一人计算，一套房的共有人合起来算一人。"),
        said("改为“共有的房屋，共有人推选一人行使表决权，合计按一人计算”。"),
        Citation(INTERPRETATION, "第9条"),
        allows(pattern(r"共有人.{0,6}?(?:各|每人|分别|均)(?:自|为|计|算|有|享有|投|按)?.{0,6}?(?:一票|一人|人数)")),
    ),
    Rule(
        "no_recourse",
        said("不许业主起诉、投诉"),
        said("业主大会、业委会的决定侵害业主合法权益的，受侵害的业主可以请求人民法院撤销；起诉和投诉的权利不能由规约取消。"),
        said("删去，改为“可以请业委会、居委会、人民调解组织调解，也可以依法起诉或者申请仲裁”。"),
        Citation(CIVIL_CODE, "第280条第二款"),
        states(
            pattern(r"业主.{0,20}?(?:不得|不能|无权|放弃|禁止).{0,12}?(?:起诉|诉讼|仲裁|投诉|举报|信访|撤销)"),
            unless=pattern(r"虚假|捏造|诬告|恶意|不得(?:打击|报复|阻挠|妨碍)"),
        ),
    ),
)  # fmt: skip
