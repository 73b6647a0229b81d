"""What the register's verbs share: putting a fact on record, and refusing in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.db import models, transaction

from mulin.ground.estate.models import Organisation, Person, Unit
from mulin.ground.estate.permissions import own_street
from mulin.ground.estate.queries.standing import new_edition
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.ground.record.models import Fact
from mulin.ground.streets.models import StreetModel
from mulin.kit.clock import day_of
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said

M = TypeVar("M", bound=StreetModel)


def say(
    event: Event,
    *,
    by: Actor,
    now: datetime,
    subject_id: UUID | None = None,
    compound_id: UUID | None = None,
) -> Fact:
    """Record a fact of the register on the day that ``now`` falls on; its figures are due again.

    Twice: whoever counts before we commit counts what was, and must not be believed afterwards.
    """
    new_edition(by.street_id)
    transaction.on_commit(partial(new_edition, by.street_id))
    return record(
        event, by=by, at=now, on=day_of(now), subject_id=subject_id, compound_id=compound_id
    )


def same_street(actor: Actor, *rows: StreetModel | None) -> None:
    """Rows of another street are as if they were not there."""
    require(own_street(actor, *rows))


def done_before(model: type[M], actor: Actor, once: UUID | None) -> M | None:
    """The row an earlier click of the same form made."""
    if once is None:
        return None
    found: M | None = model.objects.of(actor.street_id).filter(id=once).first()
    return found


def required(text: str, what: str) -> str:
    """Text that may not be missing, trimmed."""
    plain = " ".join(text.split())
    if not plain:
        refuse(said("{what}不能为空。", what=what), said("请填写{what}。", what=what))
    return plain


def not_after(day: date, now: datetime, what: str) -> None:
    """A day that must have come."""
    if day > day_of(now):
        refuse(
            said("{what} {day} 还没有到。", what=what, day=day.isoformat()),
            said("请在当天或之后登记。"),
        )


def put(row: M, **changes: Any) -> None:
    """Write some fields of one row; the street is in the statement."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))


def differences(row: models.Model, wanted: Mapping[str, Any]) -> list[list[str]]:
    """Field, old and new value in words, of what really changes."""
    found = []
    for name, value in wanted.items():
        old = getattr(row, name)
        if old != value:
            found.append([name, in_words(row, name, old), in_words(row, name, value)])
    return found


def in_words(row: models.Model, name: str, value: Any) -> str:
    """A field's value as people read it."""
    if value is None or value == "":
        return said("空")
    if name.endswith("_area"):
        return f"{value // 100}.{value % 100:02d} ㎡"
    field = row._meta.get_field(name)
    labels: dict[Any, Any] = dict(getattr(field, "flatchoices", ()) or ())
    return str(labels.get(value, value))


def sentence_of(row: models.Model, changes: list[list[str]]) -> str:
    """``专有部分面积 89.62 ㎡ → 90.10 ㎡；用途 住宅 → 商铺``."""
    words = []
    for name, old, new in changes:
        label = str(getattr(row._meta.get_field(name), "verbose_name", name))
        words.append(f"{label} {old} → {new}")
    return "；".join(words)


def say_of_unit(event: Event, unit: Unit, by: Actor, now: datetime) -> None:
    """Record a fact about one unit."""
    say(event, by=by, now=now, subject_id=unit.pk, compound_id=unit.compound_id)


def refuse_closed(valid_to: date | None) -> None:
    """A row that has ended is not ended again."""
    if valid_to is not None:
        refuse(said("这条登记已于 {day} 结束。", day=valid_to.isoformat()))


def owner_words(owner: Person | Organisation | None) -> str:
    """An owner as facts and lists name him: persons masked, organisations in full."""
    return mask_name(owner.name) if isinstance(owner, Person) else str(owner)
