"""What the owners signed on the sheet of the consultation, home by home."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliver.works.actions.common import alone
from mulin.deliver.works.events import LiftConsentNoted
from mulin.deliver.works.models import ConsentSlip, Home, Project
from mulin.deliver.works.permissions import HIDDEN, may_carry
from mulin.deliver.works.queries.slips import standing
from mulin.ground.record.verbs import say_there as say
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said


def note_consent(
    project: Project, words: Mapping[UUID, str], day: date, *, by: Actor, now: datetime
) -> int:
    """Write down what was signed by ``day``; one holder of several homes says one thing.

    An empty word takes back what was noted by mistake, or what an owner signed on his phone and
    comes to the counter to withdraw. Returns how many homes changed.
    """
    with transaction.atomic():
        fresh = alone(project, by)
        require(may_carry(by, fresh) or _bad_day(fresh, day, day_of(now)) or consult_over(fresh))
        homes = list(fresh.homes.order_by("order"))
        if not set(words) <= {home.pk for home in homes}:
            raise Refused(HIDDEN)
        changed = _changed(homes, words)
        if not changed:
            return 0
        _not_on_the_phone(fresh, changed, now)
        for home in changed:
            home.consented_on = day if home.consent else None
        Home.objects.of(by.street_id).bulk_update(changed, ["consent", "consented_on"])
        rows = [[home.label, home.consent] for home in changed]
        say(LiftConsentNoted(fresh.number, len(changed), fingerprint(rows)), fresh, by=by, now=now)
        return len(changed)


def _not_on_the_phone(project: Project, changed: Iterable[Home], now: datetime) -> None:
    """Paper takes no place of a signature on the phone; an empty word withdraws it."""
    signed = {f"p:{slip.person_id.hex}": slip for slip in standing(project)}
    for home in changed:
        slips = [signed[key] for key in home.holder.split("+") if key in signed]
        if slips and home.consent:
            raise Refused(
                Refusal(
                    said("{label} 的业主已经在手机上签过。", label=home.label),
                    said(
                        "业主本人要改的，请他在手机上撤回，或者先把这一户存成“未回”，再登记纸上的。"
                    ),
                )
            )
        rows = ConsentSlip.objects.of(project.street_id)
        rows.filter(pk__in=[slip.pk for slip in slips]).update(withdrawn_at=now)


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


def consult_over(project: Project) -> Refusal | None:
    """Once the consultation is closed its sheet stays as it is."""
    done = project.milestones.filter(step="consult", withdrawn_on__isnull=True)
    if not done.exists():
        return None
    return Refusal(
        said("征询已经登记为办结，意见不能再改。"), said("确有错的，先撤回“征询意愿”这一步。")
    )
