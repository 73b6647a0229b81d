"""Issues and meetings on screen: the office's lists, the resident's phone, the code at the door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from mulin.deliberate.meetings.models import Assignment, Issue, Meeting
from mulin.deliberate.meetings.queries.meetings import items_of, parties_of
from mulin.kit.ids import uuid7
from tests.cast import Cast

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


def text(answer: Any) -> str:
    body: str = answer.content.decode()
    assert "<c-" not in body
    return body


def post(client: Client, address: str, *args: Any, **form: Any) -> Any:
    return client.post(reverse(f"meetings:{address}", args=args), form)


def raised(client: Client, title: str = "三号楼旁晾衣架") -> Issue:
    page = client.get(reverse("meetings:issue_new"))
    assert page.status_code == 200
    place = (
        page.context["form"]["compound"].initial
        or page.context["form"].fields["compound"].choices[0][0]
    )
    answer = post(
        client,
        "issue_new",
        title=title,
        text="老人多",
        compound=place,
        source="resident",
        once=uuid7(),
    )
    assert answer.status_code == 302, text(answer)
    found: Issue = Issue.objects.get(title=title)
    return found


def called(client: Client, cast: Cast, issue: Issue, at: datetime) -> Meeting:
    there = f"{reverse('meetings:meeting_new')}?compound={cast.a.compound.pk}&format=coordination"
    form = {
        "title": "晾衣架怎么装", "place": "活动室", "convener": "社区", "once": uuid7(),
        "starts_at": f"{at:%Y-%m-%dT%H:%M}", "issues": [str(issue.pk)],
        "party_1": "社区居民委员会", "needed_1": "on", "party_2": "居民代表", "party_3": "物业",
    }  # fmt: skip
    answer = client.post(there, form)
    assert answer.status_code == 302, text(answer)
    found: Meeting = Meeting.objects.get()
    return found


def seen(client: Client, name: str, *args: Any) -> str:
    return text(client.get(reverse(f"meetings:{name}", args=args)))


def done(answer: Any) -> None:
    assert answer.status_code == 302, text(answer)


def test_the_whole_way_is_walked_on_the_screens(cast: Cast, client_as: As) -> None:
    owner, clerk = client_as("owner"), client_as("community_worker")
    with time_machine.travel("2026-03-02 10:00+0800"):
        issue = raised(owner)
        assert "我也附议" in seen(client_as("co_owner"), "issue", issue.pk)
        done(post(client_as("co_owner"), "support", issue.pk))
        meeting = called(clerk, cast, issue, datetime(2026, 3, 9, 14, 0))  # noqa: DTZ001 - as typed
        assert "晾衣架怎么装" in seen(owner, "mine")
    with time_machine.travel("2026-03-09 13:50+0800"):
        everybody_signs_in(clerk, meeting)
    with time_machine.travel("2026-03-09 16:00+0800"):
        conclude(clerk, meeting)
        done(post(clerk, "publish", meeting.pk))
        assert "装两组" in seen(owner, "meeting", meeting.pk)
        assert clerk.get(reverse("meetings:minutes", args=[meeting.pk])).content[:4] == b"%PDF"
        line = Assignment.objects.of(cast.yun).get()
        assert post(clerk, "finish", issue.pk, line.pk, note="").status_code == 422
        done(post(clerk, "finish", issue.pk, line.pk, note="装好了"))
        done(post(clerk, "feed_back", issue.pk, text="两组都装好了。"))
        done(post(owner, "evaluate", issue.pk, score="5", words="方便"))
        done(post(clerk, "close", issue.pk, why="装好了"))
        assert "5.0" in seen(clerk, "issue", issue.pk)
        assert "办结" in seen(owner, "issue", issue.pk)


def everybody_signs_in(clerk: Client, meeting: Meeting) -> None:
    """A resident by the code at the door, vouched for by the clerk; the rest at the clerk's desk."""
    committee, residents, company = parties_of(meeting)
    door = reverse("meetings:door", args=["yun", meeting.door])
    typed = Client().post(door, {"party": residents.pk, "name": "周演示"}, follow=True)
    assert "工作人员确认后" in text(typed)
    typed_only = seen(clerk, "meeting", meeting.pk)
    assert "周演示" in typed_only
    assert "待确认" in typed_only
    assert "到了" not in typed_only  # nobody counts before his name is vouched for
    row = meeting.attendances.get(street=meeting.street)
    done(post(clerk, "confirm", meeting.pk, row.pk))
    assert "到了" in seen(clerk, "meeting", meeting.pk)
    for party in (committee, company):
        done(post(clerk, "attend", meeting.pk, party=party.pk, name=f"{party.name}来人"))


def conclude(client: Client, meeting: Meeting) -> None:
    item = items_of(meeting)[0].pk.hex
    there = reverse("meetings:conclude", args=[meeting.pk])
    form = {
        "minutes": "各方都同意装。", f"{item}-outcome": "agreed", f"{item}-words": "装在东侧。",
        f"{item}-party_1": parties_of(meeting)[2].pk, f"{item}-text_1": "装两组",
    }  # fmt: skip
    half = client.post(there, form)
    assert half.status_code == 422
    assert "这一行没有写全" in text(half)
    assert "各方都同意装。" in text(half)  # nothing typed is lost
    answer = client.post(there, {**form, f"{item}-due_1": "2026-03-31"})
    assert answer.status_code == 302, text(answer)


def listed(cast: Cast, at: int) -> None:
    Issue(
        street=cast.yun,
        compound=cast.a.compound,
        number=f"YT-2026-{at:04d}",
        title=f"议题{at}",
        source=Issue.Source.PATROL,
        raised_on=date(2026, 3, 1),
    ).save(force_insert=True)


def test_lists_are_searched_filtered_and_exported_in_few_statements(
    cast: Cast, client_as: As, django_assert_max_num_queries: Any
) -> None:
    clerk = client_as("community_worker")
    for at in range(30):
        listed(cast, at)
    clerk.get(reverse("meetings:issues"))  # the first page of a session also writes it
    with django_assert_max_num_queries(12):
        page = text(clerk.get(reverse("meetings:issues")))
    assert "议题29" in page
    found = text(clerk.get(reverse("meetings:issues") + "?q=议题29"))
    assert "议题28" not in found
    sheet = clerk.get(reverse("meetings:issues") + "?export=xlsx")
    assert b"".join(sheet.streaming_content)[:2] == b"PK"
    with django_assert_max_num_queries(14):
        clerk.get(reverse("meetings:meetings"))


def test_a_stranger_s_door_opens_nothing(cast: Cast, client_as: As) -> None:
    assert Client().get(reverse("meetings:door", args=["yun", "wrong"])).status_code == 404
    assert Client().get(reverse("meetings:door", args=["nowhere", "wrong"])).status_code == 404
    issue = raised(client_as("owner"))
    meeting = called(client_as("community_worker"), cast, issue, datetime.now() + timedelta(days=9))  # noqa: DTZ005
    other = reverse("meetings:door", args=["other", meeting.door])
    assert Client().get(other).status_code == 404


def test_the_street_names_its_meetings(cast: Cast, client_as: As) -> None:
    officer = client_as("street_officer")
    page = reverse("meetings:formats")
    assert "听证会" in text(officer.get(page))
    form = {"code": "hearing", "title": "居民议事会", "about": "每月一次", "offered": "on"}
    assert officer.post(page, form).status_code == 302
    assert "居民议事会" in text(officer.get(reverse("meetings:meeting_new")))
    assert client_as("community_worker").get(page).status_code == 403
