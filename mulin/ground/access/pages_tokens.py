"""Screens of tokens: one's own, what a program did with one, and taking it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.ground.access import actions_tokens as actions
from mulin.ground.access import queries_tokens as queries
from mulin.ground.access.entry import demand_fresh
from mulin.ground.access.forms import TokenForm
from mulin.ground.access.models import AccessToken, Membership
from mulin.ground.access.permissions import NO_SUCH_MEMBERSHIP, may_manage_accounts
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Listing
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting


@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """My tokens: for which program, what it may read, when it asked last."""
    actor = acting(request)
    context = {
        "tokens": queries.tokens_of(actor.street_id, _mine(request, actor).pk, clock.today()),
        "docs": reverse("api_docs"),
        "crumbs": _crumbs(),
    }
    return render(request, "access/tokens.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def new_token(request: HttpRequest) -> HttpResponse:
    """Let a program read in my name; the token is shown on the answer to the form, once."""
    actor = acting(request)
    membership = _mine(request, actor)
    demand_fresh(request)
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            done = actions.issue_token(
                membership, said["label"], said["scopes"], said["until"], by=actor, now=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            context = {"done": done, "docs": reverse("api_docs"), "crumbs": _crumbs()}
            return render(request, "access/token_issued.html", context)
    crumbs = _crumbs(Crumb(_("签发令牌")))
    context = {
        "form": form,
        "title": _("签发接口令牌"),
        "intro": _(
            "程序拿着令牌，能读到您在网页上能看到的、下面选中的那几类数据；不能办理任何事。"
        ),
        "word": _("签发"),
        "back": reverse("access:tokens"),
        "crumbs": crumbs,
    }
    status = 422 if form.errors else 200
    return render(request, "access/staff_form.html", context, status=status)


@require_safe
def token(request: HttpRequest, token_id: UUID) -> HttpResponseBase:
    """What a program asked with one token, call by call."""
    actor, row = _seen(request, token_id)
    columns = (
        Column("at", _("时间"), "at", "when", order=("at",)),
        Column("path", _("地址"), "path"),
        Column("status", _("回答"), "status", "number", order=("status",)),
        Column("address", _("来自"), "address"),
    )
    listing = Listing(request, queries.uses_of(row), columns, searches=("path", "address"))
    if listing.export:
        return download(listing, _("令牌使用记录"), now=clock.now())
    context = {
        "token": row,
        "listing": listing,
        "mine": row.membership_id == actor.membership_id,
        "holds": row.holds_on(clock.today()),
        "crumbs": _crumbs(Crumb(row.label)),
    }
    return render(request, "access/token.html", context)


@require_POST
def revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Take a token back; it opens nothing from now on."""
    actor, row = _seen(request, token_id)
    actions.revoke_token(row, by=actor, now=clock.now())
    messages.success(request, _("令牌已撤销，立即失效。"))
    if row.membership_id == actor.membership_id:
        return redirect("access:tokens")
    return redirect("access:account", row.membership_id)


def _mine(request: HttpRequest, actor: Actor) -> Membership:
    membership: Membership | None = getattr(request, "membership", None)
    if membership is None or membership.pk != actor.membership_id:
        raise Refused(NO_SUCH_MEMBERSHIP)
    return membership


def _seen(request: HttpRequest, token_id: UUID) -> tuple[Actor, AccessToken]:
    """The holder sees his own; officers those of their street."""
    actor = acting(request)
    row = queries.token_of(actor.street_id, token_id)
    mine = row is not None and row.membership_id == actor.membership_id
    if row is None or not (mine or may_manage_accounts(actor) is None):
        raise Refused(NO_SUCH_MEMBERSHIP)
    return actor, row


def _crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    me = Crumb(_("我的账号"), reverse("access:me"))
    return (me, Crumb(_("接口令牌"), reverse("access:tokens")), *last)
