"""What is printed: the sheet of codes for the walls, and the rectification order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from mulin.discover.patrols.models import Hazard, Point
from mulin.ground.estate.models import Compound
from mulin.ground.papers.typeset import qr, typeset
from mulin.kit.clock import SHANGHAI
from mulin.law.safety.catalogue import template_named

PACKAGE = "mulin.discover.patrols"


def codes_pdf(compound: Compound, lines: Sequence[tuple[Point, str]], on: date) -> bytes:
    """Eight codes to a page, each with its name and what to do with it."""
    data = {
        "head": _head(compound),
        "points": [
            {
                "name": point.name,
                "kind": str(point.get_kind_display()),
                "how": point.how,
                "qr": qr(address),
            }
            for point, address in lines
        ],
    }
    return typeset("codes", data, on=on, package=PACKAGE, tagged=False)


def order_pdf(hazard: Hazard, on: date) -> bytes:
    """整改通知书: what is wrong, what to do, until when; with the places to sign."""
    template = template_named(hazard.kind)
    data: dict[str, Any] = {
        "head": _head(hazard.compound) | {"number": hazard.order_number},
        "to": hazard.responsible_name,
        "hazard": hazard.number,
        "kind": str(template.title),
        "level": str(hazard.get_grade_display()),
        "where": hazard.where,
        "text": hazard.text,
        "found": f"{hazard.found_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        "at_once": [str(one) for one in template.at_once],
        "measure": hazard.measure,
        "order": hazard.order_text,
        "due": hazard.due_on.isoformat() if hazard.due_on else "",
        "ordered_on": hazard.ordered_on.isoformat() if hazard.ordered_on else "",
        "ordered_by": hazard.ordered_by,
        "law": [one.spaced for one in template.law],
        "note": str(template.note),
        "office": hazard.street.name,
    }
    return typeset("order", data, on=on, package=PACKAGE)


def _head(compound: Compound) -> dict[str, Any]:
    street = compound.street
    return {
        "compound": compound.name,
        "number": "",
        "convener": street.name,
        "phone": street.phone,
        "synthetic": street.synthetic,
    }
