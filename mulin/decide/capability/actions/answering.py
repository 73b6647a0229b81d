"""A street's own words beneath an entry of the handbook."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mulin.decide.capability.actions.common import say
from mulin.decide.capability.chapters import entries
from mulin.decide.capability.events import OwnAnswerTakenBack, OwnAnswerWritten
from mulin.decide.capability.models import OwnAnswer
from mulin.decide.capability.permissions import NO_ENTRY, may_answer
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.words import said

LONGEST = 1000


def write_own_answer(entry: str, text: str, *, by: Actor, now: datetime) -> OwnAnswer:
    """What holds in this street besides: a telephone, a place, a habit. The last words stand."""
    require(may_answer(by))
    if entry not in entries():
        raise Refused(NO_ENTRY)
    plain = words(text, LONGEST, said("没有写补充的内容。"), said("不要补充的，请用“撤下”。"))
    with transaction.atomic():
        row = _row(entry, by)
        if row.text == plain:
            return row
        row.text, row.written_on, row.written_by = plain, day_of(now), by.post or by.name
        row.save()
        say(OwnAnswerWritten(entry, plain), row.pk, None, by=by, now=now)
        return row


def take_own_answer_back(entry: str, *, by: Actor, now: datetime) -> None:
    """The street's words no longer hold; taken back twice, it changes nothing."""
    require(may_answer(by))
    if entry not in entries():
        raise Refused(NO_ENTRY)
    with transaction.atomic():
        row = _row(entry, by)
        if not row.text:
            return
        row.text = ""
        row.save(update_fields=["text"])
        say(OwnAnswerTakenBack(entry), row.pk, None, by=by, now=now)


def _row(entry: str, by: Actor) -> OwnAnswer:
    rows = OwnAnswer.objects.of(by.street_id).select_for_update()
    found: OwnAnswer | None = rows.filter(entry=entry).first()
    return found or OwnAnswer(street_id=by.street_id, entry=entry)
