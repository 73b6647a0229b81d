"""Forms of issues and meetings: they check shapes and know no business."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.deliberate.meetings.formats import Standard
from mulin.deliberate.meetings.models import AgendaItem, Issue, Party
from mulin.ground.page.fields import DayField, MomentField
from mulin.kit.clock import SHANGHAI
from mulin.law.questions import DecisionKind

ROWS_OF_PARTIES, ROWS_OF_JOBS = 9, 4
SCORES = [
    ("5", _("很满意")),
    ("4", _("满意")),
    ("3", _("一般")),
    ("2", _("不满意")),
    ("1", _("很不满意")),
]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class IssueForm(forms.Form):
    """What it is about, where, and where it comes from."""

    title = forms.CharField(
        label=_("要商量什么"), max_length=80, help_text=_("一句话说清，不写人名和房号。")
    )
    text = forms.CharField(
        label=_("情况"), max_length=1000, required=False, widget=_area(4),
        help_text=_("在哪里、从什么时候起、影响了谁、您想怎么办。"),
    )  # fmt: skip
    compound = forms.ChoiceField(label=_("小区"))
    source = forms.ChoiceField(label=_("来源"))

    def __init__(
        self, *args: Any, places: Sequence[tuple[str, str]], resident: bool, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["compound"].choices = list(places)  # type: ignore[attr-defined]
        self.fields["source"].choices = Issue.Source.choices  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields["compound"].widget = forms.HiddenInput()
            self.initial["compound"] = places[0][0]
        if resident:
            self.fields["source"].widget = forms.HiddenInput()
            self.initial["source"] = Issue.Source.RESIDENT


class WhyForm(forms.Form):
    """A reason that others will read."""

    why = forms.CharField(label=_("理由"), max_length=200, widget=_area(2))


class MergeForm(forms.Form):
    """Into which issue."""

    into = forms.ChoiceField(label=_("并入"))

    def __init__(self, *args: Any, issues: Sequence[Issue], **kw: Any) -> None:
        super().__init__(*args, **kw)
        named = [(str(one.pk), f"{one.number} {one.title}") for one in issues]
        self.fields["into"].choices = [("", _("请选择")), *named]  # type: ignore[attr-defined]


class FeedbackForm(forms.Form):
    """What was done, for everybody to read."""

    text = forms.CharField(
        label=_("办得怎样"), max_length=1000, widget=_area(4),
        help_text=_("会贴在小区公示栏，不写个人信息。"),
    )  # fmt: skip


class EvaluationForm(forms.Form):
    """One to five, and words if one likes."""

    score = forms.ChoiceField(label=_("您满意吗"), choices=SCORES, widget=forms.RadioSelect)
    words = forms.CharField(label=_("想说的话"), max_length=200, required=False, widget=_area(2))


class DoneForm(forms.Form):
    """How a responsibility was carried out, with a photo or paper."""

    note = forms.CharField(label=_("怎样办的"), max_length=200)
    paper = forms.FileField(label=_("照片或材料"), required=False)


class CallForm(forms.Form):
    """A meeting: what, when, where, who calls it, which issues, which parties."""

    title = forms.CharField(label=_("会议名称"), max_length=80)
    starts_at = MomentField(label=_("时间"))
    place = forms.CharField(label=_("地点"), max_length=80)
    convener = forms.CharField(label=_("召集人"), max_length=80)
    issues = forms.MultipleChoiceField(label=_("议题"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, issues: Sequence[Issue], standard: Standard, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["issues"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), f"{one.title}（{one.number}）") for one in issues
        ]
        for at in range(1, ROWS_OF_PARTIES + 1):
            name = standard.parties[at - 1] if at <= len(standard.parties) else ""
            self.fields[f"party_{at}"] = forms.CharField(
                label=_("第 %(at)d 方") % {"at": at}, max_length=40, required=False, initial=name
            )
            self.fields[f"needed_{at}"] = forms.BooleanField(
                label=_("必须到会"), required=False, initial=name in standard.needed
            )

    @property
    def plain(self) -> Iterator[forms.BoundField]:
        """The fields before the table of parties."""
        return (self[name] for name in ("title", "starts_at", "place", "convener", "issues"))

    @property
    def rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """The table of parties: a name, and whether it must come."""
        return ((self[f"party_{at}"], self[f"needed_{at}"]) for at in range(1, ROWS_OF_PARTIES + 1))

    @property
    def parties(self) -> tuple[tuple[str, bool], ...]:
        """The parties as typed, empty rows left out."""
        typed = self.cleaned_data
        rows = range(1, ROWS_OF_PARTIES + 1)
        named = ((" ".join(typed[f"party_{at}"].split()), typed[f"needed_{at}"]) for at in rows)
        return tuple((name, needed) for name, needed in named if name)

    def clean_starts_at(self) -> datetime:
        """The typed hour is Shanghai's."""
        typed: datetime = self.cleaned_data["starts_at"]
        return typed.replace(tzinfo=SHANGHAI)


class AttendForm(forms.Form):
    """Who came, and for which party."""

    party = forms.ChoiceField(label=_("代表哪一方"))
    name = forms.CharField(label=_("姓名"), max_length=40)

    def __init__(self, *args: Any, parties: Sequence[Party], named: bool = True, **kw: Any) -> None:
        super().__init__(*args, **kw)
        choices = [(str(one.pk), one.name) for one in parties]
        self.fields["party"].choices = [("", _("请选择")), *choices]  # type: ignore[attr-defined]
        if not named:
            del self.fields["name"]


class MinutesForm(forms.Form):
    """What was said."""

    minutes = forms.CharField(
        label=_("纪要"), max_length=4000, widget=_area(6),
        help_text=_("各方说了什么、怎样定的。会给本小区的人看，不写个人信息。"),
    )  # fmt: skip


class OutcomeForm(forms.Form):
    """What was made of one issue, and who does what until when."""

    outcome = forms.ChoiceField(
        label=_("结果"), choices=AgendaItem.Outcome.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("结论"), max_length=400, widget=_area(2))
    touches = forms.ChoiceField(
        label=_("属于哪项共同决定事项"),
        required=False,
        help_text=_("民法典第278条列的九项，会议不能定，要由业主表决。"),
        choices=[
            ("", _("不属于")),
            *((kind.value, f"{kind.numeral}{kind.label}") for kind in DecisionKind),
        ],
    )

    def __init__(self, *args: Any, item: AgendaItem, parties: Sequence[Party], **kw: Any) -> None:
        super().__init__(*args, **{**kw, "prefix": item.pk.hex})
        self.item = item
        choices = [("", _("哪一方")), *((str(one.pk), one.name) for one in parties)]
        for at in range(1, ROWS_OF_JOBS + 1):
            self.fields[f"party_{at}"] = forms.ChoiceField(
                label=_("哪一方"), choices=choices, required=False
            )
            self.fields[f"text_{at}"] = forms.CharField(
                label=_("办什么"), max_length=200, required=False
            )
            self.fields[f"due_{at}"] = DayField(label=_("哪天办完"), required=False)

    @property
    def plain(self) -> Iterator[forms.BoundField]:
        """The fields before the list of responsibilities."""
        return (self[name] for name in ("outcome", "words", "touches"))

    @property
    def rows(self) -> Iterator[tuple[forms.BoundField, ...]]:
        """The list of responsibilities, a party, what and until when a row."""
        for at in range(1, ROWS_OF_JOBS + 1):
            yield self[f"party_{at}"], self[f"text_{at}"], self[f"due_{at}"]

    @property
    def jobs(self) -> Iterator[tuple[str, str, Any]]:
        """Rows in which anything was filled in."""
        typed = self.cleaned_data
        for at in range(1, ROWS_OF_JOBS + 1):
            row = typed[f"party_{at}"], typed[f"text_{at}"], typed[f"due_{at}"]
            if any(row):
                yield row

    def clean(self) -> dict[str, Any]:
        """A row that was begun is filled in to its end."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        for at in range(1, ROWS_OF_JOBS + 1):
            row = [typed.get(f"{part}_{at}") for part in ("party", "text", "due")]
            if any(row) and not all(row) and not self.errors:
                self.add_error(f"text_{at}", _("这一行没有写全：哪一方、办什么、哪天办完。"))
        return typed


class FormatForm(forms.Form):
    """What the street calls a kind of meeting."""

    title = forms.CharField(label=_("本街道的叫法"), max_length=20)
    about = forms.CharField(label=_("什么时候开"), max_length=200)
    offered = forms.BooleanField(label=_("召集会议时可选"), required=False)
