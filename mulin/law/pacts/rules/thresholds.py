"""How many must take part and agree: 民法典第278条, as clauses write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import compile as pattern

from mulin.kit.words import said
from mulin.law.pacts.reading import Rule, Span, Weight, allows
from mulin.law.pacts.shares import Purpose, Written, shares_in
from mulin.law.terms import Citation, Share

CIVIL_CODE = "民法典"
OWNERS_DECIDE = Citation(CIVIL_CODE, "第278条第二款")
TWO_THIRDS, THREE_QUARTERS = Share(2, 3, inclusive=True), Share(3, 4, inclusive=True)
SPECIAL = pattern(
    r"筹集|续筹|改建|重建|加装电梯|改变.{0,8}(?:共有|共用|公共).{0,6}用途"
    r"|利用.{0,6}(?:共有|共用|公共)(?:部分|部位|场地|区域).{0,6}(?:经营|活动)"
    r"|第[（(]?[六七八][）)]?项"
)
ELSEWHERE = pattern(
    r"业主(?:委员会|代表)|业委会|委员|监委会|监事会|筹备组|换届|改选小组|利害关系|共有人之间"
)
COMMITTEE_NAME = pattern(r"业主委员会(?!会议|应当由|由)|业委会(?!会议|应当由|由)")
OTHERS = pattern(r"其他|其余|一般事项")


def _of_owners(sentence: str) -> bool:
    """Whether its shares are shares of owners, not of members of some body."""
    plain = COMMITTEE_NAME.sub("", sentence)
    return "业主" in plain and ELSEWHERE.search(plain) is None


def _is_special(sentence: str, at: int) -> bool:
    begins = max((found.end() for found in OTHERS.finditer(sentence, 0, at)), default=0)
    return SPECIAL.search(sentence, begins, at) is not None


def _below(share: Share, least: Share) -> bool:
    ours, law = share.numerator * least.denominator, least.numerator * share.denominator
    return ours < law


def _found(sentence: str, purpose: Purpose) -> Iterator[Written]:
    if _of_owners(sentence):
        yield from (one for one in shares_in(sentence) if one.purpose is purpose)


def _quorum(sentence: str) -> Iterator[Span]:
    for one in _found(sentence, Purpose.TAKE_PART):
        if _below(one.share, TWO_THIRDS):
            yield one.start, one.end


def _special(sentence: str) -> Iterator[Span]:
    for one in _found(sentence, Purpose.AGREE):
        if _is_special(sentence, one.start) and _below(one.share, THREE_QUARTERS):
            yield one.start, one.end


def _ordinary(sentence: str) -> Iterator[Written]:
    for one in _found(sentence, Purpose.AGREE):
        if not _is_special(sentence, one.start):
            yield one


def _too_few(sentence: str) -> Iterator[Span]:
    for one in _ordinary(sentence):
        if 2 * one.share.numerator < one.share.denominator:
            yield one.start, one.end


def _half(sentence: str) -> Iterator[Span]:
    for one in _ordinary(sentence):
        if 2 * one.share.numerator == one.share.denominator and one.share.inclusive:
            yield one.start, one.end


def _stricter(sentence: str) -> Iterator[Span]:
    for one in _ordinary(sentence):
        if 2 * one.share.numerator > one.share.denominator:
            yield one.start, one.end


ONE_HOME = re.compile(r"(?:一|每|1)户(?:一|1)票")
RULES = (
    Rule(
        "quorum_below_law",
        said("参与表决的比例低于法律"),
        said("业主共同决定事项，应当由专有部分面积占比三分之二以上、且人数占比三分之二以上的业主参与表决，约定不能降低。"),
        said("改为“由专有部分面积占比三分之二以上的业主且人数占比三分之二以上的业主参与表决”。"),
        OWNERS_DECIDE,
        _quorum,
    ),
    Rule(
        "special_below_law",
        said("特别事项的同意比例低于法律"),
        said("筹集维修资金、改建重建、改变共有部分用途或者利用共有部分经营，要参与表决的面积和人数都达到四分之三以上同意。"),
        said("改为“应当经参与表决专有部分面积四分之三以上的业主且参与表决人数四分之三以上的业主同意”。"),
        OWNERS_DECIDE,
        _special,
    ),
    Rule(
        "approval_below_law",
        said("同意的比例低于法律"),
        said("业主共同决定的其他事项，要参与表决的面积和人数都过半数同意。"),
        said("改为“应当经参与表决专有部分面积过半数的业主且参与表决人数过半数的业主同意”。"),
        OWNERS_DECIDE,
        _too_few,
    ),
    Rule(
        "half_is_no_majority",
        said("“半数以上”和“过半数”不一样"),
        said("“以上”包括本数（民法典第1259条），恰好一半也算半数以上；法律要求的是过半数。"),
        said("把“半数以上”改为“过半数”。"),
        OWNERS_DECIDE,
        _half,
        Weight.HINT,
    ),
    Rule(
        "stricter_than_law",
        said("一般事项的同意比例高于法律"),
        said("民法典对一般事项只要求过半数；约定得更高是否有效，说法不一。旧规约常照抄民法典施行以前的三分之二。"),
        said("没有特别理由的，改为过半数；要保留的，写明理由并请律师复核。"),
        OWNERS_DECIDE,
        _stricter,
        Weight.HINT,
    ),
    Rule(
        "one_home_one_vote",
        said("按户计票，不看面积"),
        said("表决要同时按专有部分面积和业主人数计算，一人有几套房的人数只算一人，不能只按一户一票。"),
        said("改为“按专有部分面积和业主人数两项分别计算”。"),
        OWNERS_DECIDE,
        allows(ONE_HOME, unless=pattern(r"面积")),
    ),
)  # fmt: skip
