"""The green channel: the right parties, one answer each, late shown late, nothing but the request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from mulin.decide.workshop.actions import channel, directory
from mulin.decide.workshop.contributions import my_turn
from mulin.decide.workshop.models import GreenParty, GreenRequest
from mulin.decide.workshop.queries.green import parties_of, requests_for, suggested
from mulin.decide.workshop.topics import PROFESSION_NAMES, TOPICS, topic_of
from mulin.ground.matters.actions import open_matter
from mulin.ground.matters.links import doors_of, pieces_of
from mulin.ground.matters.queries import file_of, timeline
from mulin.ground.notices.models import Message
from mulin.ground.record.models import Fact
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Power, Refused
from tests.cast import Cast
from tests.decide.workshop.world import ask, card, keep, world

pytestmark = pytest.mark.django_db
Act = Callable[..., Actor]
As = Callable[[str], Client]
TODAY, NOW = date(2026, 3, 2), datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def test_topics_name_professions_and_a_title_betrays_its_topic() -> None:
    assert all(set(topic.helps) <= set(PROFESSION_NAMES) for topic in TOPICS)
    assert topic_of("停车管理方案调整引发争议").code == "parking"
    assert topic_of("业委会换届没人报名").code == "election"
    assert topic_of("天气不错").code == "other"


def test_the_directory_suggests_one_of_each_profession_that_helps(cast: Cast) -> None:
    lawyer, police, other = keep(cast, NOW, card(), card("police"), card("enforcement"))
    assert set(suggested([lawyer, police, other], "parking")) == {lawyer.pk, police.pk}
    assert suggested([lawyer, police, other], "building") == [other.pk, police.pk]


def test_a_telephone_is_sealed_and_read_with_a_reason_by_the_street_alone(
    cast: Cast, actor: Act
) -> None:
    (lawyer,) = keep(cast, NOW, card())
    assert "13800000001" not in lawyer.phone_masked
    assert b"13800000001" not in bytes(lawyer.phone_sealed)
    officer = actor("street_officer")
    assert directory.read_phone(lawyer, "请到场", by=officer, now=NOW) == "13800000001"
    assert Fact.objects.of(cast.yun).filter(kind="ContactPhoneRead").count() == 1
    with pytest.raises(Refused):
        directory.read_phone(lawyer, "请到场", by=actor("community_worker"), now=NOW)
    with pytest.raises(Refused):
        directory.keep_contact(card(phone="12"), once=uuid7(), by=officer, now=NOW)


def test_a_request_goes_to_all_with_a_day_in_working_days_and_only_its_words(
    cast: Cast, actor: Act
) -> None:
    friday = datetime(2026, 3, 6, 2, tzinfo=UTC)
    made, tokens = ask(
        cast, keep(cast, NOW, card(), card("police", "")), actor("community_worker"), friday
    )
    assert made.due_on == date(2026, 3, 10)
    assert len(tokens) == 1
    message = Message.objects.of(cast.yun).get()
    assert tokens[0] in message.text
    assert not message.shown
    assert GreenParty.objects.of(cast.yun).filter(digest="").count() == 0
    assert tokens[0] not in str(Fact.objects.of(cast.yun).values_list("body", flat=True))


def test_a_link_shows_the_request_takes_one_answer_and_runs_out(
    cast: Cast, actor: Act, client: Client
) -> None:
    with time_machine.travel(NOW):
        made, tokens = ask(cast, keep(cast, NOW, card()), actor("street_officer"), NOW)
        there = reverse("workshop:answer", args=[tokens[0]])
        page = client.get(there).content.decode()
        assert "请周三到场调解" in page
        assert "柳演示" not in page
        assert "13800000001" not in page
        bad = client.post(there, {"stance": "comes", "answer": ""})
        assert bad.status_code == 422
        good = client.post(there, {"stance": "comes", "answer": "周三到"}).content.decode()
        assert "已收到您的答复" in good
        client.post(there, {"stance": "cannot", "answer": "改主意了"})
    party = parties_of(made)[0]
    assert (party.stance, party.answer, party.way) == ("comes", "周三到", "link")
    with time_machine.travel(NOW + timedelta(days=40)):
        assert client.get(there).status_code == 404
    flipped = tokens[0][:-6] + ("A" if tokens[0][-6] != "A" else "B") + tokens[0][-5:]
    with time_machine.travel(NOW):
        assert client.get(reverse("workshop:answer", args=[flipped])).status_code == 404
        assert client.get(reverse("workshop:answer", args=["short"])).status_code == 404


def test_a_new_link_puts_the_old_one_out(cast: Cast, actor: Act, client: Client) -> None:
    by, fresh = actor("street_officer"), []
    made, tokens = ask(cast, keep(cast, NOW, card()), by, NOW)
    channel.renew_link(parties_of(made)[0], link=lambda t: fresh.append(t) or t, by=by, now=NOW)
    with time_machine.travel(NOW):
        assert client.get(reverse("workshop:answer", args=[tokens[0]])).status_code == 404
        assert client.get(reverse("workshop:answer", args=[fresh[0]])).status_code == 200


def test_late_answers_are_shown_late_and_the_outcome_ends_it(cast: Cast, actor: Act) -> None:
    by = actor("community_worker")
    made, _tokens = ask(cast, keep(cast, NOW, card("mediator", "")), by, NOW)
    with pytest.raises(Refused, match="还没有一方答复"):
        channel.close_request(made, "谈成了", by=by, now=NOW)
    with pytest.raises(Refused, match="没有登记电话"):
        channel.renew_link(parties_of(made)[0], link=str, by=by, now=NOW)
    later = NOW + timedelta(days=4)
    done = channel.enter_answer(parties_of(made)[0], "comes", "周五来", by=by, now=later)
    assert done.late_on(later.date(), made.due_on)
    assert done.entered_by
    told = Fact.objects.of(cast.yun).get(kind="GreenPartyAnswered")
    assert "迟于期限" in told.sentence
    closed = channel.close_request(made, "双方签了协议", by=by, now=later)
    assert closed.state == GreenRequest.State.CLOSED
    with pytest.raises(Refused, match="已经结束"):
        channel.enter_answer(done, "comes", "再来", by=by, now=later)


def test_a_matter_offers_the_channel_and_tells_its_timeline(cast: Cast, actor: Act) -> None:
    by = actor("community_worker")
    matter = open_matter(
        cast.a.compound, "南门停车争执", "deliberate", once=uuid7(), by=by, now=NOW
    )
    green = reverse("workshop:green_new")
    assert f"{green}?matter={matter.pk}" in {door.url for door in doors_of(by, matter)}
    led = {door.url for door in doors_of(actor("committee_chair"), matter)}
    assert not any(url.startswith(green) for url in led)  # nobody is led to a refusal
    made, _tokens = ask(cast, keep(cast, NOW, card()), by, NOW, matter=matter)
    pieces = pieces_of(by, matter)
    assert [piece.number for piece in pieces] == [made.number]
    assert any(made.number in line.text for line in timeline(matter, file_of(by, matter)))
    assert pieces_of(actor("committee_chair"), matter) == []
    with pytest.raises(Refused, match="没有找到"):
        ask(cast, keep(cast, NOW, card("judge")), actor("neighbour_officer"), NOW)


def test_the_workshop_asks_inside_its_mandate_and_sees_its_own(cast: Cast, actor: Act) -> None:
    studio, contacts = world(cast), keep(cast, NOW, card())
    with pytest.raises(Refused, match="资源配置权"):
        ask(cast, contacts, studio.head(TODAY), NOW)
    studio.lend(Power.ALLOCATE, NOW)
    made, _tokens = ask(cast, contacts, studio.head(TODAY), NOW)
    others, _tokens = ask(cast, contacts, actor("street_officer"), NOW)
    assert [one.pk for one in requests_for(studio.head(TODAY))] == [made.pk]
    assert {one.pk for one in requests_for(actor("auditor"))} == {made.pk, others.pk}
    row = requests_for(actor("street_officer")).first()
    assert row is not None
    assert (row.asked, row.answered) == (1, 0)
    assert not requests_for(actor("neighbour_officer")).exists()
    turns = [task.note for task in my_turn(studio.head(TODAY), TODAY)]
    assert "绿色通道等答复" in turns
