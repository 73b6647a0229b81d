"""Forms of what comes after: signing, keeping, the court, the agency, lessons; committees and settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.deliberate.mediation.causes import CHOICES
from mulin.deliberate.mediation.forms import PICK, MoneyField, Pairs, Prefixed, area
from mulin.deliberate.mediation.models import Accord, Mediator, Panel
from mulin.ground.page.fields import DayField

ROWS_OF_MEASURES = 5


class SignForm(Prefixed):
    """Whose name stands on the scanned sheet."""

    name = "sign"
    who = forms.ChoiceField(label=_("谁签的"))
    scan = forms.FileField(label=_("签字、盖章的照片或扫描件"))

    def __init__(self, *args: Any, who: Pairs, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.offer("who", [PICK, *who])


class PaymentForm(Prefixed):
    """What was paid or done."""

    name = "pay"
    amount = MoneyField(label=_("付了多少（元）"), required=False)
    on = DayField(label=_("哪天"))
    note = forms.CharField(
        label=_("怎样核实"), max_length=200, help_text=_("例如“双方确认，转账凭证已看”。")
    )
    proof = forms.FileField(label=_("凭证"), required=False)


class CourtForm(Prefixed):
    """Both parties applied to the court."""

    name = "court"
    court = forms.CharField(label=_("哪个法院"), max_length=80)
    on = DayField(label=_("共同申请日"))
    together = forms.BooleanField(label=_("双方一起申请，申请书都签了名"), required=False)


class DecisionForm(Prefixed):
    """What the court decided."""

    name = "decision"
    court = forms.ChoiceField(
        label=_("法院怎样决定"),
        choices=[c for c in Accord.Court.choices if c[0] in ("confirmed", "denied")],
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("哪天"))
    paper = forms.CharField(label=_("文书号，或者不予确认的理由"), max_length=120)


class ReferForm(Prefixed):
    """What the agency is told."""

    name = "refer"
    agency = forms.ChoiceField(label=_("交给哪个机构"))
    summary = forms.CharField(
        label=_("给机构看的情况"), max_length=1000, widget=area(4),
        help_text=_("机构只看到这一段。不写当事人姓名和房号。"),
    )  # fmt: skip
    why = forms.CharField(label=_("没有达到界限时的理由"), max_length=120, required=False)

    def __init__(self, *args: Any, bodies: Pairs, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.offer("agency", [PICK, *bodies])


class AdviceForm(Prefixed):
    """A recommendation and its measures."""

    name = "advice"
    advice = forms.CharField(label=_("建议"), max_length=2000, widget=area(5))

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for at in range(1, ROWS_OF_MEASURES + 1):
            self.fields[f"who_{at}"] = forms.CharField(
                label=_("谁办"), max_length=80, required=False
            )
            self.fields[f"text_{at}"] = forms.CharField(
                label=_("办什么"), max_length=200, required=False
            )
            self.fields[f"due_{at}"] = DayField(label=_("最迟"), required=False)

    @property
    def plain(self) -> Iterator[forms.BoundField]:
        """The field before the table of measures."""
        return (self[name] for name in ("advice",))

    @property
    def rows(self) -> Iterator[list[forms.BoundField]]:
        """The table of measures."""
        for at in range(1, ROWS_OF_MEASURES + 1):
            yield [self[f"{part}_{at}"] for part in ("who", "text", "due")]

    @property
    def measures(self) -> Iterator[tuple[str, str, Any]]:
        """Rows that were filled in."""
        typed = self.cleaned_data
        for at in range(1, ROWS_OF_MEASURES + 1):
            if typed[f"who_{at}"]:
                yield typed[f"who_{at}"], typed[f"text_{at}"], typed[f"due_{at}"]

    def clean(self) -> dict[str, Any]:
        """A row that was begun is filled in to its end."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        for at in range(1, ROWS_OF_MEASURES + 1):
            row = [typed.get(f"{part}_{at}") for part in ("who", "text", "due")]
            if any(row) and not all(row):
                self.add_error(f"text_{at}", _("这一行没有写全：谁办、办什么、最迟哪天。"))
        return typed


class MeasureForm(Prefixed):
    """How a measure was carried out."""

    name = "measure"
    note = forms.CharField(label=_("怎样办的"), max_length=200)
    on = DayField(label=_("哪天办完"))


class LessonForm(Prefixed):
    """What a case taught, without anybody in it."""

    name = "lesson"
    title = forms.CharField(label=_("题目"), max_length=60)
    trouble = forms.CharField(label=_("难在哪里"), max_length=400, widget=area(3))
    solution = forms.CharField(label=_("怎样化解"), max_length=600, widget=area(3))
    prevention = forms.CharField(
        label=_("怎样预防"), max_length=400, widget=area(2), required=False
    )


class ReviewForm(Prefixed):
    """Whether a lesson is released."""

    name = "review"
    share = forms.ChoiceField(
        label=_("审核结果"),
        choices=[("yes", _("公开，放到一百问旁边")), ("no", _("不公开"))],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("审核意见"), max_length=200, required=False)


class PanelForm(Prefixed):
    """A committee takes up its work."""

    name = "panel"
    body = forms.ChoiceField(
        label=_("哪个组织"), help_text=_("先在“组织”里登记，类别选“人民调解委员会”。")
    )
    level = forms.ChoiceField(label=_("层级"), choices=Panel.Level.choices)
    community = forms.ChoiceField(label=_("哪个社区"), required=False)
    place = forms.CharField(label=_("地点"), max_length=80)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    hours = forms.CharField(label=_("接待时间"), max_length=80, required=False)

    def __init__(self, *args: Any, bodies: Pairs, communities: Pairs, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.offer("body", [PICK, *bodies])
        self.offer("community", [("", _("全街道")), *communities])


class EnrolForm(Prefixed):
    """Somebody of the register becomes a mediator."""

    name = "enrol"
    panel = forms.ChoiceField(label=_("调委会"))
    person = forms.CharField(
        label=_("谁"), max_length=80, help_text=_("姓名；同名的再写电话后四位，例如“王立 1234”。")
    )
    duty = forms.ChoiceField(label=_("职务"), choices=Mediator.Duty.choices)
    full_time = forms.ChoiceField(
        label=_("专职还是兼职"), choices=[("no", _("兼职")), ("yes", _("专职"))]
    )
    specialities = forms.MultipleChoiceField(
        label=_("擅长"), choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    since = DayField(label=_("起"))
    until = DayField(label=_("止"), required=False)
    basis = forms.CharField(label=_("推选或者聘任文件"), max_length=120, required=False)
    note = forms.CharField(label=_("简介"), max_length=120, required=False)

    def __init__(self, *args: Any, panels: Pairs, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.offer("panel", [PICK, *panels])


class ChangeForm(Prefixed):
    """What is said of a mediator."""

    name = "change"
    full_time = forms.ChoiceField(
        label=_("专职还是兼职"), choices=[("no", _("兼职")), ("yes", _("专职"))]
    )
    specialities = forms.MultipleChoiceField(
        label=_("擅长"), choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(label=_("简介"), max_length=120, required=False)


class LeaveForm(Prefixed):
    """The last day, and why."""

    name = "leave"
    on = DayField(label=_("最后一天"))
    why = forms.CharField(label=_("理由"), max_length=200)


class SettingForm(Prefixed):
    """A value and its reason."""

    name = "setting"
    value = forms.CharField(label=_("数值"), max_length=20)
    why = forms.CharField(label=_("理由"), max_length=200)
