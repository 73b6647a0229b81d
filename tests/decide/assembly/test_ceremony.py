"""Keys: put away by each counter, printed once, and two of them open the ballots."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly import keys
from mulin.decide.assembly.actions.officers import share_context
from mulin.decide.assembly.actions.running import close_voting
from mulin.decide.assembly.models import Ballot, Poll, PollOfficer
from mulin.decide.assembly.pages import ceremony as pages
from mulin.ground import secrets
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.rights import Refusal, Refused, system_actor
from tests.cast import Cast
from tests.conftest import STRETCHED_IN_PRODUCTION
from tests.decide.assembly.world import ENVELOPE, PASSPHRASES, World, just_signed_in, voting

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
GOOD = "窗外 三只 麻雀"


@pytest.fixture
def world(cast: Cast) -> World:
    """A vote whose shares nobody has taken yet."""
    world = voting(cast, now=clock.now(), state=Poll.State.POSTED)
    poll = world.poll
    poll.public_key, shares = keys.new_poll_key(4)
    poll.save()
    officers = PollOfficer.objects.of(poll.street_id).filter(share_index__gt=0)
    for officer, share in zip(officers.order_by("share_index"), shares, strict=True):
        officer.share = secrets.seal(poll.street_id, share_context(officer.pk), share)
        officer.share_kept_at = None
        officer.save()
    return world


@pytest.fixture
def closed(cast: Cast) -> World:
    """A vote with nine phone ballots, closed."""
    world = voting(cast, now=clock.now() - timedelta(days=10), days=1)
    for index in range(9):
        world.vote(index)
    close_voting(world.poll.pk, by=system_actor(world.street), now=clock.now())
    return world


def url(world: World, name: str = "ceremony") -> str:
    return reverse(f"assembly:{name}", args=[world.poll.pk])


def officers(world: World) -> list[PollOfficer]:
    rows = PollOfficer.objects.of(world.street).filter(share_index__gt=0)
    return list(rows.order_by("share_index"))


def test_a_counter_puts_his_share_away_and_only_he_can_take_it(world: World, client_as: As) -> None:
    client = just_signed_in(client_as("counter_1"))
    assert "领取并封存我的一份" in client.get(url(world)).content.decode()
    client.post(url(world, "share"), {"passphrase": GOOD, "again": GOOD})
    officer = officers(world)[0]
    assert officer.share_kept_at is not None
    share = keys.take(officer.share, GOOD, officer.share_salt, share_context(officer.pk))
    assert share[0] == 1
    with pytest.raises(keys.WrongKey):
        keys.take(officer.share, "别的口令 啊啊", officer.share_salt, share_context(officer.pk))
    assert "窗外" not in str(list(Fact.objects.of(world.street).values_list("body", "personal")))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"passphrase": "短", "again": "短"}, "至少 8 个字符"),
        ({"passphrase": GOOD, "again": GOOD + "x"}, "两次输入的口令不一样"),
    ],
)
def test_a_bad_passphrase_is_refused_and_never_shown_again(
    world: World, client_as: As, typed: dict[str, str], said: str
) -> None:
    answer = just_signed_in(client_as("counter_1")).post(url(world, "share"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert GOOD not in page
    assert officers(world)[0].share_kept_at is None


def test_guessing_a_passphrase_is_as_dear_in_production_as_is_usual(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The other tests stretch lightly; here it is done as it is for a real vote."""
    assert STRETCHED_IN_PRODUCTION == {"n": 2**14, "r": 8, "p": 1}
    salt = keys.new_salt()
    lightly = keys.keep(b"share", GOOD, salt, "context")
    monkeypatch.setattr(keys, "STRETCH", STRETCHED_IN_PRODUCTION)
    kept = keys.keep(b"share", GOOD, salt, "context")
    assert keys.take(kept, GOOD, salt, "context") == b"share"
    with pytest.raises(keys.WrongKey):
        keys.take(lightly, GOOD, salt, "context")


def test_a_share_is_taken_once(world: World, client_as: As) -> None:
    client = just_signed_in(client_as("counter_1"))
    client.post(url(world, "share"), {"passphrase": GOOD, "again": GOOD})
    answer = client.post(url(world, "share"), {"passphrase": GOOD, "again": GOOD})
    assert "已经领取并封存" in answer.content.decode()


def test_an_old_sign_in_is_asked_again_and_no_passphrase_waits_in_the_session(
    world: World, client_as: As
) -> None:
    client = client_as("counter_1")
    assert 'name="passphrase"' not in client.get(url(world)).content.decode()
    answer = client.post(url(world, "share"), {"passphrase": GOOD, "again": GOOD})
    assert answer.url == url(world) + "?confirm=1"
    assert "reauthenticate" in client.get(answer.url).url
    assert "麻雀" not in str(dict(client.session))
    assert officers(world)[0].share_kept_at is None


@pytest.mark.parametrize("role", ["witness", "community_worker", "owner"])
def test_nobody_else_takes_a_share(world: World, client_as: As, role: str) -> None:
    client = just_signed_in(client_as(role))
    answer = client.post(url(world, "share"), {"passphrase": GOOD, "again": GOOD})
    assert answer.status_code in {403, 404}
    assert all(o.share_kept_at is None for o in officers(world))


def test_the_envelope_is_printed_once_and_never_shown(world: World, client_as: As) -> None:
    client = just_signed_in(client_as("community_worker"))
    first = client.post(url(world, "envelope"))
    assert first.content.startswith(b"%PDF")
    assert "no-store" in first["Cache-Control"]
    second = client.post(url(world, "envelope"), follow=True)
    assert "已经打印过一次" in second.content.decode()
    assert Fact.objects.of(world.street).filter(kind="EnvelopePrinted").count() == 1


def test_where_the_printing_fails_the_envelope_is_still_to_be_printed(
    world: World, client_as: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> bytes:
        raise Refused(Refusal("现有字体里没有这个字。"))

    monkeypatch.setattr(pages.documents, "key_envelopes", broken)
    client = just_signed_in(client_as("community_worker"))
    client.post(url(world, "envelope"))
    monkeypatch.undo()
    assert officers(world)[3].share_kept_at is None
    assert client.post(url(world, "envelope")).content.startswith(b"%PDF")


def opening(world: World, one: int, two: int, *typed: str) -> dict[str, object]:
    rows = officers(world)
    return {
        "officer_one": rows[one].pk,
        "officer_two": rows[two].pk,
        "passphrase_one": typed[0],
        "passphrase_two": typed[1],
    }


@pytest.mark.parametrize(
    ("one", "two", "typed"),
    [
        (0, 1, PASSPHRASES[:2]),
        (2, 3, (PASSPHRASES[2], ENVELOPE)),
        (1, 0, (f"  {PASSPHRASES[1]} ", PASSPHRASES[0])),
    ],
)
def test_two_passphrases_open_the_ballots(
    closed: World, client_as: As, one: int, two: int, typed: tuple[str, str]
) -> None:
    client = just_signed_in(client_as("counter_1"))
    answer = client.post(url(closed, "opening"), opening(closed, one, two, *typed))
    assert answer.status_code == 302
    closed.poll.refresh_from_db()
    assert closed.poll.state == Poll.State.JUDGED
    assert closed.poll.result["motions"][0]["passed"]


@pytest.mark.parametrize(
    ("one", "two", "typed", "said"),
    [
        (0, 1, (PASSPHRASES[0], "不对的口令 啊"), "梁计票的口令不对"),
        (0, 3, (PASSPHRASES[0], "AAAA-AAAA"), "封存信封的口令不对"),
        (0, 0, (PASSPHRASES[0], PASSPHRASES[0]), "两名不同的计票人"),
    ],
)
def test_a_wrong_passphrase_changes_nothing_and_says_whose(
    closed: World, client_as: As, one: int, two: int, typed: tuple[str, str], said: str
) -> None:
    client = just_signed_in(client_as("counter_1"))
    answer = client.post(url(closed, "opening"), opening(closed, one, two, *typed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f'value="{officers(closed)[one].pk}" selected' in page
    assert PASSPHRASES[0] not in page
    closed.poll.refresh_from_db()
    assert closed.poll.state == Poll.State.CLOSED
    assert not closed.poll.opened_key


def test_what_stands_in_the_way_is_said_all_at_once(closed: World, client_as: As) -> None:
    rows = Ballot.objects.of(closed.street).order_by("id")
    first, second = rows[0].pk, rows[1].pk
    Ballot.objects.of(closed.street).filter(pk=first).update(
        channel="paper", state="pending", box="1号箱"
    )
    Ballot.objects.of(closed.street).filter(pk=second).update(
        channel="paper", state="disputed", box="2号箱"
    )
    page = just_signed_in(client_as("counter_1")).get(url(closed)).content.decode()
    for fault in ("1 张纸质票待第二人复核", "两次录入不一致", "1号箱：点票单 没有", "2号箱"):
        assert fault in page
    answer = just_signed_in(client_as("counter_1")).post(
        url(closed, "opening"), opening(closed, 0, 1, *PASSPHRASES[:2])
    )
    assert "还不能开票" in answer.content.decode()


@pytest.mark.parametrize("role", ["witness", "community_worker", "street_officer"])
def test_only_a_counter_opens(closed: World, client_as: As, role: str) -> None:
    client = just_signed_in(client_as(role))
    answer = client.post(url(closed, "opening"), opening(closed, 0, 1, *PASSPHRASES[:2]))
    assert answer.status_code == 403
    closed.poll.refresh_from_db()
    assert closed.poll.state == Poll.State.CLOSED
