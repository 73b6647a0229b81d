"""One value, one spelling, one digest."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.kit.canonical import canonical, fingerprint, sm3

LEAVES = st.none() | st.booleans() | st.integers() | st.text()
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@given(VALUES)
def test_what_is_written_reads_back_and_writes_the_same(value: Any) -> None:
    try:
        written = canonical(value)
    except UnicodeEncodeError:  # half a surrogate is no text
        return
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written


@given(st.dictionaries(st.text(alphabet="abc", max_size=3), st.integers()))
def test_the_order_of_keys_does_not_matter(value: dict[str, int]) -> None:
    turned = dict(reversed(list(value.items())))
    assert canonical(turned) == canonical(value)


def test_the_form_is_as_documented() -> None:
    assert (
        canonical({"b": [1, None, True], "a": "云栖苑"})
        == '{"a":"云栖苑","b":[1,null,true]}'.encode()
    )
    assert canonical((1, 2)) == canonical([1, 2])


@pytest.mark.parametrize(
    "value", [1.0, [1.5], {"x": float("nan")}, Decimal(1), date(2026, 1, 1), b"x", {1: "x"}, {"x"}]
)
def test_what_has_more_than_one_spelling_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"canonical|keys"):
        canonical(value)


def test_one_and_true_do_not_share_a_fingerprint() -> None:
    assert len({fingerprint(v) for v in (1, True, "1", [1], None, "")}) == 6


def test_the_fingerprint_is_sm3_of_the_form() -> None:
    assert fingerprint({"a": 1}) == sm3(b'{"a":1}')
