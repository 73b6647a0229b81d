"""The desk for paper ballots: scan, type in, let somebody else type it in again, count the boxes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mulin.decide.assembly import documents
from mulin.decide.assembly.actions.paper import (
    confirm_paper,
    count_box,
    enter_paper,
    settle_paper,
)
from mulin.decide.assembly.actions.taking import Signed
from mulin.decide.assembly.forms import BoxForm
from mulin.decide.assembly.models import Ballot, Poll
from mulin.decide.assembly.pages.common import crumbs_of, found, head_of, require_locked
from mulin.decide.assembly.pages.paper_form import (
    VALID,
    FirstForm,
    SecondForm,
    choices_of,
    local_minute,
    rows_from,
    with_faults,
)
from mulin.decide.assembly.pages.signing import proxy_of
from mulin.decide.assembly.papers import BALLOT_PHOTO, PROXY_PAPER, receipt_address
from mulin.decide.assembly.permissions import HIDDEN, may_handle_papers, may_see_documents
from mulin.decide.assembly.queries.paper_desk import (
    Sheet,
    ballot_of,
    desk_of,
    entry_by,
    sheet_of,
)
from mulin.decide.assembly.queries.papers import head_of as paper_head
from mulin.decide.assembly.queries.voter import rules_of
from mulin.ground.page.templatetags.mulin import when
from mulin.ground.page.trying import number_in, once_of, tried
from mulin.ground.papers.actions import store
from mulin.ground.papers.models import Klass
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, acting, require
from mulin.kit.words import said

BOX = "mulin_ballot_box"
NO_SUCH = gettext_lazy("没有找到这张票。请再扫一次，或者输入票码、房号（例如 3-2-501）。")


@never_cache
@require_GET
def desk(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """What waits and what lies where; a scanned code leads on to its paper."""
    actor, poll = _handling(request, poll_id)
    typed = request.GET.get("code", "").strip()
    entry = entry_by(poll, typed) if typed else None
    if entry is not None:
        return redirect("assembly:paper_entry", poll.pk, entry.seq)
    box_form = BoxForm(initial={"box": request.session.get(BOX, "")})
    return _desk(request, actor, poll, box_form, typed=typed, status=404 if typed else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def first(request: HttpRequest, poll_id: UUID, seq: int) -> HttpResponseBase:
    """Type a paper in for the first time."""
    actor, poll = _handling(request, poll_id)
    sheet = _sheet(poll, seq)
    if request.method == "GET" and sheet.waiting and "again" not in request.GET:
        return redirect("assembly:paper_second", poll.pk, sheet.waiting.pk)
    start = {"box": request.session.get(BOX, ""), "received_at": local_minute(clock.now())}
    form = FirstForm(sheet, request.POST or None, request.FILES or None, initial=start)
    if request.method == "POST" and form.is_valid():
        rows = rows_from(sheet.cards, request.POST)
        rows = with_faults(rows, invalid=bool(form.cleaned_data["invalid"]))
        if not any(row.error for row in rows):
            ballot = tried(form, lambda: _enter(request, actor, poll, sheet, form))
            if ballot is not None:
                request.session[BOX] = form.cleaned_data["box"]
                words = _("%(where)s录好第一遍，等另一个人复核。请扫下一张。")
                messages.success(request, words % {"where": _where(sheet)})
                return redirect("assembly:paper", poll.pk)
    return _form(request, poll, sheet, form, mode="first")


@never_cache
@require_http_methods(["GET", "POST"])
def second(request: HttpRequest, poll_id: UUID, ballot_id: UUID) -> HttpResponseBase:
    """Type it in again without seeing the first time; where they differ, a third person decides."""
    actor, poll = _handling(request, poll_id)
    ballot = ballot_of(poll, ballot_id)
    if ballot is None:
        raise Refused(HIDDEN)
    if ballot.state == Ballot.State.TAKEN:
        messages.info(request, _("这张票已经复核好了。"))
        return redirect("assembly:paper", poll.pk)
    sheet = sheet_of(poll, ballot.entry)
    mode = "third" if ballot.state == Ballot.State.DISPUTED else "second"
    form = SecondForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        invalid = form.cleaned_data["invalid"]
        rows = with_faults(rows_from(sheet.cards, request.POST), invalid=bool(invalid))
        if not any(row.error for row in rows):
            verb = settle_paper if mode == "third" else confirm_paper
            said = choices_of(rows)
            done = tried(
                form, lambda: verb(ballot.pk, said, invalid=invalid, by=actor, now=clock.now())
            )
            if done is not None:
                _tell(request, done, sheet)
                return redirect("assembly:paper", poll.pk)
    return _form(request, poll, sheet, form, mode=mode, ballot=ballot, actor=actor)


def _desk(
    request: HttpRequest,
    actor: Actor,
    poll: Poll,
    box_form: BoxForm,
    *,
    typed: str = "",
    status: int,
) -> HttpResponse:
    context = head_of(poll) | {
        "crumbs": crumbs_of(poll, _("录入纸质票")),
        "desk": desk_of(poll, actor.account_id),
        "may_look": may_see_documents(actor, poll) is None,
        "typed": typed,
        "not_found": NO_SUCH if typed else "",
        "box_form": box_form,
    }
    return render(request, "assembly/paper/desk.html", context, status=status)


@require_POST
def box(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Put down what was counted out of a box."""
    actor, poll = _handling(request, poll_id)
    form = BoxForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        counted = {name: data[name] for name in ("box", "papers", "invalid", "instead")}
        sheet = tried(
            form,
            lambda: count_box(poll.pk, **counted, counted_by=data["by"], by=actor, now=clock.now()),
        )
        if sheet:
            words = _("%(box)s的点票单已登记：%(papers)s 张。")
            messages.success(request, words % {"box": sheet.box, "papers": sheet.papers})
            return redirect("assembly:paper", poll.pk)
    return _desk(request, actor, poll, form, status=422)


@never_cache
@require_GET
def receipt(request: HttpRequest, poll_id: UUID, ballot_id: UUID) -> HttpResponse:
    """The paper receipt, on A4 or on a 58 mm roll."""
    actor, poll = _handling(request, poll_id)
    ballot = ballot_of(poll, ballot_id)
    if ballot is None:
        raise Refused(HIDDEN)
    slip = documents.Receipt(
        unit=ballot.entry.first_unit,
        code=ballot.receipt,
        url=receipt_address(request, ballot.receipt),
        taken_at=when(ballot.cast_at),
        place=poll.return_place or poll.compound.name,
        clerk=actor.name,
    )
    width: Any = "58mm" if request.GET.get("width") == "58mm" else "a4"
    data = documents.receipts(paper_head(poll), [slip], on=clock.today(), width=width)
    return HttpResponse(data, content_type="application/pdf")


def _handling(request: HttpRequest, poll_id: UUID) -> tuple[Actor, Poll]:
    actor, poll = found(request, poll_id)
    require(may_handle_papers(actor, poll))
    require_locked(poll, _("锁定、公示、开始投票以后，才有表决票可录。"))
    return actor, poll


def _sheet(poll: Poll, seq: int) -> Sheet:
    entry = poll.roll.of(poll.street_id).filter(seq=seq).first()
    if entry is None:
        raise Refused(Refusal(_("名册上没有这个序号。"), _("请重新扫码。"), hidden=True))
    return sheet_of(poll, entry)


@transaction.atomic
def _enter(request: HttpRequest, actor: Actor, poll: Poll, sheet: Sheet, form: FirstForm) -> Ballot:
    """Keep the pictures, then type the paper in; the same form again gives the same ballot."""
    data, now = form.cleaned_data, clock.now()
    signed = Signed(
        entry_id=sheet.entry.pk,
        signer=data["signer"],
        channel=Ballot.Channel.PAPER,
        photo_id=_kept(data["photo"], BALLOT_PHOTO, sheet, actor),
        proxy=_proxy(data["proxy"], sheet),
        proxy_paper_id=_kept(data["proxy_paper"], PROXY_PAPER, sheet, actor),
    )
    rows = rows_from(sheet.cards, request.POST)
    return enter_paper(
        poll.pk,
        signed,
        {} if data["invalid"] else choices_of(rows),
        ballot_id=once_of(request),
        box=data["box"],
        invalid=data["invalid"],
        received_at=min(data["received_at"], now),
        by=actor,
        now=now,
        seen=number_in(request, "seen"),
    )


def _kept(upload: Any, kind: str, sheet: Sheet, actor: Actor) -> UUID | None:
    if not upload:
        return None
    now = clock.now()
    paper = store(
        sheet.entry.street_id,
        upload,
        kind=kind,
        title=said("{first_unit} 纸质票", first_unit=sheet.entry.first_unit),
        klass=Klass.SENSITIVE,
        by=actor,
        today=clock.day_of(now),
        now=now,
    )
    return paper.pk


def _proxy(name: str, sheet: Sheet) -> str:
    """The proxy's key: the attorney whom the roll knows, else his name.

    Guardians, heirs and legal representatives act by law: no mandate, and no limit on mandates.
    """
    plain = "".join(name.split())
    for holder in sheet.holders:
        if plain and holder.acts_as and "".join(holder.name.split()) == plain:
            return proxy_of(holder)
    return f"n:{plain}" if plain else ""


def _form(
    request: HttpRequest,
    poll: Poll,
    sheet: Sheet,
    form: SecondForm,
    *,
    mode: str,
    ballot: Ballot | None = None,
    actor: Actor | None = None,
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    rows = rows_from(sheet.cards, posted)
    if posted is not None:
        rows = with_faults(rows, invalid=posted.get("invalid", VALID) != VALID)
    actor = actor or acting(request)
    own = bool(ballot and actor.account_id in {ballot.entered_by, ballot.confirmed_by})
    context = head_of(poll) | {
        "crumbs": crumbs_of(poll, _("录入纸质票")),
        "sheet": sheet,
        "form": form,
        "rows": rows,
        "mode": mode,
        "ballot": ballot,
        "own": own,
        "may_prove": may_see_documents(actor, poll) is None,
        "rule": rules_of(poll).revote,
        "once": request.POST.get("once", ""),
    }
    wrong = bool(form.errors) or any(row.error for row in rows)
    return render(request, "assembly/paper/form.html", context, status=422 if wrong else 200)


def _tell(request: HttpRequest, ballot: Ballot, sheet: Sheet) -> None:
    where = {"where": _where(sheet)}
    if ballot.state == Ballot.State.DISPUTED:
        said = _("%(where)s两遍录得不一样，已放进“待裁定”，请第三个人对照原票。")
        messages.warning(request, said % where)
    else:
        messages.success(request, _("%(where)s复核好了，这张票已收。请扫下一张。") % where)


def _where(sheet: Sheet) -> str:
    said = _("%(room)s（名册第 %(seq)s 号）")
    return said % {"room": sheet.entry.first_unit, "seq": sheet.entry.seq}
