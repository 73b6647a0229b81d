"""The papers of a lift that can be printed: from the texts in force and what the project knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import override

from mulin.deliver.works.filling import Values, owners_of, values_of, values_of_home
from mulin.deliver.works.models import Project
from mulin.deliver.works.queries.projects import File, file_of
from mulin.deliver.works.queries.subsidy import subsidy_of
from mulin.ground.texts.making import sheet_of
from mulin.ground.texts.markup import Block
from mulin.ground.texts.printing import Sheet
from mulin.ground.texts.queries import InForce, all_in_force, in_force
from mulin.law.lifts.papers import PaperSet

PAGE = Block("page")


@dataclass(frozen=True)
class Print:
    """A text that prints a paper of a set; ``kind`` is the paper it becomes once signed."""

    code: str
    of: PaperSet
    kind: str = ""
    per_home: bool = False


G, H, A, M = PaperSet
PRINTS = (
    Print("lift_assessment", G, "assessment"),
    Print("lift_consent", G, "consultation", per_home=True),
    Print("lift_result", G),
    Print("lift_mandate", G, "mandate"),
    Print("lift_notice", G, "show_photo"),
    Print("lift_objections", G, "objection"),
    Print("lift_agreement", H, "agreement"),
    Print("lift_contracts", H),
    Print("lift_review", A, "planning"),
    Print("lift_acceptance", A, "acceptance"),
    Print("lift_subsidy", M),
    Print("lift_ledger", M, "ledger"),
    Print("lift_handover", M, "handover"),
    Print("lift_checklist", M),
)
BY_CODE = {one.code: one for one in PRINTS}


@dataclass(frozen=True)
class Offered:
    """A paper that can be printed, with its title in force."""

    code: str
    title: str
    about: str
    kind: str
    of: PaperSet
    per_home: bool


def offered(street_id: UUID, today: date) -> list[Offered]:
    """Every paper, in the order of the sets; one statement."""
    texts = {text.code: text for text in all_in_force(street_id, today)}
    return [
        Offered(p.code, texts[p.code].title, texts[p.code].standard.about, p.kind, p.of, p.per_home)
        for p in PRINTS
    ]


def sheet_for(project: Project, code: str, today: date, home_id: UUID | None = None) -> Sheet:
    """A paper filled in. One for each home lie behind each other, or that of ``home_id`` alone.

    KeyError where there is no such paper or no such home.
    """
    one = BY_CODE[code]
    with override("zh-hans"):
        file = file_of(project, today)
        owners = owners_of(project)
        values = values_of(file, subsidy_of(project, today), owners, today)
        text = in_force(project.street_id, code, today)
        if not one.per_home:
            return _sheet(project, text, values)
        sheets = [_sheet(project, text, values | own) for own in _homes(file, owners, home_id)]
    if not sheets:
        raise KeyError(home_id)
    blocks = [block for sheet in sheets for block in (PAGE, *sheet.blocks)][1:]
    return replace(sheets[0], blocks=tuple(blocks))


def _homes(file: File, owners: dict[UUID, str], home_id: UUID | None) -> Iterator[Values]:
    shares = {share.home.pk: share for share in file.shares}
    for home in file.homes:
        if home_id is None or home.pk == home_id:
            yield values_of_home(home, shares.get(home.pk), owners)


def _sheet(project: Project, text: InForce, values: Values) -> Sheet:
    return sheet_of(
        text.title,
        text.standard.layout,
        text.body,
        values,
        number=project.number,
        synthetic=project.street.synthetic,
    )
