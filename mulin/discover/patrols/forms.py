"""Forms of patrols, hazards and visits: they check shapes and know no business."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.ground.page.fields import DayField
from mulin.law.safety.hazard import PointKind
from mulin.law.safety.rota import Holidays, Rhythm, Rota, hour_words, minutes_in, shifts_in
from mulin.law.workdays import WEEKDAYS

PICTURES = "image/*"
Choices = Sequence[tuple[str, Any]]
KINDS = [(kind.value, kind.label) for kind in PointKind]


class PhotosInput(forms.FileInput):
    """Several photos at once, from the camera or the album."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """A list of photos; empty where none was chosen."""

    widget = PhotosInput(attrs={"accept": PICTURES, "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        one = super().clean
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [one(file, initial) for file in given]


def area(label: Any, most: int, rows: int = 2, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, **more)


class PointForm(forms.Form):
    """One point, or a list of them."""

    name = forms.CharField(
        label=_("点位名称"), max_length=40, help_text=_("写清是哪一处，例如“3 号楼地下车库 B2”。")
    )
    kind = forms.ChoiceField(label=_("类别"), choices=KINDS)
    building = forms.ChoiceField(label=_("楼栋"), required=False)
    how = forms.CharField(
        label=_("怎么走"), max_length=80, required=False, help_text=_("例如“从 2 单元电梯下”。")
    )
    right = forms.IntegerField(
        min_value=0, max_value=1000, required=False, widget=forms.HiddenInput
    )
    down = forms.IntegerField(min_value=0, max_value=1000, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, buildings: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["building"].choices = [("", gettext("不在哪栋楼")), *buildings]  # type: ignore[attr-defined]

    @property
    def spot(self) -> tuple[int, int] | None:
        right, down = self.cleaned_data["right"], self.cleaned_data["down"]
        return (right, down) if right is not None and down is not None else None


class PointsForm(forms.Form):
    """Many points, one a line."""

    lines = area(_("点位"), 6000, 8, help_text=_("一行一个：名称，类别。类别可以不写。"))

    def clean_lines(self) -> list[tuple[str, PointKind]]:
        words = {str(kind.label): kind for kind in PointKind}
        found = []
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), 1):
            name, _mark, kind = line.strip().replace("，", ",").partition(",")
            if not name.strip():
                continue
            wanted = kind.strip()
            chosen = next((k for w, k in words.items() if wanted and wanted in w), None)
            if wanted and chosen is None:
                raise forms.ValidationError(
                    gettext("第 %(n)d 行的类别“%(kind)s”没有这一种。")
                    % {"n": number, "kind": wanted}
                )
            found.append((name.strip(), chosen or PointKind.OTHER))
        return found


class PlanForm(forms.Form):
    """The rule of a plan. Which points, in which order, stands on the next screen."""

    title = forms.CharField(label=_("计划名称"), max_length=60)
    organisation = forms.ChoiceField(label=_("由谁巡查"))
    rhythm = forms.ChoiceField(label=_("周期"), choices=[(r.value, r.label) for r in Rhythm])
    times = forms.CharField(
        label=_("几点开始"),
        max_length=200,
        required=False,
        help_text=_("例如 9:00、15:00、21:00。"),
    )
    every = forms.IntegerField(
        label=_("每圈间隔（分钟）"), min_value=15, max_value=1440, required=False,
        help_text=_("只用于 24 小时巡逻。"),
    )  # fmt: skip
    weekdays = forms.MultipleChoiceField(
        label=_("星期几"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(str(n), day) for n, day in enumerate(WEEKDAYS)],
    )  # fmt: skip
    month_days = forms.CharField(
        label=_("每月哪几日"),
        max_length=60,
        required=False,
        help_text=_("例如 1、15；31 当作月末。"),
    )
    holidays = forms.ChoiceField(
        label=_("遇放假"), choices=[(h.value, h.label) for h in Holidays], initial="walk"
    )
    shifts = area(
        _("班次"),
        300,
        3,
        required=False,
        help_text=_("一行一班：早班 07:00-15:00。有班次的可以交接班。"),
    )
    minutes = forms.IntegerField(
        label=_("一圈限时（分钟）"), min_value=5, max_value=1440, initial=60
    )
    grace = forms.IntegerField(label=_("晚到几分钟报警"), min_value=1, max_value=240, initial=15)
    photo_needed = forms.BooleanField(label=_("每个点都要拍照"), required=False)
    chief = forms.ChoiceField(label=_("主管（收报警）"), required=False)
    walkers = forms.MultipleChoiceField(
        label=_("巡查人"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("一个都不勾，就是这个单位在本小区的人都可以巡。"),
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Choices, people: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["organisation"].choices = list(bodies)  # type: ignore[attr-defined]
        self.fields["chief"].choices = [("", gettext("没有")), *people]  # type: ignore[attr-defined]
        self.fields["walkers"].choices = list(people)  # type: ignore[attr-defined]

    def clean_times(self) -> tuple[int, ...]:
        try:
            return minutes_in(self.cleaned_data["times"])
        except ValueError as fault:
            raise forms.ValidationError(
                gettext("“%(word)s”不是时间，请写成 9:00。") % {"word": fault}
            ) from None

    def clean_month_days(self) -> tuple[int, ...]:
        typed = self.cleaned_data["month_days"]
        found = set()
        for word in typed.replace("、", " ").replace(",", " ").replace("，", " ").split():
            if not (word.isascii() and word.isdigit() and 1 <= int(word) <= 31):
                raise forms.ValidationError(
                    gettext("“%(word)s”不是每月的哪一日。") % {"word": word}
                )
            found.add(int(word))
        return tuple(sorted(found))

    def clean_shifts(self) -> Any:
        try:
            return shifts_in(self.cleaned_data["shifts"])
        except ValueError as fault:
            raise forms.ValidationError(
                gettext("“%(line)s”看不懂，请写成“早班 07:00-15:00”。") % {"line": fault}
            ) from None

    @property
    def rota(self) -> Rota:
        typed = self.cleaned_data
        return Rota(
            Rhythm(typed["rhythm"]),
            typed["times"],
            typed["every"] or 0,
            tuple(int(day) for day in typed["weekdays"]),
            typed["month_days"],
            Holidays(typed["holidays"]),
            typed["shifts"],
        )


def plan_values(plan: Any, walkers: Sequence[Any]) -> dict[str, Any]:
    """A plan as its form shows it."""
    rota: Rota = plan.rota
    return {
        "title": plan.title,
        "organisation": str(plan.organisation_id),
        "rhythm": plan.rhythm,
        "times": "、".join(hour_words(minute) for minute in rota.times),
        "every": plan.every or None,
        "weekdays": [str(day) for day in rota.weekdays],
        "month_days": "、".join(str(day) for day in rota.month_days),
        "holidays": plan.holidays,
        "shifts": "\n".join(
            f"{s.name} {hour_words(s.begins)}-{hour_words(s.ends)}" for s in rota.shifts
        ),
        "minutes": plan.minutes,
        "grace": plan.grace,
        "photo_needed": plan.photo_needed,
        "chief": str(plan.chief_id or ""),
        "walkers": [str(one.person_id) for one in walkers],
    }


class WhyForm(forms.Form):
    """A reason that others will read."""

    why = area(_("理由"), 200)


class PeriodForm(forms.Form):
    """From which day to which; two weeks where nothing is asked, a year at most."""

    since = DayField(label=_("从"), required=False)
    until = DayField(label=_("到"), required=False)

    def days(self, today: Any, back: int = 29) -> tuple[Any, Any]:
        typed = self.cleaned_data if self.is_valid() else {}
        until = typed.get("until") or today
        since = typed.get("since") or until - timedelta(days=back)
        since = min(since, until)
        return max(since, until - timedelta(days=366)), until
