"""What the QR codes on papers hold: an address any camera opens, and nothing that proves anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly import documents
from mulin.decide.assembly.documents import counting, delivered, posted
from mulin.decide.assembly.models import Ballot
from mulin.decide.assembly.queries.voter import address_of
from mulin.kit import clock
from tests.cast import Cast
from tests.decide.assembly.world import World, just_signed_in, voting

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


@pytest.fixture
def world(cast: Cast) -> World:
    return voting(cast, now=clock.now())


@pytest.fixture
def squares(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What every QR code that is printed from now on holds."""
    held: list[str] = []
    for module in (delivered, posted, counting):
        drawn = module.qr

        def note(text: str, drawn: Callable[[str], str] = drawn) -> str:
            held.append(text)
            return drawn(text)

        monkeypatch.setattr(module, "qr", note)
    return held


def at(world: World, name: str) -> str:
    return reverse(f"assembly:{name}", args=[world.poll.pk])


def building(world: World) -> str:
    return world.entries[0].building_id.hex  # type: ignore[union-attr]


def read(client: Client, url: str) -> None:
    assert client.get(url)["Content-Type"] == "application/pdf"


def test_an_owner_who_scans_his_ballot_stands_before_his_vote(
    world: World, client_as: As, squares: list[str]
) -> None:
    read(client_as("community_worker"), f"{at(world, 'ballots_pdf')}?building={building(world)}")
    codes = {f"http://testserver/m/{e.code}/" for e in world.entries}
    assert len(squares) == 6
    assert set(squares) <= codes
    answer = Client().get(urlsplit(squares[0]).path, follow=True)
    assert answer.redirect_chain == [(f"/m/{address_of(world.poll)}/", 302)]
    page = answer.content.decode()
    assert "先核对一下，是您本人" in page
    assert world.entries[0].first_unit not in page


def test_the_configured_address_is_printed(
    world: World, client_as: As, squares: list[str], settings: Any
) -> None:
    settings.MULIN_PUBLIC_URL = "https://mulin.example.gov.cn"
    client = client_as("community_worker")
    read(client, at(world, "notice_pdf"))
    read(client, f"{at(world, 'ballots_pdf')}?building={building(world)}")
    assert squares[0] == f"https://mulin.example.gov.cn/m/{address_of(world.poll)}/"
    assert all(s.startswith("https://mulin.example.gov.cn/m/") for s in squares)
    assert "MULIN_PUBLIC_URL" not in client.get(at(world, "prints")).content.decode()


def test_a_machine_without_an_address_says_so_before_printing(
    world: World, client_as: As, settings: Any
) -> None:
    client = client_as("community_worker")
    here = {"HTTP_HOST": "127.0.0.1:8000"}
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    for name in ("prints", "codes"):
        told: Any = client.get(at(world, name), **here)  # type: ignore[arg-type]
        assert "MULIN_PUBLIC_URL" in told.content.decode(), name
        assert "MULIN_PUBLIC_URL" not in client.get(at(world, name)).content.decode(), name


def test_a_letter_opens_the_vote_and_its_code_stays_on_paper(
    world: World, client_as: As, squares: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[documents.CodeLetter] = []
    set_letters = documents.code_letters

    def note(head: Any, letters: list[documents.CodeLetter], **rest: Any) -> bytes:
        printed.extend(letters)
        return set_letters(head, letters, **rest)

    monkeypatch.setattr(documents, "code_letters", note)
    client = just_signed_in(client_as("counter_1"))
    client.post(at(world, "code_letters"), {"building": building(world)})
    assert set(squares) == {f"http://testserver/m/{address_of(world.poll)}/"}
    assert printed
    assert not any(letter.code in square for letter in printed for square in squares)


def test_a_clerk_who_scans_a_paper_is_offered_to_type_it_in(world: World, client_as: As) -> None:
    entry = world.entries[2]
    path = reverse("phone:prove", args=[entry.code])
    entry_page = reverse("assembly:paper_entry", args=[world.poll.pk, entry.seq])
    for role in ("counter_1", "community_worker"):
        assert entry_page in client_as(role).get(path).content.decode(), role
    for role in ("owner", "tenant", "street_officer"):
        allowed = client_as(role).get(entry_page).status_code == 200
        assert (client_as(role).get(path).status_code == 200) is allowed, role
    assert client_as("owner").get(path).status_code == 302


def test_somebody_of_the_concerned_organisation_is_offered_nothing(
    world: World, client_as: As
) -> None:
    world.poll.concerns = world.cast.a.committee
    world.poll.save()
    path = reverse("phone:prove", args=[world.entries[2].code])
    assert client_as("counter_1").get(path).status_code == 302


def test_the_receipt_opens_the_page_that_says_whether_it_counts(
    world: World, client_as: As, squares: list[str]
) -> None:
    ballot = world.vote(0)
    Ballot.objects.of(world.street).filter(pk=ballot.pk).update(channel=Ballot.Channel.PAPER)
    slip = reverse("assembly:paper_receipt", args=[world.poll.pk, ballot.pk])
    read(client_as("community_worker"), slip)
    assert squares == [f"http://testserver/m/receipt/?code={ballot.receipt}"]
    told = Client().get(squares[0].removeprefix("http://testserver")).content.decode()
    assert ballot.receipt in told
