"""Form screens about one body: its terms, its seats, its papers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.decide.committees.actions.members import (
    move_up,
    name_sides,
    release_member,
    seat_member,
)
from mulin.decide.committees.actions.terms import begin_term, correct_term, end_term, keep_paper
from mulin.decide.committees.forms import (
    CorrectTermForm,
    EndTermForm,
    LeaveForm,
    MemberForm,
    MoveUpForm,
    PaperForm,
    SidesForm,
    TermForm,
    post_choices,
)
from mulin.decide.committees.models import Member
from mulin.decide.committees.pages.common import found, found_term, question
from mulin.decide.committees.papers import File
from mulin.decide.committees.permissions import HIDDEN, may_keep, may_see_body
from mulin.decide.committees.queries import bodies as queries
from mulin.decide.committees.queries.meetings import sitting_in
from mulin.decide.committees.queries.people import one_person
from mulin.ground.estate.pages.asking import ask
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require
from mulin.law.committee_archive import Category

BOTH = ["GET", "POST"]


@require_http_methods(BOTH)
def new_term(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """The next term of a body."""
    actor, body = found(request, organisation_id)
    require(may_keep(actor, body))
    terms = queries.terms_of(body)
    ordinal = max((term.ordinal for term in terms), default=0) + 1
    form = TermForm(request.POST or None, initial={"ordinal": ordinal, "starts_on": clock.today()})

    def act(typed: dict[str, Any]) -> None:
        begin_term(body, form.plan(), once=typed["once"], by=actor, now=clock.now())

    return ask(request, form, question(body, _("登记新一届"), _("新一届已登记。")), act)


@require_http_methods(BOTH)
def edit_term(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """Correct what is registered of a term."""
    actor, term = found_term(request, term_id)
    require(may_keep(actor, term.body))
    shown = {name: getattr(term, name) for name in TermForm.base_fields if hasattr(term, name)}
    form = CorrectTermForm(request.POST or None, initial=shown)

    def act(typed: dict[str, Any]) -> None:
        correct_term(term, form.plan(), why=typed["why"], by=actor, now=clock.now())

    title = _("补登、更正第%(n)d届") % {"n": term.ordinal}
    return ask(request, form, question(term.body, title, _("已更正。")), act)


@require_http_methods(BOTH)
def close_term(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """A term ends, and with it the posts of its members."""
    actor, term = found_term(request, term_id)
    require(may_keep(actor, term.body))
    form = EndTermForm(request.POST or None, initial={"day": clock.today()})

    def act(typed: dict[str, Any]) -> None:
        end_term(term, typed["day"], why=typed["why"], by=actor, now=clock.now())

    title = _("结束第%(n)d届") % {"n": term.ordinal}
    intro = _("本届成员的任职同时结束，他们在系统里的权限从第二天起收回。")
    return ask(request, form, question(term.body, title, _("本届已结束。"), intro), act)


@require_http_methods(BOTH)
def new_member(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """Somebody takes a seat."""
    actor, term = found_term(request, term_id)
    require(may_keep(actor, term.body))
    body, today = term.body, clock.today()
    titles = [queries.title_of(body.kind, post) for post in Member.Post.values]
    form = MemberForm(
        post_choices(body, titles),
        request.POST or None,
        initial={"day": term.starts_on, "post": Member.Post.MEMBER},
    )

    def act(typed: dict[str, Any]) -> None:
        seat_member(
            term,
            one_person(actor, typed["person"], body, today),
            typed["post"],
            typed["day"],
            basis=typed["basis"],
            rank=typed["rank"] or 0,
            once=typed["once"],
            by=actor,
            now=clock.now(),
        )

    return ask(request, form, question(body, _("登记成员"), _("成员已登记。")), act)


@require_http_methods(BOTH)
def leave(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Somebody leaves his seat."""
    actor, member = _member(request, member_id)
    form = LeaveForm(request.POST or None, initial={"day": clock.today()})

    def act(typed: dict[str, Any]) -> None:
        release_member(member, typed["day"], why=form.why(), by=actor, now=clock.now())

    title = _("%(name)s离任") % {"name": member.person.name}
    return ask(request, form, question(member.term.body, title, _("已登记离任。")), act)


@require_http_methods(BOTH)
def rise(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """An alternate moves up."""
    actor, member = _member(request, member_id)
    form = MoveUpForm(request.POST or None, initial={"day": clock.today()})

    def act(typed: dict[str, Any]) -> None:
        move_up(
            member,
            typed["day"],
            basis=typed["basis"],
            once=typed["once"],
            by=actor,
            now=clock.now(),
        )

    title = _("%(name)s递补") % {"name": member.person.name}
    return ask(request, form, question(member.term.body, title, _("已递补为委员。")), act)


@require_http_methods(BOTH)
def sides(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """Who of an interim committee sits for the owners."""
    actor, term = found_term(request, term_id)
    require(may_keep(actor, term.body))
    seats = sitting_in(term, clock.today())
    known = [str(m.pk) for m in seats if m.side == Member.Side.OWNERS]
    form = SidesForm(request.POST or None, initial={"owners": known})
    form.fields["owners"].choices = [  # type: ignore[attr-defined]
        (str(m.pk), f"{m.person.name} · {queries.title_of(term.body.kind, m.post)}") for m in seats
    ]

    def act(typed: dict[str, Any]) -> None:
        name_sides(term, [UUID(pk) for pk in typed["owners"]], by=actor, now=clock.now())

    intro = _("有的地方规定物管会开会还要有过半数的业主代表到会，所以要先登记谁是业主代表。")
    return ask(request, form, question(term.body, _("登记业主代表"), _("已登记。"), intro), act)


@require_http_methods(BOTH)
def new_paper(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """A paper for the body's file."""
    actor, term = found_term(request, term_id)
    require(may_keep(actor, term.body))
    form = PaperForm(request.POST or None, files=request.FILES or None)

    def act(typed: dict[str, Any]) -> None:
        file = File(typed["file"].name, typed["file"])
        keep_paper(
            term,
            typed["what"],
            file,
            category=typed["category"] or Category.OTHER.value,
            once=typed["once"],
            by=actor,
            now=clock.now(),
        )

    return ask(request, form, question(term.body, _("存入材料"), _("材料已存入。")), act)


def _member(request: HttpRequest, member_id: UUID) -> tuple[Actor, Member]:
    actor = acting(request)
    member = queries.member_of(actor.street_id, member_id)
    if member is None:
        raise Refused(HIDDEN)
    require(may_see_body(actor, member.term.body) or may_keep(actor, member.term.body))
    return actor, member
