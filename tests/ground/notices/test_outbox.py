"""How messages leave: through the channel chosen, again after trouble, told plainly when they fail."""

from __future__ import annotations

import csv
import logging
import stat
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mulin.ground.jobs.registry import ticks
from mulin.ground.notices import jobs
from mulin.ground.notices.actions.outbox import (
    EXPIRED,
    LEASE,
    MOST_ATTEMPTS,
    NOT_ON_PAPER,
    back_off,
    claim,
    hand_over,
)
from mulin.ground.notices.channels import FileChannel, NotDelivered, PrintedChannel, chosen
from mulin.ground.notices.jobs import send_batch
from mulin.ground.notices.models import Message
from mulin.kit.words import said_again
from tests.cast import Cast
from tests.ground.notices.board import PHONE, give_phone, queue, told

State = Message.State


class Post:
    """A channel that keeps what it was given, or is in trouble."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.sent: list[tuple[str, str]] = []
        self.trouble = trouble

    def send(self, to: str, text: str) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.sent.append((to, text))


@pytest.fixture
def message(cast: Cast, now: datetime) -> Message:
    give_phone(cast.persons["owner"])
    return queue(cast, told(cast), now=now)[0]


def fresh(message: Message) -> Message:
    message.refresh_from_db()
    return message


def test_a_due_message_goes_out_once(cast: Cast, message: Message, now: datetime) -> None:
    post = Post()
    assert send_batch(cast.yun.pk, post, now=now) == 1
    assert send_batch(cast.yun.pk, post, now=now) == 0
    assert [to for to, _ in post.sent] == [PHONE]
    assert (fresh(message).state, message.sent_at, message.error) == (State.SENT, now, "")


def test_a_message_that_is_not_due_waits(cast: Cast, now: datetime) -> None:
    give_phone(cast.persons["owner"])
    queue(cast, told(cast, due_at=now + timedelta(hours=1)), now=now)
    assert send_batch(cast.yun.pk, Post(), now=now) == 0
    assert send_batch(cast.yun.pk, Post(), now=now + timedelta(hours=1)) == 1


def test_another_streets_messages_stay(cast: Cast, message: Message, now: datetime) -> None:
    assert send_batch(cast.other.pk, Post(), now=now) == 0
    assert fresh(message).state == State.WAITING


def test_the_text_tells_the_way_to_say_not_me(
    cast: Cast, message: Message, now: datetime, settings: Any
) -> None:
    settings.MULIN_PUBLIC_URL = "https://mulin.example"
    post = Post()
    send_batch(cast.yun.pk, post, now=now)
    code = fresh(message).disown_code
    assert post.sent[0][1].endswith(f"不是您本人？点 https://mulin.example/n/not-me/{code}/")


def test_a_text_with_a_link_of_its_own_gets_no_second_one(
    cast: Cast, now: datetime, settings: Any
) -> None:
    settings.MULIN_PUBLIC_URL = "https://mulin.example"
    give_phone(cast.persons["owner"])
    queue(cast, told(cast, text="点 ABCD-EFGH", disown_code="ABCD-EFGH"), now=now)
    post = Post()
    send_batch(cast.yun.pk, post, now=now)
    assert post.sent[0][1] == "点 ABCD-EFGH"


def test_trouble_is_tried_again_later_and_given_up_in_the_end(
    cast: Cast, message: Message, now: datetime
) -> None:
    post, at = Post(NotDelivered("短信平台没有回应。")), now
    for attempt in range(1, MOST_ATTEMPTS):
        assert send_batch(cast.yun.pk, post, now=at) == 1
        assert (fresh(message).state, message.attempts) == (State.WAITING, attempt)
        assert message.due_at > at
        assert send_batch(cast.yun.pk, post, now=at) == 0
        at = message.due_at
    send_batch(cast.yun.pk, post, now=at)
    assert (fresh(message).state, message.error) == (State.FAILED, "短信平台没有回应。")


def test_pauses_double_up_to_an_hour() -> None:
    for attempt, minutes in ((1, 1), (2, 2), (4, 8), (12, 60)):
        low, high = timedelta(minutes=minutes * 0.79), timedelta(minutes=minutes * 1.21)
        assert low < back_off(attempt) < high


def test_a_dead_number_is_given_up_at_once_and_never_named(
    cast: Cast, message: Message, now: datetime
) -> None:
    post = Post(NotDelivered(f"{PHONE} 是空号。", for_good=True))
    send_batch(cast.yun.pk, post, now=now)
    assert (fresh(message).state, message.error) == (State.FAILED, "138****0001 是空号。")


def test_a_channel_that_breaks_is_told_without_its_details(
    cast: Cast, message: Message, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    send_batch(cast.yun.pk, Post(ValueError(f"cannot reach {PHONE}")), now=now)
    assert fresh(message).error == "发送通道出错（ValueError）。"
    assert message.state == State.WAITING
    assert PHONE not in caplog.text


def test_why_a_message_failed_is_kept_for_readers_of_any_language(
    cast: Cast, message: Message, now: datetime
) -> None:
    send_batch(cast.yun.pk, Post(RuntimeError("secret")), now=now)
    row = fresh(message)
    again = said_again(row.error_said)
    assert again == row.error == "发送通道出错（RuntimeError）。"
    assert (
        again.read(lambda _: "The channel broke ({what}).") == "The channel broke (RuntimeError)."
    )  # type: ignore[attr-defined]


def test_a_code_past_its_time_does_not_leave(cast: Cast, now: datetime) -> None:
    give_phone(cast.persons["owner"])
    (message,) = queue(cast, told(cast, expires_at=now), now=now)
    post = Post()
    send_batch(cast.yun.pk, post, now=now)
    assert (fresh(message).state, message.error, post.sent) == (State.FAILED, EXPIRED, [])


def test_a_claim_lost_with_its_worker_is_taken_over_and_the_late_one_writes_nothing(
    cast: Cast, message: Message, now: datetime
) -> None:
    (lost,) = claim(cast.yun.pk, now=now)
    assert claim(cast.yun.pk, now=now + LEASE) == []
    late = now + LEASE + timedelta(seconds=1)
    (taken,) = claim(cast.yun.pk, now=late)
    assert hand_over(taken, Post(), now=late) == State.SENT
    hand_over(lost, Post(NotDelivered("没有回应。")), now=late)
    assert fresh(message).state == State.SENT


def test_the_file_holds_one_line_a_message_and_is_its_owners_alone(
    cast: Cast, message: Message, now: datetime, settings: Any, tmp_path: Path
) -> None:
    settings.MULIN_OUTBOX = tmp_path / "outbox"
    send_batch(cast.yun.pk, FileChannel(lambda: now), now=now)
    path = tmp_path / "outbox" / "2026-03-02.csv"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open(encoding="utf-8", newline="") as lines:
        ((at, to, text),) = csv.reader(lines)
    assert (at, to) == ("2026-03-02 09:30:00", PHONE)
    assert text.startswith("云栖苑业主表决")


def test_where_nothing_is_sent_messages_go_on_the_printed_list(
    cast: Cast, message: Message, now: datetime
) -> None:
    (secret,) = queue(cast, told(cast, "k2", shown=False), now=now)
    send_batch(cast.yun.pk, PrintedChannel(), now=now)
    assert (fresh(message).channel, message.state) == (Message.Channel.PRINTED, State.WAITING)
    assert (fresh(secret).state, secret.error) == (State.FAILED, NOT_ON_PAPER)
    assert send_batch(cast.yun.pk, PrintedChannel(), now=now) == 0


def test_the_setting_chooses_the_channel(settings: Any) -> None:
    settings.MULIN_MESSAGES = "printed"
    assert isinstance(chosen(), PrintedChannel)
    settings.MULIN_MESSAGES = "tests.ground.notices.test_outbox.Post"
    assert isinstance(chosen(), Post)
    settings.MULIN_MESSAGES = "no.such.Channel"
    with pytest.raises(ImportError):
        chosen()


def test_the_worker_empties_the_outbox_of_every_street(
    cast: Cast, message: Message, now: datetime, settings: Any, tmp_path: Path
) -> None:
    settings.MULIN_MESSAGES, settings.MULIN_OUTBOX = "file", tmp_path
    assert any(t.run is jobs.send_due and t.seconds == 2 for t in ticks())
    assert jobs.send_due(now=now) == 1
    assert fresh(message).state == State.SENT
