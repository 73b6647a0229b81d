"""A case of mediation with everything in it, and what is known of mediators."""

from __future__ import annotations

from datetime import date
from typing import Any

from mulin.deliberate.mediation.models import (
    Accord,
    Dispute,
    Lesson,
    Measure,
    Mediator,
    Panel,
    Promise,
    Referral,
    Side,
    Talk,
)
from mulin.ground.estate.models import Appointment, Organisation
from mulin.kit.rights import Role
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, Public, kept

DAY = date(2026, 3, 1)


def panel(cast: Cast) -> Panel:
    """The committee of the first community."""
    body = kept(
        Organisation(
            id=stable_id("mediation", "body"),
            street=cast.yun,
            kind=Organisation.Kind.MEDIATION_COMMITTEE,
            name="云栖苑片区人民调解委员会",
            community=cast.a.community,
        )
    )
    found: Panel = kept(
        Panel(
            id=stable_id("mediation", "panel"),
            street=cast.yun,
            organisation=body,
            level=Panel.Level.COMMUNITY,
            community=cast.a.community,
            place="云栖苑活动室",
            opened_on=DAY,
        )
    )
    return found


def dispute(cast: Cast) -> Dispute:
    """A case of compound A that has ended with an agreement."""
    found: Dispute = kept(
        Dispute(
            id=stable_id("mediation", "dispute"),
            street=cast.yun,
            panel=panel(cast),
            number="TJ-2026-0001",
            compound=cast.a.compound,
            source=Dispute.Source.APPLICATION,
            way=Dispute.Way.COUNTER,
            cause="leak",
            title="云栖苑漏水",
            text="云栖苑的顶棚发霉",
            state=Dispute.State.AGREED,
            asked_on=DAY,
            accepted_on=DAY,
            due_on=date(2026, 3, 31),
            ended_on=DAY,
        )
    )
    return found


def side(cast: Cast) -> Side:
    """A party that the register does not know."""
    found: Side = kept(
        Side(
            id=stable_id("mediation", "side"),
            street=cast.yun,
            dispute=dispute(cast),
            part=Side.Part.RESPONDENT,
            name="云栖苑李演示",
        )
    )
    return found


def mediator(cast: Cast) -> Mediator:
    """Somebody with another post, who sits in no case."""
    post = kept(
        Appointment(
            id=stable_id("mediation", "post"),
            street=cast.yun,
            person=cast.persons["counter_3"],
            organisation=panel(cast).organisation,
            role=Role.MEDIATOR,
            title="调解员",
            valid_from=DAY,
        )
    )
    found: Mediator = kept(
        Mediator(
            id=stable_id("mediation", "mediator"),
            street=cast.yun,
            panel=panel(cast),
            appointment=post,
            duty=Mediator.Duty.MEDIATOR,
            note="云栖苑的调解员",
        )
    )
    return found


def _talk(cast: Cast) -> Any:
    row = Talk(
        id=stable_id("mediation", "talk"),
        street=cast.yun,
        dispute=dispute(cast),
        order=1,
        starts_at=AT,
        place="云栖苑活动室",
    )
    return kept(row).pk


def _promise(cast: Cast) -> Any:
    accord = kept(
        Accord(
            id=stable_id("mediation", "accord"),
            street=cast.yun,
            dispute=dispute(cast),
            form=Accord.Form.ORAL,
            facts="云栖苑",
            content="云栖苑",
            state=Accord.State.IN_FORCE,
            made_on=DAY,
            effective_on=DAY,
            confirm_by=date(2026, 3, 31),
        )
    )
    row = Promise(
        id=stable_id("mediation", "promise"),
        street=cast.yun,
        accord=accord,
        order=1,
        side=side(cast),
        text="云栖苑修好",
        due_on=date(2026, 4, 1),
    )
    return kept(row).pk


def referral(cast: Cast) -> Referral:
    """A large dispute, told to an agency nobody of the cast works in."""
    agency = kept(
        Organisation(
            id=stable_id("mediation", "agency"),
            street=cast.yun,
            kind=Organisation.Kind.SOCIAL_ORGANISATION,
            name="云栖苑调研社",
        )
    )
    found: Referral = kept(
        Referral(
            id=stable_id("mediation", "referral"),
            street=cast.yun,
            dispute=dispute(cast),
            number="DJ-2026-0001",
            agency=agency,
            compound=cast.a.compound,
            cause="leak",
            criteria="云栖苑人多",
            summary="云栖苑的情况",
            asked_on=DAY,
            due_on=date(2026, 3, 15),
        )
    )
    return found


def _measure(cast: Cast) -> Any:
    row = Measure(
        id=stable_id("mediation", "measure"),
        street=cast.yun,
        referral=referral(cast),
        order=1,
        who="云栖苑物业",
        text="查漏",
        due_on=date(2026, 4, 1),
    )
    return kept(row).pk


def lesson(cast: Cast) -> Lesson:
    """Not yet released."""
    found: Lesson = kept(
        Lesson(
            id=stable_id("mediation", "lesson"),
            street=cast.yun,
            dispute=dispute(cast),
            cause="leak",
            title="云栖苑的经验",
            trouble="难",
            solution="查漏",
            written_on=DAY,
        )
    )
    return found


EXAMPLES: Examples = {
    "case_paper": lambda cast: "agreement",
    "dispute_id": lambda cast: dispute(cast).pk,
    "mediation_lesson_id": lambda cast: lesson(cast).pk,
    "mediation_measure_id": _measure,
    "mediation_panel_id": lambda cast: panel(cast).pk,
    "mediation_referral_id": lambda cast: referral(cast).pk,
    "mediation_session_id": _talk,
    "mediator_id": lambda cast: mediator(cast).pk,
    "promise_id": _promise,
    "side_id": lambda cast: side(cast).pk,
}

PUBLIC: Public = {}
