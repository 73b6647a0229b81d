"""What deliberation tells the desk: promises that are due, results to publish, issues by name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.deliberate.meetings.models import Issue, Meeting
from mulin.deliberate.meetings.permissions import carries, reach
from mulin.deliberate.meetings.queries.issues import issues_for
from mulin.deliberate.meetings.queries.meetings import meetings_for, open_assignments
from mulin.kit.contributions import Hit, Task
from mulin.kit.rights import Actor

SHOWN, FEWEST_LETTERS = 30, 2


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """For those who carry meetings: promises not kept, minutes to publish, feedback to give."""
    if not carries(actor) or reach(actor) == frozenset():
        return
    for line in open_assignments(actor)[:SHOWN]:
        yield Task(
            f"{line.issue.compound.name} · {line.party.name}：{line.text}",
            reverse("meetings:issue", args=[line.issue_id]),
            line.due_on,
            "late" if line.due_on < today else "now",
            _("责任清单"),
        )
    for meeting in meetings_for(actor).filter(state=Meeting.State.HELD)[:SHOWN]:
        yield Task(
            f"{meeting.compound.name} · {meeting.title}",
            reverse("meetings:meeting", args=[meeting.pk]),
            note=_("会议结果还没有公布"),
        )
    for issue in issues_for(actor).filter(state=Issue.State.CARRIED_OUT)[:SHOWN]:
        yield Task(
            f"{issue.compound.name} · {issue.title}",
            reverse("meetings:issue", args=[issue.pk]),
            note=_("办完了，还没有向居民反馈"),
        )


def waits_for(actor: Actor, today: date) -> Iterable[Task]:
    """What a resident raised and what came of it: the last word is his."""
    if actor.person_id is None:
        return
    rows = Issue.objects.of(actor.street_id).filter(
        raised_by_id=actor.person_id, state=Issue.State.FED_BACK
    )
    for issue in rows.order_by("id")[:SHOWN]:
        yield Task(
            issue.title,
            reverse("meetings:issue", args=[issue.pk]),
            note=_("您提的议题办了，已经反馈：办得怎么样，由您说"),
            verb=_("看反馈，评价"),
        )


def found(words: str, actor: Actor) -> Iterable[Hit]:
    """Issues by number or words of their title."""
    plain = words.strip()
    if len(plain) < FEWEST_LETTERS or plain.isdigit():
        return
    wanted = Q(number__istartswith=plain) | Q(title__icontains=plain)
    for row in issues_for(actor).filter(wanted)[:SHOWN]:
        note = f"{row.number} · {row.compound.name} · {row.get_state_display()}"
        yield Hit(_("议题"), row.title, reverse("meetings:issue", args=[row.pk]), note)
