"""Who signed on the phone, and what the signatures under one home come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from mulin.deliver.works.models import ConsentSlip, Home, Project
from mulin.deliver.works.queries.projects import own_homes, projects_near
from mulin.kit.rights import Actor

NOTICE = "show"
ASKED = 2
"""The phase in which owners are asked."""


@dataclass(frozen=True)
class Signing:
    """An owner before the sheet: his homes, what stands for them, whether he signed."""

    homes: tuple[Home, ...]
    mine: ConsentSlip | None
    others: tuple[ConsentSlip, ...]
    on_paper: str
    may_sign: bool
    may_withdraw: bool

    @property
    def disagree(self) -> bool:
        """Co-owners who signed say different things: none of it counts, as in a vote."""
        words = {slip.word for slip in (self.mine, *self.others) if slip is not None}
        return len(words) > 1


def standing(project: Project) -> list[ConsentSlip]:
    """The signatures that count, in the order they came."""
    rows = ConsentSlip.objects.of(project.street_id).filter(
        project_id=project.pk, withdrawn_at__isnull=True
    )
    return list(rows.select_related("signature").order_by("id"))


def key_of(person_id: UUID) -> str:
    """A person as the sheet's sets of owners name him."""
    return f"p:{person_id.hex}"


def word_of(home: Home, slips: Iterable[ConsentSlip]) -> str:
    """What the signatures under a home come to: one owner speaks for his co-owners; two who say
    different things speak for nobody, as the law's own reading of a vote has it."""
    owners = home.holder.split("+")
    words = {slip.word for slip in slips if key_of(slip.person_id) in owners}
    return words.pop() if len(words) == 1 else ""


def signed_under(home: Home, slips: Iterable[ConsentSlip]) -> tuple[list[ConsentSlip], bool]:
    """The signatures under a home, and whether co-owners signed different things."""
    owners = home.holder.split("+")
    found = [slip for slip in slips if key_of(slip.person_id) in owners]
    return found, len({slip.word for slip in found}) > 1


def homes_to_sign(actor: Actor, project: Project, today: date) -> list[Home]:
    """Homes of the sheet whose owner he was when it was drawn up, and is today."""
    if actor.person_id is None:
        return []
    mine = key_of(actor.person_id)
    return [h for h in own_homes(actor, project, today) if mine in h.holder.split("+")]


def sheets_to_sign(actor: Actor, today: date) -> list[Project]:
    """Lifts whose sheet waits for this person's word; one statement where there is none."""
    if actor.person_id is None or not actor.units:
        return []
    asked = Home.objects.filter(
        street_id=OuterRef("street_id"), project_id=OuterRef("pk"), unit_id__in=list(actor.units)
    )
    rows = projects_near(actor).filter(Exists(asked), state=Project.State.OPEN, phase=ASKED)
    return [one for one in rows if signing_of(actor, one, today).may_sign]


def signing_of(actor: Actor, project: Project, today: date) -> Signing:
    """Everything his page needs about his signature; four statements."""
    homes = homes_to_sign(actor, project, today)
    slips = standing(project)
    owners = {key for home in homes for key in home.holder.split("+")}
    here = [slip for slip in slips if key_of(slip.person_id) in owners]
    mine = next((slip for slip in here if slip.person_id == actor.person_id), None)
    done = set(project.milestones.filter(withdrawn_on__isnull=True).values_list("step", flat=True))
    on_paper = "" if here else next((h.get_consent_display() for h in homes if h.consent), "")
    running = bool(homes) and project.is_open
    return Signing(
        homes=tuple(homes),
        mine=mine,
        others=tuple(slip for slip in here if slip is not mine),
        on_paper=on_paper,
        may_sign=running and mine is None and not on_paper and "consult" not in done,
        may_withdraw=running and mine is not None and NOTICE not in done,
    )
