"""What the verbs of a review panel share: its row held alone, a fact about it, a notice of it."""

from __future__ import annotations

from datetime import date, datetime

from mulin.decide.committees.models import Applicant, Panel, PanelItem
from mulin.decide.committees.permissions_panels import NO_PANEL
from mulin.ground.estate.models import Compound, Organisation
from mulin.ground.notices.actions.board import NoticeDraft, publish
from mulin.ground.notices.models import PublicNotice
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused

PURPOSE = "review_panel"


def panel_alone(panel: Panel, by: Actor) -> Panel:
    """The panel as it stands, ours until we are done. Raises Refused in another street."""
    rows = Panel.objects.of(by.street_id).select_for_update()
    fresh: Panel | None = rows.filter(pk=panel.pk).first()
    if fresh is None:
        raise Refused(NO_PANEL)
    fresh.compound = Compound.objects.of(by.street_id).get(pk=fresh.compound_id)
    fresh.body = Organisation.objects.of(by.street_id).get(pk=fresh.body_id)
    return fresh


def applicant_alone(row: Applicant, by: Actor) -> tuple[Applicant, Panel]:
    """The place as it stands with its panel, which is held first."""
    panel = panel_alone(Panel(pk=row.panel_id), by)
    fresh = Applicant.objects.of(by.street_id).select_for_update().get(pk=row.pk, panel=panel)
    return fresh, panel


def item_alone(item: PanelItem, by: Actor) -> tuple[PanelItem, Panel]:
    """The item as it stands with its panel, which is held first."""
    panel = panel_alone(Panel(pk=item.panel_id), by)
    fresh = PanelItem.objects.of(by.street_id).select_for_update().get(pk=item.pk, panel=panel)
    return fresh, panel


def told(event: Event, panel: Panel, by: Actor, now: datetime) -> None:
    """The verb's one fact."""
    record(
        event,
        by=by,
        at=now,
        on=day_of(now),
        subject_id=panel.pk,
        compound_id=panel.compound_id,
    )


def post(panel: Panel, title: str, body: str, today: date) -> PublicNotice:
    """Hang it on the compound's board."""
    draft = NoticeDraft(
        kind=PublicNotice.Kind.ANNOUNCEMENT,
        purpose=PURPOSE,
        title=title[:160],
        body=body,
        starts_on=today,
        subject_id=panel.pk,
    )
    return publish(panel.compound, draft)
