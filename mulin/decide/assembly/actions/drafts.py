"""Preparing a vote: the draft, its motions and candidates, its rules and its officers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from mulin.decide.assembly.actions.adopting import require_clauses
from mulin.decide.assembly.actions.drafted import CandidateDraft, MotionDraft, PollDraft
from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.events import (
    DraftDiscarded,
    OfficerNamed,
    OfficerReleased,
    PollDrafted,
    PollEdited,
)
from mulin.decide.assembly.models import (
    Candidate,
    Motion,
    Poll,
    PollOfficer,
)
from mulin.decide.assembly.permissions import may_edit_draft, may_prepare
from mulin.decide.assembly.queries import editions
from mulin.decide.assembly.queries.rules import rules_in_force, works_for
from mulin.ground.estate.models import Compound, Person
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.law.compound_rules import CompoundRules


def draft_poll(
    compound: Compound, draft: PollDraft, *, poll_id: UUID, by: Actor, now: datetime
) -> Poll:
    """Begin a vote. The same ``poll_id`` again gives the draft that is already there."""
    require(may_prepare(by, compound))
    with transaction.atomic():
        known = Poll.objects.of(compound.street_id).filter(pk=poll_id).first()
        if known is not None:
            return known
        rules, sources = rules_in_force(compound, day_of(now))
        poll = Poll(
            id=poll_id,
            street_id=compound.street_id,
            compound=compound,
            region=compound.region,
            rules=rules.to_json(),
            rule_sources=sources,
            created_at=now,
        )
        _fill(poll, draft)
        poll.save(force_insert=True)
        say(PollDrafted(poll.title), poll, by=by, now=now)
        return poll


def edit_poll(poll: Poll, draft: PollDraft, *, by: Actor, now: datetime, seen: str = "") -> Poll:
    """Change the heading of a draft; ``seen`` is the edition that was shown (``editions``)."""

    def change(fresh: Poll) -> None:
        before = editions.heading_of(fresh)
        _fill(fresh, draft)
        _require_seen(fresh, seen, before, editions.heading_of(fresh))

    return _editing(poll, said("基本信息"), by, now, change)


def set_rules(
    poll: Poll,
    rules: CompoundRules,
    sources: Mapping[str, str],
    *,
    by: Actor,
    now: datetime,
    online: tuple[bool, str] | None = None,
    seen: str = "",
) -> Poll:
    """Set the counting rules of this vote; each that differs from the default names its source.

    ``online``: whether ballots cast on the phone count, and on what basis; None leaves it as it is.
    """

    def change(fresh: Poll) -> None:
        values, before = rules.to_json(), editions.counting_rules_of(fresh)
        require_clauses(rules, sources)
        counts, basis = online or (fresh.online_counts, fresh.rule_sources.get("online", ""))
        fresh.rules, fresh.online_counts = values, counts
        fresh.rule_sources = {**sources, "online": basis}
        _require_seen(fresh, seen, before, editions.counting_rules_of(fresh))

    return _editing(poll, said("计票规则"), by, now, change)


def put_motion(
    poll: Poll,
    draft: MotionDraft,
    *,
    motion_id: UUID,
    by: Actor,
    now: datetime,
    seen: str = "",
) -> Motion:
    """Add a motion to a draft, or change the one with that identifier."""
    with transaction.atomic():
        fresh = _draft(poll, by)
        motions = Motion.objects.of(poll.street_id).filter(poll=fresh)
        motion = motions.filter(pk=motion_id).first()
        before = editions.motion_as(motion)
        if motion is None:
            order = (motions.aggregate(last=Max("order"))["last"] or 0) + 1
            motion = Motion(id=motion_id, street_id=poll.street_id, poll=fresh, order=order)
        for name, value in vars(draft).items():
            setattr(motion, name, list(value) if isinstance(value, tuple) else value)
        _require_seen(fresh, seen, before, editions.motion_as(motion))
        motion.save()
        say(
            PollEdited(fresh.title, said("表决事项「{title}」", title=motion.title)),
            fresh,
            by=by,
            now=now,
        )
        return motion


def remove_motion(motion: Motion, *, by: Actor, now: datetime) -> None:
    """Take a motion out of a draft; its candidates go with it."""
    with transaction.atomic():
        poll = _draft(motion.poll, by)
        Candidate.objects.of(poll.street_id).filter(motion=motion).erase()
        Motion.objects.of(poll.street_id).filter(pk=motion.pk).erase()
        say(
            PollEdited(poll.title, said("删去「{title}」", title=motion.title)),
            poll,
            by=by,
            now=now,
        )


def put_candidate(
    motion: Motion,
    draft: CandidateDraft,
    *,
    candidate_id: UUID,
    by: Actor,
    now: datetime,
    seen: str = "",
) -> Candidate:
    """Put somebody on the list. A bar must cite its rule, and may be answered; it never hides."""
    if draft.bar and not draft.bar_source:
        raise Refused(
            Refusal(
                said("写了不得担任的情形，却没有写依据。"), said("请写明法规或议事规则的条款。")
            )
        )
    with transaction.atomic():
        poll = _draft(motion.poll, by)
        person = Person.objects.of(poll.street_id).get(pk=draft.person_id)
        others = Candidate.objects.of(poll.street_id).filter(motion=motion)
        listed = others.filter(person=person).first()
        before = editions.candidate_as(listed)
        candidate = listed or Candidate(
            id=candidate_id,
            street_id=poll.street_id,
            motion=motion,
            person=person,
            order=(others.aggregate(last=Max("order"))["last"] or 0) + 1,
        )
        candidate.name = person.name
        for name in ("standing", "statement", "disclosure", "bar", "bar_source", "bar_answer"):
            setattr(candidate, name, getattr(draft, name))
        _require_seen(poll, seen, before, editions.candidate_as(candidate))
        candidate.save()
        say(PollEdited(poll.title, said("候选人名单")), poll, by=by, now=now)
        return candidate


def withdraw_candidate(candidate: Candidate, *, by: Actor, now: datetime) -> None:
    """A candidate steps back before the list is locked."""
    with transaction.atomic():
        poll = _draft(candidate.motion.poll, by)
        Candidate.objects.of(poll.street_id).filter(pk=candidate.pk).erase()
        say(PollEdited(poll.title, said("候选人名单")), poll, by=by, now=now)


def name_officer(
    poll: Poll,
    person: Person,
    duty: str,
    standing: str,
    *,
    by: Actor,
    now: datetime,
) -> PollOfficer:
    """Name a counter or witness. Nobody from the organisation the vote concerns."""
    with transaction.atomic():
        fresh = _draft(poll, by)
        if fresh.concerns_id and works_for(person, fresh.concerns_id, day_of(now)):
            raise Refused(
                Refusal(
                    said(
                        "{name}在本次表决所涉及的单位任职，不能担任计票人或监票人。",
                        name=person.name,
                    ),
                    said("请另请社区工作人员或业主担任。"),
                )
            )
        officer, made = PollOfficer.objects.of(poll.street_id).get_or_create(
            street_id=poll.street_id,
            poll=fresh,
            person=person,
            duty=duty,
            defaults={"standing": standing},
        )
        if not made:
            return officer
        label = PollOfficer.Duty(duty).label
        say(OfficerNamed(fresh.title, label, standing, person.name), fresh, by=by, now=now)
        return officer


def release_officer(officer: PollOfficer, *, by: Actor, now: datetime) -> None:
    """Take somebody off the list of officers while the vote is a draft."""
    with transaction.atomic():
        poll = _draft(officer.poll, by)
        name = officer.person.name if officer.person else ""
        label = PollOfficer.Duty(officer.duty).label
        PollOfficer.objects.of(poll.street_id).filter(pk=officer.pk).erase()
        say(OfficerReleased(poll.title, label, name), poll, by=by, now=now)


def discard_draft(poll: Poll, *, by: Actor, now: datetime) -> None:
    """A draft really goes, with all that hangs on it."""
    with transaction.atomic():
        fresh = _draft(poll, by)
        street = poll.street_id
        motions = list(Motion.objects.of(street).filter(poll=fresh).values_list("pk", flat=True))
        Candidate.objects.of(street).filter(motion_id__in=motions).erase()
        Motion.objects.of(street).filter(poll=fresh).erase()
        PollOfficer.objects.of(street).filter(poll=fresh).erase()
        say(DraftDiscarded(fresh.title), fresh, by=by, now=now)
        Poll.objects.of(street).filter(pk=fresh.pk).erase()


def _editing(poll: Poll, what: str, by: Actor, now: datetime, change: Any) -> Poll:
    with transaction.atomic():
        fresh = _draft(poll, by)
        change(fresh)
        fresh.save()
        say(PollEdited(fresh.title, what), fresh, by=by, now=now)
        return fresh


def _require_seen(poll: Poll, seen: str, before: str, after: str) -> None:
    """Nothing is covered up that the person did not see; the same sent twice is no change."""
    if after != before:
        require(editions.overtaken(poll, seen, before))


def _draft(poll: Poll, by: Actor) -> Poll:
    """The draft as it stands now, locked."""
    rows = Poll.objects.of(poll.street_id).select_for_update()
    fresh: Poll = rows.get(pk=poll.pk)
    require(may_edit_draft(by, fresh))
    return fresh


def _fill(poll: Poll, draft: PollDraft) -> None:
    for name in (
        "title",
        "convener",
        "contact_name",
        "contact_phone",
        "return_place",
        "opens_on",
        "closes_at",
        "concerns_id",
        "online_counts",
    ):
        setattr(poll, name, getattr(draft, name))
    poll.reminder_days = sorted(draft.reminder_days)
    poll.rule_sources = {**poll.rule_sources, "online": draft.online_basis}
