"""What the register tells the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.ground.estate.models import ImportBatch
from mulin.ground.estate.permissions import may_import, may_merge, reach
from mulin.ground.estate.queries.standing import pairs_waiting
from mulin.kit.contributions import Hit, Task
from mulin.kit.rights import Actor

OPEN = (ImportBatch.State.READ, ImportBatch.State.FAULTY, ImportBatch.State.UPLOADED)


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """Imports that wait for confirmation, and persons that may be one."""
    compounds = reach(actor)
    if may_merge(actor, compounds or ()) is not None:
        return
    rows = ImportBatch.objects.of(actor.street_id).filter(state__in=OPEN)
    for batch in rows.select_related("compound").order_by("-id")[:20]:
        if may_import(actor, batch.compound_id) is None:
            yield Task(
                _("%(compound)s 的名册“%(file)s”%(state)s")
                % {
                    "compound": batch.compound.name,
                    "file": batch.file_name,
                    "state": batch.get_state_display(),
                },
                reverse("roster:batch", args=[batch.pk]),
                state="soon" if batch.state == ImportBatch.State.FAULTY else "now",
            )
    pairs = pairs_waiting(actor)
    if pairs:
        yield Task(
            _("%(n)d 对人员疑似重复，等待认定") % {"n": pairs},
            reverse("estate:duplicates"),
            note=_("表决锁定名册前要处理完"),
        )


def found(words: str, actor: Actor) -> Iterable[Hit]:
    """Units, persons and organisations are drawn by the desk itself; nothing is added."""
    return ()
