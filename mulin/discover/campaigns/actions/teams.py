"""Teams and who is in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from mulin.discover.campaigns.actions.common import alone, running, say
from mulin.discover.campaigns.events import CampaignTeamSet
from mulin.discover.campaigns.models import Campaign, Member, Team
from mulin.discover.campaigns.permissions import HIDDEN, may_run
from mulin.discover.campaigns.queries.campaigns import places_of
from mulin.discover.campaigns.queries.people import posts_of
from mulin.ground.estate.models import Compound, Person
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.typed import refuse
from mulin.kit.words import said

MOST_TEAMS, MOST_MEMBERS = 40, 60


def set_team(
    campaign: Campaign,
    name: str,
    people: Sequence[Person],
    *,
    leader: Person | None = None,
    compound: Compound | None = None,
    by: Actor,
    now: datetime,
) -> Team:
    """A team with exactly these people: a new one, or the one of that name as it is from now on."""
    named = words(name, 40, said("没有写队伍名称。"), said("例如“一队”。"))
    strangers = (*people, *([compound] if compound else []))
    if any(row.street_id != by.street_id for row in strangers):
        raise Refused(HIDDEN)
    if not 1 <= len(people) <= MOST_MEMBERS:
        refuse(said("一个队要有 1 到 {n} 个人。", n=MOST_MEMBERS), said("请选队员。"))
    with transaction.atomic():
        fresh = alone(campaign, by)
        place = compound.pk if compound else None
        if place is not None and place not in places_of(fresh):
            raise Refused(HIDDEN)
        require(may_run(by, place) or running(fresh))
        team = _team(fresh, named, compound)
        joined, left = _members(team, people, leader, day_of(now))
        names = tuple(row.name for row in people)
        event = CampaignTeamSet(fresh.number, team.name, joined, left, names)
        say(event, fresh.pk, place, by=by, now=now)
        return team


def _team(campaign: Campaign, name: str, compound: Compound | None) -> Team:
    rows = Team.objects.of(campaign.street_id).filter(campaign=campaign)
    known: Team | None = rows.filter(name=name).first()
    if known is not None:
        if known.compound_id != (compound.pk if compound else None):
            refuse(said("已有别的小区的队伍叫{name}。", name=name), said("请换一个名称。"))
        return known
    if (order := rows.count()) >= MOST_TEAMS:
        refuse(said("最多 {n} 个队。", n=MOST_TEAMS))
    made = Team(
        street_id=campaign.street_id,
        campaign=campaign,
        order=order + 1,
        name=name,
        compound=compound,
    )
    made.save(force_insert=True)
    return made


def _members(
    team: Team, people: Sequence[Person], leader: Person | None, today: date
) -> tuple[int, int]:
    """Who is new and who goes; how many of each."""
    street = team.street_id
    rows = Member.objects.of(street).filter(team=team, left_on__isnull=True)
    wanted = {person.pk: person for person in people}
    gone = rows.exclude(person_id__in=wanted).update(left_on=today)
    known = set(rows.values_list("person_id", flat=True))
    posts = posts_of(street, list(wanted), today)
    Member.objects.bulk_create(
        Member(
            street_id=street,
            campaign_id=team.campaign_id,
            team=team,
            person=person,
            name=person.name,
            post=posts[pk].words if pk in posts else said("志愿者"),
            from_company=pk in posts and posts[pk].of_company,
        )
        for pk, person in wanted.items()
        if pk not in known
    )
    rows.update(leads=False)
    if leader is not None:
        rows.filter(person_id=leader.pk).update(leads=True)
    return len(wanted) - len(known), gone
