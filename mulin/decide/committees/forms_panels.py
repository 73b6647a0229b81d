"""Forms of the owners' review panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.decide.committees.forms import PERSON_HELP
from mulin.decide.committees.models import Applicant, Panel, PanelItem
from mulin.ground.estate.forms import OnceForm, day_field


def lines(label: Any, most: int, **more: Any) -> forms.CharField:
    """A field of several lines."""
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 3}), **more
    )


class CallPanelForm(OnceForm):
    """What the panel is for, how many, until when, and how they are found."""

    body = forms.ChoiceField(label=_("哪个业委会"))
    title = forms.CharField(
        label=_("名称"), max_length=80, help_text=_("例如：物业选聘业主代表评审团。")
    )
    kind = forms.ChoiceField(label=_("哪一类事项"), choices=Panel.Kind.choices)
    about = lines(_("做什么"), 600, help_text=_("评审什么、大概几次、每次多久。"))
    seats = forms.IntegerField(label=_("名额"), min_value=1, max_value=99)
    closes_on = day_field(_("报名截止"))
    how = forms.ChoiceField(label=_("怎样产生"), choices=Panel.How.choices)
    rule = forms.CharField(
        label=_("抽取数字从哪里来"),
        max_length=200,
        required=False,
        help_text=_("公开抽取必填：谁都查得到、事先谁也不知道，例如某期福利彩票的开奖号码。"),
    )
    draw_on = day_field(_("数字哪天公布"), required=False, help_text=_("要晚于报名截止。"))

    def __init__(self, bodies: Sequence[tuple[str, str]], data: Any = None, **kw: Any) -> None:
        super().__init__(data, **kw)
        self.fields["body"].choices = bodies  # type: ignore[attr-defined]


class ApplyForm(OnceForm):
    """An owner puts himself forward; an office names the owner."""

    person = forms.CharField(label=_("哪位业主"), max_length=80, help_text=PERSON_HELP)
    ties = forms.CharField(
        label=_("想说明的"),
        max_length=200,
        required=False,
        help_text=_("例如：做过招标代理；与报名的公司没有往来。"),
    )
    agreed = forms.BooleanField(
        label=_("本人不是委员，与这件事没有利害关系；有变化时自己提出回避"),
        required=False,
    )

    def __init__(self, data: Any = None, *, office: bool, **kw: Any) -> None:
        super().__init__(data, **kw)
        if not office:
            del self.fields["person"]


class OutForm(forms.Form):
    """Why somebody is not on the list."""

    why = forms.CharField(label=_("理由"), max_length=200)


class CloseListForm(forms.Form):
    """The day on which the number becomes public."""

    draw_on = day_field(_("数字哪天公布"), required=False)


class DrawForm(forms.Form):
    """The number as it was published, and where it can be looked up."""

    number = forms.CharField(
        label=_("公开数字"),
        max_length=60,
        help_text=_("照公布的原样填写，例如 03 11 17 20 25 31+08。"),
    )
    source = forms.CharField(
        label=_("出处"), max_length=200, help_text=_("哪一期、哪一天、哪里可以查到。")
    )


class ChooseForm(forms.Form):
    """A reason beside everybody who is chosen; who has none is not."""

    def __init__(self, rows: Sequence[Applicant], data: Any = None, **kw: Any) -> None:
        super().__init__(data, **kw)
        for row in rows:
            self.fields[f"why_{row.pk.hex}"] = forms.CharField(
                label=f"{row.ticket}. {row.person.name} · {row.room}",
                max_length=200,
                required=False,
                help_text=row.ties,
            )

    def reasons(self) -> dict[UUID, str]:
        """Those with a reason."""
        typed = ((key[4:], value.strip()) for key, value in self.cleaned_data.items())
        return {UUID(hex=key): value for key, value in typed if value}


class ItemPutForm(OnceForm):
    """What the panel shall look at, when and where."""

    title = forms.CharField(label=_("评审事项"), max_length=120)
    text = lines(_("请评审团看什么"), 1000)
    meets_on = day_field(_("评审日期"))
    place = forms.CharField(label=_("地点"), max_length=80)


class GiveForm(forms.Form):
    """Something to read."""

    what = forms.CharField(
        label=_("是什么"), max_length=60, help_text=_("例如：投标文件、合同草案。")
    )
    file = forms.FileField(label=_("文件"))


class AskForm(OnceForm):
    """A question to the committee."""

    text = lines(_("问题"), 400)


class ReplyForm(forms.Form):
    """What the committee answers."""

    answer = lines(_("答复"), 800)


class AdviseForm(forms.Form):
    """Who came, how the votes fell, what the panel says and why."""

    present = forms.MultipleChoiceField(
        label=_("到会的评审员"), widget=forms.CheckboxSelectMultiple, required=False
    )
    aside = forms.MultipleChoiceField(
        label=_("这一件回避的"), widget=forms.CheckboxSelectMultiple, required=False
    )
    agree = forms.IntegerField(label=_("赞成"), min_value=0, max_value=99)
    against = forms.IntegerField(label=_("反对"), min_value=0, max_value=99)
    abstain = forms.IntegerField(label=_("弃权"), min_value=0, max_value=99)
    advice = lines(_("评审意见"), 600)
    reasons = lines(_("理由"), 1000)
    dissent = lines(_("不同意见"), 1000, required=False, help_text=_("有人反对的必填，一并公布。"))

    def __init__(self, rows: Sequence[Applicant], data: Any = None, **kw: Any) -> None:
        super().__init__(data, **kw)
        for name in ("present", "aside"):
            self.fields[name].choices = [  # type: ignore[attr-defined]
                (str(row.pk), f"{row.person.name} · {row.room}") for row in rows
            ]


class FollowForm(forms.Form):
    """Whether the committee follows, and why."""

    follows = forms.ChoiceField(label=_("是否采纳"), choices=PanelItem.Follows.choices)
    answer = lines(_("说明"), 1000, help_text=_("不采纳的写明为什么、准备怎么办。"))
