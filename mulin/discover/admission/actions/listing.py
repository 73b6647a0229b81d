"""Writing the list."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mulin.discover.admission.events import AdmissionListSaved
from mulin.discover.admission.models import ListVersion
from mulin.discover.admission.permissions import may_edit_list
from mulin.ground.record.verbs import say
from mulin.kit.canonical import sm3
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import line as words
from mulin.kit.typed import refuse
from mulin.kit.words import joined, said
from mulin.law.admission.reading import read

LONGEST, SHOWN = 60_000, 12


def save_list(text: str, note: str, *, by: Actor, now: datetime) -> ListVersion:
    """Keep a new version. Raises Refused with every line that cannot be read."""
    require(may_edit_list(by))
    why = words(note, 200, said("改了什么"))
    if len(text) > LONGEST:
        refuse(said("清单太长。"), said("最多 {n} 个字。", n=LONGEST))
    admissions, faults = read(text)
    if admissions is None:
        shown = joined("", [str(fault) for fault in faults[:SHOWN]])
        raise Refused(Refusal(shown, said("改好这几行再存；您写的没有丢。")))
    with transaction.atomic():
        plain = "\n".join(line.rstrip() for line in text.splitlines())
        row = ListVersion(
            id=uuid7(),
            street_id=by.street_id,
            text=plain,
            title=admissions.title,
            begins_on=admissions.begins_on,
            count=len(admissions.items),
            note=why,
            saved_at=now,
            by=by.post or by.name,
        )
        row.save(force_insert=True)
        event = AdmissionListSaved(row.count, row.begins_on, row.note, sm3(plain.encode()))
        say(event, row, by=by, now=now)
        return row
