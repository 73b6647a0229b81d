"""What a compound's adopted rules of procedure say about counting: register and history."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.decide.assembly.actions.adopting import adopt_rules
from mulin.decide.assembly.forms_rules import AdoptedRulesForm
from mulin.decide.assembly.models import RulesOfProcedure
from mulin.decide.assembly.pages.common import refusal_words, status_of
from mulin.decide.assembly.pages.drafting import GET_POST, limits_by_key
from mulin.decide.assembly.permissions import HIDDEN, LOOKERS, may_prepare, serves_in
from mulin.decide.assembly.queries.rules import law_at, rules_in_force
from mulin.ground.access.entry import acting
from mulin.ground.estate.models import Compound
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, Role
from mulin.law.compound_rules import PARAMETERS, CompoundRules

RuleLine = tuple[str, str, str, bool]
"""Title, value, clause or source, and whether it differs from the lawful default."""


@GET_POST
def rules_of(request: HttpRequest, compound_id: UUID) -> HttpResponseBase:
    """The rules in force, those before them, and the form to register newly adopted ones."""
    actor = acting(request)
    compound = _compound(actor, compound_id)
    today = clock.today()
    current, clauses = rules_in_force(compound, today)
    form = AdoptedRulesForm(
        request.POST or None,
        initial=AdoptedRulesForm.initial_of(current, clauses),
        limits=limits_by_key(law_at(compound.region, today)),
    )
    if request.method == "POST" and form.is_valid() and _adopted(request, actor, compound, form):
        messages.success(request, _("已登记。以后起草的表决会预先填好这些约定。"))
        return redirect("assembly:rules_of", compound.pk)
    may = may_prepare(actor, compound)
    context = {
        "compound": compound,
        "form": form,
        "history": _history(compound),
        "defaults": _lines(CompoundRules(), {}),
        "may_adopt": may is None,
        "why_not": refusal_words(may),
        "crumbs": (
            Crumb(_("业主表决"), reverse("assembly:list")),
            Crumb(compound.name, f"{reverse('assembly:list')}?compound={compound.pk.hex}"),
            Crumb(_("计票约定")),
        ),
    }
    return render(request, "assembly/rules_of.html", context, status=status_of(form))


def _adopted(
    request: HttpRequest, actor: Actor, compound: Compound, form: AdoptedRulesForm
) -> bool:
    """Whether the rules were registered; what was refused stands in the form."""
    now, adopted_on = clock.now(), form.cleaned_data["adopted_on"]
    if adopted_on > clock.day_of(now):
        form.add_error("adopted_on", _("通过日期在今天以后。"))
        return False
    done = tried(
        form,
        lambda: adopt_rules(
            compound,
            form.rules,
            form.sources,
            adopted_on=adopted_on,
            rules_id=once_of(request),
            by=actor,
            now=now,
        ),
    )
    return done is not None


def _history(compound: Compound) -> list[tuple[RulesOfProcedure, list[RuleLine]]]:
    """Every set of rules that was registered, the newest first, in words."""
    rows = RulesOfProcedure.objects.of(compound.street_id).filter(compound=compound)
    return [
        (row, _lines(CompoundRules.from_json(row.values), row.clauses))
        for row in rows.order_by("-adopted_on", "-id")
    ]


def _compound(actor: Actor, compound_id: UUID) -> Compound:
    rows = Compound.objects.of(actor.street_id).filter(pk=compound_id)
    compound: Compound | None = rows.first()
    readers = (*LOOKERS, Role.VOTE_COUNTER, Role.WITNESS, Role.OWNER)
    if compound is None or not (
        actor.has(*readers, compound_id=compound.pk) or serves_in(actor, compound)
    ):
        raise Refused(HIDDEN)
    return compound


def _lines(rules: CompoundRules, clauses: dict[str, str]) -> list[RuleLine]:
    """Title, value, clause or source, and whether it differs from the lawful default."""
    values = rules.to_json()
    return [
        (
            p.title,
            p.label_of(values[p.key]),
            clauses.get(p.key) or str(p.source),
            values[p.key] != p.default.value,
        )
        for p in PARAMETERS
    ]
