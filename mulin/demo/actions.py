"""Taking the training streets away again, to the last row. Never a street that is marked as real."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from graphlib import TopologicalSorter
from pathlib import Path
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection, models, transaction

from mulin.ground.access.models import Account, JoinCode, Membership
from mulin.ground.jobs.models import Job, Schedule
from mulin.ground.streets.checks import tenant_models
from mulin.ground.streets.models import Street


class NotTraining(Exception):  # noqa: N818 - says what the street is
    """The street holds real people's data; nothing takes it away."""


def training_streets() -> list[Street]:
    """Streets whose data are invented, as they were marked when they were opened."""
    return list(Street.objects.filter(synthetic=True).order_by("slug"))


def erase_training(street: Street) -> int:
    """Everything of one training street: rows, accounts of nobody else's, jobs, papers.

    Returns how many rows went. Raises NotTraining for a real street, whatever was said before.
    """
    with _unlinked(), transaction.atomic():
        fresh = Street.objects.select_for_update().get(pk=street.pk)
        if not fresh.synthetic:
            raise NotTraining(f"{fresh.name}是真实街道，不能重置。")
        accounts = _accounts_only_in(fresh)
        gone = sum(_erase(model, fresh.pk) for model in _leaves_first())
        for local in (Job, Schedule):
            gone += local.objects.filter(street_id=fresh.pk).delete()[0]
        gone += _forget_accounts(accounts)
        Street.objects.filter(pk=fresh.pk)._raw_delete("default")
    shutil.rmtree(Path(settings.PAPERS_ROOT) / street.pk.hex, ignore_errors=True)
    return gone


@contextmanager
def _unlinked() -> Iterator[None]:
    """SQLite looks through a whole table for each person that goes, in case another was merged
    into him: minutes for a street. All that refers to the rows goes with them, so it need not."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.disable_constraint_checking()
    try:
        yield
    finally:
        connection.enable_constraint_checking()


def _erase(model: type[models.Model], street_id: UUID) -> int:
    rows = model._default_manager.filter(street_id=street_id)
    return int(rows._raw_delete(rows.db))


def _leaves_first() -> Iterable[type[models.Model]]:
    """Tenant tables, each before those that its rows refer to."""
    tables = tenant_models()
    known = set(tables)
    graph: TopologicalSorter[type[models.Model]] = TopologicalSorter()
    for model in tables:
        graph.add(model)
        for field in model._meta.local_fields:
            target = field.related_model
            if isinstance(target, type) and target in known and target is not model:
                graph.add(target, model)
    return graph.static_order()


def _accounts_only_in(street: Street) -> list[int]:
    here = set(Membership.objects.of(street).values_list("account_id", flat=True))
    others = list(Street.objects.exclude(pk=street.pk).values_list("pk", flat=True))
    elsewhere = Membership.objects.filter(street_id__in=others, account_id__in=here)
    return sorted(here - set(elsewhere.values_list("account_id", flat=True)))


def _forget_accounts(ids: list[int]) -> int:
    for session in UserSession.objects.filter(user_id__in=ids):
        session.end()
    for model in (Authenticator, JoinCode):
        column = "user_id__in" if model is Authenticator else "account_id__in"
        model.objects.filter(**{column: ids}).delete()
    # No collector: it would look for memberships in every street, and they are gone.
    rows = Account.objects.filter(pk__in=ids)
    return int(rows._raw_delete(rows.db))
