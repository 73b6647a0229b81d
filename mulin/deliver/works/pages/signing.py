"""The sheet of the consultation on an owner's phone: read, choose, sign; take it back."""

from __future__ import annotations

import base64
import binascii
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.deliver.works.actions.signing import sign_consent, withdraw_consent
from mulin.deliver.works.models import Home, Project
from mulin.deliver.works.pages.panel import rows_of
from mulin.deliver.works.pages.phone import found_here
from mulin.deliver.works.queries.projects import file_of, opened_by
from mulin.deliver.works.queries.shares import floors_of
from mulin.deliver.works.queries.slips import signing_of
from mulin.ground.page.trying import told
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, acting
from mulin.kit.words import said

PNG = "data:image/png;base64,"
LARGEST_SIGNATURE = 400_000


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Who asks, the plan, the own share, both readings; then the word and the signature."""
    actor, found = found_here(request, project_id)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            word = request.POST.get("word", "")
            sign_consent(found, word, _signature(request, actor), by=actor, now=clock.now())
            return redirect("lift:sign", found.pk)
        except Refused as refused:
            if refused.refusal.hidden:
                raise
            refusal = refused.refusal
    return _page(request, actor, found, refusal)


@require_POST
def withdraw(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Take the signature back."""
    actor, found = found_here(request, project_id)
    told(
        request,
        lambda: withdraw_consent(found, by=actor, now=clock.now()),
        _("已撤回，可以再签。"),
    )
    return redirect("lift:sign", found.pk)


def _page(
    request: HttpRequest, actor: Actor, found: Project, refusal: Refusal | None
) -> HttpResponse:
    today = clock.today()
    file = file_of(found, today)
    signing = signing_of(actor, found, today)
    mine = {home.pk for home in signing.homes}
    context: dict[str, Any] = {
        "project": found,
        "asked_by": opened_by(found),
        "signing": signing,
        "consent": file.decisive.consent,
        "rows": rows_of(file.decisive),
        "shares": [share for share in file.shares if share.home.pk in mine],
        "floors": floors_of(file.shares),
        "words": [Home.Word.AGREE, Home.Word.AGAINST],
        "word": request.POST.get("word", ""),
        "drawn": _drawn(request),
        "typed": request.POST.get("signature_typed", ""),
        "agreed": request.POST.get("agree") == "1",
        "refusal": refusal,
        "owner": actor.name,
    }
    status = 422 if refusal else 200
    return render(request, "works/phone/sign.html", context, status=status)


def _drawn(request: HttpRequest) -> str:
    drawn: str = request.POST.get("signature", "")
    return drawn if drawn.startswith(PNG) and len(drawn) < LARGEST_SIGNATURE else ""


def _signature(request: HttpRequest, actor: Actor) -> bytes:
    """The picture as bytes, or nothing where the name was typed. Raises Refused without either."""
    if request.POST.get("agree") != "1":
        raise Refused(
            Refusal(said("还没有勾“方案我看过了”。"), said("您选的和签的都还在，勾上再交就行。"))
        )
    if drawn := _drawn(request):
        try:
            return base64.b64decode(drawn.removeprefix(PNG), validate=True)
        except binascii.Error:
            pass
    typed = "".join(request.POST.get("signature_typed", "").split())
    if typed and typed == "".join(acting(request).name.split()):
        return b""
    if typed:
        raise Refused(
            Refusal(
                said("输入的名字和登记的对不上。"),
                said("请输入您的全名：{name}。", name=actor.name),
            )
        )
    raise Refused(
        Refusal(
            said("还没有签名。"),
            said("请用手指在方框里写名字；写不了的，点“改用键盘”输入全名。"),
        )
    )
