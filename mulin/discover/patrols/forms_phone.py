"""Forms of the patroller's phone: a sign-in, and what a shift leaves behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.discover.patrols.actions.walking import VALUES, Place
from mulin.discover.patrols.forms import Choices, PhotosField, area
from mulin.ground.page.fields import DayField
from mulin.kit.clock import SHANGHAI


class StopForm(forms.Form):
    """A sign-in. The checks' own fields are ``a_<code>`` and ``n_<code>``."""

    token = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    why = forms.CharField(label=_("扫不了码的原因"), max_length=100, required=False)
    note = forms.CharField(label=_("说一句"), max_length=200, required=False)
    photos = PhotosField(label=_("照片"), required=False)
    lat = forms.FloatField(min_value=-90, max_value=90, required=False, widget=forms.HiddenInput)
    lon = forms.FloatField(min_value=-180, max_value=180, required=False, widget=forms.HiddenInput)
    accuracy = forms.FloatField(min_value=0, required=False, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, checks: Sequence[Sequence[str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.checks = checks
        for code, _text, _kind in checks:
            self.fields[f"a_{code}"] = forms.ChoiceField(
                choices=[(value, value) for value in VALUES], required=False
            )
            self.fields[f"n_{code}"] = forms.CharField(max_length=100, required=False)

    @property
    def answers(self) -> dict[str, tuple[str, str]]:
        typed = self.cleaned_data
        return {code: (typed[f"a_{code}"], typed[f"n_{code}"]) for code, _t, _k in self.checks}

    @property
    def place(self) -> Place | None:
        typed = self.cleaned_data
        if typed["lat"] is None or typed["lon"] is None:
            return None
        exact = round(typed["accuracy"] or 0)
        return Place(
            round(typed["lat"] * 1e6), round(typed["lon"] * 1e6), min(exact, 2_000_000_000)
        )

    @property
    def seen_at(self) -> datetime | None:
        """The phone's own time; None where it is none, or has no zone."""
        try:
            found = datetime.fromisoformat(self.cleaned_data["seen"].replace("Z", "+00:00"))
        except ValueError:
            return None
        return found if found.tzinfo is not None else found.replace(tzinfo=SHANGHAI)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The checks with what was answered, for the page."""
        data = self.data if self.is_bound else {}
        return [
            {
                "code": code,
                "text": text,
                "kind": kind,
                "value": data.get(f"a_{code}", ""),
                "note": data.get(f"n_{code}", ""),
            }
            for code, text, kind in self.checks
        ]


class HandoverForm(forms.Form):
    """What a shift leaves to the next."""

    plan = forms.ChoiceField(label=_("哪个计划"))
    day = DayField(label=_("哪天的班"))
    shift = forms.ChoiceField(label=_("哪一班"))
    text = area(
        _("交接事项"), 500, 4, help_text=_("还没处理完的、下一班要留意的。没有事也写一句。")
    )
    things = forms.CharField(label=_("交接物品"), max_length=200, required=False)

    def __init__(self, *args: Any, plans: Choices, shifts: Sequence[str], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["plan"].choices = list(plans)  # type: ignore[attr-defined]
        self.fields["shift"].choices = [(one, one) for one in shifts]  # type: ignore[attr-defined]


class PaperForm(forms.Form):
    """A round on paper: an hour for each point that was reached; past midnight is the next day."""

    by = forms.CharField(label=_("谁巡查的"), max_length=40)
    why = forms.CharField(label=_("为什么补录"), max_length=100)

    def __init__(self, *args: Any, count: int, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for order in range(1, count + 1):
            self.fields[f"at_{order}"] = forms.TimeField(
                label=_("第 %(n)d 点几点到") % {"n": order},
                required=False,
                widget=forms.TimeInput(attrs={"type": "time"}),
            )

    def times(self, starts_at: datetime) -> list[tuple[int, datetime]]:
        """The points that were reached, as instants after the round's beginning."""
        begin = starts_at.astimezone(SHANGHAI)
        found = []
        for name, when in self.cleaned_data.items():
            if name.startswith("at_") and when is not None:
                at = datetime.combine(begin.date(), when, SHANGHAI)
                early = at < begin - timedelta(hours=1)
                found.append((int(name[3:]), at + timedelta(days=1) if early else at))
        return found
