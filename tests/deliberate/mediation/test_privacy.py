"""What nobody learns who is not in a case: pages, searches, exports, turns, facts, matters, boards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from mulin.deliberate.mediation import contributions
from mulin.deliberate.mediation.actions.applying import Who
from mulin.deliberate.mediation.actions.beyond import refer_dispute, review_lesson, write_lesson
from mulin.deliberate.mediation.actions.ending import end_dispute, read_dispute
from mulin.deliberate.mediation.models import Dispute, Lesson, Mediator, Reading, Signature
from mulin.deliberate.mediation.permissions import Standing, standing_of
from mulin.deliberate.mediation.queries.cases import handled_by
from mulin.deliberate.mediation.queries.figures import figures_for
from mulin.ground.matters.actions import open_matter
from mulin.ground.matters.links import pieces_of
from mulin.ground.notices.models import Message, PublicNotice
from mulin.ground.papers.permissions import may_read_paper
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.deliberate.mediation.world import World, enlist, sides, world

Act = Callable[..., Actor]
As = Callable[[str], Client]
TITLE = "楼上漏水没有人管"
OUTSIDE = (
    "community_worker", "committee_chair", "property_manager", "social_worker", "auditor",
    "tenant", "co_owner", "other_compound_owner", "stranger", "neighbour_officer",
)  # fmt: skip
KNOWN = tuple(role for role in OUTSIDE if role != "stranger")
"""Those who have a standing in some street."""


@pytest.fixture
def place(cast: Cast) -> World:
    return world(cast)


def test_nobody_outside_a_case_opens_or_finds_it(
    place: World, now: datetime, client_as: As, cast: Cast
) -> None:
    with time_machine.travel(now, tick=False):
        by = place.acting("director", now.date())
        accord = place.signed(now, by=by)
        case = accord.dispute
        for role in OUTSIDE:
            client = client_as(role)
            for name, more in (
                ("dispute", ()),
                ("my_dispute", ()),
                ("paper", ("agreement", "pdf")),
            ):
                answer = client.get(reverse(f"mediation:{name}", args=[case.pk, *more]))
                assert answer.status_code in (403, 404), (role, name)
            for path in (
                "/mediation/",
                "/mediation/mine/",
                f"/search/?q={TITLE[:4]}",
                "/turn/",
                "/",
            ):
                text = client.get(path, follow=True).content.decode()
                assert TITLE not in text, (role, path)
                if role != "auditor":  # who reads the chain meets the number there, and no more
                    assert case.number not in text, (role, path)
            for kind in ("csv", "xlsx"):
                sent = client.get("/mediation/", {"export": kind, "view": "street", "q": "TJ"})
                body = b"".join(sent.streaming_content) if sent.streaming else sent.content
                assert TITLE.encode() not in body


def test_another_mediator_of_the_same_committee_sees_nothing(place: World, now: datetime) -> None:
    case = place.seated(now)
    second = place.acting("second", now.date())
    assert standing_of(second, case, now.date()) is None
    assert not handled_by(second).exists()
    assert standing_of(place.acting("mediator", now.date()), case, now.date()) is Standing.HANDLES


def test_a_director_who_is_a_party_is_a_party_and_no_more(place: World, now: datetime) -> None:
    boss = place.people["director"].appointment.person
    case = place.asked(now, respondent=Who(boss.name, person_id=boss.pk))
    director = place.acting("director", now.date())
    assert standing_of(director, case, now.date()) is Standing.PARTY
    assert not handled_by(director).exists()


def test_a_director_who_works_for_the_company_does_not_see_its_case(
    place: World, now: datetime, actor: Act
) -> None:
    enlist(place, place.cast.persons["property_manager"], Mediator.Duty.DIRECTOR)
    case = place.asked(now, respondent=Who("", organisation=place.cast.company))
    assert standing_of(actor("property_manager"), case, now.date()) is None


def test_the_street_sees_a_row_and_reads_with_a_reason_the_parties_see(
    place: World, now: datetime, client_as: As, actor: Act
) -> None:
    with time_machine.travel(now, tick=False):
        case, officer = place.opened(now), client_as("street_officer")
        page = reverse("mediation:dispute", args=[case.pk])
        text = officer.get(page).content.decode()
        assert case.number in text
        assert TITLE not in text
        names = {side.name for side in sides(case)}
        listed = officer.get("/mediation/?view=street").content.decode()
        sent = officer.get("/mediation/", {"view": "street", "export": "csv"})
        body = (
            b"".join(sent.streaming_content).decode() if sent.streaming else sent.content.decode()
        )
        for shown in (listed, body):
            assert case.number in shown
            assert TITLE not in shown
            assert not any(name in shown for name in names)
        assert officer.post(reverse("mediation:read", args=[case.pk]), {}).status_code == 422
        sent = officer.post(reverse("mediation:read", args=[case.pk]), {"why-why": "信访核查"})
        assert sent.status_code == 302
        assert TITLE in officer.get(page).content.decode()
        own = client_as("owner").get(reverse("mediation:my_dispute", args=[case.pk]))
        assert "信访核查" in own.content.decode()
        assert "物业科科长" in own.content.decode()
        assert Reading.objects.count() == 1
        end = {"end-how": "failed", "end-why": "不行", "end-ways": "court"}
        assert officer.post(reverse("mediation:end", args=[case.pk]), end).status_code == 404
    tomorrow = now.replace(day=3)
    assert standing_of(actor("street_officer"), case, tomorrow.date()) is Standing.MAY_ASK


def test_who_wrote_it_down_sees_a_slip(place: World, now: datetime, client_as: As) -> None:
    case = place.asked(now)
    text = client_as("community_worker").get(reverse("mediation:dispute", args=[case.pk]))
    assert case.number in text.content.decode()
    assert TITLE not in text.content.decode()
    worker = place.cast.actor("community_worker", now.date())
    with pytest.raises(Refused):
        read_dispute(case, "想看看", by=worker, now=now)


def test_a_signature_is_read_by_parties_and_mediators_alone(
    place: World, now: datetime, actor: Act
) -> None:
    accord, day = place.signed(now), now.date()
    paper = Signature.objects.filter(accord=accord).first().paper  # type: ignore[union-attr]
    assert paper.klass == "sensitive"
    assert may_read_paper(actor("owner"), paper, day) is None
    assert may_read_paper(place.acting("mediator", day), paper, day) is None
    for role in ("street_officer", *KNOWN):
        assert may_read_paper(actor(role), paper, day) is not None, role
    assert may_read_paper(None, paper, day) is not None


def test_a_matter_shows_its_case_to_the_mediator_only(
    place: World, now: datetime, actor: Act
) -> None:
    worker = place.cast.actor("community_worker", now.date())
    matter = open_matter(
        place.cast.a.compound, "漏水", "deliberate", by=worker, now=now, once=uuid7()
    )
    place.seated(now, matter=matter, source="matter")
    assert pieces_of(worker, matter) == []
    assert pieces_of(actor("street_officer"), matter) == []
    assert len(pieces_of(place.acting("mediator", now.date()), matter)) == 1


def test_messages_name_no_case_and_nothing_is_posted(place: World, now: datetime) -> None:
    place.signed(now)
    assert Message.objects.exists()
    assert {m.text for m in Message.objects.all()} == {"您有一件事项有新的进展，请在手机首页查看。"}
    assert not Message.objects.filter(shown=True).exists()
    assert not PublicNotice.objects.exists()


def test_turns_and_searches_are_for_those_in_the_case(
    place: World, now: datetime, actor: Act
) -> None:
    place.asked(now)
    day = now.date()
    assert [t.title for t in contributions.my_turn(place.acting("director", day), day)]
    assert [h.title for h in contributions.found("漏水", actor("owner"))] == [TITLE]
    for role in KNOWN:
        assert list(contributions.my_turn(actor(role), day)) == [], role
        assert list(contributions.found("漏水", actor(role))) == [], role


def test_the_agency_reads_its_words_and_names_are_refused(
    place: World, now: datetime, actor: Act
) -> None:
    case, by = place.seated(now, people=46), place.acting("director", now.date())
    agency = place.cast.persons["social_worker"].appointments.get(
        street_id=place.cast.yun.pk
    ).organisation  # fmt: skip
    named = f"{sides(case)[0].name}家漏水"
    with pytest.raises(Refused, match="不写当事人"):
        refer_dispute(case, agency, named, once=uuid7(), by=by, now=now)
    referral = refer_dispute(case, agency, "两户漏水争议。", once=uuid7(), by=by, now=now)
    assert "46" in referral.criteria
    assert standing_of(actor("social_worker"), case, now.date()) is None


def test_a_lesson_names_nobody_and_another_releases_it(place: World, now: datetime) -> None:
    case, by = place.seated(now), place.acting("mediator", now.date())
    end_dispute(case, "failed", "谈不拢", ("court",), by=by, now=now)
    case.refresh_from_db()

    def write(trouble: str) -> Lesson:
        return write_lesson(case, "先查漏点", trouble, "查", "", once=uuid7(), by=by, now=now)

    for trouble in (
        f"{sides(case)[0].name}不认",
        f"{place.cast.a.compound.name}里常见",
        case.number,
    ):
        with pytest.raises(Refused, match="认出"):
            write(trouble)
    lesson = write("双方都说不是自己家")
    with pytest.raises(Refused):
        review_lesson(lesson, share=True, why="", by=by, now=now)
    director = place.acting("director", now.date())
    assert review_lesson(lesson, share=True, why="", by=director, now=now).state == "shared"


def test_who_only_counts_is_not_told_of_few(place: World, now: datetime, actor: Act) -> None:
    place.opened(now)
    day = now.date()
    spans = (day.replace(month=1, day=1), day.replace(month=12, day=31), day)
    audited = figures_for(actor("auditor"), *spans)
    assert audited.whole.all == 1
    assert all(line.hidden and not line.all for line in audited.causes)
    assert not audited.rows
    street = figures_for(actor("street_officer"), *spans)
    assert [line.all for line in street.causes] == [1]
    assert Dispute.objects.count() == 1
