"""Forms of public revenue: they check shapes and know no business."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.deliver.revenue.models.income import EVERY
from mulin.ground.ledger.forms import MoneyField
from mulin.ground.page.fields import DayField
from mulin.law.common_income import Basis, IncomeKind

Choices = Sequence[tuple[str, Any]]
FILE = _("照片或 PDF。")


def _paper(label: Any, help_text: Any = FILE) -> forms.FileField:
    """One file; whether it must be there is the verb's word."""
    return forms.FileField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.FileInput(attrs={"accept": "image/*,.pdf"}),
    )


class ContractForm(forms.Form):
    """With whom, for what, how much each time, who agreed."""

    kind = forms.ChoiceField(label=_("类别"), choices=[(k.value, k.label) for k in IncomeKind])
    party = forms.CharField(label=_("对方"), max_length=80)
    what = forms.CharField(label=_("用共有部分做什么"), max_length=120)
    place = forms.CharField(label=_("位置和数量"), max_length=120)
    fen = MoneyField(label=_("每期多少元"))
    every = forms.TypedChoiceField(label=_("多久付一次"), choices=EVERY, coerce=int)
    begins_on = DayField(label=_("合同起"))
    ends_on = DayField(label=_("合同止"), help_text=_("最后一期不满的，按天折算。"))
    decided = forms.CharField(
        label=_("谁同意的"),
        max_length=160,
        help_text=_("利用共有部分经营由业主共同决定；写表决编号，或者以前的决定。"),
    )
    papers = _paper(_("合同"))


class ReceiveForm(forms.Form):
    """How much came, on which day."""

    fen = MoneyField(label=_("收到多少元"))
    day = DayField(label=_("到账日期"))


class EndContractForm(forms.Form):
    """From which day on, and why."""

    on = DayField(label=_("从哪天起终止"))
    why = forms.CharField(label=_("为什么提前终止"), max_length=200)


class AuthorityForm(forms.Form):
    """Of which kind, where it is written, for what, how much, until when."""

    basis = forms.ChoiceField(
        label=_("依据"), choices=[(b.value, b.label) for b in Basis], widget=forms.RadioSelect
    )
    reference = forms.CharField(
        label=_("表决编号或文件、条款"),
        max_length=80,
        help_text=_("本系统的表决写编号，例如 BJ-2026-0017；其他写文件名和条款。"),
    )
    decision = forms.CharField(
        label=_("决定了什么"),
        max_length=200,
        required=False,
        help_text=_("表决只有一项通过的可以不写，系统从记录里取。"),
    )
    titles = forms.MultipleChoiceField(
        label=_("可用于"), required=False, widget=forms.CheckboxSelectMultiple
    )
    cap = MoneyField(label=_("总额不超过多少元"), required=False, help_text=_("没有定的留空。"))
    valid_from = DayField(label=_("从哪天起"))
    valid_to = DayField(label=_("到哪天止"), required=False)
    papers = _paper(_("决定或授权的文件"), _("本系统的表决可以不附。"))

    def __init__(self, *args: Any, titles: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["titles"].choices = titles  # type: ignore[attr-defined]


class SpendingForm(forms.Form):
    """Under which title, for what, to whom, how much, by what."""

    title = forms.ChoiceField(label=_("科目"))
    what = forms.CharField(label=_("用在哪里"), max_length=100)
    payee = forms.CharField(label=_("付给谁"), max_length=80)
    fen = MoneyField(label=_("多少元"))
    authority = forms.ChoiceField(
        label=_("依据"),
        required=False,
        help_text=_("合理成本凭票据；使用要选依据；补充维修资金可以只依法规。"),
    )
    papers = _paper(_("发票、收据或合同"))

    def __init__(self, *args: Any, titles: Choices, authorities: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        fields: dict[str, Any] = self.fields
        fields["title"].choices = [("", gettext("选科目")), *titles]
        fields["authority"].choices = [("", gettext("不需要")), *authorities]


class SettleForm(forms.Form):
    """On which day it is paid."""

    paid_on = DayField(label=_("付款日期"))


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label=_("理由"), max_length=200)


class PublishForm(forms.Form):
    """What is said beside the figures."""

    first = forms.DateField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("说明"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例如一笔大额支出的来由；没有达到补充比例的，写明原因。"),
    )


class AskForm(forms.Form):
    """What an owner wants to know."""

    text = forms.CharField(
        label=_("您想问什么"), max_length=300, widget=forms.Textarea(attrs={"rows": 4})
    )
    about = forms.CharField(label=_("关于哪一项"), max_length=60, required=False)


class AnswerForm(forms.Form):
    """The answer."""

    answer = forms.CharField(
        label=_("答复"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
