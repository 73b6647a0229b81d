"""Signing on the phone: the picture of a signature or the typed name, and handing the ballot in."""

from __future__ import annotations

import base64
import binascii
import os
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from mulin.decide.assembly.actions.casting import cast_slip, may_cast_now
from mulin.decide.assembly.actions.taking import Signed
from mulin.decide.assembly.models import Ballot, Poll, RollHolder
from mulin.decide.assembly.pages import voter_session as here
from mulin.decide.assembly.pages.ballot_form import Item, choices_of, missing
from mulin.decide.assembly.papers import SIGNATURE
from mulin.decide.assembly.queries.voter import Signing
from mulin.ground.page.trying import number_in
from mulin.ground.papers.actions import lay_by
from mulin.ground.papers.formats import clean
from mulin.ground.papers.models import Klass, Paper
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

PNG = "data:image/png;base64,"
LARGEST_SIGNATURE = 400_000
NOT_CHOSEN = Refusal(said("还有没选的。"), said("每一项都请选一个。"))


def hand_in(
    request: HttpRequest, poll: Poll, signing: Signing, items: list[Item], once: UUID
) -> bytes:
    """Keep the signature's picture, and cast for every entry signed for; the key of the own copy."""
    now, holder = clock.now(), signing.holders[0]
    require(may_cast_now(poll, now) or (NOT_CHOSEN if missing(items) else None))
    by = here.actor_for(request, holder)
    own_key = here.own_key_of(request, poll) or os.urandom(16)
    signature = signature_of(request, holder)
    votes = [
        Signed(
            entry_id=holder.entry_id,
            signer=holder.signer,
            channel=Ballot.Channel.ONLINE,
            proxy=proxy_of(holder),
        )
        for holder in signing.holders
    ]
    cast_slip(
        poll.pk,
        votes,
        choices_of(items),
        once=once,
        own_key=own_key,
        by=by,
        now=now,
        signature=_picture(signing, signature, by, now) if signature else None,
        seen=number_in(request, "seen"),
    )
    return own_key


def _picture(signing: Signing, signature: bytes, by: Actor, now: datetime) -> Paper:
    """The signature in the vault; the verb writes its row."""
    return lay_by(
        by.street_id,
        clean(signature, thumbnail=False),
        kind=SIGNATURE,
        title=said("{first_unit} 手写签名", first_unit=signing.entries[0].first_unit),
        klass=Klass.SENSITIVE,
        by=by,
        now=now,
    )


def drawn_in(request: HttpRequest) -> str:
    """The picture of a signature that came with the form; it goes back with a refusal."""
    drawn: str = request.POST.get("signature", "")
    return drawn if drawn.startswith(PNG) and len(drawn) < LARGEST_SIGNATURE else ""


def proxy_of(holder: RollHolder) -> str:
    """An attorney is a proxy, who may act for so many only; guardians and heirs are not."""
    return f"p:{holder.person_id.hex}" if holder.acts_as == "attorney" and holder.person_id else ""


def signature_of(request: HttpRequest, holder: RollHolder) -> bytes:
    """The picture as bytes, or nothing where the name was typed. Raises Refused without either."""
    if request.POST.get("agree") != "1":
        raise Refused(
            Refusal(
                _("还没有勾“方案我看过了，我有权投这张票”。"), _("您选的都还在，勾上再交票就行。")
            )
        )
    drawn = drawn_in(request)
    if drawn:
        try:
            return base64.b64decode(drawn.removeprefix(PNG), validate=True)
        except binascii.Error:
            pass
    typed = "".join(request.POST.get("signature_typed", "").split())
    if typed and typed == "".join(holder.name.split()):
        return b""
    if typed:
        raise Refused(
            Refusal(
                _("输入的名字和名册上的对不上。"),
                (_("请输入您的全名：%(name)s。您选的都还在。") % {"name": holder.name}),
            )
        )
    raise Refused(
        Refusal(
            _("还没有签名。"),
            _("请用手指在方框里写名字；写不了的，点“改用键盘”输入全名。您选的都还在。"),
        )
    )
