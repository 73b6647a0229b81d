"""What the owners signed on the sheet of the consultation, home by home."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliver.works.actions.common import alone, say
from mulin.deliver.works.events import LiftConsentNoted
from mulin.deliver.works.models import Home, Project
from mulin.deliver.works.permissions import HIDDEN, may_carry
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said


def note_consent(
    project: Project, words: Mapping[UUID, str], day: date, *, by: Actor, now: datetime
) -> int:
    """Write down what was signed by ``day``; one holder of several homes says one thing.

    An empty word takes back what was noted by mistake. Returns how many homes changed.
    """
    with transaction.atomic():
        fresh = alone(project, by)
        require(may_carry(by, fresh) or _bad_day(fresh, day, day_of(now)) or _over(fresh))
        homes = list(fresh.homes.order_by("order"))
        if not set(words) <= {home.pk for home in homes}:
            raise Refused(HIDDEN)
        changed = _changed(homes, words)
        if not changed:
            return 0
        for home in changed:
            home.consented_on = day if home.consent else None
        Home.objects.of(by.street_id).bulk_update(changed, ["consent", "consented_on"])
        rows = [[home.label, home.consent] for home in changed]
        say(LiftConsentNoted(fresh.number, len(changed), fingerprint(rows)), fresh, by=by, now=now)
        return len(changed)


def _changed(homes: list[Home], words: Mapping[UUID, str]) -> list[Home]:
    """Homes whose word is another now. Raises Refused where one holder says two things."""
    known = {home.pk: home.consent for home in homes}
    said_by: dict[str, tuple[str, str]] = {}
    for home in homes:
        word = words.get(home.pk)
        if word is None or word == known[home.pk]:
            continue
        if home.holder in said_by and said_by[home.holder][0] != word:
            raise Refused(
                Refusal(
                    said(
                        "{a} 和 {b} 是同一位业主，意见却不同。",
                        a=said_by[home.holder][1],
                        b=home.label,
                    ),
                    said("同一位业主有几套房只算一人，请和业主核对后填成一样。"),
                )
            )
        said_by[home.holder] = (Home.Word(word).value, home.label)
    changed = []
    for home in homes:
        if home.holder in said_by and home.consent != said_by[home.holder][0]:
            home.consent = said_by[home.holder][0]
            changed.append(home)
    return changed


def _bad_day(project: Project, day: date, today: date) -> Refusal | None:
    if day > today:
        return Refusal(said("签名日还没有到。"), said("请填签名的那一天。"))
    if day < project.asked_on:
        return Refusal(said("签名日早于提出意愿的日子。"), said("请核对征询表上的日期。"))
    return None


def _over(project: Project) -> Refusal | None:
    """Once the consultation is closed its sheet stays as it is."""
    done = project.milestones.filter(step="consult", withdrawn_on__isnull=True)
    if not done.exists():
        return None
    return Refusal(
        said("征询已经登记为办结，意见不能再改。"), said("确有错的，先撤回“征询意愿”这一步。")
    )
