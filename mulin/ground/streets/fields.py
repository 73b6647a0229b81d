"""The foreign key between tenant tables, and the database's own UUID of version 7."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.lookups import Exact


class Uuid7(models.Func):
    """``uuid7()``, which the street backend offers on SQLite and PostgreSQL, for bulk statements."""

    function = "uuid7"
    template = "%(function)s()"
    arity = 0
    output_field = models.UUIDField()
    allowed_default = True


class StreetForeignKey(models.ForeignKey):  # type: ignore[type-arg]
    """A reference within one street: every join is on street and id, composite in PostgreSQL.

    Never indexed alone: an index that helps starts with the street, and the model names it.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs.setdefault("db_index", False)
        super().__init__(to, on_delete, **kwargs)

    def get_extra_restriction(self, alias: str, related_alias: str) -> Any:
        """Add the street to the join. ``alias`` is the remote side, ``related_alias`` ours."""
        ours = self.model._meta.get_field("street")
        theirs = self.remote_field.model._meta.get_field("street")
        return Exact(theirs.get_col(alias), ours.get_col(related_alias))  # type: ignore[attr-defined]

    def get_extra_descriptor_filter(self, instance: models.Model) -> dict[str, Any]:
        """Add the street where a related row is fetched from an instance."""
        return {"street_id": instance.street_id}  # type: ignore[attr-defined]
