"""What one room handed to another: a report and a hazard passed on, a cost booked, a file handed over."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from mulin.deliver.works.actions.surveying import import_surveys
from mulin.demo.diary import Telling
from mulin.demo.lifts import draw
from mulin.demo.scene import Scene, at
from mulin.discover.grids.models import NetReport
from mulin.discover.intake.actions.paying import decide_payer
from mulin.discover.intake.models import Ticket
from mulin.discover.patrols.models import Hazard
from mulin.ground.estate.models import Stairwell
from mulin.ground.matters.actions.handing import hand_over
from mulin.ground.matters.actions.joining import link
from mulin.ground.matters.models import Matter
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.procedures.actions.passing import pass_on
from mulin.procedures.passing.table import BY_CODE
from mulin.procedures.passing.things import THINGS


def pilot_drawn(scene: Scene, now: datetime) -> Telling:
    """The pilot's buildings as the survey found them: every picture of it shows them so."""
    yield at(day_of(now) - timedelta(days=62), 16)
    place = scene.compounds[0]
    rows = Stairwell.objects.of(scene.street).filter(compound=place, ended_on__isnull=True)
    stairs = list(rows.select_related("building").order_by("building__order", "order"))
    import_surveys(
        place,
        [],
        draw(stairs),
        file_name="楼栋位置.xlsx",
        by=scene.acting("jiatiban"),
        now=scene.now,
    )


def passed_on(scene: Scene, now: datetime) -> Telling:
    """A report becomes a ticket, a hazard goes to enforcement, a repair into the books."""
    yield now - timedelta(hours=5)
    place, office = scene.compounds[0], scene.acting("jiedao")
    report = NetReport.objects.of(scene.street).filter(compound=place, state="new").first()
    if report is not None:
        _pass(scene, "report-ticket", report.pk, report.text, "door", "shequ")
    built = Hazard.objects.of(scene.street).filter(kind="illegal_building", state="ordered").first()
    if built is not None:
        _pass(scene, "hazard-referral", built.pk, built.text, "illegal_building", "jiedao")
    yield now - timedelta(hours=4)
    rows = Ticket.objects.of(scene.street).filter(compound=place, state="working", fen=0)
    keeper, ticket = scene.acting("yeweihui"), THINGS["ticket"]
    shared = rows.filter(unit__isnull=True).order_by("raised_at", "id")
    lamp = next((one for one in shared if ticket.sees(keeper, one)), None)
    if lamp is not None:
        why = "公共收益使用方案第三条，共用部位小修"
        decide_payer(lamp, "revenue", 320_00, why, by=office, now=scene.now)
        _pass(scene, "ticket-voucher", lamp.pk, lamp.title, "", "yeweihui")


def files(scene: Scene, now: datetime) -> Telling:
    """The seepage on the top floor is linked with the lifts, for its money, and handed over."""
    yield at(day_of(now) - timedelta(days=6), 11)
    by, place = scene.acting("shequ"), scene.compounds[0]
    rows = Matter.objects.of(scene.street).filter(compound=place)
    seepage = rows.filter(title__contains="渗水").order_by("id").first()
    lifts = rows.filter(title__contains="电梯").order_by("id").first()
    if seepage is None:
        return
    if lifts is not None:
        link(seepage, lifts.number, "都要用维修资金", by=by, now=scene.now)
    yield at(day_of(now) - timedelta(days=4), 10)
    hand_over(seepage, scene.committees[0], None, "先由业委会征求意见", by=by, now=scene.now)


def _pass(scene: Scene, code: str, row_id: UUID, text: str, choice: str, who: str) -> None:
    pass_on(
        BY_CODE[code],
        row_id,
        text,
        choice,
        once=uuid7(),
        by=scene.acting(who),
        now=scene.now,
    )
