"""The phone as a resident uses it, without any script."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from mulin.decide.assembly.actions.disowning import disown
from mulin.decide.assembly.models import Ballot, Objection, Poll
from mulin.decide.assembly.pages.open_to_all import OBJECTIONS_AN_HOUR
from mulin.decide.assembly.queries.motion_cards import cards_of, household_costs
from mulin.decide.assembly.queries.voter import address_of
from mulin.ground.papers.models import Paper
from mulin.kit import clock
from tests.cast import Cast
from tests.decide.assembly.world import ELECTION, TWO, World, voting

pytestmark = pytest.mark.django_db
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def world(cast: Cast) -> World:
    return voting(cast, now=clock.now())


@pytest.fixture
def phone() -> Client:
    return Client(enforce_csrf_checks=False)


def at(world: World, *more: object) -> str:
    return "/m/" + "/".join(str(part) for part in (address_of(world.poll), *more)) + "/"


def prove(phone: Client, world: World, who: str | int = "owner", **typed: str) -> Any:
    holder = world.holder(who)
    data = {"code": world.codes[holder.pk], "last_four": world.tails[holder.pk], **typed}
    return phone.post(at(world), data)


def number_of(world: World, who: str | int = "owner") -> int:
    holder = world.holder(who)
    return next(e.cluster for e in world.entries if e.pk == holder.entry_id)


def ticks(world: World, word: str = "agree") -> dict[str, str]:
    return {f"m{m.order}": word for m in world.motions if not m.is_election}


def once_in(answer: Any) -> str:
    found = re.search(r'name="once" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def seen_in(answer: Any) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def cast(phone: Client, world: World, who: str | int = "owner", **data: str) -> Any:
    number = number_of(world, who)
    page = phone.post(at(world, "mine", number, "sign"), ticks(world))
    form = {**ticks(world), "once": once_in(page), "agree": "1", "signature": PIXEL, **data}
    return phone.post(at(world, "mine", number, "cast"), form)


def test_from_the_letter_to_the_receipt_without_a_script(phone: Client, world: World) -> None:
    assert "先核对一下" in phone.get(at(world)).content.decode()
    proved = prove(phone, world)
    assert proved.status_code == 302
    page = phone.get(proved.url, follow=True).content.decode()
    assert "更换 1、2 号楼电梯" in page
    assert "不用另交现金" in page
    assert "checked" not in page
    answer = cast(phone, world)
    assert answer.status_code == 302
    text = phone.get(answer.url).content.decode()
    ballot = Ballot.objects.of(world.street).get()
    assert ballot.receipt in text
    assert "同意" in text  # the own choice, in this very browser
    assert Paper.objects.of(world.street).get().pk == ballot.signature_id


def test_what_is_missing_is_said_and_what_was_ticked_is_kept(phone: Client, world: World) -> None:
    prove(phone, world)
    answer = phone.post(at(world, "mine", number_of(world), "sign"), {"m1": "against"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "还有 1 项没选好" in page
    assert re.search(r'name="m1" value="against" checked', page)
    assert not Ballot.objects.of(world.street).exists()


def test_a_double_click_gives_one_ballot_and_the_same_receipt(phone: Client, world: World) -> None:
    prove(phone, world)
    number = number_of(world)
    page = phone.post(at(world, "mine", number, "sign"), ticks(world))
    form = {**ticks(world), "once": once_in(page), "agree": "1", "signature": PIXEL}
    urls = {phone.post(at(world, "mine", number, "cast"), form).url for _ in range(2)}
    assert len(urls) == 1
    assert Ballot.objects.of(world.street).count() == 1


def test_signing_in_one_window_while_the_ballot_changes_in_another(
    phone: Client, world: World
) -> None:
    """The older choice does not silently replace the newer one; pressed once more, it does."""
    prove(phone, world)
    number = number_of(world)
    first = phone.post(at(world, "mine", number, "sign"), ticks(world))
    cast(phone, world, m1="against")
    stale = {**ticks(world), "agree": "1", "signature": PIXEL, "seen": seen_in(first)}
    told = phone.post(at(world, "mine", number, "cast"), {**stale, "once": once_in(first)})
    page = told.content.decode()
    assert told.status_code == 422
    assert "又收到过您的一张票" in page
    assert f'value="{PIXEL}"' in page
    assert Ballot.objects.of(world.street).filter(replaced_at=None).count() == 1
    assert Ballot.objects.of(world.street).count() == 1
    again = {**stale, "once": once_in(told), "seen": seen_in(told)}
    assert phone.post(at(world, "mine", number, "cast"), again).status_code == 302
    assert Ballot.objects.of(world.street).count() == 2
    resent = phone.post(at(world, "mine", number, "cast"), again)
    assert resent.status_code == 302
    assert Ballot.objects.of(world.street).count() == 2


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"agree": ""}, "还没有勾"),
        ({"signature": ""}, "还没有签名"),
        ({"signature": "", "signature_typed": "别人"}, "对不上"),
        ({"signature": "data:image/png;base64,!!!"}, "还没有签名"),
        ({"signature": "data:image/png;base64,aGVsbG8="}, "认不出"),
    ],
)
def test_a_ballot_without_a_signature_is_not_taken(
    phone: Client, world: World, changed: dict[str, str], said: str
) -> None:
    prove(phone, world)
    answer = cast(phone, world, **changed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'name="m1" value="agree"' in page
    assert not Ballot.objects.of(world.street).exists()


def test_a_refusal_gives_the_signature_back(phone: Client, world: World) -> None:
    prove(phone, world)
    assert f'value="{PIXEL}"' in cast(phone, world, agree="").content.decode()
    typed = cast(phone, world, signature="", signature_typed="别人").content.decode()
    assert "<details open" in typed
    assert 'value="别人"' in typed


def test_a_wrong_code_stays_to_be_compared_with_the_letter(phone: Client, world: World) -> None:
    told = phone.post(at(world), {"code": "AAAA-2345", "last_four": "0000"}).content.decode()
    assert 'value="AAAA-2345"' in told
    told = phone.post(at(world, "message"), {"phone": "13800001234"}).content.decode()
    assert 'value="13800001234"' in told


def test_the_name_may_be_typed_instead_of_drawn(phone: Client, world: World) -> None:
    prove(phone, world)
    name = world.holder("owner").name
    assert cast(phone, world, signature="", signature_typed=name).status_code == 302
    assert Ballot.objects.of(world.street).get().signature_id is None


def test_the_vote_can_be_changed_before_the_end(phone: Client, world: World) -> None:
    prove(phone, world)
    first = cast(phone, world)
    page = phone.get(first.url).content.decode()
    assert "我要改票" in page
    page = phone.get(at(world, "mine", number_of(world))).content.decode()
    assert re.search(r'name="m1" value="agree" checked', page)
    cast(phone, world)
    assert Ballot.objects.of(world.street).count() == 2
    assert len(world.live()) == 1


def test_the_next_person_at_the_telephone_sees_nothing_of_the_first(
    phone: Client, world: World
) -> None:
    prove(phone, world)
    receipt = cast(phone, world).url
    phone.post(at(world, "leave"))
    assert phone.get(receipt).url == at(world)
    prove(phone, world)
    page = phone.get(receipt).content.decode()
    assert "看我选的是什么" not in page


def test_nobody_reaches_another_persons_slip(phone: Client, world: World) -> None:
    prove(phone, world, "owner")
    assert phone.get(at(world, "mine", number_of(world, 5))).status_code == 404
    answer = phone.post(at(world, "mine", number_of(world, 5), "cast"), ticks(world))
    assert answer.status_code == 404


def test_without_proof_every_step_leads_to_the_first(phone: Client, world: World) -> None:
    for step in ("", "receipt"):
        parts = ("mine", 1, step) if step else ("mine", 1)
        assert phone.get(at(world, *parts)).url == at(world)
    assert phone.post(at(world, "mine", 1, "cast"), ticks(world)).url == at(world)


def test_a_proof_ends_after_half_an_hour_of_silence(
    phone: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove(phone, world)
    later = clock.now() + timedelta(minutes=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert phone.get(at(world, "mine")).url == at(world)


def test_the_session_key_changes_with_the_proof_and_keeps_no_choice(
    phone: Client, world: World
) -> None:
    phone.get(at(world))
    session = phone.session
    session["before"] = 1
    session.save()
    before = phone.cookies["sessionid"].value if "sessionid" in phone.cookies else ""
    prove(phone, world)
    cast(phone, world)
    assert phone.cookies["sessionid"].value != before
    assert "agree" not in str(dict(phone.session))


def test_the_key_of_the_own_copy_is_out_of_reach_of_scripts(phone: Client, world: World) -> None:
    prove(phone, world)
    cookie = next(c for name, c in phone.cookies.items() if name.startswith("mulin_own_"))
    assert cookie["httponly"]
    assert cookie["path"] == "/m/"


def test_large_type_asks_one_motion_at_a_time(phone: Client, world: World) -> None:
    phone.cookies["mulin_big"] = "1"
    prove(phone, world)
    url = at(world, "mine", number_of(world))
    page = phone.get(url).content.decode()
    assert "第 1 件，共 2 件" in page
    assert 'name="m2"' not in page
    page = phone.post(url, {"at": "0", "go": "1"}).content.decode()
    assert "请先选一个" in page
    page = phone.post(url, {"at": "0", "go": "1", "m1": "abstain"}).content.decode()
    assert "第 2 件，共 2 件" in page
    assert '<input type="hidden" name="m1" value="abstain">' in page


def test_an_election_needs_a_tick_and_says_who_suggested_whom(phone: Client, cast: Cast) -> None:
    world = voting(cast, now=clock.now(), asked=(*TWO, ELECTION))
    prove(phone, world)
    number = number_of(world)
    page = phone.get(at(world, "mine", number)).content.decode()
    assert "这只是建议" in page
    names = [c.pk.hex for c in world.motions[2].candidates.all()]
    url = at(world, "mine", number, "sign")
    assert phone.post(url, ticks(world)).status_code == 422
    many = phone.post(url, {**ticks(world), "m3": names})
    assert "最多选 2 人" in many.content.decode()
    both = phone.post(url, {**ticks(world), "m3": [names[0], "none"]})
    assert both.status_code == 422
    none = phone.post(url, {**ticks(world), "m3": "none"})
    assert "都不选（弃权）" in none.content.decode()


def test_where_phone_votes_do_not_count_every_step_says_so(phone: Client, cast: Cast) -> None:
    world = voting(cast, now=clock.now(), online_counts=False)
    said = "手机上是意向征询"
    assert said in phone.get(at(world)).content.decode()
    prove(phone, world)
    number = number_of(world)
    assert said in phone.get(at(world, "mine", number)).content.decode()
    page = phone.post(at(world, "mine", number, "sign"), ticks(world))
    assert said in page.content.decode()
    form = {**ticks(world), "once": once_in(page), "agree": "1", "signature": PIXEL}
    answer = phone.post(at(world, "mine", number, "cast"), form, follow=True)
    assert said in answer.content.decode()
    ballot = Ballot.objects.of(world.street).get()
    check = phone.get("/m/receipt/", {"code": ballot.receipt}).content.decode()
    assert "意向征询，不计入正式结果" in check


def test_only_the_turnout_is_shown_never_the_leaning(phone: Client, world: World) -> None:
    for index in (2, 3, 4):
        world.vote(index, world.all("against"))
    prove(phone, world)
    page = phone.get(at(world, "mine", number_of(world))).content.decode()
    assert "3 人，共 11 人" in page
    assert "还差 5 人到三分之二" in page


def test_pages_are_light_and_touch_the_database_little(
    phone: Client, world: World, django_assert_max_num_queries: Any
) -> None:
    prove(phone, world)
    url = at(world, "mine", number_of(world))
    phone.get(url)
    with django_assert_max_num_queries(12):
        answer = phone.get(url)
    assert len(answer.content) < 60_000
    assert len(phone.get(at(world)).content) < 60_000


@pytest.mark.parametrize("key", ["BJ-2026-9999", "nowhere-BJ-2026-0117", "7K4M-29QX", "x"])
def test_an_unknown_address_is_not_found(phone: Client, world: World, key: str) -> None:
    assert phone.get(f"/m/{key}/").status_code == 404


def test_the_number_and_a_ballots_code_lead_to_the_vote(phone: Client, world: World) -> None:
    for key in ("BJ-2026-0117", "bj-2026-0117", world.entries[0].code.lower()):
        assert phone.get(f"/m/{key}/").url == at(world)


def test_before_and_after_the_vote_the_first_step_says_when(phone: Client, cast: Cast) -> None:
    world = voting(cast, now=clock.now())
    poll = Poll.objects.of(world.street).filter(pk=world.poll.pk)
    poll.update(state="posted")
    assert "还没有开始投票" in phone.get(at(world)).content.decode()
    poll.update(state="voting", closes_at=clock.now())
    assert "投票已经截止" in phone.get(at(world)).content.decode()
    poll.update(state="voided", void_reason="程序有误")
    assert "程序有误" in phone.get(at(world)).content.decode()
    poll.update(state="draft")
    assert phone.get(at(world)).status_code == 404


def test_a_receipt_tells_counting_and_nothing_else(phone: Client, world: World) -> None:
    first = world.vote("owner", world.all("against"))
    second = world.vote("owner")
    page = phone.get("/m/receipt/", {"code": second.receipt.lower()}).content.decode()
    assert "开票时会计入" in page
    assert "反对" not in page
    assert world.holder("owner").name not in page
    assert world.entries[0].first_unit not in page
    gone = phone.post("/m/receipt/", {"code": first.receipt}).content.decode()
    assert "以那一张为准" in gone
    assert "没有查到" in phone.get("/m/receipt/", {"code": "0000-0000"}).content.decode()


def test_the_household_share_adds_up_to_the_fen(world: World) -> None:
    splits = household_costs(world.poll, world.motions)
    parts = splits[world.motions[0].pk].parts
    assert sum(parts.values()) == world.motions[0].cost
    assert len(parts) == len(world.entries)
    assert world.motions[1].pk not in splits
    card = cards_of(world.poll, world.motions, [world.entries[0].pk])[0]
    assert card.cost
    assert card.cost.share == parts[world.entries[0].pk]
    assert [c.hot for c in cards_of(world.poll, world.motions, [])] == [False, True]


def test_after_a_disowned_ballot_the_phone_sends_to_the_counter_at_once(
    phone: Client, world: World
) -> None:
    prove(phone, world)
    cast(phone, world)
    disown(Ballot.objects.of(world.street).get().pk, by=world.voter("owner"), now=clock.now())
    answer = phone.get(at(world, "mine"), follow=True)
    assert answer.status_code == 403
    assert "带身份证到窗口" in answer.content.decode()
    assert world.poll.contact_phone in answer.content.decode()


def test_two_streets_with_the_same_number_are_told_apart(phone: Client, world: World) -> None:
    far = world.cast.far.compound
    other = Poll(
        street_id=far.street_id,
        compound=far,
        number=world.poll.number,
        title="远山居的表决",
        convener="业委会",
        contact_name="邻街",
        contact_phone="010-00000002",
        region=far.region,
        state="posted",
        created_at=clock.now(),
    )
    other.save(force_insert=True)
    answer = phone.get("/m/BJ-2026-0117/")
    assert answer.status_code == 403
    assert "几个街道都有这个编号" in answer.content.decode()
    assert "远山居的表决" in phone.get("/m/other-BJ-2026-0117/").content.decode()
    assert "远山居" not in phone.get(at(world)).content.decode()
    data = {"code": world.codes[world.holder(0).pk], "last_four": world.tails[world.holder(0).pk]}
    Poll.objects.of(far.street_id).filter(pk=other.pk).update(
        state="voting", closes_at=world.poll.closes_at
    )
    assert phone.post("/m/other-BJ-2026-0117/", data).status_code == 422


def test_objections_from_one_address_are_limited_and_the_text_is_kept(
    phone: Client, world: World
) -> None:
    cache.clear()
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(
        state="announced", objections_until=clock.today()
    )
    url = at(world, "objection")
    for _ in range(OBJECTIONS_AN_HOUR):
        once = once_in(phone.get(url))
        said = {"name": "张演示", "text": "没有公示", "once": once}
        assert "收到了" in phone.post(url, said).content.decode()
    assert Objection.objects.of(world.street).count() == OBJECTIONS_AN_HOUR
    answer = phone.post(url, {"name": "张演示", "text": "还有一件"})
    assert answer.status_code == 429
    assert "还有一件" in answer.content.decode()
    empty = Client(REMOTE_ADDR="203.0.113.8").post(url, {"name": "", "text": "没写名字"})
    assert empty.status_code == 422
    assert "没写名字" in empty.content.decode()
