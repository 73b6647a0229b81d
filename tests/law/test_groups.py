"""A group is held against the law of its region, condition by condition."""

from __future__ import annotations

import pytest

from mulin.law.groups import Side, checks
from mulin.law.shapes import Body, GroupMakeup
from mulin.law.terms import at_least

MAKEUP = GroupMakeup(odd=True, owners=at_least(1, 2), with_developer=False, leader=Body.STREET)
OWNER, STREET, DEVELOPER = Side.OWNER, Side.STREET, Side.DEVELOPER
RESIDENTS = Side.RESIDENTS_COMMITTEE


@pytest.mark.parametrize(
    ("sides", "leaders", "unmet"),
    [
        ([STREET, RESIDENTS, Side.PARTY, OWNER, OWNER, OWNER, OWNER], [STREET], []),
        ([STREET, RESIDENTS, OWNER, OWNER], [STREET], ["4 人，应为单数"]),
        ([STREET, RESIDENTS, OWNER], [STREET], ["业主代表 1 / 3，应占半数以上"]),
        ([STREET, OWNER, OWNER], [OWNER], ["组长一人"]),
        ([STREET, OWNER, OWNER], [], ["组长一人"]),
        ([STREET, DEVELOPER, OWNER, OWNER, OWNER], [STREET], ["没有建设单位的人"]),
    ],
)
def test_what_the_law_wants_of_a_group_is_met_or_named(
    sides: list[Side], leaders: list[Side], unmet: list[str]
) -> None:
    found = [check.text for check in checks(MAKEUP, sides, leaders) if not check.met]
    assert len(found) == len(unmet)
    assert all(want in text for want, text in zip(unmet, found, strict=True))


def test_half_is_enough_where_the_law_says_so_and_developers_sit_where_it_lets_them() -> None:
    makeup = GroupMakeup(odd=False, owners=at_least(1, 2), with_developer=True)
    assert all(check.met for check in checks(makeup, [OWNER, DEVELOPER], []))
