"""Screens of accounts: one function is one screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mulin.ground.access import actions
from mulin.ground.access import queries_accounts as queries
from mulin.ground.access.entry import acting
from mulin.ground.access.forms import NewAccountForm, ReasonForm
from mulin.ground.access.models import Deputy, Membership
from mulin.ground.access.permissions import (
    NO_SUCH_MEMBERSHIP,
    may_change_membership,
    may_create_account,
    may_end_deputy,
    may_end_membership,
    may_manage_accounts,
    may_name_deputy,
    may_reopen,
    may_take_over_sign_in,
)
from mulin.ground.access.queries import actor_of_membership
from mulin.ground.access.queries_staff import deputies_of
from mulin.ground.access.queries_tokens import tokens_of
from mulin.ground.access.roles import NAMES, STANDINGS
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require

CRUMBS = (Crumb(cast(str, _lazy("账号与岗位")), "/accounts/"),)


def closed(request: HttpRequest) -> HttpResponse:
    """Sign-up, e-mail and self-service reset do not exist here: say how it is done instead."""
    raise Refused(
        Refusal(
            _("账号由街道统一开设，不能在网上自行注册或找回密码。"),
            _("请带身份证到街道或社区窗口办理，也可以打电话问。"),
        )
    )


STATES = {
    "active": ("done", pgettext_lazy("账号", "使用中")),
    "initial": ("soon", _lazy("待首次登录")),
    "locked": ("pause", _lazy("已停用")),
    "ended": ("idle", _lazy("已结束")),
}
"""State of an account → the mark and the word on screen."""


def accounts(request: HttpRequest) -> HttpResponse:
    """The street's accounts: search and filter."""
    actor = acting(request)
    require(may_manage_accounts(actor))
    today = clock.today()
    listing = Listing(
        request,
        queries.accounts_of(actor.street_id, today),
        _columns(today),
        searches=("person__name", "account__username"),
        filters=_filters(actor, today),
    )
    listing.exportable = False  # who can sign in is nobody's list to carry away
    return render(request, "access/accounts.html", {"listing": listing, "crumbs": CRUMBS[:1]})


def _columns(today: date) -> tuple[Column, ...]:
    def state(row: Membership) -> str:
        return queries.state_of(row, today)

    return (
        Column(
            "person",
            _("姓名"),
            "person.name",
            order=("person__name",),
            href=lambda row: row_address("access:account", row.pk),
        ),
        Column("username", _("用户名"), "account.username", order=("account__username",)),
        Column("posts", _("岗位"), queries.posts_in_words),
        Column("from", _("开通"), "valid_from", "day", order=("valid_from",)),
        Column(
            "state",
            _("状态"),
            lambda row: str(STATES[state(row)][1]),
            "state",
            state=lambda row: STATES[state(row)][0],
        ),
    )


def _filters(actor: Actor, today: date) -> tuple[Filter, ...]:
    return (
        Filter(
            "state",
            _("状态"),
            [(key, str(word)) for key, (_mark, word) in STATES.items()],
            lambda rows, state: queries.in_state(rows, state, today),
        ),
        Filter(
            "role",
            _("角色"),
            [(s.role.value, str(s.name)) for s in STANDINGS if not s.joint],
            lambda rows, role: queries.in_role(rows, role, actor.street_id, today),
        ),
    )


def find_person(request: HttpRequest) -> HttpResponse:
    """Whom to make an account for: people of the register, by name."""
    actor = acting(request)
    require(may_manage_accounts(actor))
    words = request.GET.get("q", "").strip()[:60]
    people = queries.people_without_account(actor.street_id, words, clock.today())
    return render(
        request, "access/find_person.html", {"people": people, "words": words, "crumbs": CRUMBS}
    )


@never_cache
@require_http_methods(["GET", "POST"])
def new_account(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Make an account; the initial password is shown on the answer to the form, once."""
    actor = acting(request)
    person = queries.person_of(actor.street_id, person_id)
    if person is None:
        raise Refused(NO_SUCH_MEMBERSHIP)
    require(may_create_account(actor, person))
    start = {"token": uuid7(), "username": queries.suggested_username(person)}
    form = NewAccountForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.create_account(
                person,
                form.cleaned_data["username"],
                by=actor,
                now=clock.now(),
                membership_id=form.cleaned_data["token"],
            )
        except Refused as refused:
            form.add_error("username", shown(refused.refusal))
        else:
            return render(request, "access/handed_out.html", {"done": done, "crumbs": CRUMBS})
    status = 422 if form.errors else 200
    return render(
        request,
        "access/new.html",
        {"form": form, "person": person, "crumbs": CRUMBS},
        status=status,
    )


def account(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """One account: whose it is, what it may, what was done to it, and what can be done."""
    actor, membership = _found(request, membership_id)
    require(may_manage_accounts(actor))
    today = clock.today()
    streets = queries.street_count(membership.account, today)
    acts_as = actor_of_membership(membership, today)
    mark, word = STATES[queries.state_of(membership, today)]
    context = {
        "membership": membership,
        "state": (mark, word),
        "acts_as": acts_as,
        "grants": [GrantLine(NAMES[g.role], reach) for g, reach in queries.reaches(acts_as)],
        "facts": queries.facts_about(actor.street_id, membership.pk),
        "may_end": may_end_membership(actor, membership, today),
        "may_reset": may_take_over_sign_in(actor, membership, today, streets=streets),
        "may_unlock": may_change_membership(actor, membership, today),
        "may_reopen": may_reopen(actor, membership, today),
        "may_deputy": may_name_deputy(actor, membership, today),
        "tokens": tokens_of(actor.street_id, membership.pk, today),
        "has_posts": bool(queries.posts_held(membership, today)),
        "deputies": [
            _deputy_line(actor, membership, row, today) for row in deputies_of(membership)
        ],
        "crumbs": CRUMBS,
    }
    return render(request, "access/account.html", context)


@dataclass(frozen=True)
class DeputyLine:
    """One deputyship as the page of an account shows it."""

    row: Deputy
    mark: str
    word: str
    may_end: bool


def _deputy_line(actor: Actor, mine: Membership, row: Deputy, today: date) -> DeputyLine:
    if row.holds_on(today):
        mark, word = "done", _("代理中")
    elif row.valid_from > today and row.ended_on is None:
        mark, word = "soon", _("尚未开始")
    else:
        mark, word = "idle", _("已结束")
    refusal = may_end_deputy(actor, row, today)
    return DeputyLine(row, mark, word, refusal is None and row.away_id == mine.person_id)


@dataclass(frozen=True)
class GrantLine:
    """A role and how far it reaches, as the page of an account shows it."""

    name: Promise | str
    reach: str


@require_POST
def end(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """End a membership."""
    return _with_reason(request, membership_id, actions.end_membership, _("身份已结束。"))


@require_POST
def lock(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Stop an account from signing in."""
    return _with_reason(request, membership_id, actions.lock_account, _("账号已停用。"))


@require_POST
def unlock(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Let an account sign in again."""
    actor, membership = _found(request, membership_id)
    actions.unlock_account(membership, by=actor, now=clock.now())
    messages.success(request, _("账号已恢复，可以重新登录。"))
    return redirect("access:account", membership_id)


@never_cache
@require_POST
def reset(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Hand out a new initial password, shown on this very answer, once."""
    actor, membership = _found(request, membership_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明理由，例如“本人到窗口申请，忘记密码”。"))
        return redirect("access:account", membership_id)
    password = actions.reset_password(
        membership, form.cleaned_data["why"], by=actor, now=clock.now()
    )
    done = actions.HandedOut(membership, password)
    return render(request, "access/handed_out.html", {"done": done, "crumbs": CRUMBS})


def _found(request: HttpRequest, membership_id: UUID) -> tuple[Actor, Membership]:
    actor = acting(request)
    require(may_manage_accounts(actor))
    membership = queries.account_of(actor.street_id, membership_id)
    if membership is None:
        raise Refused(NO_SUCH_MEMBERSHIP)
    return actor, membership


def _with_reason(
    request: HttpRequest, membership_id: UUID, verb: Callable[..., None], done: str
) -> HttpResponse:
    actor, membership = _found(request, membership_id)
    form = ReasonForm(request.POST)
    if form.is_valid():
        verb(membership, form.cleaned_data["why"], by=actor, now=clock.now())
        messages.success(request, done)
    else:
        messages.error(request, _("请写明理由，它会留在记录里。"))
    return redirect("access:account", membership_id)
