"""The minutes of a meeting as a paper: agenda with outcomes, who came, who does what."""

from __future__ import annotations

from datetime import date
from typing import Any

from mulin.deliberate.meetings.models import Meeting
from mulin.deliberate.meetings.queries import meetings as queries
from mulin.ground.papers.typeset import typeset
from mulin.kit.clock import SHANGHAI

PACKAGE = "mulin.deliberate.meetings"


def minutes_pdf(meeting: Meeting, on: date) -> bytes:
    """One PDF; before the meeting its agenda with an empty list to sign."""
    return typeset("minutes", _data(meeting), on=on, package=PACKAGE)


def _data(meeting: Meeting) -> dict[str, Any]:
    came = queries.attendances_of(meeting)
    return {
        "head": {
            "compound": meeting.compound.name,
            "number": meeting.number,
            "convener": meeting.convener,
            "phone": meeting.street.phone,
            "synthetic": meeting.street.synthetic,
        },
        "form": meeting.form,
        "title": meeting.title,
        "when": f"{meeting.starts_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        "place": meeting.place,
        "minutes": meeting.minutes,
        "items": [
            {
                "order": item.order,
                "title": item.issue.title,
                "outcome": str(item.get_outcome_display()) if item.outcome else "",
                "conclusion": item.conclusion,
            }
            for item in queries.items_of(meeting)
        ],
        "parties": [
            {
                "name": party.name,
                "needed": party.needed,
                "people": [a.name for a in came if a.party_id == party.pk and a.confirmed_at],
            }
            for party in queries.parties_of(meeting)
        ],
        "assignments": [
            {"party": line.party.name, "text": line.text, "due": line.due_on.isoformat()}
            for line in queries.assignments_of(meeting)
        ],
    }
