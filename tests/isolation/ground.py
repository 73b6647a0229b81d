"""Facts, jobs, papers and matters."""

from __future__ import annotations

from datetime import date
from typing import Any

from mulin.ground.jobs.models import Job
from mulin.ground.matters.models import Matter
from mulin.ground.papers.models import Klass, Paper
from mulin.ground.record.models import Fact
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, Public, kept


def _fact(cast: Cast) -> Any:
    row = Fact(
        id=stable_id("fact"),
        street=cast.yun,
        at=AT,
        on=date(2026, 3, 1),
        kind="TeaServed",
        body={"tea": "云栖苑"},
        digest="0" * 64,
    )
    return kept(row).pk


def _job(cast: Cast) -> Any:
    return kept(Job(id=stable_id("job"), street_id=cast.yun.pk, kind="verify_chain")).pk


def paper(cast: Cast) -> Any:
    row = Paper(
        id=stable_id("paper"),
        street=cast.yun,
        kind="assembly.notice",
        title="云栖苑内部文件",
        klass=Klass.INTERNAL,
        digest="0" * 64,
        size=1,
        media_type="application/pdf",
        created_on=AT,
    )
    return kept(row).pk


def _matter(cast: Cast) -> Any:
    row = Matter(
        id=stable_id("matter"),
        street=cast.yun,
        number="SX-2026-0001",
        title="云栖苑事项",
        stage=Matter.Stage.DECIDE,
        compound=cast.a.compound,
        opened_on=date(2026, 3, 1),
    )
    return kept(row).pk


EXAMPLES: Examples = {
    "fact_id": _fact,
    "job_id": _job,
    "matter_id": _matter,
    "paper_id": paper,
}

PUBLIC: Public = {
    "law:": "statutes are public",
    "record:heads": "everybody may compare the chain's heads",
    "record:street_heads": "everybody may compare the chain's heads",
    "texts:text": "a text without data; each street reads its own (tests/ground/texts)",
    "texts:example": "a text without data; each street reads its own (tests/ground/texts)",
    "texts:template": "a text without data; each street reads its own (tests/ground/texts)",
    "texts:compare": "a text without data; each street reads its own (tests/ground/texts)",
    "texts:replace": "a text without data; each street changes its own (tests/ground/texts)",
    "texts:restore": "a text without data; each street changes its own (tests/ground/texts)",
}
