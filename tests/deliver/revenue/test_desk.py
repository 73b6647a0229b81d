"""What waits in the room stands on the desk of whom it concerns, and asks the same however much it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mulin.deliver.revenue.actions.telling import ask
from mulin.deliver.revenue.contributions import found, my_turn
from mulin.kit.ids import uuid7
from tests.deliver.revenue.world import NOW, TODAY, World


def test_the_desk_asks_for_payments_questions_and_the_period_that_is_due(world: World) -> None:
    row = world.spend("5001", 200_000)
    ask(world.books, "广告多少钱？", "", once=uuid7(), by=world.owner, now=NOW)
    titles = [task.title for task in my_turn(world.keeper, TODAY)]
    assert [str(title) for title in titles] == [
        "答复业主：广告多少钱？",
        "公示收支：云栖苑公共收益",
    ]
    worker = world.cast.actor("community_worker", TODAY)
    assert "复核支出：门厅灯具" in [str(task.title) for task in my_turn(worker, TODAY)]
    assert list(my_turn(world.owner, TODAY)) == []
    (hit,) = found(row.number, world.keeper)
    assert hit.note == "门厅灯具"
    assert list(found(row.number, world.owner)) == []


def test_a_period_that_was_not_told_in_time_is_late(world: World) -> None:
    late = [task for task in my_turn(world.keeper, date(2026, 5, 1)) if task.state == "late"]
    assert [task.due for task in late] == [date(2026, 4, 30)]


@pytest.mark.parametrize("count", [1, 6])
def test_the_desk_asks_the_same_however_much_waits(
    world: World, count: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        world.spend("5001", 200_000)
    worker = world.cast.actor("community_worker", TODAY)
    with django_assert_max_num_queries(4):
        list(my_turn(worker, TODAY))
