"""The papers of the counter: the receipt with its code, and the list of what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import override

from mulin.discover.counter.models import Application, HandedPaper
from mulin.ground.papers.typeset import qr, typeset
from mulin.kit.clock import SHANGHAI
from mulin.kit.masking import mask_name
from mulin.kit.words import plain

PACKAGE = "mulin.discover.counter"


def receipt(row: Application, papers: Sequence[HandedPaper], address: str, *, on: date) -> bytes:
    """The receipt: what was taken in, when it will be told or answered, and a code to follow it."""
    with override("zh-hans"):
        got = [one for one in papers if one.state == HandedPaper.State.HAVE]
        data = {
            **_head(row),
            "papers": [[plain(one.title), plain(one.how_many)] for one in got],
            "lacking": [plain(one.title) for one in papers if one.lacks],
            "due": f"{row.due_on}" if row.due_on else "",
            "accepted": f"{row.counted_from}" if row.counted_from else "",
            "tell_by": f"{row.tell_by}",
            "qr": qr(address),
        }
    return typeset("receipt", data, on=on, package=PACKAGE)


def missing(row: Application, papers: Sequence[HandedPaper], address: str, *, on: date) -> bytes:
    """一次性告知书: everything that is missing, on one sheet."""
    with override("zh-hans"):
        asked = [one for one in papers if one.told or (row.told_at is None and one.lacks)]
        data = {
            **_head(row),
            "papers": [
                [plain(one.title), plain(one.how_many), one.note or "还没有交"] for one in asked
            ],
            "also": row.told_also,
            "told": f"{row.told_at.astimezone(SHANGHAI):%Y年%m月%d日}" if row.told_at else "",
            "qr": qr(address),
        }
    return typeset("missing", data, on=on, package=PACKAGE)


def _head(row: Application) -> dict[str, Any]:
    station = row.station
    return {
        "head": {
            "compound": row.street.name,
            "number": row.number,
            "synthetic": row.street.synthetic,
            "convener": station.name,
            "phone": station.phone or row.street.phone,
        },
        "title": plain(row.title),
        "name": mask_name(row.name),
        "agent": plain(row.mandate.agent_is) if row.mandate else "",
        "received": f"{row.received_at.astimezone(SHANGHAI):%Y年%m月%d日 %H:%M}",
        "by": plain(row.received_by),
        "station": station.name,
        "address": station.address,
    }
