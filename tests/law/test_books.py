"""Double entry: what may be entered, what takes it back, what a year carries forward."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.kit.ids import uuid7
from mulin.law.books.catalogue import all_charts
from mulin.law.books.chart import Chart, Nature, Title
from mulin.law.books.voucher import Line, Rules, carry_forward, faults, reversal, total
from mulin.law.terms import UNWRITTEN

RULES = Rules(
    takes={
        "1002": Nature.ASSET,
        "1122": Nature.ASSET,
        "3101": Nature.FUND,
        "4001": Nature.INCOME,
        "5001": Nature.EXPENSE,
    },
    by_unit=frozenset({"1122"}),
    ended=frozenset({"5001"}),
)
AMOUNTS = st.integers(1, 10**12)


@st.composite
def balanced(draw: st.DrawFn) -> list[Line]:
    """Lines whose two sides come to the same, over titles that take them."""
    debits = draw(st.lists(AMOUNTS, min_size=1, max_size=8))
    rest, parts = sum(debits), []
    while rest and len(parts) < 7:
        part = draw(st.integers(1, rest))
        parts.append(part)
        rest -= part
    if rest:
        parts.append(rest)
    titles = st.sampled_from(["1002", "3101", "4001"])
    lines = [Line(draw(titles), debit=fen) for fen in debits]
    return lines + [Line(draw(titles), credit=fen) for fen in parts]


def told(*lines: Line, red: bool = False) -> str:
    return " ".join(str(fault) for fault in faults(lines, RULES, red=red))


@given(balanced())
def test_what_balances_may_be_entered_and_one_fen_more_may_not(lines: list[Line]) -> None:
    assert faults(lines, RULES) == ()
    wrong = [replace(lines[0], debit=lines[0].debit + 1), *lines[1:]]
    assert "差 0.01" in " ".join(str(fault) for fault in faults(wrong, RULES))


@given(balanced())
def test_a_voucher_and_its_reversal_come_to_nothing_on_either_side(lines: list[Line]) -> None:
    red = reversal(lines)
    assert faults(red, RULES, red=True) == ()
    for title in RULES.takes:
        both = [line for line in (*lines, *red) if line.title == title]
        assert sum(line.debit for line in both) == sum(line.credit for line in both) == 0
    assert total(lines) == -total(red)


@given(st.dictionaries(st.sampled_from(["1002", "3101", "4001", "5001"]), st.integers(-99, 99)))
def test_a_year_carried_forward_leaves_income_and_expense_at_nothing(
    balances: dict[str, int],
) -> None:
    lines = carry_forward(balances, RULES, "3101")
    assert sum(line.signed for line in lines) == 0
    after = dict(balances)
    for line in lines:
        after[line.title] = after.get(line.title, 0) + line.signed
    assert not after.get("4001")
    assert not after.get("5001")
    assert sum(after.values()) == sum(balances.values())


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (Line("9999", debit=1), "科目 9999 不存在"),
        (Line("5001", debit=1), "已经停用"),
        (Line("1002"), "不能都空着"),
        (Line("1002", debit=1, credit=1), "只填一边"),
        (Line("1002", debit=-5), "金额要大于零"),
        (Line("1002", debit=10**15), "核对小数点"),
        (Line("1122", debit=1), "是哪一户"),
    ],
)
def test_a_line_that_is_wrong_is_named_with_its_number(line: Line, why: str) -> None:
    fault = told(Line("4001", credit=1), line)
    assert f"第 2 行：{why}" in fault or ("第 2 行" in fault and why in fault)


def test_a_line_by_home_needs_its_home_and_an_ended_title_takes_its_reversal() -> None:
    assert told(Line("1122", debit=5, unit=uuid7()), Line("4001", credit=5)) == ""
    assert told(Line("5001", debit=-5), Line("1002", credit=-5), red=True) == ""
    assert "红字" in told(Line("5001", debit=5), Line("1002", credit=5), red=True)


def test_one_line_is_no_voucher_and_neither_are_a_thousand() -> None:
    assert "一借一贷" in told(Line("1002", debit=1))
    assert "最多 500 行" in told(*[Line("1002", debit=1), Line("4001", credit=1)] * 300)


def test_every_chart_has_a_bank_and_funds_to_carry_to() -> None:
    for chart in all_charts().values():
        assert any(title.bank for title in chart.titles), chart.code
        assert chart.title(chart.carried_to).nature is Nature.FUND
        assert {t.nature for t in chart.titles} >= {Nature.INCOME, Nature.EXPENSE}


@pytest.mark.parametrize(
    ("titles", "why"),
    [
        ((Title("3101", "结余", Nature.FUND), Title("3101", "结余", Nature.FUND)), "twice"),
        ((Title("3101", "结余", Nature.FUND), Title("310101", "下级", Nature.ASSET)), "nature"),
        ((Title("1002", "银行", Nature.ASSET),), "carry"),
    ],
)
def test_a_chart_that_contradicts_itself_fails_when_its_file_is_read(
    titles: tuple[Title, ...], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        Chart("x", "x", "x", titles, "3101", UNWRITTEN)
    with pytest.raises(ValueError, match="no code"):
        Title("31", "太短", Nature.FUND)
