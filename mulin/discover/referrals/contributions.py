"""What referrals tell the desk: whose turn it is, what a home's compound does not hide, numbers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.discover.referrals.models import Referral
from mulin.discover.referrals.permissions import (
    may_dissuade,
    may_enforce,
    may_feed_back,
    may_refer,
    may_see_referrals,
)
from mulin.discover.referrals.queries.referrals import referrals_for
from mulin.kit import clock
from mulin.kit.contributions import Hit, Task
from mulin.kit.rights import Actor

SHOWN, FEWEST_LETTERS = 20, 2
State = Referral.State


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """What this person may do next, the late first."""
    if may_see_referrals(actor) is not None:
        return
    for row in referrals_for(actor).exclude(state__in=Referral.ENDED)[: SHOWN * 3]:
        if (task := _task(actor, row, today)) is not None:
            yield task


def found(words: str, actor: Actor) -> Iterable[Hit]:
    """Referrals by number (whole, or its beginning)."""
    plain = words.strip().upper()
    if len(plain) < FEWEST_LETTERS or not plain.startswith("ZF"):
        return
    if may_see_referrals(actor) is not None:
        return
    for row in referrals_for(actor).filter(number__istartswith=plain)[:SHOWN]:
        url = reverse("referrals:one", args=[row.pk])
        yield Hit(_("综合执法"), row.number, url, f"{row.compound.name} {row.get_kind_display()}")


def _task(actor: Actor, row: Referral, today: date) -> Task | None:
    what: tuple[Any, date | None] | None = None
    if row.state in Referral.BEFORE and may_dissuade(actor, row) is None:
        due = clock.day_of(row.report_by) if row.report_by else None
        what = (_("劝阻、报告"), due)
    elif row.state in (State.REPORTED, State.RETURNED) and may_refer(actor, row) is None:
        what = (_("移送"), None)
    elif row.state in Referral.AT_TEAM and may_enforce(actor, row) is None:
        what = (_("受理、检查、登记结果"), row.answer_by if row.state == State.REFERRED else None)
    elif row.state == State.RESULT and may_feed_back(actor, row) is None:
        what = (_("反馈结果"), None)
    if what is None:
        return None
    todo, due = what
    state = "late" if due and due < today else "soon" if due == today else "now"
    title = _("%(todo)s：%(kind)s") % {"todo": todo, "kind": row.get_kind_display()}
    url = reverse("referrals:one", args=[row.pk])
    return Task(title, url, due, state, f"{row.number} {row.compound.name}")
