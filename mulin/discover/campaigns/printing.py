"""Papers of campaigns: the end report, and the maintenance plan for the lobby. Chinese, as papers are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from mulin.discover.campaigns.models import Campaign, Task
from mulin.discover.campaigns.queries.report import draft, report_data
from mulin.discover.campaigns.queries.tasks import pairs_of
from mulin.discover.campaigns.queries.upkeep import Slot, rhythm_words
from mulin.ground.estate.models import Compound
from mulin.ground.papers.typeset import typeset
from mulin.kit.clock import SHANGHAI
from mulin.kit.words import plain

PACKAGE = "mulin.discover.campaigns"
MOST_NOTES = 60


def report_pdf(campaign: Campaign, on: date) -> bytes:
    """The report as edited, or its draft, with the figures behind it."""
    data = report_data(campaign)
    text = campaign.report or draft(campaign, data)
    names = ("sites", "targets", "goods", "doors", "pictures")
    return typeset(
        "report",
        {
            "head": _head(campaign, _place(data)),
            "title": campaign.title,
            "period": f"{campaign.starts_on} 至 {campaign.closed_on or campaign.ends_on}",
            "organiser": campaign.organiser,
            "draft": not campaign.report,
            "published": campaign.report_on.isoformat() if campaign.report_on else "",
            "paragraphs": [line for line in text.split("\n") if line.strip()],
            "photographed": _photographed(campaign),
            "notes": [
                {
                    "at": f"{row.at.astimezone(SHANGHAI):%m-%d %H:%M}",
                    "place": row.compound.name if row.compound else "",
                    "text": row.text,
                }
                for row in data["notes"][:MOST_NOTES]
            ],
            **{name: _plain(data[name]) for name in names},
        },
        on=on,
        package=PACKAGE,
    )


def schedule_pdf(
    compound: Compound, phone: str, month: str, found: Sequence[Slot], on: date
) -> bytes:
    """The plan of one month for the lobby: what, where, who, when, and the days."""
    lines: dict[Any, dict[str, Any]] = {}
    for slot in found:
        row = lines.setdefault(
            slot.upkeep.pk,
            {
                "what": slot.upkeep.what,
                "place": slot.upkeep.place,
                "who": slot.upkeep.who,
                "when": plain(rhythm_words(slot.upkeep)),
                "days": [],
            },
        )
        row["days"].append(slot.day.day)
    return typeset(
        "schedule",
        {
            "head": {
                "compound": compound.name,
                "number": month,
                "convener": "",
                "phone": phone,
                "synthetic": compound.street.synthetic,
            },
            "month": month,
            "lines": list(lines.values()),
        },
        on=on,
        package=PACKAGE,
    )


def _photographed(campaign: Campaign) -> list[dict[str, str]]:
    """Which tasks have a picture of before and one of after: the proof that can be looked up."""
    tasks = Task.objects.of(campaign.street_id).filter(campaign=campaign, state=Task.State.ACCEPTED)
    rows = list(tasks.select_related("compound", "building").order_by("compound__name", "id")[:80])
    pairs = pairs_of(campaign.street_id, [row.pk for row in rows])
    return [
        {
            "place": f"{row.compound.name} {row.where}",
            "title": row.title,
            "before": _digest(pairs.get(row.pk, {}).get("before")),
            "after": _digest(pairs.get(row.pk, {}).get("after")),
        }
        for row in rows
        if pairs.get(row.pk)
    ]


def _digest(picture: Any) -> str:
    return str(picture.paper.digest[:12]) if picture is not None else "—"


def _head(campaign: Campaign, place: str) -> dict[str, Any]:
    return {
        "compound": place,
        "number": campaign.number,
        "convener": campaign.organiser,
        "phone": campaign.street.phone,
        "synthetic": campaign.street.synthetic,
    }


def _place(data: dict[str, Any]) -> str:
    names = [row["name"] for row in data["sites"]]
    return names[0] if len(names) == 1 else f"{len(names)} 个小区"


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
