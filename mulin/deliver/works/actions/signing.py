"""An owner signs the sheet on his phone, once, and may take it back until the plan is on notice."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.deliver.works.actions.common import alone
from mulin.deliver.works.actions.consenting import consult_over
from mulin.deliver.works.events import LiftConsentSigned, LiftConsentWithdrawn
from mulin.deliver.works.models import ConsentSlip, Home, Project
from mulin.deliver.works.permissions import OVER, may_read_open
from mulin.deliver.works.queries.slips import NOTICE, homes_to_sign, key_of, standing, word_of
from mulin.ground.notices.actions import Outgoing, send_all
from mulin.ground.papers.actions import enter, lay_by
from mulin.ground.papers.formats import clean
from mulin.ground.papers.models import Klass, Paper
from mulin.ground.record.verbs import say_there as say
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, Role, require
from mulin.kit.words import said

SIGNATURE = "works.consent_signature"
WORDS = (Home.Word.AGREE, Home.Word.AGAINST)


def sign_consent(
    project: Project, word: str, drawn: bytes, *, by: Actor, now: datetime
) -> ConsentSlip:
    """Sign for all homes that are his, alone or with others. ``drawn``: the picture, or nothing
    where the name was typed. The same word again gives back what is signed."""
    picture = _laid_by(project, drawn, by, now) if drawn else None
    with transaction.atomic():
        fresh = alone(project, by)
        homes = _his(fresh, by, now)
        assert by.person_id is not None  # noqa: S101 - whoever owns a home is a person
        if word not in WORDS:
            raise Refused(Refusal(said("没有选同意还是不同意。"), said("请选一个，再签名。")))
        slips = standing(fresh)
        mine = next((slip for slip in slips if slip.person_id == by.person_id), None)
        if mine is not None and mine.word == word:
            return mine
        require(consult_over(fresh) or _signed_already(mine) or _on_paper(homes, slips))
        slip = ConsentSlip(
            id=uuid7(), street_id=fresh.street_id, project=fresh, person_id=by.person_id,
            word=Home.Word(word), signature=enter(picture) if picture else None, signed_at=now,
        )  # fmt: skip
        slip.save(force_insert=True)
        _settle(homes, [*slips, slip], now)
        _tell_the_others(fresh, homes, slip, by, now)
        rooms = "、".join(home.label for home in homes)
        digest = slip.signature.digest if slip.signature else ""
        label = Home.Word(word).label
        event = LiftConsentSigned(fresh.number, digest, rooms=rooms, word=label)
        say(event, fresh, by=by, now=now)
        return slip


def withdraw_consent(project: Project, *, by: Actor, now: datetime) -> bool:
    """Take one's signature back; whether there was one."""
    with transaction.atomic():
        fresh = alone(project, by)
        homes = _his(fresh, by, now)
        slips = standing(fresh)
        mine = next((slip for slip in slips if slip.person_id == by.person_id), None)
        if mine is None:
            return False
        require(_on_notice(fresh))
        mine.withdrawn_at = now
        mine.save(update_fields=["withdrawn_at"])
        _settle(homes, [slip for slip in slips if slip is not mine], now)
        rooms = "、".join(home.label for home in homes)
        say(LiftConsentWithdrawn(fresh.number, rooms=rooms), fresh, by=by, now=now)
        return True


def _his(project: Project, by: Actor, now: datetime) -> list[Home]:
    """The homes he signs for. Raises Refused where he owns none of those that are asked."""
    require(may_read_open(by, project))
    if not by.has(Role.OWNER, compound_id=project.compound_id):
        raise Refused(Refusal(said("只有业主可以签征询表。"), said("租户有意见，请告诉业主。")))
    require(None if project.is_open else OVER)
    homes = homes_to_sign(by, project, day_of(now))
    if not homes:
        raise Refused(
            Refusal(
                said("征询的名册上没有您的房屋。"),
                said("名册是立项那天的；以后买的、继承的，请带证件到社区窗口签纸质的。"),
            )
        )
    return homes


def _settle(homes: list[Home], slips: list[ConsentSlip], now: datetime) -> None:
    """What the signatures under his homes now come to."""
    for home in homes:
        home.consent = word_of(home, slips)
        home.consented_on = day_of(now) if home.consent else None
    Home.objects.of(homes[0].street_id).bulk_update(homes, ["consent", "consented_on"])


def _signed_already(mine: ConsentSlip | None) -> Refusal | None:
    if mine is None:
        return None
    return Refusal(
        said("您已经签过：{word}。", word=mine.get_word_display()), said("要改的，先撤回再签。")
    )


def _on_paper(homes: list[Home], slips: list[ConsentSlip]) -> Refusal | None:
    """A sheet at the counter was signed for one of these homes: nobody signs twice."""
    keys = {key_of(slip.person_id) for slip in slips}
    paper = [h for h in homes if h.consent and not keys & set(h.holder.split("+"))]
    if not paper:
        return None
    return Refusal(
        said("{label} 在纸质征询表上已经签过。", label=paper[0].label),
        said("要改的，请带证件到社区窗口。"),
    )


def _on_notice(project: Project) -> Refusal | None:
    shown = project.milestones.filter(step=NOTICE, withdrawn_on__isnull=True)
    if not shown.exists():
        return None
    return Refusal(
        said("方案已经公示，签名不能再撤回。"),
        said("有异议的，写下来交到社区，会登记、协调、答复。"),
    )


def _laid_by(project: Project, drawn: bytes, by: Actor, now: datetime) -> Paper:
    title = said("加装电梯 {number} 手写签名", number=project.number)
    return lay_by(
        by.street_id, clean(drawn, thumbnail=False), kind=SIGNATURE, title=title,
        klass=Klass.SENSITIVE, by=by, now=now,
    )  # fmt: skip


def _tell_the_others(
    project: Project, homes: list[Home], slip: ConsentSlip, by: Actor, now: datetime
) -> None:
    """Co-owners hear that somebody signed for them, not what."""
    others = {
        key.removeprefix("p:")
        for home in homes
        for key in home.holder.split("+")
        if key.startswith("p:") and key != key_of(slip.person_id)
    }
    text = said(
        "{name}为您共有的房屋在手机上签了加装电梯（{number}）的征询表。"
        "意见不同的，请在“本小区加装电梯”里自己签，或者到社区窗口。",
        name=by.name,
        number=project.number,
    )
    send_all(
        project.street_id,
        [
            Outgoing(
                f"lift-slip/{slip.pk.hex}/{other}", text, UUID(other),
                subject_id=project.pk, compound_id=project.compound_id,
            )
            for other in sorted(others)
        ],
        now=now,
    )  # fmt: skip
