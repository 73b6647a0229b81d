"""Forms of inspections, petitions, the seal and the hand-over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mulin.decide.committees.forms import PERSON_HELP
from mulin.decide.committees.models import HandoverItem, Inspection, Petition, SealUse
from mulin.ground.estate.forms import OnceForm, day_field
from mulin.kit import money


class FilesInput(forms.ClearableFileInput):
    """A file field that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several scanned sheets at once."""

    widget = FilesInput
    MOST = 20

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if len(given) > self.MOST:
            raise ValidationError(_("一次最多 %(most)d 份，请分几次。"), params={"most": self.MOST})
        parent = super().clean
        return [parent(one, initial) for one in given]


class MoneyField(forms.CharField):
    """Yuan with at most two decimals → fen."""

    def to_python(self, value: Any) -> Any:
        plain = str(value or "").replace(",", "").strip()
        if not plain:
            return 0
        whole, _dot, rest = plain.partition(".")
        if not (whole.isascii() and whole.isdigit() and len(whole) < 12 and len(rest) <= 2):
            raise ValidationError(_("金额请写成 1234.50 这样。"))
        if rest and not (rest.isascii() and rest.isdigit()):
            raise ValidationError(_("金额请写成 1234.50 这样。"))
        return int(whole) * 100 + int((rest or "0").ljust(2, "0"))

    def prepare_value(self, value: Any) -> Any:
        return money.digits(value) if isinstance(value, int) else value


class SeeForm(OnceForm):
    """What an owner asks to see; an office names the owner."""

    person = forms.CharField(label=_("哪位业主"), max_length=80, help_text=PERSON_HELP)
    kind = forms.ChoiceField(label=_("查阅哪一类"), choices=Inspection.Kind.choices)
    what = forms.CharField(
        label=_("具体内容"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例如：2025 年公共收益收支明细和银行流水。"),
    )

    def __init__(self, data: Any = None, *, office: bool, **kw: Any) -> None:
        super().__init__(data, **kw)
        if not office:
            del self.fields["person"]


class AnswerForm(forms.Form):
    """What was shown, in words, and a copy."""

    state = forms.ChoiceField(
        label=_("结果"),
        choices=[c for c in Inspection.State.choices if c[0] != Inspection.State.ASKED],
    )
    answer = forms.CharField(
        label=_("答复"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = forms.FileField(label=_("资料"), required=False, help_text=_("申请人可以打开它。"))


class PetitionForm(OnceForm):
    """What owners want to vote on."""

    compound = forms.ChoiceField(label=_("小区"))
    title = forms.CharField(label=_("提议"), max_length=120)
    matter = forms.CharField(
        label=_("要表决的事项"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, places: Sequence[tuple[str, str]], data: Any = None, **kw: Any) -> None:
        super().__init__(data, **kw)
        self.fields["compound"].choices = places  # type: ignore[attr-defined]


class SignaturesForm(forms.Form):
    """Signatures line by line, and the sheets they stand on."""

    lines = forms.CharField(
        label=_("签名"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("一行一个：房号 空格 姓名，例如 4-2-1203 张三。重复的不会再录。"),
    )
    sheets = FilesField(label=_("签名表扫描件"), required=False)


class OrderForm(forms.Form):
    """By when the committee must call the meeting, and the order itself."""

    until = day_field(_("责令在哪天以前召集"))
    file = forms.FileField(label=_("责令限期召集通知书"))


class EndPetitionForm(forms.Form):
    """How a petition ended."""

    how = forms.ChoiceField(
        label=_("结果"),
        choices=[
            (Petition.State.CALLED.value, _("已召集临时会议")),
            (Petition.State.CLOSED.value, _("撤回")),
        ],
    )
    day = day_field(_("日期"))
    why = forms.CharField(
        label=_("说明"), max_length=200, help_text=_("例如：定于 5 月 20 日召开，已公告。")
    )


class UseForm(OnceForm):
    """What the seal or the account is wanted for."""

    thing = forms.ChoiceField(label=_("用什么"), choices=SealUse.Thing.choices)
    purpose = forms.CharField(
        label=_("用途"), max_length=200, help_text=_("例如：在电梯维保合同上盖章。")
    )
    amount = MoneyField(label=_("金额（元）"), required=False, help_text=_("动用账户时必填。"))
    file = forms.FileField(label=_("要盖章或付款的文件"))


class DecideForm(forms.Form):
    """The second hand."""

    allow = forms.ChoiceField(label=_("意见"), choices=[("yes", _("批准")), ("no", _("不批准"))])
    why = forms.CharField(
        label=_("说明"), max_length=200, help_text=_("例如：3 月 12 日会议决定第 1 项。")
    )


class UsedForm(forms.Form):
    """The day it was used."""

    day = day_field(_("使用日期"))


class ItemForm(OnceForm):
    """Something that the term hands over."""

    kind = forms.ChoiceField(label=_("类别"), choices=HandoverItem.Kind.choices)
    name = forms.CharField(label=_("名称"), max_length=120)
    quantity = forms.CharField(label=_("数量或金额"), max_length=40, required=False)
    keeper = forms.CharField(label=_("现由谁保管"), max_length=60, required=False)


class HandOverForm(forms.Form):
    """What is handed over, to whom, when."""

    items = forms.MultipleChoiceField(
        label=_("移交哪些"), widget=forms.CheckboxSelectMultiple, required=False
    )
    receiver = forms.CharField(label=_("接收人"), max_length=60)
    day = day_field(_("移交日期"))

    def __init__(self, items: Sequence[HandoverItem], data: Any = None, **kw: Any) -> None:
        super().__init__(data, **kw)
        open_ones = [(str(i.pk), i.name) for i in items if i.handed_on is None]
        self.fields["items"].choices = open_ones  # type: ignore[attr-defined]
