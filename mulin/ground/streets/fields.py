"""The foreign key between tenant tables, and the database's own UUID of version 7."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models.fields.related_descriptors import (
    ForwardManyToOneDescriptor,
    ReverseManyToOneDescriptor,
)
from django.db.models.lookups import Exact
from django.utils.functional import cached_property


class Uuid7(models.Func):
    """``uuid7()``, which the street backend offers on SQLite and PostgreSQL, for bulk statements."""

    function = "uuid7"
    template = "%(function)s()"
    arity = 0
    output_field = models.UUIDField()
    allowed_default = True


class ToOne(ForwardManyToOneDescriptor):
    """``unit.compound``: prefetching names the street, as fetching one does already."""

    def get_prefetch_querysets(self, instances: list[Any], querysets: Any = None) -> Any:
        rows = querysets[0] if querysets else self.get_queryset()
        return super().get_prefetch_querysets(instances, [_within(rows, instances)])


class ToMany(ReverseManyToOneDescriptor):
    """``compound.units``: every statement of the manager names the street."""

    @cached_property
    def related_manager_cls(self) -> Any:
        base: Any = super().related_manager_cls

        class StreetRelatedManager(base):
            def _apply_rel_filters(self, queryset: Any) -> Any:
                return super()._apply_rel_filters(_within(queryset, [self.instance]))

            def get_prefetch_querysets(
                self, instances: Sequence[Any], querysets: Any = None
            ) -> Any:
                rows = querysets[0] if querysets else self.model._default_manager.all()
                return super().get_prefetch_querysets(instances, [_within(rows, instances)])

        return StreetRelatedManager


class StreetForeignKey(models.ForeignKey):
    """A reference within one street: every join is on street and id, composite in PostgreSQL.

    Never indexed alone: an index that helps starts with the street, and the model names it.
    """

    forward_related_accessor_class = ToOne
    related_accessor_class = ToMany

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs.setdefault("db_index", False)
        super().__init__(to, on_delete, **kwargs)

    def get_extra_restriction(self, alias: str, related_alias: str) -> Any:
        """Add the street to the join. ``alias`` is the remote side, ``related_alias`` ours."""
        ours: Any = self.model._meta.get_field("street")
        theirs: Any = self.remote_field.model._meta.get_field("street")
        return Exact(theirs.get_col(alias), ours.get_col(related_alias))

    def get_extra_descriptor_filter(self, instance: models.Model) -> dict[str, Any]:
        """Add the street where a related row is fetched from an instance."""
        return {"street_id": instance.street_id}  # type: ignore[attr-defined]


def _within(rows: Any, instances: Sequence[Any]) -> Any:
    """``rows`` of the streets that ``instances`` belong to: one, outside of roll-ups."""
    streets = {instance.street_id for instance in instances}
    if len(streets) == 1:
        return rows.filter(street_id=streets.pop())
    return rows.filter(street_id__in=streets)
