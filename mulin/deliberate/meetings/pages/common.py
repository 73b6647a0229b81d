"""What the screens share: the thing behind an address, a verb tried, a form's once-token."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.deliberate.meetings.models import Issue, Meeting
from mulin.deliberate.meetings.permissions import HIDDEN, may_see
from mulin.deliberate.meetings.queries.issues import issue_of
from mulin.deliberate.meetings.queries.meetings import meeting_of
from mulin.ground.page.context import Crumb
from mulin.ground.words import shown
from mulin.kit.ids import uuid7
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


def tried(form: forms.Form, verb: Callable[[], T]) -> T | None:
    """Call the verb; what it refuses becomes the form's error, and nothing typed is lost."""
    try:
        return verb()
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        form.add_error(None, shown(refused.refusal))
        return None


def once_of(request: HttpRequest) -> UUID:
    """The form's once-token, or a new one."""
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid7()


def issue_crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("议题"), reverse("meetings:issues")), *last)


def meeting_crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("会议"), reverse("meetings:meetings")), *last)
