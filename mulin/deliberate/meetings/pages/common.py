"""What the screens share: the thing behind an address, a verb tried, a form's once-token."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.deliberate.meetings.models import Issue, Meeting
from mulin.deliberate.meetings.permissions import HIDDEN, may_see
from mulin.deliberate.meetings.queries.issues import issue_of
from mulin.deliberate.meetings.queries.meetings import meeting_of
from mulin.ground.page.context import Crumb
from mulin.kit.rights import Actor, Refused, acting, require

T = TypeVar("T")


def issue_at(request: HttpRequest, issue_id: UUID) -> tuple[Actor, Issue]:
    """The issue behind the address, for somebody who may see it."""
    actor = acting(request)
    found = issue_of(actor.street_id, issue_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see(actor, found))
    return actor, found


def meeting_at(request: HttpRequest, talk_id: UUID) -> tuple[Actor, Meeting]:
    """The meeting behind the address, for somebody who may see it."""
    actor = acting(request)
    found = meeting_of(actor.street_id, talk_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see(actor, found))
    return actor, found


def issue_crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("议题"), reverse("meetings:issues")), *last)


def meeting_crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("会议"), reverse("meetings:meetings")), *last)
