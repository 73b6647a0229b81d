"""Forms of the books: they check shapes and know no business."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.ground.ledger.models import Title
from mulin.ground.ledger.queries.budgets import Kept
from mulin.ground.page.fields import DayField
from mulin.kit import money
from mulin.law.books.catalogue import all_charts

Choices = Sequence[tuple[str, str]]
FEWEST, MOST = 4, 60
"""Rows of a new voucher, and the most that a page offers."""


class MoneyField(forms.CharField):
    """An amount typed in yuan, as fen: ``1,234.5`` → 123450. Empty is None."""

    def __init__(self, **kw: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "m-r m-num"}
        super().__init__(max_length=24, widget=forms.TextInput(attrs=attrs), **kw)

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        if not typed:
            return None
        fen = money.parse(typed)
        if fen is None:
            raise forms.ValidationError(
                gettext("“%(typed)s”不是金额，请写成 1234.56 这样。") % {"typed": typed}
            )
        return fen


class BooksForm(forms.Form):
    """Whose money, kept by whom, from when on, and from which amount on two people."""

    kind = forms.ChoiceField(label=_("哪一类账"))
    compound = forms.ChoiceField(label=_("小区"), required=False)
    keeper = forms.ChoiceField(
        label=_("由谁记账"),
        help_text=_("业委会、物业服务企业、居委会等。没有的，先在“组织”里登记。"),
    )
    name = forms.CharField(label=_("账套名称"), max_length=60)
    opened_on = DayField(label=_("从哪天启用"), help_text=_("以前的结余记在期初凭证里。"))
    limit = MoneyField(
        label=_("多少元起要双人复核"),
        initial="1000.00",
        help_text=_("写 0 表示每一张凭证都要另一个人复核记账。"),
    )

    def __init__(self, *args: Any, places: Choices, keepers: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        kinds = [(chart.code, chart.name) for chart in all_charts().values()]
        nowhere = [("", gettext("不属于哪个小区"))]
        for name, choices in (
            ("kind", kinds),
            ("compound", [*nowhere, *places]),
            ("keeper", keepers),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class VoucherForm(forms.Form):
    """Day, words and kind of a voucher; the papers it rests on."""

    day = DayField(label=_("日期"))
    memo = forms.CharField(label=_("摘要"), max_length=100)
    kind = forms.ChoiceField(
        label=_("种类"), choices=[("ordinary", _("记账")), ("opening", _("期初"))]
    )
    papers = forms.FileField(
        label=_("发票、收据、合同"),
        required=False,
        help_text=_("照片或 PDF，一次一份；保存后可以再加。"),
        widget=forms.FileInput(attrs={"accept": "image/*,.pdf"}),
    )


class LineForm(forms.Form):
    """One line: a title, the home where it is kept by home, an amount on one side."""

    title = forms.ChoiceField(label=_("科目"), required=False)
    room = forms.CharField(label=_("房号"), max_length=40, required=False)
    text = forms.CharField(label=_("行摘要"), max_length=100, required=False)
    debit = MoneyField(label=_("借方"), required=False)
    credit = MoneyField(label=_("贷方"), required=False)

    def __init__(self, *args: Any, titles: Sequence[Title], **kw: Any) -> None:
        super().__init__(*args, **kw)
        leaves = [(t.code, str(t)) for t in titles if t.leaf and t.ended_on is None]
        self.fields["title"].choices = [("", gettext("选科目")), *leaves]  # type: ignore[attr-defined]

    @property
    def blank(self) -> bool:
        """Whether nothing was typed in it."""
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in self.fields)


class Lines:
    """The rows of a voucher's form; what was typed stays, whatever is wrong beside it."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        titles: Sequence[Title],
        initial: Sequence[dict[str, Any]] = (),
        more: int = 0,
    ) -> None:
        asked = str(data.get("rows", "")) if data is not None else ""
        count = int(asked) if asked.isdigit() else max(FEWEST, len(initial) + 1)
        self.count = max(FEWEST, min(MOST, count + more))
        self.forms = [
            LineForm(
                data,
                prefix=f"l{n}",
                titles=titles,
                initial=initial[n] if n < len(initial) else None,
            )
            for n in range(self.count)
        ]

    def __iter__(self) -> Iterator[LineForm]:
        return iter(self.forms)

    @property
    def filled(self) -> list[LineForm]:
        return [form for form in self.forms if not form.blank]

    def is_valid(self) -> bool:
        """Whether every row that says something says it in the right shape."""
        wrong = [form for form in self.filled if not form.is_valid()]
        return not wrong


class WhyForm(forms.Form):
    """A reason that others will read."""

    why = forms.CharField(label=_("理由"), max_length=200)


class ReverseForm(forms.Form):
    """When a voucher is taken back, and why."""

    day = DayField(label=_("冲销日期"))
    why = forms.CharField(
        label=_("为什么冲销"), max_length=60, help_text=_("例如“科目记错，应为场地租赁收入”。")
    )


class TitleForm(forms.Form):
    """A title of one's own under one of the chart."""

    code = forms.CharField(
        label=_("科目编码"), max_length=10, help_text=_("上级编码后面加两位，例如 400201。")
    )
    name = forms.CharField(label=_("科目名称"), max_length=40)


class PeriodForm(forms.Form):
    """From which day to which a balance is shown."""

    first = DayField(label=_("从"), required=False)
    last = DayField(label=_("到"), required=False)


class BudgetForm(forms.Form):
    """An amount for each title of income and expense; empty where nothing is planned."""

    def __init__(self, *args: Any, kept: Sequence[Kept], **kw: Any) -> None:
        super().__init__(*args, **kw)
        for one in kept:
            planned = "" if one.planned is None else money.digits(one.planned)
            self.fields[f"t{one.title.code}"] = MoneyField(
                label=str(one.title), required=False, initial=planned
            )

    @property
    def amounts(self) -> dict[str, int]:
        """Code → fen, for the titles that were planned."""
        return {key[1:]: fen for key, fen in self.cleaned_data.items() if fen is not None}


class MatchForm(forms.Form):
    """Which line of the books a line of the bank is."""

    entry = forms.UUIDField()
