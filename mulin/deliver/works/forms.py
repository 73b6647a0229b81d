"""Forms of works: they check shapes and know no law."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.deliver.works.models import Guidance, Objection, Project
from mulin.ground.page.fields import DayField
from mulin.kit import money
from mulin.law.lifts.feasibility import FACTORS
from mulin.law.lifts.risks import ContractKind
from mulin.law.lifts.shares import SCHEMES, Weighing
from mulin.law.process import Step

PICTURES = "image/*"


class MoneyField(forms.CharField):
    """Yuan with at most two decimals → integer of fen."""

    def to_python(self, value: Any) -> Any:
        typed = str(value or "").strip()
        if not typed:
            return None
        found = money.parse(typed)
        if found is None or found < 0:
            raise forms.ValidationError(_("金额请写成 600000 或 600000.00，单位元。"))
        return found

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 100}.{value % 100:02d}" if isinstance(value, int) else value


def day_field(label: Any, **more: Any) -> forms.DateField:
    return DayField(label=label, **more)


def text_field(label: Any, most: int, rows: int = 2, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, **more)


class SurveyForm(forms.Form):
    """One sheet: which stairwells, each question, a note, a photo."""

    stairwells = forms.MultipleChoiceField(
        label=_("适用的单元"), widget=forms.CheckboxSelectMultiple
    )
    surveyed_on = day_field(_("哪天看的"))
    note = text_field(_("备注"), 300, required=False)
    photo = forms.FileField(
        label=_("照片"),
        required=False,
        widget=forms.FileInput(attrs={"accept": PICTURES, "capture": "environment"}),
    )

    def __init__(self, *args: Any, stairwells: Sequence[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["stairwells"].choices = stairwells  # type: ignore[attr-defined]
        for factor in FACTORS:
            self.fields[factor.code] = forms.ChoiceField(
                label=factor.title,
                help_text=factor.look,
                choices=[(choice.code, choice.words) for choice in factor.choices],
                widget=forms.RadioSelect,
                required=False,
            )

    @property
    def factors(self) -> list[forms.BoundField]:
        return [self[factor.code] for factor in FACTORS]

    @property
    def answers(self) -> dict[str, str]:
        """What was answered; what was left alone is left out."""
        typed = self.cleaned_data
        return {f.code: typed[f.code] for f in FACTORS if typed.get(f.code)}


class ProjectForm(forms.Form):
    """Who has a say, and when the owners asked."""

    asked_on = day_field(_("业主哪天提出"), help_text=_("收到书面意愿的那一天。"))
    scope = forms.ChoiceField(
        label=_("谁来决定"),
        choices=Project.Scope.choices,
        widget=forms.RadioSelect,
        help_text=_("一般是本单元业主；本地要求按幢征询的，选本幢。"),
    )


class SharesForm(forms.Form):
    """The money and the way to share it; coefficients stand beside the form."""

    cost = MoneyField(label=_("总价（元）"), help_text=_("设计、土建、电梯、监理、管线加起来。"))
    subsidy = MoneyField(label=_("财政补贴（元）"), required=False)
    other_money = MoneyField(
        label=_("其他资金（元）"), required=False, help_text=_("公积金、维修资金、社会投资等。")
    )
    scheme = forms.ChoiceField(
        label=_("分摊办法"), choices=[(s.code, s.title) for s in SCHEMES], widget=forms.HiddenInput
    )
    weighing = forms.ChoiceField(
        label=_("系数乘什么"), choices=[(w.value, w.label) for w in Weighing]
    )


class ConsentDayForm(forms.Form):
    """The day on the sheet of consent."""

    day = day_field(_("征询表上的签名日"))


class StepForm(forms.Form):
    """When a step was done and how it ended."""

    day = day_field(_("哪天办的"))
    outcome = forms.ChoiceField(label=_("结果"))
    note = text_field(_("说明"), 300, required=False)

    def __init__(self, step: Step, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if step.outcomes:
            choices = [(outcome.code, outcome.title) for outcome in step.outcomes]
            self.fields["outcome"].choices = [("", _("请选择")), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["outcome"]


class WhyForm(forms.Form):
    """A reason, where something ends or is taken back."""

    why = forms.CharField(label=_("理由"), max_length=200)


class ObjectionForm(forms.Form):
    """What was objected in writing."""

    room = forms.CharField(label=_("哪一户"), max_length=40, help_text=_("房号，例如 7-3-101。"))
    text = text_field(_("异议"), 500)
    day = day_field(_("哪天收到"))


class SettleForm(forms.Form):
    """How an objection ended."""

    how = forms.ChoiceField(label=_("怎样解决"), choices=Objection.How.choices)
    result = text_field(_("结果"), 500)
    day = day_field(_("哪天"))


class PaperForm(forms.Form):
    """One file for one place of the four sets."""

    kind = forms.CharField(max_length=24, widget=forms.HiddenInput)
    file = forms.FileField(label=_("文件"), help_text=_("PDF、Word、Excel 或者照片。"))


class ContractForm(forms.Form):
    """The terms that reminders look at. A box left empty means: not written in the contract."""

    kind = forms.ChoiceField(
        label=_("哪一种合同"), choices=[(k.value, k.label) for k in ContractKind]
    )
    party = forms.CharField(label=_("对方单位"), max_length=100)
    signed_on = day_field(_("哪天签的"))
    price = MoneyField(label=_("价款（元）"))
    advance = forms.IntegerField(
        label=_("开工前付百分之几"), min_value=0, max_value=100, required=False
    )
    retained = forms.IntegerField(
        label=_("质保金留百分之几"), min_value=0, max_value=100, required=False
    )
    warranty = forms.IntegerField(
        label=_("质保期几个月"), min_value=0, max_value=240, required=False
    )
    finish_by = day_field(_("写明的完工日"), required=False)
    penalty = forms.BooleanField(label=_("写明了逾期怎样赔"), required=False)
    pipes_included = forms.BooleanField(label=_("价款包括管线迁移"), required=False)


class GuidanceForm(forms.Form):
    """What the desk did; the form has no place for a name."""

    kind = forms.ChoiceField(label=_("做了什么"), choices=Guidance.Kind.choices)
    day = day_field(_("哪天"))
    way = forms.ChoiceField(label=_("怎样来的"), choices=Guidance.Way.choices)
    topic = forms.ChoiceField(label=_("什么事"), choices=Guidance.Topic.choices)
    place = forms.ChoiceField(label=_("小区"), required=False)
    persons = forms.IntegerField(label=_("几个人"), min_value=1, max_value=500)
    question = text_field(_("问了什么"), 300, help_text=_("不写姓名、电话；要写的写到房号为止。"))
    answer = text_field(_("怎样答复"), 500, 3, required=False)
    follow_up = day_field(_("哪天回访"), required=False)

    def __init__(self, *args: Any, places: Sequence[tuple[str, Any]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        if places:
            self.fields["place"].choices = [("", _("不限小区")), *places]  # type: ignore[attr-defined]
        else:
            del self.fields["place"]


class SubsidyRuleForm(forms.Form):
    """How subsidies are reckoned: a share of the cost or a fixed sum, never both."""

    percent = forms.IntegerField(
        label=_("补总价的百分之几"), min_value=1, max_value=100, required=False
    )
    ceiling = MoneyField(
        label=_("每台最多（元）"), required=False, help_text=_("按比例补的，有上限才填。")
    )
    amount = MoneyField(
        label=_("每台定额（元）"), required=False, help_text=_("每台一样多的填这里，比例空着。")
    )
    least_floors = forms.IntegerField(
        label=_("住宅至少几层"), min_value=0, max_value=60, required=False
    )
    source = forms.CharField(
        label=_("出处"), max_length=200, help_text=_("发文机关、文件名、文号和条款。")
    )
    starts_on = day_field(_("哪天起用"))


class ClaimForm(forms.Form):
    """An application for the subsidy."""

    asked = MoneyField(label=_("申请多少（元）"))
    day = day_field(_("哪天交的"))


class DecisionForm(forms.Form):
    """What came of an application; an empty sum means that it was refused."""

    received = MoneyField(
        label=_("到账多少（元）"), required=False, help_text=_("没有批准的空着，在说明里写理由。")
    )
    day = day_field(_("哪天"))
    note = forms.CharField(label=_("说明"), max_length=200, required=False)


class PhotoForm(forms.Form):
    """One photo: the spot pointed at on the picture, or chosen by name."""

    along = forms.IntegerField(
        min_value=-5000, max_value=5000, required=False, widget=forms.HiddenInput
    )
    across = forms.IntegerField(
        min_value=-5000, max_value=5000, required=False, widget=forms.HiddenInput
    )
    photo = forms.FileField(
        label=_("照片"),
        widget=forms.FileInput(attrs={"accept": PICTURES, "capture": "environment"}),
    )
    factor = forms.ChoiceField(
        label=_("拍的什么"),
        choices=[("", _("整体")), *((factor.code, factor.title) for factor in FACTORS)],
        required=False,
    )
    spot = forms.ChoiceField(label=_("站在哪里"), required=False)
    note = forms.CharField(label=_("说明"), max_length=100, required=False)
    taken_on = day_field(_("哪天拍的"))

    def __init__(self, *args: Any, spots: Sequence[tuple[str, Any]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["spot"].choices = [("", _("图上点的地方")), *spots]  # type: ignore[attr-defined]
