"""Who owes a step in person: those who hold the posts of its duty and reach its compound today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Q

from mulin.ground.estate.models import Appointment, Compound
from mulin.kit.rights import Role
from mulin.law.process import Duty
from mulin.procedures.models import Procedure

COMMITTEE_DUTIES = frozenset(
    {Duty.COMMITTEE, Duty.NEW_COMMITTEE, Duty.FORMER_MEMBERS, Duty.ASSEMBLY, Duty.APPLICANTS}
)
STREET_DUTIES = frozenset({Duty.STREET, Duty.HOUSING_AGENCY})


@dataclass(frozen=True)
class Holder:
    """A post in force: whose, what, and the one place it reaches; none is the whole street."""

    person_id: UUID
    name: str
    title: str
    role: str
    compound_id: UUID | None
    community_id: UUID | None

    @property
    def words(self) -> str:
        return f"{self.title} {self.name}"

    def reaches(self, compound: Compound) -> bool:
        """Whether the post reaches the compound."""
        if self.compound_id is not None:
            return bool(self.compound_id == compound.pk)
        return self.community_id is None or bool(self.community_id == compound.community_id)


def holders_in(street_id: UUID, today: date) -> list[Holder]:
    """Every post that can owe a step, held today; one statement."""
    rows = Appointment.objects.of(street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        valid_from__lte=today,
        building__isnull=True,
        organisation__ended_on__isnull=True,
        role__in=[Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.COMMITTEE_MEMBER],
    )
    rows = rows.select_related("organisation", "person").order_by("valid_from", "id")
    return [_holder(post) for post in rows]


def _holder(post: Appointment) -> Holder:
    named = post.compound_id or post.community_id
    compound = post.compound_id or (None if named else post.organisation.compound_id)
    community = post.community_id or (None if named else post.organisation.community_id)
    return Holder(
        post.person_id,
        post.person.name,
        post.title,
        post.role,
        compound,
        None if compound else community,
    )


def who_owes(duty: Duty, compound: Compound, holders: Iterable[Holder]) -> list[Holder]:
    """The persons to remind, each once: a committee's chairs before all its members, and the
    community where there is no committee; the street where nobody is nearer."""
    here = [holder for holder in holders if holder.reaches(compound)]
    for role in _roles(duty):
        found = _once(holder for holder in here if holder.role == role)
        if found:
            chairs = [holder for holder in found if "主任" in holder.title]
            return chairs if chairs and role == Role.COMMITTEE_MEMBER else found
    return []


def _roles(duty: Duty) -> Sequence[Role]:
    if duty in STREET_DUTIES:
        return (Role.STREET_OFFICER,)
    if duty in COMMITTEE_DUTIES:
        return (Role.COMMITTEE_MEMBER, Role.COMMUNITY_WORKER, Role.STREET_OFFICER)
    return (Role.COMMUNITY_WORKER, Role.STREET_OFFICER)


def _once(holders: Iterable[Holder]) -> list[Holder]:
    return list({holder.person_id: holder for holder in holders}.values())


def reckoned_day(street_id: UUID) -> date | None:
    """The day as of which the street's waiting steps stand."""
    rows = Procedure.objects.of(street_id).filter(state=Procedure.State.OPEN)
    found: date | None = rows.aggregate(last=Max("reckoned_on"))["last"]
    return found
