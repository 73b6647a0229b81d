"""The papers of a vote that are kept sealed, who may look at them, and receipts as pictures."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from mulin.decide.assembly.models import Ballot, PollOfficer
from mulin.decide.assembly.permissions import may_handle_papers, may_see, officers_of
from mulin.ground.page.address import public_address
from mulin.ground.page.codes import qr_code
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal
from mulin.kit.words import said

SIGNATURE = "assembly.signature"
BALLOT_PHOTO = "assembly.ballot_photo"
PROXY_PAPER = "assembly.proxy_paper"
STILL_SEALED = Refusal(
    said("还没有开票，票面不能再看。"), said("两次录入一致的票，开票以后计票人、监票人才能看影像。")
)


def may_read_ballot_paper(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Signatures, photos and mandates: officers of the vote; and, for a paper ballot that still
    waits to be confirmed or settled, whoever may enter papers. The photo of one that was taken is
    as sealed as what it says until the ballots are opened."""
    if actor is None:
        return HIDDEN
    of_paper = Q(signature_id=paper.pk) | Q(photo_id=paper.pk) | Q(proxy_paper_id=paper.pk)
    rows = Ballot.objects.of(paper.street_id).filter(of_paper).select_related("poll__compound")
    for ballot in rows[:20]:
        taken = ballot.state == Ballot.State.TAKEN
        duties = officers_of(ballot.poll).get(actor.person_id, ()) if actor.person_id else ()
        if PollOfficer.Duty.COUNTER in duties or PollOfficer.Duty.WITNESS in duties:
            sealed = taken and paper.kind == BALLOT_PHOTO and not ballot.poll.is_judged
            return may_see(actor, ballot.poll) or (STILL_SEALED if sealed else None)
        if not taken and paper.kind != SIGNATURE:
            return HIDDEN if may_handle_papers(actor, ballot.poll) else None
    return HIDDEN


def receipt_address(request: HttpRequest, code: str) -> str:
    """The page that says whether the ballot of this receipt counted."""
    return public_address(request, f"{reverse('phone:receipt_check')}?code={code}")


def receipt_qr(address: str) -> SafeString:
    """The receipt's address as a QR code for the screen."""
    return qr_code(address, gettext("回执二维码"))


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    for kind in (SIGNATURE, BALLOT_PHOTO, PROXY_PAPER):
        register_reader(kind, may_read_ballot_paper)
