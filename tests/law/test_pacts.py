"""Clauses held against the law: what each rule finds, what it lets stand, and versions compared."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.law.catalogue import all_jurisdictions, nearest
from mulin.law.pacts.checking import all_rules, all_topics, check
from mulin.law.pacts.comparing import Change, Worded, compared, pieces
from mulin.law.pacts.reading import Clause, Ground, Weight
from mulin.law.pacts.shares import Purpose, number_of, shares_in
from mulin.law.terms import Share

ON = date(2026, 11, 1)
CHENGDU, SHANGHAI, BEIJING = (nearest(code) for code in ("510100", "310107", "110105"))


def found(text: str, law: object = CHENGDU, kind: str = "management_pact") -> dict[str, Weight]:
    """Rules that speak of one clause, with their weight."""
    ground = Ground(law, ON)  # type: ignore[arg-type]
    return {
        one.rule: one.weight for one in check(kind, [Clause("1", "", text)], ground) if one.clause
    }


AGAINST = """
业主大会会议由专有部分占建筑物总面积过半数的业主且占总人数过半数的业主参加方可召开。|quorum_below_law
业主大会会议应当有二分之一以上的业主出席。|quorum_below_law
筹集维修资金，经参与表决的业主过半数同意即可。|special_below_law
改变共有部分用途的，应当经参与表决专有部分面积三分之二以上的业主且参与表决人数三分之二以上的业主同意。|special_below_law
决定前款第六项至第八项事项，应当经参与表决的业主过半数同意。|special_below_law
一般事项经参与表决的业主三分之一以上同意即为通过。|approval_below_law
其他事项经参与表决的业主40%以上同意。|approval_below_law
业主大会实行一户一票，少数服从多数。|one_home_one_vote
一套房有多个共有人的，共有人各有一票。|coowners_count_apart
业主对业委会的决定不得向法院起诉。|no_recourse
业主欠费超过三个月的，物业公司可以停水停电。|utilities_cut
逾期不交的，物业有权停止供电。|utilities_cut
业主不得欠费，欠费的停水停电。|utilities_cut
没有使用电梯的业主可以不交电梯费。|refusing_to_pay
业主放弃使用公共设施权利的，不再承担相应费用。|giving_up_frees
对欠费业主，张榜公布姓名和房号。|arrears_posted
维修资金可以用于支付业委会委员津贴。|fund_for_others
业委会可以将维修资金购买理财。|no_lending_fund
公共收益不予公布。|accounts_unpublished
业主不得将房屋出租给外来人员。|letting_forbidden
出租房屋须经业委会同意。|sale_needs_leave
未结清物业费的，不得转让房屋。|sale_needs_leave
住宅改为经营用房的，经业委会批准即可。|home_to_shop
小区绿地归物业公司所有。|common_parts_owned_by_others
占用小区道路的车位归开发商所有。|road_parking_not_common
广告收入归物业公司所有。|income_to_others
业委会可以自行决定出租共有部分。|common_parts_disposed
共有权可以单独转让。|sold_apart
业主查阅账目须经业委会主任批准。|inspection_denied
业主不得更换开发商选定的物业。|no_new_manager
业委会有权决定使用维修资金。|committee_decides
业主委员会可以修改本规约。|committee_decides
物业公司有权单方调整物业费。|manager_decides
本规约自公布之日起施行。|whole_bound_without_vote
""".strip().splitlines()
HINTED = """
拖欠物业费的业主不享有表决权。|vote_denied_for_debt
欠费三个月以上的业主，暂停其在业主大会的投票权。|vote_denied_for_debt
经参与表决的业主半数以上同意。|half_is_no_majority
使用维修资金应当经全体业主三分之二以上同意。|stricter_than_law
未在规定期限内投票的，视为同意多数业主的意见。|silence_counts
可以口头委托他人投票。|spoken_proxy
欠费业主的门禁卡停用，停止门禁授权。|access_cut
空置房免交物业费。|empty_home_free
乱扔垃圾的，罚款二百元。|fine_by_pact
逾期的，每日按千分之三交滞纳金。|high_late_charge
乱停车的，保安可以锁车。|goods_taken
禁止饲养宠物。|pets_forbidden
授权业委会决定选聘物业服务企业。|decisions_delegated
业委会任期届满未换届的，任期自动延长。|committee_open_ended
""".strip().splitlines()
STANDS = """
不得以停水、停电、停气等方式催交物业费。
检修需要停水停电的，提前一天通知业主。
业主不得群租，不得改变房屋结构后出租。
业主委员会会议应当有过半数委员出席。
业主委员会作出决定，应当经全体委员半数以上同意。
百分之二十以上的业主提议的，业主委员会应当组织召开业主大会临时会议。
业主委员会执行业主大会关于使用维修资金的决定。
业主委员会提请业主大会决定选聘物业服务企业。
有关部门依法处以罚款的，由行为人承担。
不得公布欠费业主的姓名和房号。
物业服务人不得擅自利用共有部分经营。
业主不得查阅他人的个人信息。
共有人推选一人行使表决权。
没有投票的，按没有参与表决计算。
公共收益归全体业主所有，由业委会管理。
物业服务人不得扣押业主财物，不得锁车。
住宅改变为经营性用房的，应当经有利害关系的业主一致同意。
业主转让房屋的，应当告知物业服务人。
不得把共有部分出租给他人。
禁止在楼道饲养动物。
违约金每日按万分之三计算。
业主不得查阅，法律另有规定除外的他人身份证号码。
""".strip().splitlines()


def _cases(lines: list[str]) -> list[object]:
    return [pytest.param(*line.split("|"), id=line.split("|")[0][:20]) for line in lines]


@pytest.mark.parametrize(("text", "rule"), _cases(AGAINST))
def test_a_clause_against_the_law_is_named(text: str, rule: str) -> None:
    assert found(text).get(rule) is Weight.CONTRADICTION


@pytest.mark.parametrize(("text", "rule"), _cases(HINTED))
def test_what_is_not_certain_is_a_hint(text: str, rule: str) -> None:
    assert found(text).get(rule) is Weight.HINT


@pytest.mark.parametrize("text", STANDS)
def test_what_forbids_a_wrong_or_is_lawful_stands(text: str) -> None:
    assert found(text) == {}


def test_every_rule_is_shown_by_a_clause_here() -> None:
    shown = {line.split("|")[1] for line in (*AGAINST, *HINTED)} | {"too_many_proxies"}
    assert {rule.code for rule in all_rules()} == shown


def test_every_rule_cites_an_article_and_says_what_to_write() -> None:
    for rule in all_rules():
        assert rule.source.article.startswith("第")
        assert rule.reason.endswith("。")
        assert len(rule.instead) > 3


def test_a_region_that_limits_proxies_or_delegation_is_asked() -> None:
    many = "一名代理人最多可以代理10户业主。"
    limits = [law for law in all_jurisdictions().values() if "too_many_proxies" in found(many, law)]
    assert "too_many_proxies" not in found(many, CHENGDU)
    assert all(
        "too_many_proxies" not in found("一名代理人最多代理1户业主。", law) for law in limits
    )
    given = "授权业委会决定使用维修资金。"
    assert found(given, BEIJING)["decisions_delegated"] is Weight.CONTRADICTION
    assert found(given, SHANGHAI)["decisions_delegated"] is Weight.HINT


def test_what_a_pact_has_to_settle_is_missed_where_it_says_nothing() -> None:
    ground = Ground(CHENGDU, ON)
    missed = {one.rule for one in check("procedure", [Clause("1", "目的", "和气。")], ground)}
    assert missed == {topic.code for topic in all_topics() if "procedure" in topic.kinds}
    assert check("neighbour_covenant", [Clause("1", "目的", "和气。")], ground) == ()


@pytest.mark.parametrize("path", sorted(Path("mulin/deliberate/pacts/standard/pacts").glob("*.md")))
def test_the_templates_of_the_house_stand_in_every_region(path: Path) -> None:
    body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    lines = [line for line in body.splitlines() if line[:1] not in "#@>"]
    clauses = [Clause(str(at), "", line) for at, line in enumerate(lines)]
    for law in all_jurisdictions().values():
        assert check(path.stem, clauses, Ground(law, ON)) == (), law.name


def test_a_share_is_read_with_what_it_is_for() -> None:
    text = "应当经参与表决专有部分面积四分之三以上的业主且参与表决人数75%以上的业主同意"
    assert [(w.share.fraction, w.purpose) for w in shares_in(text)] == [
        ("3/4", Purpose.AGREE),
        ("3/4", Purpose.AGREE),
    ]
    (asked,) = shares_in("百分之二十以上的业主提议")
    assert asked.purpose is Purpose.OTHER
    (more,) = shares_in("超过三分之一的业主参加")
    assert more.share == Share(1, 3, inclusive=False)


NUMERALS = "零一二三四五六七八九"


@given(st.integers(1, 99))
def test_chinese_numbers_are_read(n: int) -> None:
    tens, ones = divmod(n, 10)
    written = f"{NUMERALS[tens] if tens > 1 else ''}{'十' if tens else ''}{NUMERALS[ones] if ones else ''}"
    assert number_of(written) == n == number_of(str(n))


@given(st.integers(1, 20), st.integers(1, 20))
def test_any_quorum_below_two_thirds_is_found_and_none_above(part: int, whole: int) -> None:
    if part > whole:
        part, whole = whole, part
    text = f"业主大会会议由面积和人数均占{part}/{whole}以上的业主参加。"
    assert ("quorum_below_law" in found(text)) == (3 * part < 2 * whole)


@given(st.integers(1, 20), st.integers(1, 20))
def test_any_approval_is_judged_exactly_at_its_boundary(part: int, whole: int) -> None:
    if part > whole:
        part, whole = whole, part
    rules = found(f"其他事项经参与表决的业主{part}/{whole}以上同意。")
    assert ("approval_below_law" in rules) == (2 * part < whole)
    assert ("half_is_no_majority" in rules) == (2 * part == whole)
    special = found(f"筹集维修资金，经参与表决的业主{part}/{whole}以上同意。")
    assert ("special_below_law" in special) == (4 * part < 3 * whole)


TEXTS = st.text(alphabet="业主不得停水电ab 1。，", max_size=40)


@given(TEXTS, TEXTS)
def test_both_sides_of_a_comparison_are_the_two_texts(before: str, after: str) -> None:
    left, right = pieces(before, after)
    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == after
    kept = [[p.text for p in side if not p.changed] for side in (left, right)]
    assert "".join(kept[0]) == "".join(kept[1])


@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 9), unique=True))
def test_every_clause_of_both_versions_stands_once(old: list[int], new: list[int]) -> None:
    before = [Worded(str(n), at, "", f"条款{n}") for at, n in enumerate(old, start=1)]
    after = [Worded(str(n), at, "", f"条款{n}") for at, n in enumerate(new, start=1)]
    pairs = compared(before, after)
    assert [p.after.origin for p in pairs if p.after] == [str(n) for n in new]
    removed = [p.before.origin for p in pairs if p.change is Change.REMOVED and p.before]
    assert sorted(removed) == sorted(str(n) for n in set(old) - set(new))
    assert sum(p.change is Change.ADDED for p in pairs) == len(set(new) - set(old))


@given(st.text(max_size=200))
def test_no_text_at_all_makes_the_rules_fail(text: str) -> None:
    check("management_pact", [Clause("1", text[:20], text)], Ground(CHENGDU, ON))
