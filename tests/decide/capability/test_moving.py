"""What is planned is moved: who signed up hears of it, the boards say what holds, nothing is missed twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from mulin.decide.capability.actions import receiving, taking_part
from mulin.decide.capability.actions.moving import Change, change_training, move_day
from mulin.decide.capability.actions.trainings import call_training_off
from mulin.decide.capability.models import Schedule, Training
from mulin.decide.capability.queries import receptions as queries
from mulin.ground.notices.models import Message, PublicNotice
from mulin.kit.rights import Refused
from tests.cast import Cast
from tests.conftest import NOW, TODAY
from tests.decide.capability.test_receptions import by, fixed
from tests.decide.capability.test_trainings import AFTER, STARTS, planned

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
SATURDAY, WEDNESDAY = date(2026, 3, 7), date(2026, 3, 11)


def changed(row: Training, **more: Any) -> Change:
    names = ("topic", "about", "speaker", "place", "starts_at", "minutes", "capacity")
    return Change(**{**{name: getattr(row, name) for name in names}, **more})


def hanging(cast: Cast, purpose: str) -> list[str]:
    rows = PublicNotice.objects.of(cast.yun).filter(purpose=purpose, withdrawn_on__isnull=True)
    return [notice.body for notice in rows]


def refused(job: Callable[[], object], words: str) -> None:
    with pytest.raises(Refused, match=words):
        job()


def test_who_signed_up_is_told_that_a_training_moved_and_the_board_says_so(cast: Cast) -> None:
    row, officer = planned(cast), by(cast, "street_officer")
    taking_part.sign_up(row, by=by(cast, "committee_chair"), now=NOW)
    taking_part.sign_up(row, by=by(cast, "owner"), now=NOW)
    taking_part.sign_up(row, by=by(cast, "co_owner"), now=NOW)
    taking_part.withdraw(row, by=by(cast, "co_owner"), now=NOW)
    later = changed(row, starts_at=STARTS + timedelta(days=1), place="五楼")
    fresh = change_training(row, later, "三楼装修", by=officer, now=NOW)
    told = Message.objects.of(cast.yun).filter(key__contains="training/change")
    wanted = {cast.persons[who].pk for who in ("committee_chair", "owner")}
    assert {message.person_id for message in told} == wanted
    assert len(hanging(cast, "training")) == 1
    assert "五楼" in hanging(cast, "training")[0]
    assert change_training(fresh, later, "再点一次", by=officer, now=NOW).place == "五楼"
    assert told.count() == 2
    call_training_off(fresh, "主讲人生病", by=officer, now=NOW)
    assert hanging(cast, "training") == []


def test_a_training_is_not_changed_into_what_nobody_could_plan(cast: Cast) -> None:
    row, officer = planned(cast), by(cast, "street_officer")
    for who in ("committee_chair", "owner"):
        taking_part.sign_up(row, by=by(cast, who), now=NOW)

    def change(why: str = "改", **more: Any) -> Callable[[], object]:
        return lambda: change_training(row, changed(row, **more), why, by=officer, now=NOW)

    refused(change(capacity=1), "已有 2 人报名")
    refused(change(starts_at=NOW - timedelta(hours=1)), "已经过去")
    refused(change(place=" "), "地点都要写")
    refused(change("", place="五楼"), "没有写为什么改")
    refused(
        lambda: change_training(
            row, changed(row, place="五楼"), "改", by=by(cast, "committee_chair"), now=NOW
        ),
        "培训由街道、社区安排",
    )
    refused(
        lambda: change_training(row, changed(row, place="五楼"), "改", by=officer, now=AFTER),
        "已经开始",
    )


def test_a_reception_day_that_was_moved_is_due_on_its_new_day_and_missed_only_there(
    cast: Cast,
) -> None:
    row, chair = fixed(cast, starts_on=date(2026, 3, 1)), by(cast, "committee_chair")
    assert queries.next_day(row, TODAY) == SATURDAY
    move_day(row, SATURDAY, WEDNESDAY, "活动室装修", by=chair, now=NOW)
    assert queries.next_day(row, TODAY) == WEDNESDAY
    assert len(hanging(cast, "reception")) == 1

    def missed(today: date) -> tuple[list[date], int]:
        counted = queries.with_counts(Schedule.objects.of(cast.yun), today).get(pk=row.pk)
        return queries.missed_days(row, today), queries.missed_count(counted, today)

    assert missed(date(2026, 3, 9)) == ([], 0)
    assert missed(date(2026, 3, 12)) == ([WEDNESDAY], 1)
    then = NOW + timedelta(days=(WEDNESDAY - TODAY).days)
    refused(lambda: receiving.note_nobody(row, SATURDAY, by=chair, now=then), "改期")
    receiving.note_nobody(row, WEDNESDAY, by=chair, now=then)
    assert missed(date(2026, 3, 12)) == ([], 0)
    month = queries.months_of(row, date(2026, 3, 31))[0]
    assert (month.due, month.held, month.missed) == (4, 1, 3)
    refused(
        lambda: move_day(row, date(2026, 3, 14), date(2026, 3, 21), "忙", by=chair, now=NOW),
        "本来就是接待日",
    )
    refused(
        lambda: move_day(row, date(2026, 3, 14), date(2026, 3, 13), "忙", by=chair, now=NOW),
        "只能改到",
    )


def test_a_training_and_a_rhythm_are_changed_on_their_pages(cast: Cast, client_as: As) -> None:
    with time_machine.travel(NOW, tick=False):
        row, rhythm = planned(cast), fixed(cast, starts_on=date(2026, 3, 1))
        client = client_as("street_officer")
        there = reverse("trainings:change", args=[row.pk])
        form = client.get(there).context["form"]
        typed = {name: form[name].value() for name in form.fields}
        assert client.post(there, {**typed, "why": ""}).status_code == 422
        answer = client.post(there, {**typed, "place": "五楼", "why": "装修"}, follow=True)
        assert "五楼" in answer.content.decode()
        assert client_as("owner").get(there).status_code == 403
        chair = client_as("committee_chair")
        there = reverse("receptions:change", args=[rhythm.pk])
        form = chair.get(there).context["form"]
        typed = {name: form[name].value() for name in form.fields} | {"weekday": "2"}
        answer = chair.post(there, {**typed, "starts_on": "2026-03-20"}, follow=True)
        assert "星期三" in answer.content.decode()
        rhythm.refresh_from_db()
        assert rhythm.ends_on == date(2026, 3, 19)
        there = reverse("receptions:move", args=[rhythm.pk])
        moved = {"day": "2026-03-07", "to": "2026-03-11", "why": "装修"}
        assert "已改期" in chair.post(there, moved, follow=True).content.decode()
