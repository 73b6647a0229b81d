"""Forms of the workshop: they check shapes and know no business."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.decide.workshop.models import Advice, GreenParty
from mulin.decide.workshop.powers import POWERS
from mulin.decide.workshop.topics import PROFESSIONS, TOPICS
from mulin.ground.page.fields import DayField

Choices = Sequence[tuple[str, str]]
STREET = "street"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WorkshopForm(forms.Form):
    """Which organisation, where it sits, when it reports."""

    organisation = forms.ChoiceField(
        label=_("哪个社会组织"), help_text=_("没有的，请先在“组织”里登记为社会组织或社工机构。")
    )
    place = forms.CharField(
        label=_("办公地点"), max_length=80, required=False, help_text=_("街道给的独立办公空间。")
    )
    days = forms.IntegerField(
        label=_("月报在下月几个工作日内报"), min_value=1, max_value=20, initial=5
    )

    def __init__(self, *args: Any, organisations: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["organisation"].choices = [("", _("请选择")), *organisations]  # type: ignore[attr-defined]


class GrantForm(forms.Form):
    """What is lent, how far, from when to when, by which document, within which limits."""

    power = forms.ChoiceField(label=_("权限"), choices=[(k.power.value, k.name) for k in POWERS])
    place = forms.ChoiceField(
        label=_("范围"), help_text=_("一个小区、一个社区的各小区，或者全街道。")
    )
    since = DayField(label=_("从哪天起"))
    until = DayField(label=_("到哪天止"), help_text=_("这一天还有效。一次不超过三年。"))
    document = forms.CharField(label=_("授权文件"), max_length=120, help_text=_("文号和名称。"))
    limits = forms.CharField(
        label=_("限制"), max_length=300, required=False, widget=_area(2),
        help_text=_("例如“涉及公共收益的建议先报物业科”。"),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        everywhere = (STREET, _("全街道"))
        self.fields["place"].choices = [("", _("请选择")), everywhere, *places]  # type: ignore[attr-defined]


class ExtendForm(forms.Form):
    """Until when, by which document, why."""

    until = DayField(label=_("延到哪天"))
    document = forms.CharField(label=_("授权文件"), max_length=120)
    why = forms.CharField(label=_("为什么延期"), max_length=200)


class DocumentForm(forms.Form):
    """The signed document."""

    file = forms.FileField(
        label=_("文件"), help_text=_("PDF、Word 或照片；看得到这项授权的人能下载。")
    )


class WhyForm(forms.Form):
    """A reason that others will read."""

    why = forms.CharField(label=_("理由"), max_length=200, widget=_area(2))


class AdviceForm(forms.Form):
    """What is advised, and for a candidate: which owner, and that he agreed."""

    kind = forms.ChoiceField(label=_("类别"), choices=Advice.Kind.choices)
    compound = forms.ChoiceField(label=_("小区"))
    title = forms.CharField(label=_("建议什么"), max_length=80)
    name = forms.CharField(
        label=_("人选姓名"), max_length=40, required=False, help_text=_("只有人选建议要填。")
    )
    room = forms.CharField(
        label=_("人选房号"), max_length=40, required=False,
        help_text=_("按底册写，例如 1-1-101。"),
    )  # fmt: skip
    agreed = forms.BooleanField(label=_("本人同意被建议"), required=False)
    text = forms.CharField(
        label=_("理由和内容"), max_length=1000, widget=_area(5),
        help_text=_("写事实。人选不写政治面貌，监管意见写清哪天、哪件事。"),
    )  # fmt: skip
    basis = forms.CharField(label=_("依据"), max_length=120, required=False)
    days = forms.IntegerField(label=_("几个工作日内答复"), min_value=1, max_value=60, initial=7)

    def __init__(self, *args: Any, places: Choices, kinds: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["compound"].choices = [("", _("请选择")), *places]  # type: ignore[attr-defined]
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What becomes of a piece of advice, and why."""

    state = forms.ChoiceField(
        label=_("怎样办"),
        widget=forms.RadioSelect,
        choices=[
            (s.value, s.label)
            for s in (Advice.State.ADOPTED, Advice.State.PARTLY, Advice.State.DECLINED)
        ],
    )
    answer = forms.CharField(label=_("答复"), max_length=400, widget=_area(3))


class ReportForm(forms.Form):
    """The words of a report; its figures are nobody's to write."""

    done = forms.CharField(
        label=_("本月做了什么"), max_length=2000, required=False, widget=_area(5)
    )
    hard = forms.CharField(label=_("难点"), max_length=2000, required=False, widget=_area(3))
    asks = forms.CharField(
        label=_("请街道支持的事"), max_length=2000, required=False, widget=_area(3)
    )
    plan = forms.CharField(label=_("下月打算"), max_length=2000, required=False, widget=_area(3))


class SayForm(forms.Form):
    """A question about a report, or the answer to it."""

    text = forms.CharField(label=_("写给对方"), max_length=400, widget=_area(3))


class ContactForm(forms.Form):
    """Somebody of the directory."""

    profession = forms.ChoiceField(
        label=_("哪一方"), choices=[("", _("请选择")), *((p.code, p.name) for p in PROFESSIONS)]
    )
    organisation = forms.CharField(label=_("单位"), max_length=80)
    name = forms.CharField(label=_("姓名"), max_length=40)
    post = forms.CharField(label=_("职务"), max_length=40, required=False)
    phone = forms.CharField(
        label=_("电话"), max_length=40, required=False,
        help_text=_("加密保存，列表里打码。没有的，请求由工作人员打电话转达。"),
    )  # fmt: skip
    topics = forms.MultipleChoiceField(
        label=_("擅长的主题"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(t.code, t.name) for t in TOPICS],
    )  # fmt: skip
    days = forms.CharField(
        label=_("什么时候找得到"), max_length=80, required=False,
        help_text=_("例如“每周二下午在司法所”。"),
    )  # fmt: skip


class RequestForm(forms.Form):
    """What is asked, whom, and until when."""

    compound = forms.ChoiceField(label=_("小区"))
    topic = forms.ChoiceField(label=_("主题"), choices=[(t.code, t.name) for t in TOPICS])
    title = forms.CharField(label=_("什么事"), max_length=80)
    text = forms.CharField(
        label=_("给对方看的内容"), max_length=600, widget=_area(4),
        help_text=_("对方只看到这些，看不到案卷。写请他做什么、几点在哪里。"),
    )  # fmt: skip
    agreed = forms.CharField(
        label=_("谁同意告知"), max_length=120,
        help_text=_("当事人同意告诉对方的，写谁、怎样同意；没有的，写“不含个人信息”。"),
    )  # fmt: skip
    contacts = forms.MultipleChoiceField(
        label=_("请谁来"), widget=forms.CheckboxSelectMultiple,
        help_text=_("按主题勾好了通常要请的，可以增减。"),
    )  # fmt: skip
    days = forms.IntegerField(label=_("几个工作日内答复"), min_value=1, max_value=20, initial=2)

    def __init__(self, *args: Any, places: Choices, contacts: Choices, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["compound"].choices = [("", _("请选择")), *places]  # type: ignore[attr-defined]
        self.fields["contacts"].choices = list(contacts)  # type: ignore[attr-defined]


class StanceForm(forms.Form):
    """How one of those asked answers."""

    stance = forms.ChoiceField(
        label=_("怎样答复"),
        widget=forms.RadioSelect,
        choices=[c for c in GreenParty.Stance.choices if c[0] != GreenParty.Stance.WAITING],
    )
    answer = forms.CharField(
        label=_("说明"), max_length=400, widget=_area(3),
        help_text=_("什么时候来，或者建议怎样办。"),
    )  # fmt: skip


class OutcomeForm(forms.Form):
    """What came of a request."""

    outcome = forms.CharField(label=_("结果"), max_length=300, widget=_area(3))
    withdrawn = forms.BooleanField(label=_("不再需要，撤回请求"), required=False)


def month_of(words: str) -> date | None:
    """``2026-11`` as the first day of that month."""
    try:
        return date.fromisoformat(f"{words}-01")
    except ValueError:
        return None
