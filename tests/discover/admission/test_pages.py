"""Admission on screen: asked, turned back, figures that lead on, the list with its mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.discover.admission.models import ListVersion, Push, PushTarget
from mulin.law.admission.reading import standard
from tests.cast import Cast

As = Callable[[str], Client]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def url(name: str, *args: object) -> str:
    return reverse(f"admission:{name}", args=args)


def asked(cast: Cast, client: Client, item: str) -> Push:
    places = [str(cast.a.community.pk), str(cast.b.community.pk)]
    typed = {"department": "区商务局", "title": "统计", "item": item, "communities": places}
    answer = client.post(url("new"), typed)
    assert answer.status_code == 302, text(answer)
    found: Push = Push.objects.of(cast.yun).order_by("-id")[0]
    return found


def test_what_is_not_on_the_list_is_shown_with_list_and_article(cast: Cast, client_as: As) -> None:
    client = client_as("street_officer")
    row = asked(cast, client, "")
    page = text(client.get(url("push", row.pk)))
    assert "城市居民委员会组织法第20条" in page
    assert "申请特别准入" in page
    worker = text(client_as("community_worker").get(url("push", row.pk)))
    assert "社区不用做" in worker


def test_a_community_says_that_it_is_done_and_the_figures_lead_to_it(
    cast: Cast, client_as: As
) -> None:
    officer, worker = client_as("street_officer"), client_as("community_worker")
    row = asked(cast, officer, "B03")
    part = PushTarget.objects.of(cast.yun).get(push=row, community=cast.a.community)
    assert worker.post(url("carry", part.pk), {"words": "做完", "how": "done"}).status_code == 302
    page = officer.get(url("figures"))
    assert page.context["total"]["came"] == 2
    assert page.context["total"]["open"] == 1
    here = {"group": "came", "community": str(cast.a.community.pk)}
    assert len(officer.get(url("pushes"), here).context["listing"].rows) == 1
    assert len(worker.get(url("figures")).context["rows"]) == 1
    other = PushTarget.objects.of(cast.yun).get(push=row, community=cast.b.community)
    assert worker.post(url("carry", other.pk), {"words": "x", "how": "done"}).status_code == 404


def test_a_list_with_a_mistake_names_the_line_and_keeps_what_was_typed(
    cast: Cast, client_as: As
) -> None:
    client = client_as("street_officer")
    bad = standard().replace("来源：民政部门", "来原：民政部门")
    answer = client.post(url("edit"), {"text": bad, "note": "改"})
    assert answer.status_code == 422
    assert "不认得“来原”" in text(answer)
    assert "来原：民政部门" in text(answer)
    assert client.post(url("edit"), {"text": standard(), "note": "存"}).status_code == 302
    assert ListVersion.objects.of(cast.yun).count() == 1
    assert "B03" in text(client.get(url("list")))


def test_the_list_costs_the_same_for_more_rows(cast: Cast, client_as: As) -> None:
    client = client_as("street_officer")
    asked(cast, client, "B03")
    client.get(url("pushes"))
    with CaptureQueriesContext(connection) as first:
        client.get(url("pushes"))
    for _n in range(3):
        asked(cast, client, "")
    with CaptureQueriesContext(connection) as second:
        client.get(url("pushes"))
    assert len(first) == len(second)
    assert client_as("owner").get(url("pushes")).status_code == 404
