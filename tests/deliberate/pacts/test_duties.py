"""Duty lists: the street's for everybody, a compound's own with its reason, and back again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from mulin.deliberate.pacts.actions.duties import return_to_default, revise_duties
from mulin.deliberate.pacts.models import Duty, DutyList
from mulin.deliberate.pacts.queries.duties import Held, held_in, lines_for, versions_of
from mulin.deliberate.pacts.standards import Rhythm, StandardDuty, parties
from mulin.ground.record.models import Fact
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Act = Callable[..., Actor]
COMPANY = "property_company"
NIGHT = StandardDuty("夜里每两小时巡一遍", "物业服务合同", Rhythm.ALWAYS, "秩序主管")


def held(cast: Cast, *, here: bool = True) -> Held:
    place = cast.a.compound if here else None
    return next(one for one in held_in(cast.yun.pk, place) if one.party.code == COMPANY)


def test_the_streets_list_holds_until_a_compound_has_its_own(
    cast: Cast, actor: Act, now: datetime
) -> None:
    officer, chair = actor("street_officer"), actor("committee_chair")
    lines, once = parties()[COMPANY].duties, uuid7()
    for _ in range(2):
        revise_duties(None, COMPANY, lines, "按范本立", once=once, by=officer, now=now)
    assert DutyList.objects.of(cast.yun).count() == 1
    assert (held(cast).own, len(held(cast).duties)) == (False, len(lines))
    own = revise_duties(
        cast.a.compound, COMPANY, [NIGHT], "本小区没有围墙", once=uuid7(), by=chair, now=now
    )
    assert (held(cast).own, [one.text for one in held(cast).duties]) == (True, [NIGHT.text])
    assert not held(cast, here=False).own
    told = Fact.objects.of(cast.yun).filter(kind="DutiesRevised").order_by("-id")[0].body
    assert (told["where"], told["why"], told["n"]) == ("云栖苑", "本小区没有围墙", 1)
    return_to_default(own, "围墙修好了", by=chair, now=now)
    assert not held(cast).own


def test_a_revision_is_a_new_version_and_the_old_one_stays(
    cast: Cast, actor: Act, now: datetime
) -> None:
    officer = actor("street_officer")
    for why in ("首次", "加一项"):
        last = revise_duties(None, COMPANY, [NIGHT], why, once=uuid7(), by=officer, now=now)
    assert [(one.number, one.ended_on is None) for one in versions_of(last)] == [
        (2, True),
        (1, False),
    ]
    assert Duty.objects.of(cast.yun).count() == 2
    assert lines_for(actor("owner")).count() == 1


def test_who_may_not_set_duties_is_told_why(cast: Cast, actor: Act, now: datetime) -> None:
    def tried(role: str, place: object) -> None:
        revise_duties(
            place,
            COMPANY,
            [NIGHT],
            "试试",
            once=uuid7(),
            by=actor(role),
            now=now,  # type: ignore[arg-type]
        )

    with pytest.raises(Refused, match="由街道定"):
        tried("committee_chair", None)
    with pytest.raises(Refused, match="街道、社区和业委会来改"):
        tried("property_manager", cast.a.compound)
    with pytest.raises(Refused) as refused:
        tried("committee_chair", cast.far.compound)
    assert refused.value.refusal.hidden
    with pytest.raises(Refused, match="第 1 项没有写全"):
        revise_duties(
            None, COMPANY, [StandardDuty("巡查", "", Rhythm.WEEKLY, " ")], "试试",
            once=uuid7(), by=actor("street_officer"), now=now,
        )  # fmt: skip
    officer = actor("street_officer")
    street = revise_duties(None, COMPANY, [NIGHT], "首次", once=uuid7(), by=officer, now=now)
    with pytest.raises(Refused, match="街道统一的清单"):
        return_to_default(street, "不要了", by=officer, now=now)
