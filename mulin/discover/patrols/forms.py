"""Forms of patrols, hazards and visits: they check shapes and know no business."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mulin.discover.patrols.actions.walking import VALUES, Place
from mulin.ground.page.fields import DayField
from mulin.kit.clock import SHANGHAI
from mulin.law.safety.catalogue import all_sheets, all_templates
from mulin.law.safety.hazard import Level, PointKind
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
        self.fields["building"].choices = [("", _now("不在哪栋楼")), *buildings]  # type: ignore[attr-defined]

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
                    _now("第 %(n)d 行的类别“%(kind)s”没有这一种。") % {"n": number, "kind": wanted}
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
        self.fields["chief"].choices = [("", _now("没有")), *people]  # type: ignore[attr-defined]
        self.fields["walkers"].choices = list(people)  # type: ignore[attr-defined]

    def clean_times(self) -> tuple[int, ...]:
        try:
            return minutes_in(self.cleaned_data["times"])
        except ValueError as fault:
            raise forms.ValidationError(
                _now("“%(word)s”不是时间，请写成 9:00。") % {"word": fault}
            ) from None

    def clean_month_days(self) -> tuple[int, ...]:
        typed = self.cleaned_data["month_days"]
        found = set()
        for word in typed.replace("、", " ").replace(",", " ").replace("，", " ").split():
            if not (word.isascii() and word.isdigit() and 1 <= int(word) <= 31):
                raise forms.ValidationError(_now("“%(word)s”不是每月的哪一日。") % {"word": word})
            found.add(int(word))
        return tuple(sorted(found))

    def clean_shifts(self) -> Any:
        try:
            return shifts_in(self.cleaned_data["shifts"])
        except ValueError as fault:
            raise forms.ValidationError(
                _now("“%(line)s”看不懂，请写成“早班 07:00-15:00”。") % {"line": fault}
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


class WhyForm(forms.Form):
    """A reason that others will read."""

    why = area(_("理由"), 200)


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


class HazardForm(forms.Form):
    """A hazard somebody reports."""

    compound = forms.ChoiceField(label=_("小区"))
    kind = forms.ChoiceField(label=_("是哪一种"))
    where = forms.CharField(
        label=_("在哪里"), max_length=80, help_text=_("例如“2 号楼西侧消防通道”。不写住户姓名。")
    )
    text = area(_("是什么情况"), 300, 3)
    building = forms.ChoiceField(label=_("楼栋"), required=False)
    photos = PhotosField(label=_("照片"), required=False)

    def __init__(self, *args: Any, places: Choices, buildings: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        kinds = [(one.code, one.title) for one in all_templates().values()]
        self.fields["compound"].choices = list(places)  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["building"].choices = [("", _now("不在哪栋楼")), *buildings]  # type: ignore[attr-defined]


class GradeForm(forms.Form):
    """How grave it is."""

    level = forms.ChoiceField(label=_("级别"), choices=[(one.value, one.label) for one in Level])
    why = forms.CharField(label=_("为什么"), max_length=200)


class DoneForm(forms.Form):
    """What was done, with photos."""

    text = area(_("做了什么"), 300)
    photos = PhotosField(label=_("照片"), required=False)


class OrderForm(forms.Form):
    """Who must put it right, how, until when."""

    responsible = forms.ChoiceField(label=_("由谁整改"), required=False)
    responsible_name = forms.CharField(
        label=_("或者个人姓名"), max_length=60, required=False,
        help_text=_("只印在通知书上，列表和公开页面不显示。"),
    )  # fmt: skip
    text = area(_("整改要求"), 500, 4)
    due_on = DayField(label=_("整改期限"))

    def __init__(self, *args: Any, bodies: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["responsible"].choices = [("", _now("个人")), *bodies]  # type: ignore[attr-defined]


class DelayForm(forms.Form):
    """More time, and why."""

    until = DayField(label=_("延到哪天"))
    why = forms.CharField(label=_("为什么"), max_length=200)


class AgainForm(forms.Form):
    """What was seen when somebody looked again."""

    text = area(_("复查看到的"), 300)
    photos = PhotosField(label=_("照片"), required=False)
    due_on = DayField(label=_("没有通过的，新的期限"), required=False)


class VisitForm(forms.Form):
    """A visit to begin."""

    sheet = forms.ChoiceField(label=_("督导表"))
    company = forms.ChoiceField(label=_("督导哪家"))
    day = DayField(label=_("督导日"))

    def __init__(self, *args: Any, companies: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        sheets = [(one.code, one.title) for one in all_sheets().values()]
        self.fields["sheet"].choices = sheets  # type: ignore[attr-defined]
        self.fields["company"].choices = list(companies)  # type: ignore[attr-defined]


class ScoreForm(forms.Form):
    """One line; an empty box is what was not looked at."""

    points = forms.IntegerField(label=_("得分"), min_value=0, max_value=100, required=False)
    note = forms.CharField(label=_("扣分原因"), max_length=200, required=False)
    photo = forms.FileField(
        label=_("照片"), required=False, widget=forms.FileInput(attrs={"accept": PICTURES})
    )


class SendForm(forms.Form):
    """The result as it goes to the company."""

    summary = area(_("总的意见"), 500, 3)
    answer_by = DayField(label=_("回复期限"))


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
