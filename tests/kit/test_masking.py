"""Masks keep what is needed to recognise somebody already known, and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.kit.masking import (
    MASKS,
    STAR,
    mask_account,
    mask_id_number,
    mask_name,
    mask_phone,
    mask_plate,
)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("李秀兰", "李**"),
        ("欧阳娜娜", "欧阳**"),
        ("欧阳锋", "欧阳*"),
        ("欧阳", "欧*"),
        ("阿依古丽·买买提", "阿**"),
        ("John Smith", "J**"),
        ("王", "*"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_surname(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812341234", "138****1234"),
        ("+86 138 1234 1234", "138****1234"),
        ("02155881234", "021-******34"),
        ("0571-88812345", "0571-******45"),
        ("5588", "**88"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_a_telephone_keeps_its_ends(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


def test_an_identity_number_hides_birthday_and_place() -> None:
    assert mask_id_number("310104195001011234") == "3*************1234"


def test_a_plate_and_an_account_keep_what_people_name_them_by() -> None:
    assert mask_plate("川A·12345") == "川A**345"
    assert mask_account("6222 0200 1234 5678") == "************5678"


def _says_something(value: str) -> bool:
    return bool(set(value.strip()) - {STAR, "、"})


@given(st.sampled_from(sorted(MASKS)), st.text(max_size=24).filter(_says_something))
def test_no_mask_ever_returns_the_value_itself(kind: str, value: str) -> None:
    assert MASKS[kind](value) != value
