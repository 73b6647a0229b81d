"""The key ceremony: every counter takes a share of the poll's key under a passphrase of his own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.assembly import keys
from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.events import EnvelopePrinted, ShareKept
from mulin.decide.assembly.models import Poll, PollOfficer
from mulin.decide.assembly.permissions import HIDDEN, may_prepare
from mulin.ground import secrets
from mulin.ground.streets.models import StreetQuerySet
from mulin.kit.ids import readable_code
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

MIN_PASSPHRASE = 8


def share_context(officer_id: UUID) -> str:
    """What a share is bound to, so that it cannot be given to somebody else."""
    return f"share/{officer_id.hex}"


def make_key(poll: Poll) -> None:
    """Give the poll its key: a share for each counter and one for the sealed envelope.

    Until a share is taken it lies sealed for the street; voting opens only when none lies so.
    """
    street = poll.street_id
    envelope = PollOfficer(street_id=street, poll=poll, duty=PollOfficer.Duty.ENVELOPE)
    envelope.save(force_insert=True)
    holders = [*counters_of(poll), envelope]
    poll.public_key, shares = keys.new_poll_key(len(holders))
    for index, (officer, share) in enumerate(zip(holders, shares, strict=True), start=1):
        PollOfficer.objects.of(street).filter(pk=officer.pk).update(
            share_index=index, share=secrets.seal(street, share_context(officer.pk), share)
        )


def counters_of(poll: Poll) -> list[PollOfficer]:
    """The counters of a poll, in the order they were named."""
    officers = PollOfficer.objects.of(poll.street_id).filter(poll=poll)
    return list(officers.filter(duty=PollOfficer.Duty.COUNTER).order_by("id"))


def keep_share(poll: Poll, passphrase: str, *, by: Actor, now: datetime) -> PollOfficer:
    """The counter puts his share under a passphrase; from then on nobody else can open it."""
    if len(" ".join(passphrase.split())) < MIN_PASSPHRASE:
        raise Refused(
            Refusal(
                said("口令至少 {least} 个字符。", least=MIN_PASSPHRASE),
                said("可以用一句自己记得住的话，并抄存好。"),
            )
        )
    with transaction.atomic():
        officer = (
            _locked(poll).filter(person_id=by.person_id, duty=PollOfficer.Duty.COUNTER).first()
        )
        if officer is None or by.person_id is None:
            raise Refused(HIDDEN)
        if officer.share_kept_at is not None:
            raise Refused(
                Refusal(
                    said("您已经领取并封存了份额。"), said("忘记口令时，可用封存信封代替您的份额。")
                )
            )
        _put_away(officer, passphrase, now=now)
        say(ShareKept(poll.title, by.name), poll, by=by, now=now)
        return officer


def print_envelope(poll: Poll, *, by: Actor, now: datetime) -> str:
    """Put the spare share under a random passphrase and return that once, for the paper only."""
    with transaction.atomic():
        require(may_prepare(by, poll.compound))
        officer = _locked(poll).get(duty=PollOfficer.Duty.ENVELOPE)
        if officer.share_kept_at is not None:
            raise Refused(
                Refusal(
                    said("封存信封已经打印过一次。"),
                    said("为防止复制，不能再打印；请妥善保管原件。"),
                )
            )
        passphrase = readable_code(5)
        _put_away(officer, passphrase, now=now)
        say(EnvelopePrinted(poll.title), poll, by=by, now=now)
        return passphrase


def opened_share(officer: PollOfficer, passphrase: str) -> bytes:
    """The share behind a passphrase. Raises Refused with the officer's name where it is wrong."""
    try:
        return keys.take(
            bytes(officer.share), passphrase, bytes(officer.share_salt), share_context(officer.pk)
        )
    except keys.WrongKey:
        who = officer.person.name if officer.person else said("封存信封")
        raise Refused(
            Refusal(
                said("{who}的口令不对。", who=who),
                said("请重新输入；确实忘记的，用封存信封里的口令代替一人。"),
            )
        ) from None


def _locked(poll: Poll) -> StreetQuerySet:
    return PollOfficer.objects.of(poll.street_id).filter(poll=poll).select_for_update()


def _put_away(officer: PollOfficer, passphrase: str, *, now: datetime) -> None:
    context = share_context(officer.pk)
    share = secrets.unseal(officer.street_id, context, bytes(officer.share))
    salt = keys.new_salt()
    PollOfficer.objects.of(officer.street_id).filter(pk=officer.pk).update(
        share=keys.keep(share, passphrase, salt, context), share_salt=salt, share_kept_at=now
    )
