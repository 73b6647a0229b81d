"""Owners' votes."""

from __future__ import annotations

from typing import Any

from mulin.decide.assembly.models import (
    Ballot,
    Motion,
    Objection,
    OfficialImport,
    Poll,
    PollOfficer,
    RollEntry,
    RollUnit,
)
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, Public, kept


def poll(cast: Cast) -> Poll:
    """A draft in compound A."""
    found: Poll = kept(
        Poll(
            id=stable_id("poll"),
            street=cast.yun,
            compound=cast.a.compound,
            title="云栖苑演示表决",
            convener="云栖苑业主委员会",
            contact_name="钱演示",
            contact_phone="021-00000003",
            region=cast.yun.region,
            created_at=AT,
        )
    )
    return found


def motion(cast: Cast) -> Motion:
    """An election within that draft."""
    found: Motion = kept(
        Motion(
            id=stable_id("motion"),
            street=cast.yun,
            poll=poll(cast),
            order=1,
            kind="committee_election",
            title="云栖苑演示选举",
            seats=5,
        )
    )
    return found


def entry(cast: Cast) -> RollEntry:
    """The roll's first entry of that draft."""
    found: RollEntry = kept(
        RollEntry(
            id=stable_id("entry"),
            street=cast.yun,
            poll=poll(cast),
            seq=1,
            key=cast.a.owners[0].pk.hex,
            cluster=1,
            names="云栖苑业主",
            first_unit="1-1-101",
            units=1,
            area=9063,
            code="0000-0000-0001",
        )
    )
    return found


def _roll_unit(cast: Cast) -> Any:
    row = RollUnit(
        id=stable_id("roll_unit"),
        street=cast.yun,
        poll=poll(cast),
        entry=entry(cast),
        unit_id=cast.a.units[0].pk,
        label="云栖苑 1-1-101",
        area=9063,
        area_source="register",
        use="home",
        status="delivered",
    )
    return kept(row).pk


def _ballot(cast: Cast) -> Any:
    row = Ballot(
        id=stable_id("ballot"),
        street=cast.yun,
        poll=poll(cast),
        entry=entry(cast),
        signer="云栖苑签票人",
        channel=Ballot.Channel.PAPER,
    )
    for field in Ballot._meta.local_fields:
        if field.attname == "cast_at":
            row.cast_at = AT
    return kept(row).pk


def _import(cast: Cast) -> Any:
    row = OfficialImport(
        id=stable_id("import"),
        street=cast.yun,
        poll=poll(cast),
        file_name="云栖苑官方系统.xlsx",
        file_digest="0" * 64,
        system="云栖苑官方系统",
        control=1,
        read_at=AT,
        read_by="林街道",
    )
    return kept(row).pk


def _officer(cast: Cast) -> Any:
    row = PollOfficer(
        id=stable_id("officer"),
        street=cast.yun,
        poll=poll(cast),
        person=cast.persons["counter_1"],
        duty=PollOfficer.Duty.COUNTER,
    )
    return kept(row).pk


def _objection(cast: Cast) -> Any:
    row = Objection(
        id=stable_id("objection"),
        street=cast.yun,
        poll=poll(cast),
        name="云栖苑异议人",
        text="云栖苑异议",
        received_at=AT,
    )
    return kept(row).pk


EXAMPLES: Examples = {
    "ballot_id": _ballot,
    "file_format": lambda cast: "pdf",
    "import_id": _import,
    "kind": lambda cast: "blank",
    "motion_id": lambda cast: motion(cast).pk,
    "objection_id": _objection,
    "officer_id": _officer,
    "poll_id": lambda cast: poll(cast).pk,
    "roll_unit_id": _roll_unit,
    "seq": lambda cast: entry(cast).seq,
}

PUBLIC: Public = {
    "api:public_record": "anybody takes the public record once the result hangs; tested with it",
    "phone:": "opened by a code on paper and a proof, tested with the ballot itself",
    "assembly:board": "the public board of a vote; has tests of its own",
    "assembly:board_proxy": "the blank mandate that hangs beside that board",
}
