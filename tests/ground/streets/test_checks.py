"""Every rule of street scope is noticed, and every model of the house keeps them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test.utils import isolate_apps

from mulin.ground.access.models import Account
from mulin.ground.estate.models import Compound
from mulin.ground.streets.checks import check_streets, faults, tenant_models
from mulin.ground.streets.fields import StreetForeignKey
from mulin.ground.streets.models import Street, StreetModel


def ids(model: type[models.Model]) -> set[str]:
    return {str(fault.id) for fault in faults(model)}


def test_every_model_of_the_house_keeps_the_street_rules() -> None:
    assert len(tenant_models()) > 20
    assert check_streets() == []


def test_checks_of_one_app_leave_the_others_alone() -> None:
    assert check_streets(app_configs=[]) == []


@isolate_apps("mulin.ground.estate")
def test_a_street_that_may_be_null_is_refused() -> None:
    class Loose(models.Model):
        street = models.ForeignKey(Street, models.PROTECT, null=True, related_name="+")

        class Meta:
            app_label = "estate"

    assert {"mulin.E001", "mulin.E002"} <= ids(Loose)


def _field(**fields: Any) -> type[models.Model]:
    meta = fields.pop("Meta", type("Meta", (), {"app_label": "estate"}))
    body = {"__module__": "mulin.ground.estate.models", "Meta": meta, **fields}
    return type("Made", (StreetModel,), body)


def _to(target: Any, kind: Any = models.ForeignKey, **more: Any) -> Any:
    return kind(target, models.PROTECT, related_name="+", **more)


CASES: tuple[tuple[str, Callable[[], Any]], ...] = (
    ("E003", lambda: _to(Compound)),
    ("E004", lambda: models.CharField(max_length=4, unique=True)),
    ("E005", lambda: _to(Compound, models.OneToOneField)),
    ("E006", lambda: models.ManyToManyField(Compound, related_name="+")),
    ("E009", lambda: models.CharField(max_length=4, db_index=True)),
    ("E010", lambda: _to(Account, db_index=False)),
    ("E011", lambda: _to(Account, StreetForeignKey)),
)


@pytest.mark.parametrize(("code", "field"), CASES, ids=[c for c, _ in CASES])
def test_a_field_that_breaks_a_rule_is_refused(code: str, field: Callable[[], Any]) -> None:
    with isolate_apps("mulin.ground.estate"):
        assert f"mulin.{code}" in ids(_field(field=field()))


@isolate_apps("mulin.ground.estate", "django.contrib.contenttypes")
def test_a_generic_reference_is_refused() -> None:
    made = _field(
        kind=models.ForeignKey(
            ContentType, models.PROTECT, db_constraint=False, db_index=False, related_name="+"
        ),
        thing=models.UUIDField(),
        what=GenericForeignKey("kind", "thing"),
    )
    assert ids(made) == {"mulin.E007"}


@isolate_apps("mulin.ground.estate")
def test_inheritance_over_two_tables_is_refused() -> None:
    parent = _field()
    child = type(
        "Child",
        (parent,),
        {
            "__module__": "mulin.ground.estate.models",
            "Meta": type("Meta", (), {"app_label": "estate"}),
        },
    )
    assert "mulin.E005" in ids(child)


@isolate_apps("mulin.ground.estate")
def test_constraints_and_indexes_start_with_the_street() -> None:
    class Meta:
        app_label = "estate"
        constraints = (models.UniqueConstraint(fields=["code", "street"], name="one"),)
        indexes = (
            models.Index(fields=["code"], name="two"),
            models.Index(models.F("street"), models.F("code"), name="three"),
        )

    made = _field(code=models.CharField(max_length=4), Meta=Meta)
    assert sorted(str(f.msg).split(": ")[1].split()[0] for f in faults(made)) == ["one", "two"]


@isolate_apps("mulin.ground.estate")
def test_a_reference_into_a_street_from_outside_is_refused() -> None:
    class Outside(models.Model):
        compound = StreetForeignKey(Compound, related_name="+")

        class Meta:
            app_label = "estate"

    assert ids(Outside) == {"mulin.E011"}


def test_every_fault_tells_what_to_do_instead() -> None:
    with isolate_apps("mulin.ground.estate"):
        made = _field(code=models.CharField(max_length=4, unique=True))
        assert all(fault.hint for fault in faults(made))
