"""The screen on which posts within a committee change, by a decision of its own meeting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.decide.committees.actions.rechoosing import CHOSEN, rechoose_posts
from mulin.decide.committees.forms import PostsForm
from mulin.decide.committees.pages.common import found_term, question
from mulin.decide.committees.permissions import may_keep
from mulin.decide.committees.queries import bodies as queries
from mulin.decide.committees.queries.meetings import decided_in, sitting_in
from mulin.ground.estate.pages.asking import ask
from mulin.kit import clock
from mulin.kit.rights import require


@require_http_methods(["GET", "POST"])
def posts(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """Who is chair, vice chair and member from the day of the meeting on."""
    actor, term = found_term(request, term_id)
    require(may_keep(actor, term.body))
    kind = term.body.kind
    decided = [
        (str(one.pk), f"{one.meeting.held_on} {one.meeting.title}：{one.text}"[:90])
        for one in decided_in(term)
    ]
    sitting = sitting_in(term, clock.today())
    form = PostsForm(
        decided,
        [(m.pk.hex, m.person.name, m.post) for m in sitting],
        [(post.value, queries.title_of(kind, post)) for post in CHOSEN],
        request.POST or None,
    )

    def act(typed: dict[str, Any]) -> None:
        rechoose_posts(term, form.posts(), typed["resolution"], by=actor, now=clock.now())

    intro = (
        _("席位和人数不变，只改职务；自那次会议之日起，原来的职务到前一天止。")
        if decided
        else _("还没有通过了的会议决定。请先在“会议”里登记那次会议和它的决定，再来登记职务。")
    )
    return ask(request, form, question(term.body, _("改选职务"), _("职务已登记。"), intro), act)
