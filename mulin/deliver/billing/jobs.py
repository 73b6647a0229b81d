"""Later and again: a month billed for many compounds, what was paid ahead used, lost callbacks asked for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from mulin.deliver.billing.actions.ordering import look_after
from mulin.deliver.billing.actions.running import draft_run, publish_run
from mulin.deliver.billing.actions.taking import use_prepaid
from mulin.deliver.billing.channels.offered import channels_of
from mulin.deliver.billing.models import BillRun, FeeAccount, PayOrder
from mulin.deliver.billing.queries.items import compound_of, run_of
from mulin.ground.jobs.registry import GiveUp, Progress, every, job
from mulin.ground.streets.models import Street
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused, system_actor
from mulin.kit.words import noop, said


@job("bill_run", title=noop("生成账单"), attempts=3)
def bill_run(payload: dict[str, Any], *, progress: Progress, now: datetime) -> dict[str, Any]:
    """Draft a month of one compound."""
    street = UUID(payload["street"])
    by = system_actor(street, payload["by"])
    compound = compound_of(street, UUID(payload["compound"]))
    progress.report(0, 1, said("正在生成 {name} 的账单", name=compound.name))
    month, once = date.fromisoformat(payload["month"]), UUID(payload["run"])
    try:
        run = draft_run(compound, month, once=once, by=by, now=now)
    except Refused as refused:
        raise GiveUp(str(refused)) from refused
    progress.report(1, 1, said("{n} 张", n=run.bills))
    return {"bills": run.bills, "url": reverse("billing:run", args=[run.pk])}


@job("bill_publish", title=noop("出账"), attempts=3)
def bill_publish(payload: dict[str, Any], *, progress: Progress, now: datetime) -> dict[str, Any]:
    """Publish a run, then pay from what homes have paid ahead."""
    street = UUID(payload["street"])
    by = system_actor(street, payload["by"])
    run = run_of(street, UUID(payload["run"]))
    progress.report(0, 0, said("正在出账、记账"))
    try:
        publish_run(run, by=by, now=now)
    except Refused as refused:
        raise GiveUp(str(refused)) from refused
    used = use_what_is_ahead(run, progress, by=by, now=now)
    return {"bills": run.bills, "used": used, "url": reverse("billing:run", args=[run.pk])}


def use_what_is_ahead(run: BillRun, progress: Progress | None, *, by: Any, now: datetime) -> int:
    """Homes that have paid ahead pay from it; how many did. Each in its own transaction."""
    rows = FeeAccount.objects.of(run.street_id).filter(
        unit__compound_id=run.compound_id, prepaid__gt=0
    )
    homes = list(rows.select_related("unit").order_by("id"))
    used = 0
    for done, account in enumerate(homes, 1):
        if use_prepaid(account.unit, once=uuid7(), by=by, now=now) is not None:
            used += 1
        if progress is not None:
            progress.report(done, len(homes), said("预存抵扣 {n} 户", n=used))
    return used


@every(seconds=15)
def ask_channels(*, now: datetime) -> None:
    """A callback may be lost: ask for orders that wait, street by street."""
    for street in Street.objects.all():
        rows = PayOrder.objects.of(street).filter(state=PayOrder.State.WAITING)
        if rows.exists():
            for channel in channels_of(street):
                look_after(street, channel, now=now)
