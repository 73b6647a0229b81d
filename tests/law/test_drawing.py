"""The open draw: one list, one number, one order, and nobody can steer it."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.kit.canonical import sm3
from mulin.law.drawing import digest_of, draw, lot_of, plain_number

LIST = [(1, "1-1-101", "张三"), (2, "1-1-102", "李四"), (3, "2-1-201", "王五")]


def test_the_order_is_the_order_of_the_lots_that_anybody_reckons() -> None:
    digest = digest_of(LIST)
    drawn = draw(digest, "03 11 17 20 25 31+08", 3, 2)
    lots = {t: sm3(f"{digest}|03 11 17 20 25 31+08|{t}".encode()) for t in (1, 2, 3)}
    assert [one.ticket for one in drawn] == sorted(lots, key=lambda t: lots[t])
    assert [one.seated for one in drawn] == [True, True, False]
    assert [one.rank for one in drawn] == [1, 2, 3]


def test_a_lot_is_the_sm3_of_the_national_standard() -> None:
    if "sm3" not in hashlib.algorithms_available:
        pytest.skip("this OpenSSL has no SM3")
    text = f"{'0' * 64}|42|7".encode()
    assert lot_of("0" * 64, "42", 7) == hashlib.new("sm3", text).hexdigest()


def test_a_changed_list_has_another_digest() -> None:
    assert digest_of(LIST) != digest_of([*LIST[:2], (3, "2-1-201", "王六")])
    assert digest_of(LIST) != digest_of(LIST[:2])
    with pytest.raises(ValueError, match="without gaps"):
        digest_of([LIST[0], LIST[2]])


def test_a_number_is_read_as_it_was_published() -> None:
    assert plain_number("  03  11 17 ") == "03 11 17"
    assert plain_number("3，11、17") == "3,11,17"
    with pytest.raises(ValueError, match="digits"):
        plain_number("没有开奖")


def test_what_is_no_digest_draws_nothing() -> None:
    with pytest.raises(ValueError, match="64"):
        draw("abc", "1", 3, 1)


@given(st.integers(1, 60), st.integers(1, 70), st.text("0123456789 +", min_size=1, max_size=20))
def test_everybody_has_one_rank_and_no_more_are_seated_than_there_are_seats(
    tickets: int, seats: int, number: str
) -> None:
    if not any(c.isdigit() for c in number):
        return
    drawn = draw("ab" * 32, number, tickets, seats)
    assert sorted(one.ticket for one in drawn) == list(range(1, tickets + 1))
    assert sum(one.seated for one in drawn) == min(seats, tickets)
    assert drawn == draw("ab" * 32, f" {number} ", tickets, seats)


def test_over_many_numbers_every_ticket_has_the_same_chance() -> None:
    wins = [0] * 10
    for n in range(2_000):
        wins[draw("cd" * 32, str(n), 10, 1)[0].ticket - 1] += 1
    assert all(150 <= won <= 250 for won in wins)  # 200 each; five standard deviations are 67
