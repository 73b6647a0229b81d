"""The screens of mediation, walked by those who use them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mulin.deliberate.mediation.models import Accord, Dispute, Promise, Seat, Side
from tests.cast import Cast
from tests.deliberate.mediation.world import DOT, PNG, World, sides, world

As = Callable[[str], Client]


@pytest.fixture
def place(cast: Cast) -> World:
    return world(cast)


def _to(name: str, dispute: Dispute, *more: object) -> str:
    return reverse(f"mediation:{name}", args=[dispute.pk, *more])


def test_a_case_is_walked_by_its_mediator_from_page_to_page(
    place: World, now: datetime, client_as: As
) -> None:
    with time_machine.travel(now, tick=False):
        found = place.asked(now)
        director, page = place.client("director"), reverse("mediation:dispute", args=[found.pk])
        respondent = sides(found)[1]
        key = f"consent{respondent.pk.hex}"
        typed = {f"{key}-stance": "agreed", f"{key}-way": "电话", f"{key}-shares": "on"}
        sent = director.post(_to("consent", found, respondent.pk), typed)
        assert sent.headers["Location"] == page
        seat = {"seat-mediator": place.people["mediator"].pk, "seat-chosen": "parties"}
        assert director.post(_to("seat", found), seat).status_code == 302
        mediator = place.client("mediator")
        Side.objects.update(shares=True)
        session = {
            "talk-starts_at": "2026-03-04T14:00",
            "talk-place": "活动室",
            "talk-profession_1": "lawyer",
            "talk-told_1": "请讲责任怎样分",
        }
        assert mediator.post(_to("call", found), session).status_code == 302
        text = mediator.get(page).content.decode()
        assert "请讲责任怎样分" in text
        assert "活动室" in text
        bad = mediator.post(
            _to("agree", found),
            {"accord-form": "written", "accord-facts": "漏点在地漏", "accord-text_1": "修"},
        )
        assert bad.status_code == 422
        assert "漏点在地漏" in bad.content.decode()
        typed = {
            "accord-form": "written",
            "accord-made_on": "2026-03-02",
            "accord-facts": "漏点在地漏",
            "accord-content": "修好",
            "accord-side_1": respondent.pk,
            "accord-text_1": "赔粉刷费",
            "accord-amount_1": "1,860.50",
            "accord-due_1": "2026-04-01",
        }
        assert mediator.post(_to("agree", found), typed).status_code == 302
        assert Promise.objects.get().amount == 186_050
        for paper in ("agreement.pdf", "agreement.docx", "application.pdf", "record.pdf"):
            code, kind = paper.split(".")
            assert mediator.get(_to("paper", found, code, kind)).status_code == 200
        owner = client_as("owner")
        own = owner.get(_to("my_dispute", found)).content.decode()
        assert "请看清楚再签名" in own
        side = sides(found)[0]
        drawn = {"signature": f"data:image/png;base64,{DOT}"}
        assert owner.post(_to("my_sign", found, side.pk), drawn).status_code == 302
        row = Seat.objects.get()
        for who in (f"side:{respondent.pk}", f"seat:{row.pk}", "seal"):
            scan = SimpleUploadedFile("签.png", PNG)
            sent = mediator.post(_to("sign", found), {"sign-who": who, "sign-scan": scan})
            assert sent.status_code == 302
        assert Accord.objects.get().state == Accord.State.IN_FORCE
        paid = Promise.objects.get()
        key = f"pay{paid.pk.hex}"
        payment = {f"{key}-amount": "1860.50", f"{key}-on": "2026-03-02", f"{key}-note": "看了凭证"}
        assert mediator.post(_to("pay", found, paid.pk), payment).status_code == 302
        court = {"court-court": "区法院", "court-on": "2026-03-02", "court-together": "on"}
        assert mediator.post(_to("court", found), court).status_code == 302
        decided = {"decision-court": "confirmed", "decision-on": "2026-03-02"}
        decided["decision-paper"] = "（2026）民特 12 号"
        assert mediator.post(_to("decide", found), decided).status_code == 302
        text = mediator.get(page).content.decode()
        assert "法院确认有效" in text
        assert "1,860.50" in text
        assert "法院确认有效" in owner.get(_to("my_dispute", found)).content.decode()


def test_a_resident_asks_on_the_phone_and_the_other_side_answers(
    place: World, now: datetime, client_as: As
) -> None:
    with time_machine.travel(now, tick=False):
        owner, cast = client_as("owner"), place.cast
        form = owner.get(reverse("mediation:new")).content.decode()
        assert "申请调解" in form
        assert "申请人电话" not in form
        typed = {
            "ask-title": "隔壁装修太吵",
            "ask-cause": "noise",
            "ask-text": "早上六点开工",
            "ask-compound": cast.a.compound.pk,
            "ask-panel": place.panel.pk,
            "ask-source": "application",
            "ask-way": "phone",
            "ask-people": "2",
            "ask-respondent": cast.persons["tenant"].name,
            "ask-respondent_room": cast.a.units[2].label,
        }
        sent = owner.post(reverse("mediation:new"), typed)
        found = Dispute.objects.get()
        assert sent.headers["Location"] == _to("my_dispute", found)
        tenant, side = client_as("tenant"), sides(found)[1]
        assert "隔壁装修太吵" in tenant.get(reverse("mediation:mine")).content.decode()
        text = tenant.get(_to("my_dispute", found)).content.decode()
        assert "要您答复" in text
        assert "早上六点开工" in text
        answer = {"own-stance": "agreed", "own-shares": "on"}
        assert tenant.post(_to("my_consent", found, side.pk), answer).status_code == 302
        found.refresh_from_db()
        assert found.state == Dispute.State.OPEN
        stop = owner.post(_to("my_stop", found, sides(found)[0].pk), {"why-why": "自己谈好了"})
        assert stop.status_code == 302
        assert "向人民法院起诉" in owner.get(_to("my_dispute", found)).content.decode()


def test_every_list_and_form_opens_for_whom_it_is_for(
    place: World, now: datetime, client_as: As
) -> None:
    with time_machine.travel(now, tick=False):
        place.signed(now)
        officer = client_as("street_officer")
        for name in ("list", "new", "referrals", "figures", "panels", "panel_new", "mediators",
                     "mediator_new", "lessons", "settings"):  # fmt: skip
            assert officer.get(reverse(f"mediation:{name}")).status_code == 200, name
        assert officer.get(reverse("mediators:import")).status_code == 200
        assert officer.get(reverse("mediators:template")).status_code == 200
        for name, row in (("panel", place.panel), ("mediator", place.people["mediator"])):
            assert officer.get(reverse(f"mediation:{name}", args=[row.pk])).status_code == 200
        for role in ("owner", "tenant"):
            for name in ("mine", "new", "panels", "lessons"):
                assert client_as(role).get(reverse(f"mediation:{name}")).status_code == 200
