"""Questions about imports: what was imported, and whether it can still be taken back."""

from __future__ import annotations

from typing import Any

from mulin.ground.estate.models import (
    Building,
    Compound,
    ImportBatch,
    Organisation,
    OtherPhone,
    Ownership,
    Person,
    Stairwell,
    Tenancy,
    Unit,
)
from mulin.ground.record.models import Fact
from mulin.kit.rights import Refusal
from mulin.kit.words import said

HARMLESS = frozenset({"RosterUploaded", "RosterColumnsChosen", "RosterDiscarded"})
"""Facts that change nothing an import wrote."""

MADE = (Unit, Person, Organisation, Building, Stairwell)
"""What an import creates and other rows may refer to."""

WITH_BATCH = (Ownership, Tenancy, OtherPhone, *MADE)


def imports_of(compound: Compound) -> Any:
    """The compound's imports, the latest first."""
    return ImportBatch.objects.of(compound.street_id).filter(compound=compound).order_by("-id")


def why_not_undone(batch: ImportBatch) -> Refusal | None:
    """Why an import cannot be taken back: it is not written, or something was built on it."""
    if batch.state != ImportBatch.State.DONE:
        return Refusal(
            said(
                "这次导入{state}，没有可撤销的内容。",
                state=batch.get_state_display(),
            )
        )
    facts = Fact.objects.of(batch.street_id).exclude(kind__in=HARMLESS)
    later = facts.filter(compound_id=batch.compound_id, id__gt=batch.fact_id).order_by("id")
    fact = later.first() or _about_persons(batch)
    if fact is not None:
        return Refusal(
            said(
                "导入之后又有登记（{day} {sentence}），不能整批撤销。",
                day=fact.on.isoformat(),
                sentence=fact.sentence,
            ),
            said("请在房屋或人员页面逐条更正。"),
        )
    for model in MADE:
        if what := _referring(model, batch):
            return Refusal(
                said("导入的内容已被“{what}”引用，不能整批撤销。", what=what),
                said("请在房屋或人员页面逐条更正。"),
            )
    return None


def _about_persons(batch: ImportBatch) -> Fact | None:
    """A later fact about somebody this import brought: corrected, merged, appointed."""
    people = Person.objects.of(batch.street_id).filter(import_batch_id=batch.pk)
    facts = Fact.objects.of(batch.street_id).exclude(kind__in=HARMLESS)
    found: Fact | None = (
        facts.filter(id__gt=batch.fact_id, subject_id__in=people.values("id"))
        .order_by("id")
        .first()
    )
    return found


def _referring(model: type[Any], batch: ImportBatch) -> str:
    """The name of a table with rows that hang on what the import made; empty where none does."""
    for relation in model._meta.related_objects:
        other = relation.related_model
        rows = other.objects.of(batch.street_id).filter(
            **{f"{relation.field.name}__import_batch_id": batch.pk}
        )
        if other in WITH_BATCH:
            # Written by the same import, or by somebody else since: only the latter counts.
            same = rows.filter(import_batch_id=batch.pk).count()
            if rows.count() == same:
                continue
        if rows.exists():
            return str(other._meta.verbose_name)
    return ""
