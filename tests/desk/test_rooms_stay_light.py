"""The lists of the newer rooms ask the database the same few questions however long they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client

from mulin.decide.capability.models import Schedule, Training
from mulin.decide.committees.models import Inspection, Meeting, Member, Petition, Term
from mulin.decide.workshop.models import Advice, Contact, GreenRequest, Mandate, Report
from mulin.deliberate.meetings.models import Issue
from mulin.deliberate.meetings.models import Meeting as Talk
from mulin.deliberate.pacts.models import Pact
from mulin.deliver.works.models import Project
from mulin.ground.estate.models import Compound, Organisation, Person, Stairwell
from mulin.kit.ids import uuid7
from mulin.procedures.models import Procedure
from tests import isolation
from tests.cast import Cast
from tests.desk.test_lists_stay_light import _statements as statements

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
MORE = 8


def same(at: int, row: Any) -> dict[str, Any]:
    return {}


def numbered(at: int, row: Any) -> dict[str, Any]:
    return {"number": f"ZZ-2026-{at:04}"}


@dataclass(frozen=True)
class Case:
    """A list, the example whose copies fill it, what must differ, and the statements it may cost."""

    address: str
    example: str
    model: Any
    most: int
    unlike: Callable[[int, Any], dict[str, Any]] = same

    def __str__(self) -> str:
        return self.address


def another_body(at: int, row: Any) -> dict[str, Any]:
    """A term of a body of its own."""
    body = Organisation(
        id=uuid7(), street_id=row.street_id, kind=Organisation.Kind.OWNERS_COMMITTEE,
        name=f"第{at}业委会", compound_id=row.body.compound_id,
    )  # fmt: skip
    body.save(force_insert=True)
    return {"body_id": body.pk}


def another_seat(at: int, row: Any) -> dict[str, Any]:
    person = Person(id=uuid7(), street_id=row.street_id, name=f"演示{at}")
    person.save(force_insert=True)
    return {"person_id": person.pk, "appointment_id": None}


def another_schedule(at: int, row: Any) -> dict[str, Any]:
    return {"ends_on": date(2026, 3, 1 + at % 28)}


def another_training(at: int, row: Any) -> dict[str, Any]:
    return {**numbered(at, row), "door": f"door-{at}"}


def another_month(at: int, row: Any) -> dict[str, Any]:
    return {"month": date(2000 + at, 1, 1)}


def another_procedure(at: int, row: Any) -> dict[str, Any]:
    return {**numbered(at, row), "about_id": uuid7(), "about": f"议题{at}"}


def another_stairwell(at: int, row: Any) -> dict[str, Any]:
    stairwell = Stairwell(
        id=uuid7(), street_id=row.street_id, compound_id=row.compound_id,
        building_id=row.building_id, label=f"{at + 50}", order=at + 50,
    )  # fmt: skip
    stairwell.save(force_insert=True)
    return {**numbered(at, row), "stairwell_id": stairwell.pk}


def another_place(at: int, row: Any) -> dict[str, Any]:
    place = Compound(
        id=uuid7(), street_id=row.street_id, community_id=row.compound.community_id,
        slug=f"more-{at}", name=f"第{at}小区",
    )  # fmt: skip
    place.save(force_insert=True)
    return {**numbered(at, row), "compound_id": place.pk}


CASES = (
    Case("/bodies/", "term_id", Term, 9, another_body),
    Case("/bodies/diagnosis/", "term_id", Term, 11, another_body),
    Case("/bodies/open/", "term_id", Term, 10, another_body),
    Case("/bodies/meetings/", "meeting_id", Meeting, 7),
    Case("/bodies/inspections/", "inspection_id", Inspection, 7),
    Case("/bodies/petitions/", "petition_id", Petition, 8),
    Case("/bodies/crossing/", "member_id", Member, 14, another_seat),
    Case("/trainings/", "training_id", Training, 7, another_training),
    Case("/receptions/", "schedule_id", Schedule, 7, another_schedule),
    Case("/workshop/", "mandate_id", Mandate, 11, numbered),
    Case("/workshop/advice/", "advice_id", Advice, 8, numbered),
    Case("/workshop/reports/", "report_id", Report, 10, another_month),
    Case("/workshop/green/", "request_id", GreenRequest, 9, numbered),
    Case("/workshop/contacts/", "contact_id", Contact, 7),
    Case("/pacts/", "version_id", Pact, 9, another_place),
    Case("/talks/issues/", "issue_id", Issue, 9, numbered),
    Case("/talks/meetings/", "talk_id", Talk, 10, another_training),
    Case("/procedures/", "procedure_id", Procedure, 12, another_procedure),
    Case("/works/lifts/projects/", "project_id", Project, 7, another_stairwell),
)
"""``most`` counts the shell's and the session's statements too; these figures only fall."""


def multiplied(case: Case) -> None:
    row = case.model.objects.first()
    names = [f.attname for f in case.model._meta.local_concrete_fields if f.attname != "id"]
    plain = {name: getattr(row, name) for name in names}
    case.model.objects.bulk_create(
        case.model(**{**plain, "id": uuid7(), **case.unlike(at, row)}) for at in range(MORE)
    )


@pytest.mark.parametrize("case", CASES, ids=str)
def test_eight_rows_more_cost_no_statement_more(case: Case, cast: Cast, client_as: As) -> None:
    isolation.EXAMPLES[case.example](cast)
    client = client_as("street_officer")
    client.get(case.address)
    few = statements(client, case.address)
    multiplied(case)
    many = statements(client, case.address)
    assert many <= few, f"{few} with one row, {many} with {MORE + 1}"
    assert many <= case.most
