"""Messages in the office: what went to whom, what is carried by hand, disowned numbers; one's own."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mulin.ground.notices import actions
from mulin.ground.notices.forms import SettledForm
from mulin.ground.notices.models import Message
from mulin.ground.notices.permissions import NO_SUCH_MESSAGE, may_resend, may_see_messages
from mulin.ground.notices.queries import messages as queries
from mulin.ground.page.context import Crumb, is_phone
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Refused, acting, require
from mulin.kit.words import said_again

NO_PLACE = "none"
"""How the address names printed messages that belong to no compound."""


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponseBase:
    """Every message the office looks after, masked: search, filter, export, send again."""
    actor = acting(request)
    require(may_see_messages(actor))
    now = clock.now()
    visible = queries.messages_for(actor)
    listing = Listing(
        request,
        visible,
        _columns(),
        searches=("name", "to_masked", "compound__name"),
        filters=(
            Filter("state", _("状态"), Message.State.choices, "state"),
            Filter("channel", _("渠道"), Message.Channel.choices[:2], "channel"),
        ),
    )
    if listing.export:
        return download(listing, _("消息"), now=now)
    rows = [
        (row, cells, may_resend(actor, row, now) is None and row.state == Message.State.FAILED)
        for row, cells in zip(listing.rows, listing.cells, strict=True)
    ]
    counts = queries.state_counts(visible, now)
    context = {
        "listing": listing,
        "rows": rows,
        "figures": [
            (state, state.label, queries.MARKS[state], counts.get(state, 0))
            for state in Message.State
            if state != Message.State.SENDING
        ],
        "wrong": queries.numbers_for(actor).filter(settled_at__isnull=True).count(),
        "by_hand": sum(n for _pk, _name, n in queries.places_to_carry(actor)),
        "channel": settings.MULIN_MESSAGES,
        "crumbs": _crumbs(),
    }
    return render(request, "notices/messages.html", context)


@require_POST
def resend(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Try a message again that did not go out."""
    actor = acting(request)
    require(may_see_messages(actor))
    found = queries.message_for(actor, message_id)
    if found is None:
        raise Refused(NO_SUCH_MESSAGE)
    try:
        actions.resend(found, by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, shown(refused.refusal))
    else:
        messages.success(request, _("已排队重发，几秒后看结果。"))
    return redirect("notices:messages")


@never_cache
@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """What is printed and carried to those without a telephone, building by building."""
    actor = acting(request)
    require(may_see_messages(actor))
    places = [
        (pk.hex if pk else NO_PLACE, name, n) for pk, name, n in queries.places_to_carry(actor)
    ]
    asked = request.GET.get("compound", "")
    chosen = asked if asked in {key for key, _name, _n in places} else ""
    if not chosen and len(places) == 1:
        chosen = places[0][0]
    rows = queries.to_carry(actor, _place(chosen), clock.today()) if chosen else []
    context = {
        "lists": places,
        "chosen": chosen,
        "place": next((name for key, name, _n in places if key == chosen), ""),
        "rows": rows,
        "today": clock.today(),
        "crumbs": _crumbs(Crumb(_("打印上门"))),
    }
    return render(request, "notices/printed.html", context)


@require_POST
def carried(request: HttpRequest) -> HttpResponse:
    """Note which of them reached their readers."""
    actor = acting(request)
    place = request.POST.get("compound", "")
    ids = [UUID(value) for value in request.POST.getlist("message") if _is_uuid(value)]
    back = f"{reverse('notices:printed')}?compound={place}"
    if place != NO_PLACE and not _is_uuid(place):
        raise Refused(NO_SUCH_MESSAGE)
    try:
        count = actions.carried(ids, compound_id=_place(place), by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, shown(refused.refusal))
        return redirect(back)
    said = ngettext("已登记 %(n)d 份送到。", "已登记 %(n)d 份送到。", count)
    messages.success(request, said % {"n": count})
    return redirect(back if _is_uuid(place) else "notices:printed")


@never_cache
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """Numbers whose holders say that they are not the ones we write to."""
    return _numbers(request, None, None)


@require_POST
def settle(request: HttpRequest, number_id: UUID) -> HttpResponse:
    """Say what came of looking into one."""
    actor = acting(request)
    require(may_see_messages(actor))
    flag = queries.numbers_for(actor).filter(pk=number_id).first()
    if flag is None:
        raise Refused(NO_SUCH_MESSAGE)
    form = SettledForm(request.POST)
    if form.is_valid():
        actions.settle_number(flag, form.cleaned_data["how"], by=actor, now=clock.now())
        messages.success(request, _("已登记。这个号码以后又可以发消息了。"))
        return redirect("notices:numbers")
    return _numbers(request, number_id, form)


@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """One's own messages inside the house."""
    actor = acting(request)
    listing = Listing(request, queries.inbox_of(actor, clock.now()), INBOX_COLUMNS)
    listing.exportable = False
    template = "notices/phone/inbox.html" if is_phone(request) else "notices/inbox.html"
    return render(request, template, {"listing": listing})


def _crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("消息"), reverse("notices:messages")), *last)


def _numbers(request: HttpRequest, bad_id: UUID | None, bad: SettledForm | None) -> HttpResponse:
    actor = acting(request)
    require(may_see_messages(actor))
    rows = list(queries.numbers_for(actor)[:200])
    open_ones = [
        (
            row,
            bad
            if bad is not None and row.pk == bad_id
            else SettledForm(auto_id=f"{row.pk.hex}_%s"),
        )
        for row in rows
        if row.settled_at is None
    ]
    context = {
        "open": open_ones,
        "settled": [row for row in rows if row.settled_at is not None][:50],
        "crumbs": _crumbs(Crumb(_("号码有误"))),
    }
    return render(request, "notices/numbers.html", context, status=422 if bad else 200)


def _place(key: str) -> UUID | None:
    return UUID(key) if key and key != NO_PLACE else None


def _is_uuid(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def _columns() -> tuple[Column, ...]:
    return (
        Column("created", _("提交"), "created_at", "instant", order=("created_at",)),
        Column("name", _("收件人"), "name", personal="name"),
        Column("to", _("号码"), "to_masked"),
        Column("compound", _("小区"), lambda row: row.compound.name if row.compound else ""),
        Column("channel", _("渠道"), "get_channel_display", order=("channel",)),
        Column("text", _("内容"), queries.text_for_office),
        Column(
            "state",
            _("状态"),
            "get_state_display",
            "state",
            order=("state",),
            state=lambda row: queries.MARKS[Message.State(row.state)],
        ),
        Column("error", _("原因"), lambda row: shown(said_again(row.error_said or row.error))),
        Column("sent", _("发出"), "sent_at", "instant", order=("sent_at",)),
    )


INBOX_COLUMNS = (
    Column("at", _lazy("时间"), "due_at", "instant", order=("due_at",)),
    Column("text", _lazy("内容"), "text"),
)
