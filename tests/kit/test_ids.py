"""Identifiers grow, and codes survive the telephone."""

from __future__ import annotations

import threading
import time
from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from mulin.kit import ids
from mulin.kit.ids import ALPHABET, normal_code, readable_code, uuid7, uuid7_floor


def test_an_identifier_is_a_uuid_of_version_seven() -> None:
    found = uuid7()
    assert (found.version, found.variant) == (7, RFC_4122)


def test_it_carries_the_millisecond_it_was_drawn_in() -> None:
    before = time.time_ns() // 1_000_000
    stamp = uuid7().int >> 80
    assert before <= stamp <= time.time_ns() // 1_000_000 + 1


def test_identifiers_grow_even_within_one_millisecond() -> None:
    drawn = [uuid7() for _ in range(5000)]
    assert drawn == sorted(drawn)
    assert len(set(drawn)) == 5000


def test_they_grow_when_the_clock_is_set_back() -> None:
    first = uuid7()
    real = ids.time.time_ns
    try:
        ids.time.time_ns = lambda: real() - 3_600_000_000_000
        assert uuid7() > first
    finally:
        ids.time.time_ns = real


def test_threads_never_draw_the_same_one() -> None:
    drawn: list[UUID] = []
    threads = [
        threading.Thread(target=lambda: drawn.extend([uuid7() for _ in range(500)]))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(drawn)) == 2000


def test_the_floor_bounds_what_is_drawn_from_then_on() -> None:
    now = time.time_ns() // 1_000_000
    assert uuid7_floor(now - 1) < uuid7() < uuid7_floor(now + 60_000)
    assert uuid7_floor(-5) == uuid7_floor(0)
    assert uuid7_floor(now).version == 7


def test_a_code_has_groups_of_four_without_misread_letters() -> None:
    code = readable_code()
    assert len(code) == 14
    assert set(code) <= set(ALPHABET) | {"-"}
    assert not set("ILOU") & set(ALPHABET)
    assert readable_code() != readable_code()


@given(st.integers(1, 5))
def test_what_was_printed_reads_back(groups: int) -> None:
    code = readable_code(groups)
    assert normal_code(code) == code
    assert normal_code(code.lower().replace("-", " ")) == code


def test_misread_letters_are_understood() -> None:
    assert normal_code("o1il-uuuu") == "0111-VVVV"
    assert normal_code(" 7k4m 29qx 8dht ") == "7K4M-29QX-8DHT"
    assert normal_code("") == ""
