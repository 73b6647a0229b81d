"""The paper of a notice that a step puts up: what is printed and hung, and who may read it."""

from __future__ import annotations

from datetime import date

from mulin.ground.notices.models import PublicNotice
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN
from mulin.ground.papers.typeset import typeset
from mulin.ground.record.queries import newest_head
from mulin.kit.rights import Actor, Refusal
from mulin.procedures.models import Procedure

NOTICE = "procedures.notice"
"""The kind of paper a notice of a procedure is: public from its first day."""
PACKAGE = "mulin.procedures"


def notice_pdf(
    procedure: Procedure,
    *,
    title: str,
    body: str,
    basis: str,
    starts_on: date,
    ends_on: date | None,
    publication: bool,
    today: date,
) -> bytes:
    """The notice as it is posted. Raises Refused for a character that no face can write."""
    street, head = procedure.street, newest_head(procedure.street_id)
    first = _day(starts_on)
    data = {
        "head": {
            "street": street.name,
            "compound": procedure.compound.name,
            "number": procedure.number,
            "synthetic": street.synthetic,
        },
        "kind": "公示" if publication else "公告",
        "title": title,
        "body": body.strip().splitlines(),
        "basis": basis,
        "period": f"{first}起，至{_day(ends_on)}24:00止" if ends_on else f"{first}起",
        "procedure": procedure.title,
        "chain": {"date": _day(head.day), "hash": head.hash} if head else None,
    }
    return typeset("posted", data, on=today, package=PACKAGE)


def may_read_notice(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Everybody, from the day it was posted."""
    rows = PublicNotice.objects.of(paper.street_id).filter(paper_id=paper.pk)
    return None if rows.filter(starts_on__lte=today).exists() else HIDDEN


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
