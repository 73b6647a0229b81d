"""Screens of people who come and go: joining with an account one has, leave, and leaving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mulin.ground.access import actions_staff as actions
from mulin.ground.access import queries_accounts
from mulin.ground.access.duties import duties_of
from mulin.ground.access.forms import DeputyForm, JoinForm, LeaveForm, ReasonForm
from mulin.ground.access.models import Account, Deputy, Membership
from mulin.ground.access.permissions import (
    NO_SUCH_MEMBERSHIP,
    may_create_account,
    may_end_membership,
    may_manage_accounts,
    may_name_deputy,
)
from mulin.ground.access.queries_staff import colleagues_of, working_in
from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require

Words = str | Promise


@never_cache
@require_POST
def join_code(request: HttpRequest) -> HttpResponse:
    """A code to give to another street, shown on this very answer, once."""
    acting(request)
    code = actions.new_join_code(cast(Account, request.user), now=clock.now())
    context = {"code": code, "days": actions.CODE_DAYS}
    return render(request, "access/join_code.html", context)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Let an account that exists act as this person; its holder gave us the code."""
    actor = acting(request)
    require(may_manage_accounts(actor))
    person = queries_accounts.person_of(actor.street_id, person_id)
    if person is None:
        raise Refused(NO_SUCH_MEMBERSHIP)
    require(may_create_account(actor, person))
    form = JoinForm(request.POST or None)

    def act(said: dict[str, Any]) -> UUID:
        made = actions.join_by_code(person, said["code"], by=actor, now=clock.now())
        messages.success(
            request, _("%(name)s可以用自己的账号进入本街道了。") % {"name": person.name}
        )
        return made.pk

    title = _("%(name)s用已有的账号加入") % {"name": person.name}
    intro = _("他在别的街道已经有账号：同一个用户名和密码，登录后在两个街道之间切换。")
    return _ask(request, form, act, title=title, intro=intro, word=_("加入本街道"))


@require_POST
def reopen(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Somebody who left comes back."""
    actor, membership = _found(request, membership_id)
    form = ReasonForm(request.POST)
    if form.is_valid():
        why = form.cleaned_data["why"]
        actions.reopen_membership(membership, why, by=actor, now=clock.now())
        messages.success(request, _("已重新开通，密码不变。岗位请在“组织”里重新任命。"))
    else:
        messages.error(request, _("请写明理由，它会留在记录里。"))
    return redirect("access:account", membership_id)


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Somebody leaves: his posts go to a colleague, his account ends in this street."""
    actor, membership = _found(request, membership_id)
    today = clock.today()
    require(may_end_membership(actor, membership, today))
    others = working_in(actor.street_id, today).exclude(id=membership.pk)
    form = LeaveForm(others, request.POST or None)

    def act(said: dict[str, Any]) -> UUID:
        taken = actions.leave(membership, said["successor"], said["why"], by=actor, now=clock.now())
        messages.success(request, _("已办理离岗，%(n)s 项任职由同事接任。") % {"n": taken})
        return membership.pk

    return _ask(
        request,
        form,
        act,
        title=_("%(name)s离岗交接") % {"name": membership.person.name},
        intro=_("从今天起账号不再属于本街道，全部任职结束；聘用的岗位可以由一位同事接任。"),
        word=_("办理离岗"),
        extra=_held(membership, today),
    )


@require_http_methods(["GET", "POST"])
def deputy(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Who stands in while somebody is away."""
    actor, membership = _found(request, membership_id)
    today = clock.today()
    require(may_name_deputy(actor, membership, today))
    form = DeputyForm(
        colleagues_of(membership, today), request.POST or None, initial={"since": today}
    )

    def act(said: dict[str, Any]) -> UUID:
        actions.name_deputy(membership, by=actor, now=clock.now(), **said)
        messages.success(request, _("代理已登记，到期自动结束。"))
        return membership.pk

    return _ask(
        request,
        form,
        act,
        title=_("%(name)s不在时由谁代理") % {"name": membership.person.name},
        intro=_("代理期间，同事除自己的岗位外，还可以办理他的岗位上的事；每件事都记在办理人名下。"),
        word=_("登记代理"),
        extra=_held(membership, today),
    )


@require_POST
def end_deputy(request: HttpRequest, membership_id: UUID, deputy_id: UUID) -> HttpResponse:
    """A deputy's time ends early."""
    actor, membership = _found(request, membership_id)
    rows = Deputy.objects.of(actor.street_id).filter(id=deputy_id, away_id=membership.person_id)
    row = rows.select_related("away", "deputy").first()
    if row is None:
        raise Refused(NO_SUCH_MEMBERSHIP)
    form = ReasonForm(request.POST)
    if form.is_valid():
        why = form.cleaned_data["why"]
        actions.end_deputy(row, membership, why, by=actor, now=clock.now())
        messages.success(request, _("代理已结束。"))
    else:
        messages.error(request, _("请写明理由，它会留在记录里。"))
    return redirect("access:account", membership_id)


def _held(membership: Membership, today: date) -> dict[str, Any]:
    """What the page shows beside the form: the posts, and which of them can be passed on."""
    return {
        "posts": queries_accounts.posts_held(membership, today),
        "duties": duties_of(membership.person),
    }


def _found(request: HttpRequest, membership_id: UUID) -> tuple[Actor, Membership]:
    actor = acting(request)
    require(may_manage_accounts(actor))
    membership = queries_accounts.account_of(actor.street_id, membership_id)
    if membership is None:
        raise Refused(NO_SUCH_MEMBERSHIP)
    return actor, membership


def _ask(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], UUID],
    *,
    title: Words,
    intro: Words,
    word: Words,
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show a form; when it is sound, act, and go to the account. What was typed stays."""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("access:account", act(form.cleaned_data))
        except Refused as refused:
            if refused.refusal.hidden:
                raise
            form.add_error(None, str(refused.refusal))
    crumbs = [Crumb(_("账号与岗位"), reverse("access:accounts"))]
    context = {"form": form, "title": title, "intro": intro, "word": word, "crumbs": crumbs}
    context["back"] = reverse("access:accounts")
    status = 422 if form.errors else 200
    return render(request, "access/staff_form.html", context | (extra or {}), status=status)
