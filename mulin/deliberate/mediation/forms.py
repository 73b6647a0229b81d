"""Forms of a case: they check shapes and know no business.

Each carries a prefix of its own: many of them stand on one page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.deliberate.mediation.causes import CHOICES
from mulin.deliberate.mediation.models import Dispute, Seat, Side
from mulin.ground.page.fields import DayField
from mulin.kit import money
from mulin.law.mediation import BARS, NEARNESS

ROWS_OF_GUESTS, ROWS_OF_TERMS = 4, 6
PICK = ("", _("请选择"))
NOBODY = ("", _("个人"))
Pairs = Sequence[tuple[str, str]]


def area(rows: int) -> forms.Textarea:
    """A box of so many lines."""
    return forms.Textarea(attrs={"rows": rows})


class MoneyField(forms.CharField):
    """An amount as people type it, in fen; empty is none."""

    def __init__(self, **kw: Any) -> None:
        super().__init__(max_length=20, **kw)
        self.widget.attrs |= {"inputmode": "decimal"}

    def clean(self, value: Any) -> int:
        """Raises where it is no amount, has three decimals or is negative."""
        typed = super().clean(value)
        fen = money.parse(typed) if typed else 0
        if fen is None or fen < 0:
            raise forms.ValidationError(_("请写金额，最多两位小数，例如 1200.50。"))
        return fen


class Prefixed(forms.Form):
    """A form whose prefix is its name; ``key`` tells several of one kind apart."""

    name = ""

    def __init__(self, *args: Any, key: str = "", **kw: Any) -> None:
        super().__init__(*args, **{**kw, "prefix": f"{self.name}{key}"})

    def offer(self, field: str, choices: Sequence[Any]) -> None:
        """The choices of a field."""
        self.fields[field].choices = list(choices)  # type: ignore[attr-defined]


class ApplicationForm(Prefixed):
    """What somebody asks for; ``resident``: for himself, on the phone."""

    name = "ask"
    title = forms.CharField(
        label=_("什么事"), max_length=80, help_text=_("一句话，例如“楼上漏水，顶棚发霉”。")
    )
    cause = forms.ChoiceField(label=_("属于哪一类"), choices=[PICK, *CHOICES])
    compound = forms.ChoiceField(label=_("小区"), required=False)
    panel = forms.ChoiceField(label=_("请哪里调解"))
    source = forms.ChoiceField(label=_("来源"), choices=Dispute.Source.choices)
    way = forms.ChoiceField(label=_("怎样申请"), choices=Dispute.Way.choices)
    text = forms.CharField(
        label=_("经过"), max_length=2000, widget=area(5),
        help_text=_("什么时候、什么事、现在怎样。只有调解员和当事人能看。"),
    )  # fmt: skip
    claim = forms.CharField(label=_("希望怎样解决"), max_length=400, widget=area(2), required=False)
    amount = MoneyField(label=_("涉及金额（元）"), required=False)
    people = forms.IntegerField(label=_("涉及人数"), min_value=2, max_value=100_000, initial=2)
    applicant = forms.CharField(label=_("申请人"), max_length=100, required=False)
    applicant_body = forms.ChoiceField(label=_("申请人是单位的"), required=False)
    applicant_phone = forms.CharField(label=_("申请人电话"), max_length=30, required=False)
    applicant_room = forms.CharField(
        label=_("申请人房号"), max_length=80, required=False, help_text=_("例如 3-1-502。")
    )
    respondent = forms.CharField(label=_("对方"), max_length=100, required=False)
    respondent_body = forms.ChoiceField(label=_("对方是单位的"), required=False)
    respondent_phone = forms.CharField(label=_("对方电话"), max_length=30, required=False)
    respondent_room = forms.CharField(label=_("对方房号"), max_length=80, required=False)
    bar = forms.ChoiceField(
        label=_("有没有下面的情形"),
        required=False,
        choices=[("", _("都没有")), *((bar.code, bar.what) for bar in BARS)],
    )

    def __init__(
        self, *args: Any, places: Pairs, panels: Pairs, bodies: Pairs, resident: bool, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        one = len(places) == 1
        self.offer("compound", places if one else [("", _("不在小区里")), *places])
        self.offer("panel", panels)
        for part in ("applicant", "respondent"):
            self.offer(f"{part}_body", [NOBODY, *bodies])
        if one:
            self.initial.setdefault("compound", places[0][0])
            self.fields["compound"].widget = forms.HiddenInput()
        if resident:
            for field in ("source", "way", "people", "panel"):
                self.fields[field].widget = forms.HiddenInput()
            for field in [n for n in self.fields if n.startswith("applicant")]:
                del self.fields[field]
            fixed = {"source": "application", "way": "phone", "panel": panels[0][0]}
            self.initial.update(fixed)

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        for heading, names in (
            (_("什么事"), ("title", "cause", "text", "claim", "amount", "people", "bar")),
            (_("在哪里办"), ("compound", "panel", "source", "way")),
            (_("申请人"), [n for n in self.fields if n.startswith("applicant")]),
            (_("对方"), [n for n in self.fields if n.startswith("respondent")]),
        ):
            shown = (self[name] for name in names if name in self.fields)
            fields = [field for field in shown if not field.is_hidden]
            if fields:
                yield str(heading), fields


class SideForm(Prefixed):
    """One more party."""

    name = "side"
    part = forms.ChoiceField(label=_("在案中"), choices=Side.Part.choices)
    who = forms.CharField(label=_("姓名"), max_length=100, required=False)
    body = forms.ChoiceField(label=_("是单位的"), required=False)
    phone = forms.CharField(label=_("电话"), max_length=30, required=False)
    room = forms.CharField(label=_("房号"), max_length=80, required=False)

    def __init__(self, *args: Any, bodies: Pairs, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.offer("body", [NOBODY, *bodies])


class AgentForm(Prefixed):
    """Who speaks for a party, and the paper that says so."""

    name = "agent"
    who = forms.CharField(label=_("代理人姓名"), max_length=40)
    phone = forms.CharField(label=_("代理人电话"), max_length=30, required=False)
    room = forms.CharField(label=_("代理人房号"), max_length=80, required=False)
    power = forms.CharField(
        label=_("代理权限"), max_length=120, help_text=_("一般代理，或者可以代为承认、放弃、和解。")
    )
    paper = forms.FileField(label=_("委托书"), required=False)


class ConsentForm(Prefixed):
    """What a party said, how and when."""

    name = "consent"
    stance = forms.ChoiceField(
        label=_("是否同意调解"),
        choices=[c for c in Side.Consent.choices if c[0] != Side.Consent.WAITING],
        widget=forms.RadioSelect,
    )
    way = forms.CharField(label=_("怎样表示的"), max_length=40, required=False)
    on = DayField(label=_("哪天"), required=False)
    shares = forms.BooleanField(label=_("同意请法官、民警、律师等参加"), required=False)


class OwnConsentForm(Prefixed):
    """The party himself."""

    name = "own"
    stance = forms.ChoiceField(
        label=_("您同意调解吗"),
        choices=[c for c in Side.Consent.choices if c[0] != Side.Consent.WAITING],
        widget=forms.RadioSelect,
    )
    shares = forms.BooleanField(
        label=_("需要时可以请法官、民警、律师参加，告诉他们要谈什么事"), required=False
    )


class WishForm(Prefixed):
    """Whom a party would like to have, or does not want."""

    name = "wish"
    mediator = forms.ChoiceField(label=_("希望谁来调解"), required=False)
    objection = forms.CharField(
        label=_("不希望谁来，为什么"), max_length=200, required=False,
        help_text=_("例如“某某是对方的亲戚”。您说了，他就要回避或者说明。"),
    )  # fmt: skip

    def __init__(self, *args: Any, mediators: Pairs, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.offer("mediator", [("", _("由调委会指定")), *mediators])


class SeatForm(Prefixed):
    """Who mediates."""

    name = "seat"
    mediator = forms.ChoiceField(label=_("调解员"))
    chosen = forms.ChoiceField(label=_("怎样定的"), choices=Seat.Chosen.choices)

    def __init__(self, *args: Any, mediators: Pairs, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.offer("mediator", [PICK, *mediators])


class UnseatForm(Prefixed):
    """Who does not mediate any more, and whether he must not."""

    name = "unseat"
    mediator = forms.ChoiceField(label=_("哪一位"))
    near = forms.ChoiceField(
        label=_("回避事由"),
        required=False,
        choices=[("", _("不是回避")), *((c, NEARNESS[c]) for c in ("relative", "interest"))],
    )
    why = forms.CharField(label=_("理由"), max_length=200)

    def __init__(self, *args: Any, mediators: Pairs, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.offer("mediator", [PICK, *mediators])


class WhyForm(Prefixed):
    """A reason."""

    name = "why"
    why = forms.CharField(label=_("理由"), max_length=200)


def named(rows: Sequence[Any]) -> Pairs:
    """Rows as choices, by their name."""
    return [(str(row.pk), str(row.name)) for row in rows]
