"""Forms of bodies, terms and seats: they check shapes and know no business."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mulin.decide.committees.models import Member, Term, Willing
from mulin.decide.committees.permissions import KINDS
from mulin.ground.estate.forms import OnceForm, day_field
from mulin.ground.estate.models import Organisation
from mulin.kit.words import said
from mulin.law.committee_archive import KEPT_BY_HAND

KIND_CHOICES = [(kind.value, kind.label) for kind in KINDS]
STREET_LEVEL = "street"
PERSON_HELP = _("姓名；重名时空一格再写电话后四位，例如 张三 1234。")


def whole(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=999, **more)


class TermForm(OnceForm):
    """One term of a body. ``plan`` gives the fields as the verb takes them."""

    ordinal = whole(_("第几届"), initial=1)
    origin = forms.ChoiceField(label=_("怎样产生"), choices=Term.Origin.choices)
    poll_number = forms.CharField(
        label=_("表决编号"),
        max_length=20,
        required=False,
        help_text=_("系统内表决选出的，填它的编号。"),
    )
    elected_on = day_field(_("产生日期"), required=False)
    starts_on = day_field(_("任期起"))
    ends_on = day_field(_("任期届满日"), help_text=_("任期的最后一天。"))
    seats = whole(_("席位"), help_text=_("应有的委员人数，不含候补。"))
    alternates = whole(_("候补席位"), initial=0, required=False)
    filing_number = forms.CharField(label=_("备案号"), max_length=60, required=False)
    filed_on = day_field(_("备案日期"), required=False)
    seal = forms.ChoiceField(label=_("印章"), choices=Term.Holding.choices)
    seal_keeper = forms.CharField(label=_("印章由谁保管"), max_length=60, required=False)
    account = forms.ChoiceField(label=_("银行账户"), choices=Term.Holding.choices)
    bank = forms.CharField(label=_("开户行"), max_length=80, required=False)
    party_members = whole(
        _("党员人数"),
        required=False,
        help_text=_("只填本届组织自己提供的人数，系统不登记是谁。"),
    )
    active_on = day_field(
        _("最近开展工作"), required=False, help_text=_("开会、接待、巡查等最近一次的日期。")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seats, party = cleaned.get("seats"), cleaned.get("party_members")
        if seats is not None and party is not None and party > seats:
            raise ValidationError(_("党员人数多于席位，请核对。"))
        number, day = cleaned.get("filing_number"), cleaned.get("filed_on")
        if bool(number) != bool(day):
            raise ValidationError(_("备案号和备案日期要一起填，或者都不填。"))
        return cleaned

    def plan(self) -> dict[str, Any]:
        """The term's fields alone."""
        cleaned = self.cleaned_data
        names = [name for name in TermForm.base_fields if name != "once" and name in cleaned]
        found = {name: cleaned[name] for name in names}
        found["alternates"] = found.get("alternates") or 0
        return found


class BodyForm(TermForm):
    """A body with its present term."""

    field_order = ("once", "kind", "place", "name")
    kind = forms.ChoiceField(label=_("类别"), choices=KIND_CHOICES)
    place = forms.ChoiceField(
        label=_("在哪里"), help_text=_("物委会选街道或社区，其他组织选小区。")
    )
    name = forms.CharField(label=_("名称"), max_length=100)

    def __init__(self, places: Sequence[Any], data: Any = None, **kw: Any) -> None:
        super().__init__(data, **kw)
        self.fields["place"].choices = [("", _("请选择")), *places]  # type: ignore[attr-defined]


class CorrectTermForm(TermForm):
    """What is registered of a term, to be corrected with a reason."""

    why = forms.CharField(
        label=_("理由"), max_length=200, help_text=_("例如：补登备案证明上的备案号。")
    )

    def __init__(self, data: Any = None, **kw: Any) -> None:
        super().__init__(data, **kw)
        del self.fields["ordinal"]


class EndTermForm(forms.Form):
    """The last day of a term, and why it ended."""

    day = day_field(_("最后一天"))
    why = forms.CharField(
        label=_("结束原因"), max_length=200, help_text=_("例如：新一届业委会已选举产生。")
    )


class MemberForm(OnceForm):
    """Somebody takes a seat."""

    person = forms.CharField(label=_("谁"), max_length=80, help_text=PERSON_HELP)
    post = forms.ChoiceField(label=_("职务"))
    day = day_field(_("任职起"))
    rank = whole(_("候补次序"), required=False, help_text=_("候补委员填第几位。"))
    basis = forms.CharField(
        label=_("依据"), max_length=120, help_text=_("例如：第一次业主大会选举结果公告。")
    )

    def __init__(self, posts: Sequence[tuple[str, str]], data: Any = None, **kw: Any) -> None:
        super().__init__(data, **kw)
        self.fields["post"].choices = posts  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """Somebody's last day in the seat, and why."""

    day = day_field(_("最后一天"))
    reason = forms.ChoiceField(
        label=_("原因"),
        choices=[
            (words, words)
            for words in (
                said("本人辞职"),
                said("不再是本小区业主"),
                said("业主大会罢免"),
                said("丧失民事行为能力或去世"),
                said("资格不符"),
                said("工作调动"),
                said("其他"),
            )
        ],
    )
    note = forms.CharField(label=_("说明"), max_length=120, required=False)

    def why(self) -> str:
        """Reason and note as one sentence of the record."""
        note = str(self.cleaned_data["note"]).strip()
        reason = str(self.cleaned_data["reason"])
        return f"{reason}（{note}）" if note else reason


class MoveUpForm(OnceForm):
    """From when an alternate sits, and on what that rests."""

    day = day_field(_("递补之日"))
    basis = forms.CharField(
        label=_("依据"), max_length=120, help_text=_("例如：业委会 3 月 2 日会议决定并公告。")
    )


class PostsForm(forms.Form):
    """Which decision of the committee's meeting, and who has which post from then on."""

    resolution = forms.UUIDField(label=_("哪次会议的哪项决定"))

    def __init__(
        self,
        decided: Sequence[tuple[str, str]],
        members: Sequence[tuple[str, str, str]],
        posts: Sequence[tuple[str, str]],
        data: Any = None,
        **kw: Any,
    ) -> None:
        super().__init__(data, **kw)
        choices = [("", _("请选择")), *decided]
        self.fields["resolution"].widget = forms.Select(choices=choices)
        self.keys = [key for key, _name, _post in members]
        for key, name, post in members:
            self.fields[f"post_{key}"] = forms.ChoiceField(label=name, choices=posts, initial=post)

    def posts(self) -> dict[UUID, str]:
        """Seat → post."""
        return {UUID(key): str(self.cleaned_data[f"post_{key}"]) for key in self.keys}


class PaperForm(OnceForm):
    """A paper for the body's file."""

    what = forms.CharField(
        label=_("是什么"), max_length=60, help_text=_("例如：备案证明、成员名单公告。")
    )
    category = forms.ChoiceField(
        label=_("归入档案哪一类"), choices=[*KEPT_BY_HAND], required=False, initial="other"
    )
    file = forms.FileField(label=_("文件"), help_text=_("PDF、Word、Excel 或照片。"))


class WillingForm(OnceForm):
    """Somebody willing to stand."""

    compound = forms.ChoiceField(label=_("小区"))
    name = forms.CharField(label=_("姓名"), max_length=80)
    room = forms.CharField(
        label=_("房号"), max_length=40, help_text=_("写成 4-2-1203，用来核对产权。")
    )
    source = forms.ChoiceField(label=_("来源"), choices=Willing.Source.choices)
    agreed = forms.BooleanField(
        label=_("本人已同意登记"), help_text=_("没有本人同意，不能把别人写进名单。")
    )

    def __init__(self, places: Sequence[tuple[str, str]], data: Any = None, **kw: Any) -> None:
        super().__init__(data, **kw)
        self.fields["compound"].choices = [("", _("请选择")), *places]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why something is taken back."""

    why = forms.CharField(label=_("理由"), max_length=200)


class ListUploadForm(OnceForm):
    """An Excel list of bodies."""

    file = forms.FileField(label=_("Excel 名册"), help_text=_("按模板填写的 .xlsx，一行一届。"))
    new_persons = forms.BooleanField(
        label=_("底册里找不到的姓名，登记为新人员"),
        required=False,
        help_text=_("不勾选时，找不到的姓名算错误，请先核对是不是写错了。"),
    )
    leave_faulty = forms.BooleanField(label=_("有错的行跳过，先登记没有错的"), required=False)


def post_choices(body: Organisation, titles: Sequence[str]) -> list[tuple[str, str]]:
    """The posts of a body as its kind calls them."""
    return list(zip(Member.Post.values, titles, strict=True))


class SidesForm(forms.Form):
    """Who of an interim committee sits for the owners."""

    owners = forms.MultipleChoiceField(
        label=_("业主代表"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("没有勾选的是街道、居委会、物业等单位的代表。"),
    )
