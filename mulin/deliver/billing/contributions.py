"""What fees tell the desk: what a home owes, a draft that waits, a waiver to agree to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Min, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.deliver.billing.models import BillRun, PayOrder, Waiver
from mulin.deliver.billing.permissions import (
    BY_HOME,
    DESK,
    OFFICE,
    may_agree_to_waiver,
    may_keep,
    may_see_homes,
    reach,
)
from mulin.deliver.billing.queries.bills import OWED, open_bills, standing
from mulin.deliver.billing.queries.collected import own_homes, prepaid_of
from mulin.kit import money
from mulin.kit.contributions import Line, Panel, Task, Verb
from mulin.kit.rights import Actor

SHOWN = 20


def waits_for(actor: Actor, today: date) -> Iterable[Task]:
    """What the resident's own homes owe; two statements."""
    homes = {home.pk: home for home in own_homes(actor, today)}
    rows = standing(actor.street_id).filter(
        unit_id__in=list(homes), fen__gt=F("paid") + F("waived")
    )
    sums = rows.order_by().values("unit_id").annotate(fen=Sum(OWED), due=Min("due_on"))
    for row in sums if homes else ():
        home = homes[row["unit_id"]]
        yield Task(
            _("%(home)s 物业费 %(fen)s 元") % {"home": home.label, "fen": money.digits(row["fen"])},
            reverse("fees:home", args=[home.pk]),
            row["due"],
            note=home.compound.name,
            verb=_("看怎么算的，去缴"),
        )


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """Drafts that wait to be published, waivers to agree to, amounts that differ."""
    if not any(grant.role in (*DESK, *OFFICE) for grant in actor.grants):
        return
    places = reach(actor, (*DESK, *OFFICE))
    street = actor.street_id
    waivers = Waiver.objects.of(street).filter(state=Waiver.State.ASKED)
    if places is not None:
        waivers = waivers.filter(bill__unit__compound_id__in=places)
    for one in waivers.select_related("bill__unit", "bill__item").order_by("asked_at")[:SHOWN]:
        place = one.bill.unit.compound_id
        if may_agree_to_waiver(actor, place, one.asker) is None:
            title = f"{one.bill.unit.label} {one.bill.item.name} {money.digits(one.fen)}"
            yield Task(title, reverse("billing:arrears", args=[place]), note=_("减免，等批准"))
    yield from _desk(actor)


def _desk(actor: Actor) -> Iterable[Task]:
    """What only the desk of the property service does."""
    places = reach(actor, DESK)
    if not places:
        return
    drafts = BillRun.objects.of(actor.street_id).filter(
        compound_id__in=places, state=BillRun.State.DRAFT
    )
    for run in drafts.select_related("compound").order_by("made_at")[:SHOWN]:
        title = f"{run.compound.name} {run.period:%Y-%m}"
        address = reverse("billing:run", args=[run.pk])
        yield Task(title, address, note=_("账单草稿，核对后出账"))
    wrong = PayOrder.objects.of(actor.street_id).filter(
        unit__compound_id__in=places, state=PayOrder.State.WRONG
    )
    for order in wrong.select_related("unit").order_by("asked_at")[:SHOWN]:
        address = reverse("billing:orders", args=[order.unit.compound_id])
        yield Task(f"{order.unit.label} {order.number}", address, note=_("支付金额不符，要核对"))


def about_unit(unit: Any, actor: Actor, today: date) -> Iterable[Panel]:
    """What a home owes; only for who may know."""
    if may_see_homes(actor, unit.compound_id) is not None:
        return
    bills = list(open_bills(unit)[:SHOWN])
    owed = sum(bill.left for bill in bills)
    lines = tuple(
        Line(
            f"{bill.period:%Y-%m} {bill.item.name} {money.digits(bill.left)}",
            reverse("billing:bill", args=[bill.pk]),
            state="late" if bill.due_on < today else "now",
            word=_("过了期限") if bill.due_on < today else _("未缴"),
        )
        for bill in bills[:6]
    )
    ahead = prepaid_of(unit)
    note = _("欠 %(fen)s 元") % {"fen": money.digits(owed)} if owed else ""
    if ahead:
        note = f"{note} {_('预存 %(fen)s 元') % {'fen': money.digits(ahead)}}".strip()
    yield Panel(_("收费"), lines, note=note, empty=_("没有欠费。"))


def verbs(unit: Any, actor: Actor, today: date) -> Iterable[Verb]:
    """Take money of a home."""
    if not any(grant.role in BY_HOME for grant in actor.grants):
        return
    if may_see_homes(actor, unit.compound_id) is not None:
        return
    address = reverse("billing:home", args=[unit.pk])
    yield Verb(_("收费"), _("收款"), address, "wallet", may_keep(actor, unit.compound_id))
