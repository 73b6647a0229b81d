"""How one may vote in this vote, as its papers say it."""

from __future__ import annotations

from mulin.decide.assembly.models import (
    Poll,
)
from mulin.law import questions as q
from mulin.law.compound_rules import CompoundRules
from mulin.law.jurisdiction import Unanswered
from mulin.law.pinned import PinnedLaw
from mulin.law.shapes import OnlineVote

PAPER_ALWAYS = "纸质票填好签名，交到投票箱，或交给计票人；要纸质票的，打电话送上门。"


AT_COUNTER = "到社区窗口，核对身份后当场填票。"


BY_PROXY = "不能亲自投的，写委托书请人代投；代投人按委托的意见填。"


PHONE_COUNTS = "手机投：扫票上的二维码，核对身份后投票，与纸质票同等计入。"


PHONE_ASKS = "手机上可以先表示意向，只作征询，不计入结果；正式结果以纸质票为准。"


PHONE_ASKS_ONLY = "手机上可以先表示意向，只作征询，不计入结果。"


OFFICIAL = "到政府指定的投票系统投；计票人导入它的结果，与纸质票同等计入，同一位业主只计一次。"


def ways_to_vote(poll: Poll, law: PinnedLaw) -> tuple[str, ...]:
    """Paper, telephone, counter, a helper with mandate."""
    official = _only_official(law)
    asks = PHONE_ASKS_ONLY if official else PHONE_ASKS
    phone = PHONE_COUNTS if poll.online_counts else asks
    limit = CompoundRules.from_json(poll.rules).proxy_limit
    proxy = BY_PROXY if limit is None else f"{BY_PROXY}每人最多代理 {limit} 户。"
    return (PAPER_ALWAYS, *((OFFICIAL,) if official else ()), phone, AT_COUNTER, proxy)


def _only_official(law: PinnedLaw) -> bool:
    try:
        return law.ask(q.ONLINE_VOTE).value is OnlineVote.OFFICIAL_ONLY
    except Unanswered:
        return False


def online_note(poll: Poll, law: PinnedLaw) -> str:
    """What the region says of ballots cast in this product, with how sure we are."""
    try:
        ruling = law.ask(q.ONLINE_VOTE)
    except Unanswered:
        return "本地没有查到电子投票的规定。"
    note = f"（{ruling.note}）" if ruling.note else ""
    if ruling.value is OnlineVote.OWN_COUNTS:
        return f"{ruling.value.label}。{ruling.source.spaced}{note}"
    if poll.online_counts:
        return f"手机票计入，依据：{poll.rule_sources.get('online') or '没有写明'}。需本地复核。"
    return f"手机票只作意向征询，不计入结果；{ruling.value.label}{note}。"
