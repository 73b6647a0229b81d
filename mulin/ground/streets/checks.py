"""Rule 14 of the house as system checks: ``manage.py check`` refuses a model that breaks it.

========== ==========================================================================
mulin.E001 a tenant table without a non-null ``street``
mulin.E002 a primary key that is not a UUID
mulin.E003 a reference between tenant tables that is not a StreetForeignKey
mulin.E004 ``unique=True`` on a tenant table
mulin.E005 a one-to-one field, or inheritance over two tables
mulin.E006 an automatic many-to-many table
mulin.E007 a generic foreign key
mulin.E008 a unique constraint that does not start with the street
mulin.E009 an index that does not start with the street
mulin.E010 a database constraint from a tenant table to a local table
mulin.E011 a StreetForeignKey on or to a table that belongs to no street
========== ==========================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import models

from mulin.ground.streets.fields import StreetForeignKey
from mulin.ground.streets.models import Street, StreetModel

HOUSE = "mulin."


def is_tenant(model: type[models.Model]) -> bool:
    """Whether rows of ``model`` belong to one street."""
    return issubclass(model, StreetModel) or any(
        f.name == "street" and _is_street(f.related_model) for f in model._meta.local_fields
    )


def _is_street(target: Any) -> bool:
    """By its name: the states that migrations tell hold copies of the class."""
    return isinstance(target, type) and target._meta.label == Street._meta.label  # type: ignore[attr-defined]


def tenant_models() -> list[type[models.Model]]:
    """Every table of ours that belongs to streets."""
    return [m for m in apps.get_models(include_auto_created=True) if is_tenant(m)]


def tenant_tables() -> frozenset[str]:
    """Names of the tables that belong to streets."""
    return frozenset(m._meta.db_table for m in tenant_models())


@checks.register(checks.Tags.models)
def check_streets(
    app_configs: Sequence[Any] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """All faults of all models of the house."""
    asked = None if app_configs is None else {config.label for config in app_configs}
    found: list[checks.CheckMessage] = []
    for model in apps.get_models(include_auto_created=True):
        ours = model.__module__.startswith(HOUSE)
        if ours and (asked is None or model._meta.app_label in asked):
            found += faults(model)
    return found


def faults(model: type[models.Model]) -> list[checks.CheckMessage]:
    """What is wrong with one model; empty where nothing is."""
    if not is_tenant(model):
        return list(_stray_keys(model))
    parts = (_key, _fields, _relations, _constraints, _indexes)
    return [fault for part in parts for fault in part(model)]


def _fault(model: Any, number: int, what: str, hint: str) -> checks.Error:
    return checks.Error(
        f"{model._meta.label}: {what}", hint=hint, obj=model, id=f"mulin.E{number:03d}"
    )


def _key(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    street = next((f for f in model._meta.local_fields if f.name == "street"), None)
    if street is None or street.null or not _is_street(street.related_model):
        yield _fault(model, 1, "no non-null street", "Subclass StreetModel.")
    if not isinstance(model._meta.pk, models.UUIDField):
        yield _fault(model, 2, "the primary key is no UUID", "Subclass StreetModel.")
    if model._meta.parents:
        yield _fault(model, 5, "inherits over two tables", "Inherit from an abstract model.")


def _fields(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    for field in model._meta.local_fields:
        if field.unique and not field.primary_key and not field.one_to_one:
            hint = "Use UniqueConstraint(fields=['street', …])."
            yield _fault(model, 4, f"{field.name} is unique over all streets", hint)
        if getattr(field, "db_index", False):
            hint = "Use Index(fields=['street', …])."
            yield _fault(model, 9, f"the index of {field.name} misses the street", hint)
    if model._meta.unique_together:
        yield _fault(model, 8, "unique_together", "Use UniqueConstraint(fields=['street', …]).")


def _relations(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    for field in model._meta.local_fields:
        target = field.related_model
        if field.one_to_one:
            hint = "Use StreetForeignKey and UniqueConstraint(fields=['street', …])."
            yield _fault(model, 5, f"{field.name} is one-to-one", hint)
        elif not isinstance(target, type) or _is_street(target):
            continue
        elif is_tenant(target) and not isinstance(field, StreetForeignKey):
            yield _fault(
                model, 3, f"{field.name} joins without the street", "Use StreetForeignKey."
            )
        elif not is_tenant(target) and isinstance(field, StreetForeignKey):
            yield _fault(model, 11, f"{field.name} leads out of the street", "Use ForeignKey.")
        elif not is_tenant(target) and getattr(field, "db_constraint", False):
            yield _fault(model, 10, f"{field.name} binds a local table", "Set db_constraint=False.")
    for field in model._meta.local_many_to_many:
        yield _fault(model, 6, f"{field.name} makes a table of its own", "Write the model between.")
    for field in model._meta.private_fields:
        if type(field).__name__ == "GenericForeignKey":
            hint = "Keep a UUID without a constraint, or one reference for each kind."
            yield _fault(model, 7, f"{field.name} is generic", hint)


def _stray_keys(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    for field in model._meta.local_fields:
        if isinstance(field, StreetForeignKey):
            yield _fault(model, 11, f"{field.name} has no street here", "Subclass StreetModel.")


def _constraints(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    for constraint in model._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint):
            continue
        if not _starts_with_street(constraint.fields, constraint.expressions):
            hint = "Name the street first."
            yield _fault(model, 8, f"{constraint.name} is unique over all streets", hint)


def _indexes(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    for index in model._meta.indexes:
        if not _starts_with_street(index.fields, index.expressions):
            yield _fault(model, 9, f"{index.name} does not start with the street", "Name it first.")


def _starts_with_street(fields: Iterable[str], expressions: Iterable[Any]) -> bool:
    first = next(iter(fields), None)
    if first is None:
        expression = next(iter(expressions), None)
        first = getattr(getattr(expression, "expression", expression), "name", None)
    return first in {"street", "street_id"}
