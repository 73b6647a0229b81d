"""Every page that a role of the demo street can reach: it stands, it is whole, nothing leaks."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import resolve, reverse

import mulin
from mulin.decide.assembly.models import Ballot, Candidate, Objection, Poll, PollOfficer
from mulin.decide.assembly.queries.voter import address_of
from mulin.decide.committees.models import Member
from mulin.demo.scene import Scene
from mulin.demo.sign_ins import DEMO_CODE, ROLES
from mulin.discover.campaigns.models import Member as TeamMember
from mulin.discover.patrols.models import Walker
from mulin.ground.access.models import Account
from mulin.ground.estate.identities import open_identity
from mulin.ground.estate.models import ActsFor, Appointment, Person, Tenancy
from mulin.ground.notices.models import Message, PublicNotice
from mulin.ground.streets.models import Street
from mulin.procedures.models import GroupMember
from tests.decide.assembly.test_phone import PIXEL
from tests.decide.assembly.world import just_signed_in
from tests.isolation import routes
from tests.story.crawler import Crawl, faults

pytestmark = pytest.mark.django_db

EXPECTED = {200, 403}
HIDDEN = re.compile(r"/units/|/api/(?:votes|register)/")
"""Homes and votes that are nobody else's business do not exist for him: 404."""
OFFERED_ELSEWHERE = {
    "account_inactive": "shown by the door to a locked account",
    "account_signup": "closed",
    "account_email": "closed",
    "account_set_password": "closed",
    "mfa_authenticate": "the door, with a second factor",
    "mfa_reauthenticate": "the door, with a second factor",
    "mfa_deactivate_totp": "once a second factor is on",
    "mfa_view_recovery_codes": "once a second factor is on",
    "mfa_generate_recovery_codes": "once a second factor is on",
    "mfa_download_recovery_codes": "once a second factor is on",
    "set_language": "page:language stands in every footer",
    "healthz": "for the operator's watch",
    "access:switch": "for accounts of several streets",
    "texts:compare": "once a street has put its own text in the place of the standard one",
    "texts:restore": "the same",
    "jobs:progress": "a job that runs",
    "committees:hold": "a meeting is put down on its day",
    "committees:close_panel": "a list is closed on the day after its last",
    "committees:panel_advise": "a recommendation is put down on its day",
    "committees:panel_publish": "and published the day after",
    "committees:panel_follow": "and answered by the committee within the week",
    "committees:note_used": "a seal that was approved is used within the day",
    "committees:order": "the street orders an assembly once the committee has let the days pass",
    "meetings:door": "a whole address in the code that hangs at the door",
    "affairs:follow": "a whole address in the code of a receipt",
    "billing:callback": "a payment channel tells us, with its signature",
    "fees:order": "stands once an owner has ordered to pay",
    "fees:sandbox": "the demo channel's own page, from there",
    "api:hotline": "written by the city's hotline, with a token",
    "api:tickets": "read by programs, with a token",
    "campaign_work:task": "stands for a team whose task is not done",
    "campaign_work:upkeep": "stands for who has upkeep to do today",
    "counter:phone": "asks for a reason first",
    "hotline:batch": "stands once a file of the hotline was uploaded",
    "hotline:confirm": "the same",
    "intake:number": "asks for a reason first",
    "ledger:carry": "stands when a year is over",
    "patrol:scanned": "a whole address in the code on the wall",
    "report:followed": "a whole address, given to who reports without an account",
    "report:point": "a whole address in the code on a lamp post",
    "workshop:answer": "a whole address in a message to one party of the green channel",
    "procedures:seat": "stands where an election was won and its term is not registered yet",
    "trainings:door": "a whole address in the code that hangs at the door",
    "trainings:hold": "stands on the day of a training",
    "trainings:judge": "stands for who took part, until he said what it was worth",
    "works:open": "a stairwell chosen on the map offers it where a lift fits and owners asked",
    "works:followed": "on the day on which somebody is to be called back",
    "phone:cast": "stands on the page that the signing form answers with; the visitor's crawl casts",
    "assembly:close": "the worker closes a vote at its hour; by hand only where it did not",
    "page:look": "the style guide, for developers",
    "page:look_phone": "the style guide",
    "page:look_message": "the style guide",
    "page:look_unmask": "the style guide",
    "api:api-root": "ninja's own name for the prefix; nothing answers there",
}
"""Addresses that no page of the demo links to, each with its reason."""

BESIDE_SOME = {
    "intake:close": "a ticket answered and not evaluated in time",
    "intake:unmerge": "tickets that were merged",
    "lift:sign": "an owner who is asked and has not signed",
    "matters:reopen": "a matter that was closed",
    "matters:unmerge": "a matter that was merged with another",
    "mediation:decide": "an agreement that the court looks at",
    "mediation:drop": "an agreement that is not signed by all",
    "mediation:sign": "a party at the committee's own desk",
    "open_books:line": "figures that have lines in the period",
}
"""Forms that stand only beside what is in such a state: whether a walk that opens a few of each kind
meets one depends on which it opens."""

HOUSE = Path(mulin.__file__).parent

BY_HAND = {
    "jiedao": [
        "/accounts/people/?q=王",
        "/search/?q=锦禾",
        "/record/?q=锁定",
        "/messages/?state=failed",
    ],
}
"""What somebody types into a box."""

IN_THE_CLEAR = {
    "assembly:paper_entry": "the clerk compares the name with the signature before him",
    "assembly:paper_second": "the same",
    "assembly:paper": "the same, where a paper's code was scanned",
    "assembly:objections": "whoever answers an objection reads who signed it",
    "access:find_person": "the officer looks for the one person who gets an account",
    "access:new": "the same",
    "access:join": "the same, where that person has an account in another street",
    "estate:correct_person": "the form in which a name is corrected",
    "mediation:dispute": "who mediates reads who the parties are; closed to everybody else",
    "mediation:my_dispute": "the parties of a case know one another",
    "counter:application": "who receives it at the window has the person before him",
    "committees:panel": "who stands for a review panel stands openly, as candidates do",
    "committees:choose_panel": "the same, where the seats are given",
}
"""Pages that show a name to whoever carries the task; each is closed to everybody else."""

REFUSALS = "/accounts/closed/"
"""Says whom to ask for what nobody does alone, a new password say; linked to all the same."""

NEIGHBOURS = ("澜石里", "石桥新村", "叶知秋", "石桥楼道")
"""What only the other street knows."""


@pytest.fixture(scope="module")
def crawls() -> dict[str, Crawl]:
    """What each role met, filled by the tests as they run."""
    return {}


@pytest.fixture
def visit(told: Street, crawls: dict[str, Crawl]) -> Callable[[str], Crawl]:
    def of(role: str) -> Crawl:
        if role not in crawls:
            client = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/120")
            starts = ["/", "/m/", "/accounts/login/"]
            if role == "visitor":
                starts += [*_open_doors(told), _vote_on_the_phone(client, told)]
            else:
                client.force_login(Account.objects.get(username=role))
                just_signed_in(client)
                starts += [*BY_HAND.get(role, []), *_homes(told), *_interface(told)]
            crawls[role] = Crawl(client, role != "visitor").walk(starts)
        return crawls[role]

    return of


@pytest.mark.parametrize("role", ["visitor", *(line.username for line in ROLES)])
def test_every_page_a_role_reaches_stands_and_is_whole(visit: Any, role: str) -> None:
    crawl = visit(role)
    strange = {p: s for p, s in crawl.status.items() if s not in EXPECTED}
    assert not {p: s for p, s in strange.items() if not (s == 404 and HIDDEN.match(p))}
    assert crawl.status["/"] == 200
    assert not [fault for path, text in crawl.texts.items() for fault in faults(path, text)]
    refused = [path for path, status in crawl.status.items() if status == 403]
    led = {path: crawl.led[path] for path in refused if path in crawl.led}
    assert not {path: page for path, page in led.items() if not path.startswith(REFUSALS)}


@pytest.mark.parametrize("role", [line.username for line in ROLES])
def test_nothing_of_the_other_street_is_shown(visit: Any, scene: Scene, role: str) -> None:
    marks = [c.name for c in scene.compounds] if role == "linjie" else list(NEIGHBOURS)
    shown = {
        (path, mark)
        for path, text in visit(role).texts.items()
        for mark in marks
        if mark in text and not path.startswith("/n/")
    }
    assert not shown


def test_names_of_private_people_are_masked_for_everybody(visit: Any, told: Street) -> None:
    """A full name is shown where its bearer acts for others, or to whoever asks with a reason."""
    private = private_names(told)
    assert len(private) > 100
    named = re.compile("|".join(sorted(private)))
    for role in ("visitor", *(line.username for line in ROLES)):
        crawl = visit(role)
        own = Person.objects.filter(memberships__account__username=role).values_list(
            "name", flat=True
        )
        found = {
            (path, name)
            for path, text in crawl.texts.items()
            if resolve(urlsplit(path).path).view_name not in IN_THE_CLEAR
            for name in named.findall(text)
            if name not in own
        }
        assert not found, role


def test_every_address_is_reached_or_says_why_not(visit: Any) -> None:
    reached = set[str]()
    for role in ("visitor", *(line.username for line in ROLES)):
        reached |= visit(role).names
    known = reached | set(OFFERED_ELSEWHERE) | set(BESIDE_SOME) | sent_to_by_forms()
    missing = {route.name for route in routes()} - known
    assert not missing, " ".join(sorted(missing))
    needless = set(OFFERED_ELSEWHERE) & reached
    assert not needless, f"no longer needed: {' '.join(sorted(needless))}"


def sent_to_by_forms() -> set[str]:
    """Addresses that a template sends a form to: whether a walk meets it depends on how a thing stands."""
    pages = "".join(page.read_text(encoding="utf-8") for page in HOUSE.rglob("*.html"))
    return set(re.findall(r"""action="\{% url '([a-z_]+:[a-z_]+)'""", pages))


def _open_doors(street: Street) -> list[str]:
    """Where a code on paper or in a message leads."""
    poll = Poll.objects.of(street).get(state="final")
    number = address_of(poll)
    reminders = Message.objects.of(street).filter(
        key__startswith="remind/", channel="sms", state="sent"
    )
    receipt = Message.objects.of(street).filter(key__startswith="cast/").exclude(disown_code="")
    raised = Objection.objects.of(street).filter(poll=poll)[0]
    near = _near_its_end(street)
    notice = PublicNotice.objects.of(street).order_by("id")[0]
    return [
        *(f"/m/{number}/{page}" for page in ("", "result/", "objection/")),
        f"/m/{number}/objection/{raised.pk}/",
        f"/votes/board/{poll.number}/",
        f"/votes/board/{near.number}/?street={street.slug}",
        reverse("api:public_record", args=[poll.pk]),
        f"/m/receipt/?code={Ballot.objects.of(street).filter(poll=poll)[0].receipt}",
        f"/m/not-mine/{receipt[0].disown_code}/",
        f"/n/not-me/{reminders.exclude(disown_code='')[0].disown_code}/",
        f"/n/{street.slug}/",
        f"/n/{street.slug}/{notice.pk}/",
        "/record/heads/",
        "/law/",
    ]


def _vote_on_the_phone(client: Client, street: Street) -> str:
    """As the owner whose letter the terminal shows: prove, choose, sign, cast; his receipt."""
    owner = Person.objects.get(memberships__account__username="yezhu")
    poll = _near_its_end(street)
    tail = open_identity(street.pk, bytes(owner.id_sealed))[-4:]
    proved = client.post(f"/m/{address_of(poll)}/", {"code": DEMO_CODE, "last_four": tail})
    assert proved.status_code == 302
    page = client.get(proved.url, follow=True)
    form = re.search(r'action="(/m/[^"]+/mine/\d+/)sign/"', page.content.decode())
    assert form
    ticks = {f"m{motion.order}": "agree" for motion in poll.motions.of(street)}
    signing = client.post(f"{form[1]}sign/", ticks).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', signing)
    assert once
    data = {**ticks, "once": once[1], "agree": "1", "signature": PIXEL}
    assert client.post(f"{form[1]}cast/", data).status_code == 302
    return f"/m/{address_of(poll)}/mine/"


def _near_its_end(street: Street) -> Poll:
    """The vote that everybody with a printed sign-in has to do with."""
    return Poll.objects.of(street).get(state="voting", compound__slug="c001")


def _interface(street: Street) -> list[str]:
    """What a program may ask; whoever may not ask hears so, or that there is no such thing."""
    near, ended = _near_its_end(street), Poll.objects.of(street).get(state="final")
    home = Tenancy.objects.of(street).get(person__memberships__account__username="zuhu").unit_id
    return [
        *(reverse(f"api:{name}") for name in ("me", "compounds", "votes")),
        reverse("api:buildings", args=[near.compound_id]),
        reverse("api:units") + f"?compound={near.compound_id}",
        reverse("api:unit", args=[home]),
        *(reverse(f"api:{name}", args=[near.pk]) for name in ("vote", "participation", "entries")),
        reverse("api:result", args=[ended.pk]),
    ]


def _homes(street: Street) -> list[str]:
    """The page of a home that is let, and of one for which somebody acts; closed to strangers."""
    let = Tenancy.objects.of(street).get(person__memberships__account__username="zuhu").unit_id
    acted = ActsFor.objects.of(street).filter(unit__isnull=False)[0].unit_id
    return [f"/units/{let}/", f"/units/{acted}/"]


def private_names(street: Street) -> set[str]:
    """Names of those who hold no post, serve no vote and stand for nothing."""
    people = Person.objects.of(street)
    public = set(Appointment.objects.of(street).values_list("person__name", flat=True))
    for rows in (PollOfficer, Candidate, Member, Walker, TeamMember):
        public |= set(rows.objects.of(street).values_list("person__name", flat=True))
    public |= set(GroupMember.objects.of(street).values_list("name", flat=True))
    names = people.exclude(memberships__isnull=False).values_list("name", flat=True)
    return {name for name in names if len(name) > 2} - public
