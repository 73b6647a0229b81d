"""Notices in the office: the list, one notice with its proofs, taking it down, boards and posters."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from mulin.ground.estate.models import Compound
from mulin.ground.notices import actions
from mulin.ground.notices.forms import PostingForm, ReasonForm
from mulin.ground.notices.models import PublicNotice
from mulin.ground.notices.permissions import (
    HIDDEN,
    may_open_subject,
    may_post,
    may_see_notice,
    may_see_notices,
)
from mulin.ground.notices.queries import board as queries
from mulin.ground.notices.subjects import subject_behind
from mulin.ground.page.address import only_here, public_address, row_address
from mulin.ground.page.codes import qr_code
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, acting, require


@require_safe
def notices(request: HttpRequest) -> HttpResponseBase:
    """Every notice of the compounds the person works in: search, filter, order, export."""
    actor = acting(request)
    require(may_see_notices(actor))
    today = clock.today()
    visible = queries.notices_for(actor)
    listing = Listing(
        request,
        visible,
        _columns(),
        searches=("title", "compound__name", "basis"),
        filters=_filters(actor),
    )
    if listing.export:
        return download(listing, _("公示公告"), now=clock.now())
    figures = [
        (key, word, queries.MARKS[key], queries.in_state(visible, key, today).count())
        for key, word in queries.STATES.items()
        if key != queries.COMING
    ]
    context = {"listing": listing, "figures": figures, "crumbs": _crumbs()}
    return render(request, "notices/list.html", context)


@require_safe
def notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """One notice: text, days left, proofs, and what can be done."""
    actor, found = _found(request, notice_id)
    return _page(request, actor, found)


@require_POST
def prove(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Register where the notice hangs, with a photo."""
    actor, found = _found(request, notice_id)
    form = PostingForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.prove_with_photo(
                found,
                posting_id=once_of(request),
                place=form.cleaned_data["place"],
                posted_on=form.cleaned_data["posted_on"],
                photo=form.cleaned_data["photo"],
                by=actor,
                now=clock.now(),
            )
        except Refused as refused:
            if refused.refusal.hidden:
                raise
            form.add_error(None, shown(refused.refusal))
        else:
            messages.success(request, _("已登记张贴证明。"))
            return redirect("notices:notice", found.pk)
    return _page(request, actor, found, posting=form)


@require_POST
def withdraw(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Take a notice down before its time."""
    actor, found = _found(request, notice_id)
    form = ReasonForm(request.POST)
    try:
        actions.withdraw(found, request.POST.get("reason", "")[:200], by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        form.add_error(None, shown(refused.refusal))
        return _page(request, actor, found, reason=form)
    messages.success(request, _("已撤下，理由已在公示栏公开。请记得把纸质公示也取下。"))
    return redirect("notices:notice", found.pk)


@require_safe
def boards(request: HttpRequest) -> HttpResponse:
    """The boards the person looks after, their public addresses and posters."""
    actor = acting(request)
    require(may_see_notices(actor))
    listing = Listing(
        request, queries.compounds_for(actor), BOARD_COLUMNS, searches=("name", "community__name")
    )
    listing.exportable = False
    context = {"listing": listing, "crumbs": _crumbs(Crumb(_("公示栏与海报")))}
    return render(request, "notices/boards.html", context)


@require_safe
def poster(request: HttpRequest, compound_id: UUID) -> HttpResponse:
    """An A4 poster with the board's QR code, for those who get no text messages."""
    actor = acting(request)
    require(may_see_notices(actor))
    compound = queries.compounds_for(actor).filter(pk=compound_id).first()
    if compound is None:
        raise Refused(HIDDEN)
    address = board_address(request, compound)
    context = {
        "compound": compound,
        "address": address,
        "qr": qr_code(address),
        "crumbs": _crumbs(Crumb(_("公示栏与海报"), reverse("notices:boards")), Crumb(_("海报"))),
        "local": only_here(request),
    }
    return render(request, "notices/poster.html", context)


def board_address(request: HttpRequest, compound: Compound) -> str:
    """The whole address of a compound's board, as printed in QR codes."""
    return public_address(request, reverse("notices:board", args=[_slug(request), compound.slug]))


def _crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("公示公告"), reverse("notices:list")), *last)


def _slug(request: HttpRequest) -> str:
    slug: str = request.street.slug  # type: ignore[attr-defined]
    return slug


def _found(request: HttpRequest, notice_id: UUID) -> tuple[Actor, PublicNotice]:
    actor = acting(request)
    found = queries.notice_of(actor.street_id, notice_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_notice(actor, found))
    return actor, found


def _page(
    request: HttpRequest,
    actor: Actor,
    found: PublicNotice,
    *,
    posting: PostingForm | None = None,
    reason: ReasonForm | None = None,
) -> HttpResponse:
    today = clock.today()
    day, head = queries.head_for(found)
    may = may_post(actor, found)
    context: dict[str, Any] = {
        "notice": found,
        "hanging": queries.hanging(found, today),
        "proofs": queries.proofs_of(found, actor, today),
        "paper": queries.public_paper(found, today),
        "subject": subject_behind(found.street_id, found.subject_id)
        if may_open_subject(actor, found)
        else None,
        "head": head,
        "head_day": day,
        "why_not": "" if may is None else str(may),
        "posting": posting or PostingForm(initial={"posted_on": today}),
        "once": once_of(request) if posting is not None else uuid7(),
        "reason": reason or ReasonForm(),
        "crumbs": _crumbs(Crumb(found.compound.name)),
    }
    bad = any(form is not None and form.errors for form in (posting, reason))
    return render(request, "notices/notice.html", context, status=422 if bad else 200)


def _state(row: PublicNotice) -> queries.Hanging:
    return queries.hanging(row, clock.today())


def _left(row: PublicNotice) -> int | None:
    shown = _state(row)
    return shown.left if shown.state == queries.RUNNING else None


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "title",
            _("标题"),
            "title",
            order=("title",),
            href=lambda row: row_address("notices:notice", row.pk),
        ),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("kind", _("类别"), "get_kind_display", order=("kind",)),
        Column("starts", _("起"), "starts_on", "day", order=("starts_on",)),
        Column("ends", _("止"), "ends_on", "day", order=("ends_on",)),
        Column("left", _("还差天数"), _left, "number"),
        Column("proofs", _("张贴证明"), "proofs", "number", order=("proofs",)),
        Column(
            "state",
            _("状态"),
            lambda row: _state(row).word,
            "state",
            state=lambda row: _state(row).mark,
        ),
    )


def _filters(actor: Actor) -> tuple[Filter, ...]:
    places = queries.compounds_for(actor).values_list("pk", "name")
    return (
        Filter("compound", _("小区"), [(str(pk), name) for pk, name in places], "compound_id"),
        Filter("kind", _("类别"), PublicNotice.Kind.choices, "kind"),
        Filter(
            "state",
            _("状态"),
            list(queries.STATES.items()),
            lambda rows, state: queries.in_state(rows, state, clock.today()),
        ),
        Filter(
            "proof",
            _("张贴证明"),
            [("no", _("还没有")), ("yes", _("有"))],
            lambda rows, has: rows.filter(proofs__gt=0) if has == "yes" else rows.filter(proofs=0),
        ),
    )


BOARD_COLUMNS = (
    Column("name", _lazy("小区"), "name", order=("name",)),
    Column("community", _lazy("社区"), "community.name", order=("community__name",)),
)
