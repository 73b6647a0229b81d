"""Amounts in words and digits. Examples marked with ¥ are those of 《正确填写票据和结算凭证的基本规定》."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.kit import money

ANY = st.integers(min_value=-money.LARGEST, max_value=money.LARGEST)


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (140_950, "壹仟肆佰零玖元伍角"),  # ¥1,409.50
        (600_714, "陆仟零柒元壹角肆分"),  # ¥6,007.14
        (168_032, "壹仟陆佰捌拾元叁角贰分"),  # ¥1,680.32
        (10_700_053, "壹拾万柒仟元伍角叁分"),  # ¥107,000.53
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),  # ¥16,409.02
        (32_504, "叁佰贰拾伍元零肆分"),  # ¥325.04
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角"),
        (100, "壹元整"),
        (100_040_000, "壹佰万零肆佰元整"),
        (100_010_000_000_000, "壹万零壹亿元整"),
        (100_000_000_000_000, "壹万亿元整"),
        (-500, "负伍元整"),
    ],
)
def test_an_amount_is_written_in_capitals(fen: int, words: str) -> None:
    assert money.capital(fen) == words


@given(ANY)
def test_capitals_say_exactly_the_amount(fen: int) -> None:
    assert _read(money.capital(fen)) == fen


def test_an_amount_beyond_words_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        money.capital(money.LARGEST + 1)


@pytest.mark.parametrize(
    ("fen", "text"),
    [(123_450, "1,234.50"), (0, "0.00"), (-5, "-0.05"), (100_000_000, "1,000,000.00")],
)
def test_digits_have_two_decimals(fen: int, text: str) -> None:
    assert money.digits(fen) == text


@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_what_is_shown_can_be_typed_back(fen: int) -> None:
    assert money.parse(money.digits(fen)) == fen


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("1234.5", 123_450),
        ("１，２３４．５０", 123_450),
        ("¥ 12", 1200),
        ("12 元", 1200),
        ("-3.20", -320),
        ("12.", 1200),
        ("1.234", None),
        ("12,34", None),
        ("", None),
        ("十二", None),
        ("1e3", None),
        ("1-2", None),
    ],
)
def test_typed_amounts_become_fen_or_nothing(typed: str, fen: int | None) -> None:
    assert money.parse(typed) == fen


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (32_481, "324 元 8 角 1 分"),
        (32_400, "324 元"),
        (105, "1 元 零 5 分"),
        (5, "5 分"),
        (0, "0 元"),
    ],
)
def test_an_amount_is_spoken(fen: int, said: str) -> None:
    assert money.spoken(fen) == said


def _read(words: str) -> int:
    """The amount that capitals say: a reader independent of the writer."""
    sign = -1 if words.startswith("负") else 1
    words = words.removeprefix("负").removesuffix("整")
    whole, _, rest = words.rpartition("元") if "元" in words else ("", "", words)
    digits = {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
    total = group = digit = 0
    for char in whole:
        if char in digits:
            digit = digits[char]
        elif char in "拾佰仟":
            group += digit * 10 ** ("拾佰仟".index(char) + 1)
            digit = 0
        elif char == "万":
            total, group, digit = total + (group + digit) * 10**4, 0, 0
        elif char == "亿":
            total, group, digit = (total + group + digit) * 10**8, 0, 0
    fen = (total + group + digit) * 100
    for char in rest:
        if char in digits:
            digit = digits[char]
        else:
            fen += digit * {"角": 10, "分": 1}[char]
            digit = 0
    return sign * fen
