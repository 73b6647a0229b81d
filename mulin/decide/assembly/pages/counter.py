"""At the counter: seeing who somebody is, and, after the count, showing him his own vote."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mulin.decide.assembly.actions.proving import OwnVote, prove_at_counter, show_own_vote
from mulin.decide.assembly.pages.ballot_form import items_with
from mulin.decide.assembly.pages.common import crumbs_of, found, head_of, require_locked
from mulin.decide.assembly.permissions import HIDDEN, may_see_documents
from mulin.decide.assembly.queries.paper_desk import Sheet, entry_by, sheet_of
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Refused, require


@require_POST
def prove(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """The clerk has seen the document of one of an entry's signers."""
    actor, poll = found(request, poll_id)
    seq = request.POST.get("seq", "")
    try:
        holder_id = UUID(request.POST.get("holder", ""))
        done = prove_at_counter(
            holder_id, request.POST.get("last_four", ""), by=actor, now=clock.now()
        )
    except ValueError:
        messages.error(request, _("请先选是哪一位业主。"))
    except Refused as refused:
        messages.error(request, shown(refused.refusal))
    else:
        said = _("%(name)s的身份已核对，可以用信里的口令在手机上投票了。")
        messages.success(request, said % {"name": done.name})
    if seq.isdecimal() and len(seq) < 7:
        return redirect("assembly:paper_entry", poll.pk, int(seq))
    return redirect("assembly:paper", poll.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def own_vote(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """An owner wants to see, after the count, how his ballot was counted. To him alone."""
    actor, poll = found(request, poll_id)
    require(may_see_documents(actor, poll))
    require_locked(poll, _("开票以后，业主本人可以到窗口查自己的票。"))
    typed = (request.POST or request.GET).get("code", "").strip()
    entry = entry_by(poll, typed) if typed else None
    sheet = sheet_of(poll, entry) if entry else None
    context = head_of(poll) | {
        "crumbs": crumbs_of(poll, _("本人查票")),
        "typed": typed,
        "sheet": sheet,
        "missing": bool(typed) and sheet is None,
    }
    if request.method == "POST" and sheet is not None:
        try:
            votes = show_own_vote(
                sheet.entry.pk,
                UUID(request.POST.get("holder", "") or HIDDEN_ID),
                request.POST.get("last_four", ""),
                by=actor,
                now=clock.now(),
            )
            context["votes"] = [_shown(vote, sheet) for vote in votes]
        except Refused as refused:
            context["refusal"] = refused.refusal
        except ValueError:
            raise Refused(HIDDEN) from None
    return render(request, "assembly/paper/own_vote.html", context)


HIDDEN_ID = "00000000-0000-0000-0000-000000000000"


def _shown(vote: OwnVote, sheet: Sheet) -> dict[str, object]:
    return {"ballot": vote.ballot, "said": items_with(sheet.cards, dict(vote.choices))}
