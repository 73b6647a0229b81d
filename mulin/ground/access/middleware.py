"""Who acts, put on every request; and refusals, turned into answers people can use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from mulin.ground.access.actions_tokens import note_use
from mulin.ground.access.entry import NO_STREET, FreshnessNeeded, enter
from mulin.ground.access.models import Account
from mulin.ground.access.queries import actor_of
from mulin.ground.access.scopes import WRITES
from mulin.ground.access.tokens import entry_of, too_often
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, LoginNeeded, Refusal, Refused

Answer = Callable[[HttpRequest], HttpResponse]
ALWAYS_OPEN = frozenset({"account_change_password", "account_logout", "set_language", "healthz"})
"""Addresses that an initial password opens."""
API = "/api/"
"""Where programs ask; nowhere else does a token open anything."""


class ActorMiddleware:
    """Sets ``request.actor``, ``street``, ``membership`` and ``memberships``."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = request.street = request.membership = None  # type: ignore[attr-defined]
        request.memberships = ()  # type: ignore[attr-defined]
        header = request.headers.get("Authorization", "")
        if header and request.path.startswith(API):
            return self._by_token(request, header)
        if not request.user.is_authenticated:
            return self.get_response(request)
        account, today = request.user, clock.today()
        if account.initial_until is not None and account.initial_until < today:
            return self._expired(request)
        self._enter(request, account, today)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        """An initial password opens one page only: the one that changes it."""
        match = request.resolver_match
        waiting = getattr(request.user, "initial_until", None) is not None
        if waiting and match is not None and match.view_name not in ALWAYS_OPEN:
            return _go(request, reverse("account_change_password"))
        return None

    def _by_token(self, request: HttpRequest, header: str) -> HttpResponse:
        """A program acts for the holder of its token; its session, if any, is not looked at."""
        now = clock.now()
        entry = entry_of(header, clock.day_of(now))
        if entry is None:
            return told(
                401, _("令牌不对，或已过期、已撤销。"), _("请由持有人在“我的账号”里重新签发。")
            )
        membership = entry.token.membership
        request.user, request.membership = membership.account, membership  # type: ignore[attr-defined]
        request.street, request.actor = membership.street, entry.actor  # type: ignore[attr-defined]
        if too_often(entry.token):
            response = told(429, _("请求太频繁。"), _("请一分钟后再试，每分钟不超过 240 次。"))
        elif request.method not in ("GET", "HEAD") and not _may_write(request, entry.actor):
            response = told(405, _("接口只读，不能用来办理。"), _("请登录网页办理。"))
        else:
            response = self.get_response(request)
        address = request.META.get("REMOTE_ADDR", "")
        note_use(entry.token, request.get_full_path(), response.status_code, address, now=now)
        return response

    def _enter(self, request: HttpRequest, account: Account, today: date) -> None:
        entry = enter(request.session, account, today)
        request.memberships = entry.memberships  # type: ignore[attr-defined]
        if entry.ended:
            messages.warning(
                request, _("您在原街道的身份已结束，已为您退出该街道。如有疑问，请联系街道。")
            )
        membership = entry.membership
        if membership is not None:
            request.membership, request.street = membership, membership.street  # type: ignore[attr-defined]
            request.actor = actor_of(  # type: ignore[attr-defined]
                account, membership.street, membership.person, today, membership.pk
            )

    def _expired(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        messages.error(request, _("初始密码已过有效期，请联系街道工作人员重新设置。"))
        return _go(request, resolve_url(settings.LOGIN_URL))


def _may_write(request: HttpRequest, actor: Actor) -> bool:
    """The few addresses at which programs hand something over, for tokens given for that."""
    scope = WRITES.get(request.path)
    return request.method == "POST" and scope is not None and scope in (actor.token_scopes or ())


def told(status: int, why: str, what_to_do: str) -> HttpResponse:
    """A refusal as programs read it."""
    return JsonResponse({"refused": {"why": why, "what_to_do": what_to_do}}, status=status)


class RefusalMiddleware:
    """Answers what permissions refuse: a page, a fragment or JSON, always with what to do."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET" and not wants_json(request):
            return button_response(request, response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return refusal_response(request, error.refusal)
        if isinstance(error, LoginNeeded):
            # Signed in and still nobody: the account belongs to no street.
            signed_in = request.user.is_authenticated
            return refusal_response(request, NO_STREET) if signed_in else login_response(request)
        if isinstance(error, FreshnessNeeded):
            return fresh_response(request)
        return None


def refusal_response(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """403 with the refusal's sentences and the street's telephone; 404 where it is hidden."""
    status = 404 if refusal.hidden else 403
    if wants_json(request):
        why, what_to_do = shown(refusal.why), shown(refusal.what_to_do)
        answer = {"why": why, "what_to_do": what_to_do, "phone": _phone(request)}
        return JsonResponse({"refused": answer}, status=status)
    fragment = bool(getattr(request, "htmx", False))
    response = render(
        request,
        "page/message.html" if fragment else "refusal.html",
        {
            "refusal": refusal,
            "phone": _phone(request),
            "heading": _("这一步现在办不了"),
            "why": refusal.why,
            "what_to_do": refusal.what_to_do,
            "back": _own_address(request),
        },
        status=status,
    )
    if fragment:
        response["HX-Retarget"], response["HX-Reswap"] = "#refusal", "innerHTML"
    return response


def button_response(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The address of a button, typed or reloaded: an empty 405 page would leave people alone."""
    refusal = Refusal(
        _("这一步要在页面上按按钮办理，不能直接打开地址。"), _("请回到原来的页面，再按一次按钮。")
    )
    page = refusal_response(request, refusal)
    page.status_code = 405
    page["Allow"] = response["Allow"]
    return page


def login_response(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back again; JSON callers are told 401."""
    if wants_json(request):
        return JsonResponse({"refused": {"why": _("请先登录。"), "what_to_do": ""}}, status=401)
    here = request.get_full_path()
    if request.method != "GET":
        here = _page_of_the_form(request)
        messages.warning(request, _("登录已过期，刚才那一步没有办成。请登录后再办一次。"))
    return _go(request, f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': here})}")


def _page_of_the_form(request: HttpRequest) -> str:
    """Where a form was sent from: its page kept what was typed (``js/keep.js``)."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return "/"
    parts = urlsplit(came_from)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def fresh_response(request: HttpRequest) -> HttpResponse:
    """Ask for the password or code again; a form that was sent is sent on afterwards."""
    if wants_json(request):
        why = _("为了您的安全，请再输入一次密码。")
        return JsonResponse({"refused": {"why": why, "what_to_do": ""}}, status=401)
    redirect = suspend_request(request, reverse("account_reauthenticate"))
    return _go(request, redirect.url)


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks, not a person."""
    return request.path.startswith(API) or (
        request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    )


def _own_address(request: HttpRequest) -> str:
    """Where the visitor came from, where that is a page of ours."""
    came = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came, {request.get_host()})
    return came if ours else ""


def _phone(request: HttpRequest) -> str:
    street = getattr(request, "street", None)
    return street.phone if street is not None else ""


def _go(request: HttpRequest, url: str) -> HttpResponse:
    if getattr(request, "htmx", False):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = url
        return response
    return HttpResponseRedirect(url)
