"""The form of the counting rules: every parameter with its options, and the clause it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from mulin.ground.page.fields import DayField
from mulin.law.compound_rules import PARAMETERS, CompoundRules, Parameter

NUMBERED = "number"
"""The choice that is spelt out by a number beside it."""


class RuleRow:
    """One parameter with its two fields, as the template draws it."""

    def __init__(self, form: RulesForm, parameter: Parameter, sentence: str) -> None:
        self.parameter, self.sentence = parameter, sentence
        self.field = form[parameter.key]
        self.source = form[f"{parameter.key}_source"]
        self.number = form[f"{parameter.key}_number"] if parameter.any_number else None
        self.chosen = str(self.field.value())
        self.options = [(_code(o.value), o, o is parameter.default) for o in parameter.options]

    @property
    def numbered(self) -> bool:
        return self.chosen == NUMBERED


class RulesForm(forms.Form):
    """The counting rules: each with its options; what differs from the default names its clause."""

    def __init__(
        self, *args: Any, limits: Mapping[str, tuple[Callable[[Any], bool], str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.limits = limits
        for parameter in PARAMETERS:
            choices = [(_code(o.value), o.label) for o in parameter.options]
            if parameter.any_number:
                choices.append((NUMBERED, _("最多几户")))
                self.fields[f"{parameter.key}_number"] = forms.IntegerField(
                    label=(_("%(title)s：几户") % {"title": parameter.title}),
                    required=False,
                    min_value=0,
                    max_value=999,
                )
            self.fields[parameter.key] = forms.ChoiceField(
                label=parameter.title, choices=choices, widget=forms.RadioSelect
            )
            self.fields[f"{parameter.key}_source"] = forms.CharField(
                label=(_("%(title)s：依据") % {"title": parameter.title}),
                required=False,
                max_length=60,
            )

    @classmethod
    def initial_of(cls, rules: CompoundRules, sources: Mapping[str, str]) -> dict[str, Any]:
        values = rules.to_json()
        initial: dict[str, Any] = {}
        for parameter in PARAMETERS:
            value = values[parameter.key]
            known = any(o.value == value for o in parameter.options)
            initial[parameter.key] = _code(value) if known else NUMBERED
            if not known:
                initial[f"{parameter.key}_number"] = value
            initial[f"{parameter.key}_source"] = sources.get(parameter.key, "")
        return initial

    @property
    def rows(self) -> list[RuleRow]:
        return [
            RuleRow(self, p, self.limits[p.key][1] if p.key in self.limits else "")
            for p in PARAMETERS
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        values = {p.key: self._value(p, data) for p in PARAMETERS if p.key in data}
        for parameter in PARAMETERS:
            if parameter.key not in values:
                continue
            value = values[parameter.key]
            allows, sentence = self.limits.get(parameter.key, (None, ""))
            if allows is not None and not allows(value):
                self.add_error(parameter.key, f"{sentence}。")
            source = data.get(f"{parameter.key}_source", "")
            if value != parameter.default.value and not source:
                self.add_error(
                    f"{parameter.key}_source",
                    _("和默认不同，要写本小区议事规则的条款，例如“议事规则第19条”。"),
                )
        data["values"] = values
        return data

    def _value(self, parameter: Parameter, data: Mapping[str, Any]) -> Any:
        chosen = data[parameter.key]
        if chosen == NUMBERED:
            number = data.get(f"{parameter.key}_number")
            if number is None:
                self.add_error(f"{parameter.key}_number", _("写最多代理几户；0 是不得代理。"))
            return number
        return next(o.value for o in parameter.options if _code(o.value) == chosen)

    @property
    def rules(self) -> CompoundRules:
        return CompoundRules.from_json(self.cleaned_data["values"])

    @property
    def sources(self) -> dict[str, str]:
        found = {p.key: self.cleaned_data[f"{p.key}_source"].strip() for p in PARAMETERS}
        return {key: words for key, words in found.items() if words}


class PollRulesForm(RulesForm):
    """The rules of one vote, with what ballots cast on the phone are worth."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["online_counts"] = forms.BooleanField(label=_("手机票计入结果"), required=False)
        self.fields["online_basis"] = forms.CharField(
            label=_("已核对的依据"), required=False, max_length=120,
            help_text=_("例如“本小区议事规则第21条；已向区房管部门核对，2026-03-01”。"),
        )  # fmt: skip


class AdoptedRulesForm(RulesForm):
    """What a compound's adopted rules of procedure say about counting."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adopted_on"] = DayField(
            label=_("业主大会通过的日期"),
        )


def _code(value: object) -> str:
    """A parameter's value as a form's choice."""
    return {True: "yes", False: "no", None: "none_"}.get(value, str(value))  # type: ignore[call-overload]
