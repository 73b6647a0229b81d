"""The workshop: its mandates, months, advice and the green channel."""

from __future__ import annotations

from datetime import date

from mulin.decide.workshop.models import (
    Advice,
    Contact,
    GreenParty,
    GreenRequest,
    Mandate,
    Report,
    Workshop,
)
from mulin.ground.estate.models import Organisation
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, Public, kept


def workshop(cast: Cast) -> Workshop:
    """The street's workshop."""
    organisation = kept(
        Organisation(
            id=stable_id("workshop organisation"),
            street=cast.yun,
            kind=Organisation.Kind.SOCIAL_ORGANISATION,
            name="云栖苑史演示工作室",
        )
    )
    row = Workshop(
        id=stable_id("workshop"),
        street=cast.yun,
        organisation=organisation,
        opened_on=date(2026, 1, 1),
    )
    found: Workshop = kept(row)
    return found


def mandate(cast: Cast) -> Mandate:
    """Supervision lent over compound A."""
    row = Mandate(
        id=stable_id("mandate"),
        street=cast.yun,
        workshop=workshop(cast),
        number="SQ-2025-0001",
        power="supervise",
        compound=cast.a.compound,
        valid_from=date(2026, 1, 1),
        valid_to=date(2028, 12, 31),
        document="云栖苑授权书",
        granted_on=date(2026, 1, 1),
        granted_by="云栖苑街道",
    )
    found: Mandate = kept(row)
    return found


def advice(cast: Cast) -> Advice:
    """An opinion on compound A's committee, waiting for its answer."""
    row = Advice(
        id=stable_id("advice"),
        street=cast.yun,
        number="JY-2025-0001",
        workshop=workshop(cast),
        mandate=mandate(cast),
        compound=cast.a.compound,
        kind=Advice.Kind.SUPERVISION,
        title="云栖苑会议决定没有公告",
        text="云栖苑十月的会",
        given_on=date(2026, 3, 1),
        given_by="云栖苑工作室",
        due_on=date(2026, 3, 10),
    )
    found: Advice = kept(row)
    return found


def report(cast: Cast) -> Report:
    """A month of the workshop, sent."""
    row = Report(
        id=stable_id("report"),
        street=cast.yun,
        workshop=workshop(cast),
        month=date(2026, 2, 1),
        due_on=date(2026, 3, 6),
        state=Report.State.SENT,
        done="云栖苑走访",
        compounds=[cast.a.compound.pk.hex],
        sent_at=AT,
        sent_by="云栖苑工作室",
    )
    found: Report = kept(row)
    return found


def contact(cast: Cast) -> Contact:
    """Somebody of the green channel's directory."""
    row = Contact(
        id=stable_id("contact"),
        street=cast.yun,
        profession="lawyer",
        organisation="云栖苑律师（演示）",
        name="云栖苑柳演示",
    )
    found: Contact = kept(row)
    return found


def green(cast: Cast) -> GreenRequest:
    """A request for compound A."""
    row = GreenRequest(
        id=stable_id("green"),
        street=cast.yun,
        number="LT-2025-0001",
        compound=cast.a.compound,
        topic="parking",
        title="云栖苑停车争议",
        text="云栖苑请到场",
        agreed="不含个人信息",
        asked_on=date(2026, 3, 1),
        asked_by="云栖苑社区",
        due_on=date(2026, 3, 4),
    )
    found: GreenRequest = kept(row)
    return found


def green_party(cast: Cast) -> GreenParty:
    """Somebody asked, who has not answered."""
    row = GreenParty(
        id=stable_id("green party"),
        street=cast.yun,
        request=green(cast),
        contact=contact(cast),
        digest="",
        link_until=date(2026, 4, 1),
    )
    found: GreenParty = kept(row)
    return found


EXAMPLES: Examples = {
    "advice_id": lambda cast: advice(cast).pk,
    "contact_id": lambda cast: contact(cast).pk,
    "figure": lambda cast: "opened",
    "mandate_id": lambda cast: mandate(cast).pk,
    "month": lambda cast: "2026-02",
    "party_id": lambda cast: green_party(cast).pk,
    "report_id": lambda cast: report(cast).pk,
    "request_id": lambda cast: green(cast).pk,
    "workshop_id": lambda cast: workshop(cast).pk,
}
PUBLIC: Public = {
    "workshop:answer": "a link nobody can guess, for one party (tests/decide/workshop)",
}
