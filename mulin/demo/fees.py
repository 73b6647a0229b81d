"""Property fees of the three compounds that live in full: billed monthly, paid by lists and at the counter.

Prices and payers follow the demo's profile; amounts, people and debts are invented. Bills and bank
lists come by bulk verbs: some ten thousand bills in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.db.models import Sum

from mulin.deliver.billing.actions.items import NewItem, Price, Term, set_item, set_term
from mulin.deliver.billing.actions.measures import Cost, share_cost
from mulin.deliver.billing.actions.ordering import make_order, pay_in_sandbox, settle_order
from mulin.deliver.billing.actions.owing import Sent, ask_waiver, cash_up, remind
from mulin.deliver.billing.actions.running import draft_run, publish_run
from mulin.deliver.billing.actions.taking import Money, take, void_bill
from mulin.deliver.billing.actions.together import take_many
from mulin.deliver.billing.channels.offered import CHANNELS
from mulin.deliver.billing.models import BillRun, FeeItem
from mulin.deliver.billing.queries.bills import OWED, open_bills, owed_by, standing
from mulin.deliver.billing.queries.collected import till_of
from mulin.demo.diary import Telling
from mulin.demo.scene import Scene, at
from mulin.ground.estate.models import Building, Compound, Ownership, Unit
from mulin.ground.ledger.actions.opening import Opening, open_books
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, system_actor
from mulin.law.fees import next_month

CHARTS = ("fees_lump_sum", "fees_at_cost", "fees_in_trust")
PRICES = (23_000, 19_800, 16_500)
"""Yuan a square metre and month, in 0.01 fen; shops pay twice as much."""
RATES = (0.993, 0.86, 0.93)
"""How many homes pay; in the first, the exemplary one, every month, in the others every second."""
BY_BANK = 0.7
SPACE, POWER = 600_000, 3


@dataclass
class Street:
    """One compound's fees, and who does what there."""

    scene: Scene
    number: int
    items: dict[str, FeeItem] = field(default_factory=dict)
    order: list[UUID] = field(default_factory=list)

    @property
    def compound(self) -> Compound:
        return self.scene.compounds[self.number]

    @property
    def desk(self) -> Actor:
        """The manager of the first compound has a sign-in; the others' desks are not played by anybody."""
        if self.number == 0:
            return self.scene.acting("wuye")
        return system_actor(self.scene.street.pk, "物业前台（演示）")


def fees(scene: Scene, now: datetime) -> list[Telling]:
    """The fees of each compound, and what happens at the counter of the first."""
    return [_told(Street(scene, number), now) for number in range(min(3, len(scene.compounds)))]


def _told(told: Street, now: datetime) -> Telling:
    scene, today = told.scene, day_of(now)
    begin = day_of(scene.now).replace(day=1)
    yield at(day_of(scene.now) + timedelta(days=7), 9, 10 * told.number)
    _set(told, begin)
    month = begin
    while month <= today.replace(day=1):
        yield max(at(month, 10, told.number), scene.now + timedelta(minutes=5))
        _bill(told, month)
        if told.number == 0:
            yield max(at(month.replace(day=8), 11), scene.now)
            _by_bank(told, BY_BANK)
            yield from _counter(told, month, today)
        if told.number == 0 or (month.month - begin.month) % 2:
            yield max(at(month.replace(day=21), 15, told.number), scene.now)
            _by_bank(told, RATES[told.number])
        month = next_month(month)
    if told.number == 0:
        yield max(at(today - timedelta(days=1), 16, 30), scene.now)
        _lately(told)


def _set(told: Street, begin: date) -> None:
    """An account set of the company's, and what it charges."""
    scene, compound, n = told.scene, told.compound, told.number
    company = scene.companies[n % (len(scene.companies) - 1)]
    opening = Opening(CHARTS[n], f"{compound.name}物业费", company, compound, begin, 0)
    open_books(opening, once=uuid7(), by=scene.acting("jiedao"), now=scene.now)
    other = "4003" if n == 0 else "4099"
    contract = "物业服务合同第 12 条"
    price = PRICES[n]
    new = (
        NewItem("物业费", "area", "4001", contract, Price(price, begin), ("home",)),
        NewItem("商铺物业费", "area", "4001", contract, Price(price * 2, begin), ("shop",)),
        NewItem("车位管理费", "fixed", "4002", "车位管理协议", Price(SPACE, begin), ("parking",)),
        NewItem("公摊电费", "shared", other, "业主大会议定按户分摊", Price(0, begin), ("home",)),
    )
    for one in new:
        made = set_item(compound, one, once=uuid7(), by=told.desk, now=scene.now)
        told.items[one.name] = made
    rows = Unit.objects.of(scene.street).filter(compound=compound, ended_on__isnull=True)
    told.order = list(rows.order_by("order", "label", "id").values_list("pk", flat=True))
    Random(f"fees {n}").shuffle(told.order)
    mine = {unit.pk for unit in _homes_of(told, "yezhu")}
    told.order.sort(key=lambda pk: pk in mine)
    if n == 0:
        unit = next(home for home in _homes(told) if home.pk not in mine)
        term = Term("exempt", next_month(begin), "物业用房，合同约定不收")
        set_term(told.items["物业费"], unit, term, once=uuid7(), by=told.desk, now=scene.now)


def _homes(told: Street) -> list[Unit]:
    rows = Unit.objects.of(told.scene.street).filter(compound=told.compound, use="home")
    return list(rows.order_by("order", "label", "id")[:40])


def _homes_of(told: Street, key: str) -> list[Unit]:
    rows = Ownership.objects.of(told.scene.street).filter(
        person=told.scene.people[key], unit__compound=told.compound, valid_to__isnull=True
    )
    return [row.unit for row in rows.select_related("unit").order_by("id")]


def _bill(told: Street, month: date) -> None:
    """Three buildings' light is shared, then the month is billed and published."""
    scene, by = told.scene, told.desk
    rows = Building.objects.of(scene.street).filter(compound=told.compound, ended_on__isnull=True)
    rnd = Random(f"light {told.number} {month}")
    for building in rows.order_by("order", "label")[:POWER]:
        what = f"{building} 楼道照明"
        cost = Cost(month, rnd.randint(42_000, 78_000), what, building=building)
        share_cost(told.items["公摊电费"], cost, once=uuid7(), by=by, now=scene.now)
    run = draft_run(told.compound, month, once=uuid7(), by=by, now=scene.now)
    publish_run(run, by=by, now=scene.now)


def _by_bank(told: Street, share: float) -> None:
    """The bank's list: so many of the homes, in an order that never changes; the last never pay."""
    street = told.scene.street.pk
    rows = (
        standing(street).filter(run__compound_id=told.compound.pk, payer="owner").annotate(o=OWED)
    )
    owed = dict(rows.filter(o__gt=0).order_by().values_list("unit_id").annotate(sum=Sum("o")))
    paying = told.order[: round(len(told.order) * share)]
    given = {unit: owed[unit] for unit in paying if unit in owed}
    for start in range(0, len(given), 4000):
        part = dict(list(given.items())[start : start + 4000])
        take_many(told.compound, part, "transfer", once=uuid7(), by=told.desk, now=told.scene.now)


def _counter(told: Street, month: date, today: date) -> Telling:
    """A few come to the counter; the owner with a sign-in paid every month but this one."""
    scene = told.scene
    yield max(at(month.replace(day=12), 10, 20), scene.now)
    by = told.desk
    for n, pk in enumerate(told.order[-400:-380:4]):
        unit = Unit.objects.of(scene.street).get(pk=pk)
        due = owed_by(unit)
        if due:
            method = "cash" if n % 2 else "transfer"
            given = Money(due + (20_000 if n == 1 else 0), method, ahead=n == 1)
            take(unit, given, once=uuid7(), by=by, now=scene.now)
    if next_month(month) <= today:
        for unit in _homes_of(told, "yezhu"):
            bills = [bill.pk for bill in open_bills(unit)]
            if bills:
                _by_phone(told, unit, bills)


def _by_phone(told: Street, unit: Unit, bills: list[UUID], short: int = 0) -> None:
    scene, channel = told.scene, CHANNELS["sandbox"]
    order = make_order(unit, bills, channel, once=uuid7(), by=scene.acting("yezhu"), now=scene.now)
    paid = pay_in_sandbox(order, order.fen - short, now=scene.now)
    settle_order(scene.street, channel, paid, now=scene.now)


def _lately(told: Street) -> None:
    """What waits at the counter: homes that were reminded, a waiver, a bill made anew, next month's draft."""
    scene, by = told.scene, told.desk
    street, now, today = scene.street.pk, scene.now, day_of(scene.now)
    late = standing(street).filter(
        run__compound_id=told.compound.pk, item=told.items["物业费"], due_on__lt=today
    )
    rows = late.annotate(o=OWED).filter(o__gt=0, unit__use="home").select_related("unit__compound")
    owing = list({bill.unit_id: bill for bill in rows.order_by("period", "unit_id")}.values())
    said = (("absent", "人在外地，年底回来一起缴"), ("quality", "卫生间渗水还没有修好"), ("", ""),
            ("hardship", "家里有病人，想缓一缓"))  # fmt: skip
    for bill, (reason, note) in zip(owing[:12:3], said, strict=False):
        sent = Sent("kind", "phone", reason, note)
        remind(bill.unit, sent, once=uuid7(), by=by, now=now)
    if len(owing) > 3:
        ask_waiver(owing[3], 5_000, "渗水未修好，双方协商减免", once=uuid7(), by=by, now=now)
    wrong = standing(street).filter(run__compound_id=told.compound.pk, paid__gt=0)
    bill = wrong.filter(unit__use="home").select_related("unit").order_by("-period", "pk").first()
    if bill is not None:
        void_bill(bill, "面积登记有误，改正后补出", by=by, now=now)
        publish_run(
            draft_run(told.compound, bill.period, once=uuid7(), by=by, now=now), by=by, now=now
        )
    cash_up(told.compound, today, _till(told, today), "", by=by, now=now)
    month = next_month(today)
    if not BillRun.objects.of(street).filter(compound=told.compound, period=month).exists():
        draft_run(told.compound, month, once=uuid7(), by=by, now=now)


def _till(told: Street, today: date) -> int:
    return till_of(told.compound, told.desk.account_id, today).cash
