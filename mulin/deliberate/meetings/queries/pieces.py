"""The issues that belong to a matter."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from mulin.deliberate.meetings.models import Issue
from mulin.deliberate.meetings.permissions import CARRIERS, may_see
from mulin.ground.matters.links import Door, Piece
from mulin.ground.matters.models import Matter
from mulin.kit.rights import Actor
from mulin.kit.words import said

MARKS = {
    Issue.State.COLLECTED: "soon",
    Issue.State.CHOSEN: "now",
    Issue.State.AGREED: "now",
    Issue.State.NOT_AGREED: "soon",
    Issue.State.TO_THE_OWNERS: "now",
    Issue.State.CARRIED_OUT: "now",
    Issue.State.FED_BACK: "now",
    Issue.State.CLOSED: "done",
    Issue.State.MERGED: "no",
    Issue.State.DECLINED: "no",
}
MILESTONES = ("IssueRaised", "IssueFedBack", "IssueClosed", "IssueTakenUpAgain", "IssueDeclined")


def issues_of_matter(actor: Actor, matter: Matter) -> Iterable[Piece]:
    """Each issue of a matter that the actor may see."""
    for issue in Issue.objects.of(matter.street_id).filter(matter=matter).order_by("id"):
        if may_see(actor, issue) is None:
            yield Piece(
                said("议题"),
                issue.title,
                issue.number,
                MARKS[Issue.State(issue.state)],
                issue.get_state_display(),
                reverse("meetings:issue", args=[issue.pk]),
                issue.pk,
                MILESTONES,
                movable=True,
            )


def door_to_issue(actor: Actor, matter: Matter) -> Door | None:
    """One click from a matter of a compound to its topic, for who carries deliberation there."""
    if matter.compound_id is None or matter.stage == Matter.Stage.CLOSED:
        return None
    if not actor.has(*CARRIERS, compound_id=matter.compound_id):
        return None
    place = f"?matter={matter.pk}&compound={matter.compound_id}"
    return Door(said("登记议题"), f"{reverse('meetings:issue_new')}{place}")
