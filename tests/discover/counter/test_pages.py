"""The counter on screen: lists, the form, the affair's page, the phone, the receipt; query counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.discover.counter.actions.checking import tell_missing
from mulin.discover.counter.actions.stations import check_facilities
from mulin.discover.counter.models import Application, Booking, FacilityCheck, Offer, Sitting
from mulin.discover.counter.queries.applications import follow_token
from mulin.kit import clock
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor
from tests.cast import Cast
from tests.discover.counter.standing import handed, offered
from tests.isolation.counter import booking, errand_mandate, sitting

As = Callable[[str], Client]
Who = Callable[..., Actor]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def url(name: str, *args: object) -> str:
    return reverse(name, args=args)


def test_a_clerk_takes_in_for_a_home_and_comes_to_the_numbered_affair(
    cast: Cast, client_as: As
) -> None:
    place = offered(cast, "minimum_living")
    client, unit = client_as("community_worker"), cast.a.units[0]
    there = f"{url('counter:take_in', 'minimum_living')}?unit={unit.pk}"
    page = client.get(there)
    person = cast.persons["owner"]
    assert str(person.pk) in text(page)
    typed = {
        "station": str(place.pk),
        "applicant": str(person.pk),
        "have": ["request"],
        "blank_members": "3",
        "blank_reason": "",
    }
    wrong = client.post(there, typed)
    assert wrong.status_code == 422
    assert not Application.objects.of(cast.yun).exists()
    answer = client.post(there, {**typed, "blank_reason": "生病"})
    row = Application.objects.of(cast.yun).get()
    assert answer.url == url("counter:application", row.pk)
    shown = text(client.get(answer.url))
    assert row.number in shown
    assert "生病" in shown
    assert "生病" not in text(client_as("auditor").get(answer.url))


def test_the_list_is_filtered_searched_exported_and_costs_the_same_for_more_rows(
    cast: Cast, actor: Who, client_as: As, now: datetime
) -> None:
    clerk, client = actor("community_worker"), client_as("community_worker")
    handed(cast, clerk, now)
    client.get(url("counter:list"))
    with CaptureQueriesContext(
        connection,
    ) as first:
        client.get(url("counter:list"))
    Offer.objects.of(cast.yun).erase()
    for _n in range(3):
        handed(cast, clerk, now)
        Offer.objects.of(cast.yun).erase()
    with CaptureQueriesContext(connection) as second:
        page = client.get(url("counter:list"))
    assert len(first) == len(second)
    assert page.context["counts"]["open"] == 4
    assert len(client.get(url("counter:list"), {"group": "late"}).context["listing"].rows) == 4
    assert not client.get(url("counter:list"), {"q": "没有"}).context["listing"].rows
    sheet = client.get(url("counter:list"), {"export": "csv"})
    body = b"".join(sheet.streaming_content).decode()  # type: ignore[attr-defined]
    assert cast.persons["owner"].name not in body


def test_the_steps_of_the_page_lead_to_the_answer(
    cast: Cast, actor: Who, client_as: As, now: datetime
) -> None:
    row, client = handed(cast, actor("community_worker"), now), client_as("community_worker")
    today = clock.today().isoformat()

    def step(name: str, **typed: str) -> Application:
        answer = client.post(url(f"counter:{name}", row.pk), typed)
        assert answer.status_code == 302, text(answer)
        return Application.objects.of(cast.yun).get(pk=row.pk)

    assert step("check", state_identity="have").state == "received"
    assert step("accept").state == "accepted"
    assert step("forward", to="区民政局", day=today).state == "forwarded"
    bad = client.post(url("counter:decide", row.pk), {"outcome": "refused", "day": today})
    assert bad.status_code == 422
    assert step("decide", outcome="granted", day=today).state == "decided"
    assert step("answer", answer="同意").state == "answered"
    assert step("collect", who="family").collected_by == "家人"
    pdf = client.get(url("counter:receipt", row.pk))
    assert pdf.content.startswith(b"%PDF")


def test_a_resident_hands_in_on_the_phone_with_a_picture_and_follows_it(
    cast: Cast, client_as: As, picture: bytes
) -> None:
    place, client = offered(cast, "home_help"), client_as("owner")
    assert "助老助残" in text(client.get(url("affairs:guide")))
    assert client.get(url("affairs:affair", "home_help")).status_code == 200
    there = url("affairs:new", "home_help")
    typed = {
        "who": "self",
        "station": str(place.pk),
        "blank_what": "请人理发",
        "photo_age": SimpleUploadedFile("证.jpg", picture, "image/jpeg"),
    }
    answer = client.post(there, typed)
    row = Application.objects.of(cast.yun).get()
    assert answer.url == url("affairs:one", row.pk)
    assert row.unit_id in {cast.a.units[0].pk}
    shown = text(client.get(answer.url))
    assert "请人理发" in shown
    assert "照片等核对" in shown
    assert row.number in text(client.get(url("affairs:mine")))
    assert client_as("co_owner").get(answer.url).status_code == 404
    back = client.post(url("affairs:withdraw", row.pk), {"why": "不用了"})
    assert back.status_code == 302
    assert Application.objects.of(cast.yun).get().state == "withdrawn"


def test_who_scans_the_receipt_sees_the_step_and_neither_name_nor_form(
    cast: Cast, actor: Who, client_as: As, now: datetime
) -> None:
    clerk = actor("community_worker")
    row = handed(cast, clerk, now, have=frozenset({"request", "identity", "household", "income"}))
    tell_missing(row, "", by=clerk, now=now)
    page = client_as("visitor").get(url("affairs:follow", follow_token(row)))
    shown = text(page)
    assert "同意核对家庭经济状况的授权书" in shown
    assert row.name not in shown
    assert "生病" not in shown
    assert client_as("visitor").get(url("affairs:follow", "x" * 64)).status_code == 404


def test_windows_are_laid_out_booked_on_the_phone_and_marked(cast: Cast, client_as: As) -> None:
    place = offered(cast, "home_help")
    clerk, today = client_as("community_worker"), clock.today()
    typed = {
        "weekdays": [str(n) for n in range(7)],
        "first": today,
        "last": today,
        "opens": "17:00",
        "closes": "20:00",
        "sitter": "苏",
        "places": "2",
        "days_off": "on",
    }
    assert clerk.post(url("counter:plan", place.pk), typed).status_code == 302
    row = Sitting.objects.of(cast.yun).get()
    owner = client_as("owner")
    assert url("affairs:book", row.pk) in text(owner.get(url("affairs:windows")))
    assert owner.post(url("affairs:book", row.pk), {"name": "业主"}).status_code == 302
    booked = Booking.objects.of(cast.yun).get()
    assert clerk.post(url("counter:mark_booking", booked.pk), {"state": "came"}).status_code == 302
    assert Booking.objects.of(cast.yun).get().state == "came"
    assert client_as("other_compound_owner").get(url("affairs:book", row.pk)).status_code == 404


def test_a_stations_page_counts_what_is_lacking(
    cast: Cast, actor: Who, client_as: As, now: datetime
) -> None:
    place, clerk = offered(cast), client_as("community_worker")
    answer = clerk.post(
        url("counter:facilities", place.pk),
        {"day": day_of(now), "state_ramp": "no", "note_ramp": "", "state_hours": "yes"},
    )
    assert answer.status_code == 422
    seen = {"ramp": ("no", "六月做"), "hours": ("yes", "")}
    check_facilities(place, seen, day_of(now), by=actor("community_worker"), now=now)
    page = clerk.get(url("counter:station", place.pk))
    assert (page.context["good"], page.context["all"]) == (1, 12)
    assert FacilityCheck.objects.of(cast.yun).count() == 2
    assert clerk.get(url("counter:stations")).context["listing"].rows[0].bad == 1


def test_the_desk_shows_a_person_with_what_he_has_under_way(
    cast: Cast, actor: Who, client_as: As, now: datetime
) -> None:
    row, client = handed(cast, actor("community_worker"), now), client_as("community_worker")
    page = text(client.get(url("desk:person", row.person_id)))
    assert row.number in page
    assert f"{url('counter:choose')}?person={row.person_id}" in page
    assert row.number in text(client.get(url("desk:unit", row.unit_id)))
    found = client.get(url("desk:counter"), {"q": row.number})
    assert found.url == url("counter:application", row.pk)


def test_every_page_of_the_office_opens_for_the_clerk_and_none_for_a_neighbour(
    cast: Cast, client_as: As
) -> None:
    booking(cast)
    errand_mandate(cast)
    offered(cast, "home_help")
    names = ("list", "choose", "offers", "mandates", "give_mandate", "stations", "new_station")
    for name in names:
        assert client_as("community_worker").get(url(f"counter:{name}")).status_code == 200, name
        assert client_as("owner").get(url(f"counter:{name}")).status_code == 404, name
    there = url("counter:sitting", sitting(cast).pk)
    assert client_as("community_worker").get(there).status_code == 200
    assert client_as("street_officer").get(url("counter:offer", "home_help")).status_code == 200
