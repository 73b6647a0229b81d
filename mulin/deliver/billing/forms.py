"""Forms of fees: they check shapes and know no business."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.deliver.billing.models import HomeTerm, Payment, Reminder, SharedCost
from mulin.ground.estate.models import Unit
from mulin.ground.ledger.forms import MoneyField
from mulin.ground.page.fields import DayField
from mulin.law.fees import BASES, STEPS, WHOLE, parse_price

Choices = Sequence[tuple[str, Any]]


class MonthField(forms.CharField):
    """A month, picked in the browser's own calendar: ``2026-11`` → its first day."""

    def __init__(self, **kw: Any) -> None:
        attrs = {"type": "month", "min": "1990-01", "max": "2199-12"}
        super().__init__(max_length=10, widget=forms.TextInput(attrs=attrs), **kw)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%Y-%m}" if isinstance(value, date) else value

    def clean(self, value: Any) -> date | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            year, month = (int(part) for part in typed.split("-")[:2])
            found = date(year, month, 1)
        except ValueError:
            found = None
        if found is None or not 1990 <= found.year <= 2199:
            raise forms.ValidationError(gettext("月份写成 2026-11 这样。"))
        return found


class PriceField(forms.CharField):
    """A price in yuan with up to four decimals, as units of 0.01 fen."""

    def __init__(self, **kw: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "m-r m-num"}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), **kw)

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        if not typed:
            return None
        price = parse_price(typed)
        if price is None:
            raise forms.ValidationError(
                gettext("“%(typed)s”不是单价，请写成 2.80 这样，最多四位小数。") % {"typed": typed}
            )
        return price


class HundredthsField(PriceField):
    """A reading or a measure with up to two decimals, in 0.01."""

    def clean(self, value: Any) -> int | None:
        price = super().clean(value)
        if price is None:
            return None
        if price % WHOLE:
            raise forms.ValidationError(gettext("最多两位小数。"))
        return price // WHOLE


class TariffForm(forms.Form):
    """A price from a month on."""

    use = forms.ChoiceField(label=_("哪类房屋"), required=False)
    price = PriceField(label=_("单价（元）"))
    vacant = forms.IntegerField(
        label=_("空置按百分之几收"), initial=100, min_value=0, max_value=100,
        help_text=_("不打折写 100。空置的户要逐户登记，有地方规定或合同约定才打折。"),
    )  # fmt: skip
    since = MonthField(label=_("从哪个月起"), help_text=_("已经出账的月份不会改。"))
    why = forms.CharField(label=_("调价依据"), max_length=80, required=False)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        choices = [("", gettext("其余各类")), *Unit.Use.choices]
        self.fields["use"].choices = choices  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """A fee item with its first price."""

    name = forms.CharField(label=_("费用项名称"), max_length=40)
    basis = forms.ChoiceField(
        label=_("怎么算"), choices=[(one.value, word) for one, word in BASES.items()]
    )
    price = PriceField(
        label=_("单价（元）"), required=False,
        help_text=_("按面积写每平方米每月的，按车位写每个每月的，按用量写每度、每吨的；公摊不填。"),
    )  # fmt: skip
    uses = forms.MultipleChoiceField(
        label=_("收哪些房屋"), choices=Unit.Use.choices, required=False, initial=["home"],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    title_code = forms.ChoiceField(label=_("收入记到"))
    agreed = forms.CharField(
        label=_("依据"), max_length=80, help_text=_("账单上会写明，例如“物业服务合同第 12 条”。")
    )
    since = MonthField(label=_("从哪个月起收"))
    due_day = forms.IntegerField(label=_("每月几号前缴"), initial=28, min_value=1, max_value=28)

    def __init__(self, *args: Any, titles: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["title_code"].choices = list(titles)  # type: ignore[attr-defined]


class TermForm(forms.Form):
    """What differs for a home."""

    room = forms.CharField(label=_("房号"), max_length=40, help_text=_("写成 1-1-101 这样。"))
    kind = forms.ChoiceField(label=_("情况"), choices=HomeTerm.Kind.choices)
    spaces = forms.IntegerField(label=_("几个车位"), required=False, min_value=1, max_value=20)
    note = forms.CharField(label=_("说明或车位号"), max_length=80)
    since = MonthField(label=_("从哪个月起"))


class MonthForm(forms.Form):
    """A month."""

    month = MonthField(label=_("月份"))


class ReadingForm(forms.Form):
    """What a meter showed."""

    room = forms.CharField(label=_("房号"), max_length=40)
    month = MonthField(label=_("月份"))
    now = HundredthsField(label=_("本期度数"))
    old_last = HundredthsField(label=_("旧表止码"), required=False, help_text=_("本月换了表才填。"))
    new_first = HundredthsField(label=_("新表起码"), required=False)


class CostForm(forms.Form):
    """A cost that homes share."""

    month = MonthField(label=_("月份"))
    what = forms.CharField(label=_("什么费用"), max_length=40)
    fen = MoneyField(label=_("金额（元）"))
    building = forms.ChoiceField(label=_("哪些户分摊"), required=False)
    weight = forms.ChoiceField(label=_("怎么分"), choices=SharedCost.Weight.choices)

    def __init__(self, *args: Any, houses: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        whole = [("", gettext("全小区"))]
        self.fields["building"].choices = [*whole, *houses]  # type: ignore[attr-defined]


class WhyForm(forms.Form):
    """Why."""

    why = forms.CharField(label=_("理由"), max_length=100)


class TakeForm(forms.Form):
    """Money at the counter."""

    fen = MoneyField(label=_("收多少（元）"))
    method = forms.ChoiceField(
        label=_("怎么付的"),
        choices=[
            (m.value, m.label)
            for m in (Payment.Method.CASH, Payment.Method.TRANSFER, Payment.Method.QR)
        ],
    )
    payer = forms.CharField(label=_("谁来缴的"), max_length=80, required=False)
    note = forms.CharField(label=_("备注"), max_length=100, required=False)
    ahead = forms.BooleanField(label=_("多的存入预存，抵以后的账"), required=False)


class RefundForm(forms.Form):
    """Money given back."""

    fen = MoneyField(label=_("退多少（元）"))
    method = forms.ChoiceField(
        label=_("怎么退"),
        choices=[(m.value, m.label) for m in (Payment.Method.TRANSFER, Payment.Method.CASH)],
    )
    why = forms.CharField(label=_("为什么退"), max_length=100)


class BatchForm(forms.Form):
    """A bank's list: a room and an amount in each line."""

    method = forms.ChoiceField(
        label=_("怎么付的"),
        choices=[(m.value, m.label) for m in (Payment.Method.TRANSFER, Payment.Method.QR)],
    )
    lines = forms.CharField(
        label=_("名单"), max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 12, "class": "m-num", "placeholder": "1-1-101  253.76"}),
        help_text=_("一行一户：房号、空格、金额。从银行代扣回盘的表格里可以直接复制过来。"),
    )  # fmt: skip


class CashUpForm(forms.Form):
    """The till, counted."""

    day = DayField(label=_("哪一天"))
    counted = MoneyField(label=_("实点现金（元）"))
    why = forms.CharField(label=_("差额原因"), max_length=100, required=False)


class RemindForm(forms.Form):
    """A step of reminding that was taken."""

    step = forms.ChoiceField(
        label=_("做了哪一步"), choices=[(code, word) for code, _n, word in STEPS]
    )
    via = forms.ChoiceField(label=_("怎么做的"), choices=Reminder.Via.choices)
    reason = forms.ChoiceField(
        label=_("没缴的原因"), choices=Reminder.Reason.choices, required=False
    )
    note = forms.CharField(label=_("对方怎么说"), max_length=200, required=False)


class WaiverForm(forms.Form):
    """A part to let go."""

    fen = MoneyField(label=_("减免多少（元）"))
    why = forms.CharField(label=_("理由"), max_length=100)
