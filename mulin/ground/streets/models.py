"""The street, the base of every tenant table, and the numbers people quote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models

from mulin.ground.streets.fields import StreetForeignKey, Uuid7
from mulin.kit.ids import uuid7


class Street(models.Model):
    """A sub-district office (街道): the tenant. A reference table, shared by every shard.

    ``id`` is opaque; ``region`` is the six-digit code of the county whose law applies.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=60)
    region = models.CharField("区划代码", max_length=6)
    phone = models.CharField("对外电话", max_length=40, blank=True)
    synthetic = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = "街道"

    def __str__(self) -> str:
        return self.name


class StreetQuerySet(models.QuerySet[Any]):
    """Rows of tenant tables; deletes and updates keep their street in the statement."""

    def of(self, street: Street | UUID) -> Self:
        """The rows of one street: the first call of every question."""
        return self.filter(street_id=street.pk if isinstance(street, Street) else street)

    def erase(self) -> int:
        """Really delete, as drafts may be: one statement, no collector, no cascade."""
        return self._raw_delete(self.db)

    def delete(self) -> Any:
        raise TypeError("tenant rows are erased: Model.objects.of(street).filter(…).erase()")

    def update(self, **values: Any) -> int:
        if "street" in values or "street_id" in values:
            raise TypeError("a row never moves to another street")
        return super().update(**values)

    def select_for_update(
        self,
        nowait: bool = False,
        skip_locked: bool = False,
        of: Sequence[str] = (),
        no_key: bool = True,
    ) -> Self:
        """Hold the rows for a change of their values; others may refer to them meanwhile.

        Keys never change here. The stronger lock of PostgreSQL would stop whoever inserts a row
        that refers to one of ours, and two who wait for each other that way never end.
        """
        return super().select_for_update(nowait, skip_locked, of, no_key)

    update.alters_data = True  # type: ignore[attr-defined]
    delete.alters_data = True  # type: ignore[attr-defined]


class StreetModel(models.Model):
    """A row of one street. ``street`` never changes; the key is a UUID of version 7.

    On PostgreSQL the primary key is (street_id, id) and references between tenant tables are
    composite, so that a city can be sharded by street (see the backend beside this file).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, db_default=Uuid7(), editable=False)
    street = models.ForeignKey(Street, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects: ClassVar[models.Manager[Any]] = StreetQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Self:
        row = super().from_db(db, field_names, values)
        row.__dict__["_home"] = row.__dict__.get("street_id")
        return row

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        home = self.__dict__.setdefault("_home", self.street_id)
        if home != self.street_id:
            raise TypeError("a row never moves to another street")
        super().save_base(*args, **kwargs)

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *rest: Any) -> bool:
        kept = [v for v in values if v[0].name != "street"]
        return super()._do_update(
            base_qs.filter(street_id=self.street_id), using, pk_val, kept, *rest
        )

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("tenant rows are erased by their street: Model.objects.of(street).erase()")

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        if "street_id" not in self.__dict__:
            raise TypeError("only() and defer() must keep street: what is deferred is read by it")
        kwargs.setdefault("from_queryset", type(self).objects.of(self.street_id))
        super().refresh_from_db(*args, **kwargs)


class Numbering(StreetModel):
    """The last human number drawn for a street, kind and year; gaps are allowed, reuse is not."""

    kind = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "kind", "year"], name="numbering_once")
        ]


__all__ = ["Numbering", "Street", "StreetForeignKey", "StreetModel", "StreetQuerySet"]
