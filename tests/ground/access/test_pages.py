"""Signing in, the screens of accounts, and what strangers are told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mulin.ground.access.models import Account, Membership
from mulin.ground.estate.models import Appointment
from mulin.ground.record.actions import note_read
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.ids import uuid7
from tests.cast import PASSWORD, ROLES, Cast

As = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _no_throttle() -> None:
    cache.clear()


def page(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, (name, response.status_code, response.headers)
    text = response.content.decode()
    assert "<c-" not in text
    assert "{%" not in text
    assert "{{" not in text
    return text


def test_every_officer_screen_opens(cast: Cast, client_as: As) -> None:
    officer = client_as("street_officer")
    for key in ROLES:
        if key in cast.memberships and cast.memberships[key].street_id == cast.yun.pk:
            text = page(officer, "access:account", cast.memberships[key].pk)
            assert cast.persons[key].name in text
    assert "罗计票" in page(officer, "access:accounts")
    assert "输入姓名开始查找" in page(officer, "access:find_person")
    url = reverse("access:find_person")
    assert "周演示a4" in officer.get(url, {"q": "周演示a4"}).content.decode()
    assert "没有找到" in officer.get(url, {"q": "许物业"}).content.decode()
    for name in ("access:me", "access:roles", "access:switch", "access:my_reads"):
        page(officer, name)


def test_a_resident_sees_the_own_account_and_no_other(cast: Cast, client_as: As) -> None:
    owner = client_as("owner")
    assert "谁看过我的信息" in page(owner, "access:me")
    refused = owner.get(reverse("access:accounts"))
    assert refused.status_code == 403
    assert "账号由街道工作人员统一开设和管理" in refused.content.decode()
    assert cast.yun.phone in refused.content.decode()


def test_the_list_is_searched_and_filtered(cast: Cast, client_as: As) -> None:
    officer = client_as("street_officer")
    url = reverse("access:accounts")
    found = officer.get(url, {"q": "许物业"}).content.decode()
    assert "许物业" in found
    assert "罗计票" not in found
    ended = officer.get(url, {"state": "ended"}).content.decode()
    assert "曹离职" in ended
    assert "许物业" not in ended
    counters = officer.get(url, {"role": "vote_counter"}).content.decode()
    assert "罗计票" in counters
    assert "许物业" not in counters
    tenants = officer.get(url, {"role": "tenant"}).content.decode()
    assert "曾租户" in tenants
    assert "许物业" not in tenants
    assert "彭邻街" not in officer.get(url).content.decode()


def test_signing_in_with_name_and_password(cast: Cast, client: Client) -> None:
    response = client.post(reverse("account_login"), {"login": "owner", "password": PASSWORD})
    assert response.status_code == 302
    assert client.get(reverse("access:me")).status_code == 200


def test_a_wrong_password_says_what_to_do_and_keeps_the_name(cast: Cast, client: Client) -> None:
    response = client.post(reverse("account_login"), {"login": "owner", "password": "wrong"})
    text = response.content.decode()
    assert "忘记密码请联系街道工作人员" in text
    assert 'value="owner"' in text


def test_guessing_is_throttled_and_an_officer_can_lift_it(
    cast: Cast, client: Client, client_as: As
) -> None:
    for _ in range(6):
        response = client.post(reverse("account_login"), {"login": "owner", "password": "wrong"})
    assert "试错次数太多" in response.content.decode()
    unlock = reverse("access:unlock", args=[cast.memberships["owner"].pk])
    assert client_as("street_officer").post(unlock).status_code == 302
    again = client.post(reverse("account_login"), {"login": "owner", "password": PASSWORD})
    assert again.status_code == 302


def test_nobody_signs_up_alone(client: Client, db: None) -> None:
    for name in ("account_signup", "account_reset_password", "account_email"):
        response = client.get(reverse(name))
        assert response.status_code == 403
        assert "窗口" in response.content.decode()


def test_visitors_are_sent_to_sign_in_and_back(client: Client, db: None) -> None:
    response = client.get(reverse("access:me"))
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=%2Faccounts%2Fme%2F"
    by_program = client.get(reverse("access:me"), headers={"accept": "application/json"})
    assert by_program.status_code == 401
    by_htmx = client.get(reverse("access:me"), headers={"hx-request": "true"})
    assert by_htmx["HX-Redirect"].startswith("/accounts/login/")


def test_an_account_is_made_shown_once_and_must_change_its_password(
    cast: Cast, client: Client, client_as: As
) -> None:
    officer, person = client_as("street_officer"), cast.a.owners[5]
    url = reverse("access:new", args=[person.pk])
    token = str(uuid7())
    made = officer.post(url, {"token": token, "username": "wu.synthetic"})
    found = re.search(r"data-initial-password>([^<]+)<", made.content.decode())
    assert found is not None
    assert made["Cache-Control"].startswith("max-age=0")
    again = officer.post(url, {"token": token, "username": "wu.synthetic"}).content.decode()
    assert "data-initial-password" not in again
    assert "只显示过那一次" in again
    assert Account.objects.filter(username="wu.synthetic").count() == 1

    client.post(reverse("account_login"), {"login": "wu.synthetic", "password": found[1]})
    sent = client.get(reverse("access:me"))
    assert sent["Location"] == reverse("account_change_password")
    client.get(reverse("account_change_password"))
    new = {"oldpassword": found[1], "password1": "own-words-4-me", "password2": "own-words-4-me"}
    assert client.post(reverse("account_change_password"), new).status_code == 302
    assert client.get(reverse("access:me")).status_code == 200


def test_a_name_already_taken_is_told_and_kept(cast: Cast, client_as: As) -> None:
    url = reverse("access:new", args=[cast.a.owners[6].pk])
    response = client_as("street_officer").post(url, {"token": str(uuid7()), "username": "OWNER"})
    assert response.status_code == 422
    assert "已有人使用" in response.content.decode()
    assert 'value="OWNER"' in response.content.decode()


def test_an_initial_password_that_is_too_old_opens_nothing(cast: Cast, client_as: As) -> None:
    yesterday = clock.today() - timedelta(days=1)
    Account.objects.filter(username="owner").update(initial_until=yesterday)
    client = client_as("owner")
    assert client.get(reverse("access:me"))["Location"].startswith(reverse("account_login"))
    assert "初始密码已过有效期" in client.get(reverse("account_login")).content.decode()


def test_reset_lock_and_end_take_effect_at_once(cast: Cast, client_as: As, client: Client) -> None:
    officer, membership = client_as("street_officer"), cast.memberships["owner"]
    client.post(reverse("account_login"), {"login": "owner", "password": PASSWORD})
    assert client.get(reverse("access:me")).status_code == 200
    reset = officer.post(reverse("access:reset", args=[membership.pk]), {"why": "本人到窗口"})
    assert "data-initial-password" in reset.content.decode()
    assert client.get(reverse("access:me")).status_code == 302

    officer.post(reverse("access:lock", args=[membership.pk]), {"why": "手机丢失"})
    assert not Account.objects.get(username="owner").is_active
    officer.post(reverse("access:unlock", args=[membership.pk]))
    assert Account.objects.get(username="owner").is_active

    officer.post(reverse("access:end", args=[membership.pk]), {"why": "已搬走"})
    assert "已搬走" in officer.get(reverse("access:account", args=[membership.pk])).content.decode()
    kinds = list(Fact.objects.filter(subject_id=membership.pk).values_list("kind", flat=True))
    assert sorted(kinds) == ["AccountLocked", "AccountUnlocked", "MembershipEnded", "PasswordReset"]


def test_a_reason_is_asked_for(cast: Cast, client_as: As) -> None:
    officer, membership = client_as("street_officer"), cast.memberships["owner"]
    for name in ("reset", "lock", "end"):
        officer.post(reverse(f"access:{name}", args=[membership.pk]), {"why": " "})
    assert not Fact.objects.filter(subject_id=membership.pk).exists()


def test_a_leaver_is_signed_out_of_the_street_with_a_sentence(cast: Cast, client_as: As) -> None:
    leaver = client_as("leaver")
    Membership.objects.filter(pk=cast.memberships["leaver"].pk).update(valid_to=None)
    assert leaver.get(reverse("access:me")).status_code == 200
    Membership.objects.filter(pk=cast.memberships["leaver"].pk).update(valid_to=clock.today())
    gone = leaver.get(reverse("access:me"))
    assert gone.status_code == 403
    text = gone.content.decode()
    assert "不属于任何街道" in text
    assert "已为您退出该街道" in text


def test_a_post_that_ended_yesterday_opens_nothing_today(cast: Cast, client_as: As) -> None:
    officer = client_as("street_officer")
    assert officer.get(reverse("access:accounts")).status_code == 200
    posts = Appointment.objects.filter(person_id=cast.persons["street_officer"].pk)
    posts.update(valid_to=clock.today() - timedelta(days=1))
    assert officer.get(reverse("access:accounts")).status_code == 403


def test_an_account_of_two_streets_switches_between_them(cast: Cast, client_as: As) -> None:
    Membership(
        street=cast.other,
        account=cast.accounts["owner"],
        person=cast.far.owners[3],
        valid_from=clock.today(),
    ).save()
    client = client_as("owner")
    first = client.get(reverse("access:me")).wsgi_request.actor.street_id
    wanted = next(
        m for m in Membership.objects.filter(account=cast.accounts["owner"]) if m.street_id != first
    )
    client.post(reverse("access:switch"), {"membership": str(wanted.pk)})
    assert client.get(reverse("access:me")).wsgi_request.actor.street_id == wanted.street_id
    stolen = cast.memberships["tenant"].pk
    assert client.post(reverse("access:switch"), {"membership": str(stolen)}).status_code == 404


def test_other_devices_are_signed_out_and_this_one_stays(cast: Cast) -> None:
    here, there = Client(), Client()
    for browser in (here, there):
        browser.post(reverse("account_login"), {"login": "owner", "password": PASSWORD})
    here.post(reverse("access:sign_out_elsewhere"))
    assert here.get(reverse("access:me")).status_code == 200
    assert there.get(reverse("access:me")).status_code == 302


def code_of(secret: str) -> str:
    """What a telephone shows now."""
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_a_second_factor_is_set_up_asked_for_and_taken_away_by_a_reset(
    cast: Cast, client: Client, client_as: As
) -> None:
    client.post(reverse("account_login"), {"login": "owner", "password": PASSWORD})
    assert "两步验证" in page(client, "mfa_index")
    activate = reverse("mfa_activate_totp")
    asked = client.get(activate)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert "请再输入一次密码" in client.get(asked["Location"]).content.decode()
    assert client.post(asked["Location"], {"password": PASSWORD})["Location"] == activate
    assert "data:image/svg" in page(client, "mfa_activate_totp")
    secret = client.session["mfa.totp.secret"]
    assert client.post(activate, {"code": code_of(secret)}).status_code == 302
    assert "恢复码" in page(client, "mfa_index")
    page(client, "mfa_view_recovery_codes")
    page(client, "mfa_generate_recovery_codes")
    page(client, "mfa_deactivate_totp")

    cache.clear()  # a code is good once; the telephone would show the next one by now
    other = Client()
    sent = other.post(reverse("account_login"), {"login": "owner", "password": PASSWORD})
    assert sent["Location"].startswith(reverse("mfa_authenticate"))
    assert "六位数字" in other.get(sent["Location"]).content.decode()
    assert other.get(reverse("access:me")).status_code == 302
    assert other.post(sent["Location"], {"code": code_of(secret)}).status_code == 302
    assert other.get(reverse("access:me")).status_code == 200

    url = reverse("access:reset", args=[cast.memberships["owner"].pk])
    client_as("street_officer").post(url, {"why": "手机丢失"})
    assert not Authenticator.objects.filter(user=cast.accounts["owner"]).exists()


def test_the_officer_of_the_other_street_finds_nothing(cast: Cast, client_as: As) -> None:
    neighbour = client_as("neighbour_officer")
    assert (
        neighbour.get(reverse("access:account", args=[cast.memberships["owner"].pk])).status_code
        == 404
    )
    assert neighbour.get(reverse("access:new", args=[cast.a.owners[5].pk])).status_code == 404
    assert "许物业" not in neighbour.get(reverse("access:accounts")).content.decode()


def test_the_site_answers_that_it_is_well(client: Client, db: None) -> None:
    assert client.get("/healthz").json() == {"ok": True}


def test_the_address_of_a_button_says_what_to_do_instead(cast: Cast, client_as: As) -> None:
    answer = client_as("owner").get(reverse("access:join_code"))
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "再按一次按钮" in answer.content.decode()


def test_a_resident_reads_in_words_what_was_looked_at(cast: Cast, client_as: As) -> None:
    now = clock.now()
    officer = cast.actor("street_officer", clock.day_of(now))
    with transaction.atomic():
        note_read(cast.persons["owner"].pk, "phone", by=officer, reason="核对送达", at=now)
    for name in ("access:me", "access:my_reads"):
        text = page(client_as("owner"), name)
        assert "核对送达" in text
        assert ">phone<" not in text
        assert "查看了phone" not in text
