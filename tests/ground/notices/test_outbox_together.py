"""Two workers at one outbox on PostgreSQL: every message leaves once."""

from __future__ import annotations

import threading
import time
from collections import Counter
from datetime import datetime

import pytest
from django.db import connection

from mulin.ground.notices.jobs import send_batch
from mulin.ground.notices.models import Message
from tests.cast import Cast
from tests.ground.notices.board import queue, told

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

MESSAGES = 60


class SlowPost:
    """Takes a moment for each, so that workers meet."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.inside = 0

    def send(self, to: str, text: str) -> None:
        assert not connection.in_atomic_block, "a message left inside a transaction"
        time.sleep(0.005)
        self.texts.append(text)


def test_two_workers_send_no_message_twice(cast: Cast, now: datetime) -> None:
    wanted = [
        told(cast, f"k{i}", person_id=None, address="13800000001", text=f"第 {i} 条")
        for i in range(MESSAGES)
    ]
    queue(cast, *wanted, now=now)
    post, troubles, start = SlowPost(), list[BaseException](), threading.Barrier(3)

    def work() -> None:
        try:
            start.wait(10)
            while send_batch(cast.yun.pk, post, now=now):
                pass
        except BaseException as trouble:
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert troubles == []
    assert Counter(post.texts) == Counter(f"第 {i} 条" for i in range(MESSAGES))
    states = Message.objects.of(cast.yun).values_list("state", flat=True)
    assert set(states) == {Message.State.SENT}
