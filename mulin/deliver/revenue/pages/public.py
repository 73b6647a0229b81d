"""What was published, for everybody who comes by: no sign-in, no names, no single lines."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mulin.deliver.revenue.pages.books import statement_rows
from mulin.deliver.revenue.pages.common import in_table
from mulin.deliver.revenue.picture import narrow, wide
from mulin.deliver.revenue.queries import telling as queries
from mulin.deliver.revenue.queries.flow import unpacked
from mulin.deliver.revenue.queries.places import books_at, compound_at
from mulin.ground.notices.queries.board import notice_of, public_paper
from mulin.kit import clock
from mulin.kit.rights import Refusal, Refused
from mulin.kit.words import said

NO_BOOKS = Refusal(
    said("没有找到这个小区的公开账。"), said("请核对地址，或者再扫一次张贴单上的码。"), hidden=True
)


@require_safe
def board(request: HttpRequest, street: str, compound: str) -> HttpResponse:
    """The published statements of a compound, the newest first; one in full."""
    place = compound_at(street, compound)
    books = books_at(place) if place is not None else None
    if books is None or place is None:
        raise Refused(NO_BOOKS)
    told, asked = queries.newest(books), request.GET.get("no", "")
    row = next((one for one in told if one.number == asked), told[0] if told else None)
    context: dict[str, object] = {"compound": place, "books": books, "told": told, "row": row}
    if row is not None:
        flow = unpacked(row.first, row.last, row.figures)
        notice = notice_of(place.street_id, row.notice_id)
        context |= {
            "flow": flow,
            "table": statement_rows(flow, None),
            "picture": wide(flow, in_table),
            "small": narrow(flow, in_table),
            "figures": row.figures,
            "notice": notice,
            "paper": public_paper(notice, clock.today()) if notice else None,
        }
    context["questions"] = queries.answered(queries.questions_of(books))[:20]
    return render(request, "revenue/public/board.html", context)
