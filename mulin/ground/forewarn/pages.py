"""One warning in full, with the steps to tick."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from mulin.ground.forewarn.actions import heed
from mulin.ground.forewarn.openings import opening_behind
from mulin.ground.forewarn.queries import warned
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import tried
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Refusal, Refused, acting, require
from mulin.kit.words import said

HIDDEN = Refusal(said("没有找到这条预警。"), said("请从原来的页面重新进入。"), hidden=True)


class HeedForm(forms.Form):
    """Which of the steps were done, and anything to add."""

    done = forms.MultipleChoiceField(
        label=_lazy("先做了哪些"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_lazy("说明"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_lazy("没有做的为什么不做，或者准备哪天做。"),
    )


@require_http_methods(["GET", "POST"])
def warning(request: HttpRequest, room: str, subject_id: UUID, conflict: str) -> HttpResponse:
    """What went wrong elsewhere, whom to ask, what to do first, and by which law."""
    actor = acting(request)
    opening = opening_behind(actor, room, subject_id)
    found = warned(actor, opening, clock.today()) if opening else []
    one = next((w for w in found if w.conflict.code == conflict), None)
    if opening is None or one is None:
        raise Refused(HIDDEN)
    form = HeedForm(request.POST or None, initial=_known(one))
    form.fields["done"].choices = [  # type: ignore[attr-defined]
        (step.code, shown(step.text)) for step in one.conflict.first
    ]
    if request.method == "POST":
        require(opening.refusal)
        if form.is_valid():
            typed = form.cleaned_data
            saved = tried(
                form,
                lambda: heed(
                    opening, one.conflict, typed["done"], typed["note"], by=actor, now=clock.now()
                ),
            )
            if saved is not None:
                messages.success(request, _("已记下，可以接着办。"))
                return redirect(opening.url)
    context = {
        "one": one,
        "form": form,
        "why_not": shown(opening.refusal) if opening.refusal else "",
        "crumbs": (Crumb(opening.title, opening.url), Crumb(_("矛盾预警"))),
    }
    return render(request, "forewarn/warning.html", context, status=422 if form.errors else 200)


def _known(one: object) -> dict[str, object]:
    heeded = getattr(one, "heeded", None)
    return {"done": heeded.done, "note": heeded.note} if heeded else {}
