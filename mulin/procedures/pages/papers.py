"""A step's papers filled in: looked at on the screen, taken as PDF or Word, kept with the procedure."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of
from mulin.ground.streets.models import Street
from mulin.ground.texts.answering import FORMATS, answer, made
from mulin.ground.texts.making import sheet_of
from mulin.ground.texts.permissions import may_see_texts
from mulin.ground.texts.printing import Sheet
from mulin.ground.texts.queries import InForce, in_force
from mulin.ground.texts.standards import text_for
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, require
from mulin.procedures.actions.keeping import keep_paper
from mulin.procedures.filling import Asked, values_of
from mulin.procedures.models import Procedure
from mulin.procedures.pages.common import card_of, crumbs_of, found_of
from mulin.procedures.permissions import HIDDEN, may_keep, may_read_papers
from mulin.procedures.queries import StepCard


@require_safe
def paper(request: HttpRequest, procedure_id: UUID, step: str, paper: str) -> HttpResponse:
    """One paper as it would be printed, with what nobody knows yet. Writes nothing."""
    actor, found, card = _asked(request, procedure_id, step)
    text, sheet = _filled(found, card, paper, clock.today())
    may = may_keep(actor, found)
    title = sheet.title
    context: dict[str, Any] = {
        "procedure": found,
        "card": card,
        "paper": paper,
        "text": text,
        "sees_texts": may_see_texts(actor) is None,
        "sheet": sheet,
        "title": title,
        "why_not": "" if may is None else str(may),
        "once": once_of(request),
        "crumbs": crumbs_of(
            Crumb(found.title, reverse("procedures:procedure", args=[found.pk])),
            Crumb(card.line.step.title, reverse("procedures:step", args=[found.pk, step])),
            Crumb(title),
        ),
    }
    return render(request, "procedures/paper.html", context)


@require_safe
def paper_file(
    request: HttpRequest, procedure_id: UUID, step: str, paper: str, file_format: str
) -> HttpResponse:
    """The same as a file. Writes nothing."""
    _actor, found, card = _asked(request, procedure_id, step)
    if file_format not in FORMATS:
        raise Refused(HIDDEN)
    today = clock.today()
    _text, sheet = _filled(found, card, paper, today)
    return answer(made(sheet, file_format, today), _name(found, sheet), file_format)


@require_POST
def keep(request: HttpRequest, procedure_id: UUID, step: str, paper: str) -> HttpResponse:
    """Keep it with the procedure, so that it stands in the dossier."""
    actor, found, card = _asked(request, procedure_id, step)
    require(may_keep(actor, found))
    now = clock.now()
    _text, sheet = _filled(found, card, paper, clock.day_of(now))
    file_format = "docx" if request.POST.get("as") == "docx" else "pdf"
    data = made(sheet, file_format, clock.day_of(now))
    name = _name(found, sheet)
    keep_paper(found, step, paper, name, data, once=once_of(request), by=actor, now=now)
    messages.success(request, _("已存入程序，卷宗里能看到。"))
    return redirect("procedures:step", found.pk, step)


def _asked(
    request: HttpRequest, procedure_id: UUID, step: str
) -> tuple[Actor, Procedure, StepCard]:
    actor, found = found_of(request, procedure_id)
    require(may_read_papers(actor, found.compound_id))
    return actor, found, card_of(found, step)


def _filled(found: Procedure, card: StepCard, code: str, today: date) -> tuple[InForce, Sheet]:
    """The text in force today, filled with what the procedure and the register know."""
    wanted = next((one for one in card.line.step.papers if one.code == code), None)
    standard = text_for(found.code, card.line.step.code, code) if wanted else None
    if wanted is None or standard is None:
        raise Refused(HIDDEN)
    text = in_force(found.street_id, standard.code, today)
    asked = Asked(found, card.line.step.code, code, wanted.title, today)
    sheet = sheet_of(
        wanted.title,
        standard.layout,
        text.body,
        values_of(asked, text.body),
        number=found.number,
        synthetic=Street.objects.get(pk=found.street_id).synthetic,
    )
    return text, sheet


def _name(found: Procedure, sheet: Sheet) -> str:
    return f"{sheet.title} {found.number}"
