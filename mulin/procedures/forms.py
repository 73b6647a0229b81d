"""Forms of procedures: they check shapes and know no law."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.ground.estate.forms import OnceForm
from mulin.ground.page.fields import DayField, MomentField
from mulin.law.process import Process, Step
from mulin.procedures.models import Piece

LARGEST_NUMBER_OF_FILES = 10


class ManyFilesInput(forms.ClearableFileInput):
    """A file field that takes several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files at once; their number is checked here, their content where they are kept."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if len(given) > LARGEST_NUMBER_OF_FILES:
            raise forms.ValidationError(
                _("一次最多 %(most)d 份，请分几次登记。"), params={"most": LARGEST_NUMBER_OF_FILES}
            )
        parent = super().clean
        return [parent(one, initial) for one in given] if given else [*filter(None, [parent(None)])]


class OpenForm(forms.Form):
    """Which process, in which compound, counted from which day."""

    code = forms.ChoiceField(label=_("程序"))
    compound = forms.ChoiceField(label=_("小区"))
    anchor = DayField(
        label=_("起算日"), help_text=_("换届填任期届满日，其他程序填事情发生的那一天。")
    )

    def __init__(
        self, *args: Any, processes: Sequence[Process], places: Sequence[tuple[str, str]], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        named = [
            (
                p.code,
                (_("%(title)s（%(anchor)s起算）") % {"title": p.title, "anchor": p.anchor.title}),
            )
            for p in processes
        ]
        self.fields["code"].choices = named  # type: ignore[attr-defined]
        self.fields["compound"].choices = [("", _("请选择")), *places]  # type: ignore[attr-defined]


class DoneForm(forms.Form):
    """When a step was done, how it ended, and with what papers."""

    day = DayField(label=_("哪天办的"))
    outcome = forms.ChoiceField(label=_("结果"))
    note = forms.CharField(
        label=_("说明"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    papers = ManyFilesField(
        label=_("材料"), required=False, help_text=_("PDF、Word、Excel 或照片，可以选几份。")
    )

    def __init__(self, step: Step, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if step.outcomes:
            choices = [(outcome.code, outcome.title) for outcome in step.outcomes]
            self.fields["outcome"].choices = [("", _("请选择")), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["outcome"]


class FixForm(forms.Form):
    """The day on which something will be held."""

    day = DayField(label=_("定在哪天"), help_text=_("通知、公示等要往前数的日子由它推算。"))


class ExtendForm(forms.Form):
    """To which day, why, and the paper that allows it."""

    day = DayField(label=_("延到哪天"))
    why = forms.CharField(label=_("为什么"), max_length=200, help_text=_("写清依据和原因。"))
    papers = ManyFilesField(label=_("同意延期的文书"), required=False)


class RoomForm(forms.Form):
    """What a step opens in a room: a title, and what that room needs to begin."""

    title = forms.CharField(label=_("标题"), max_length=120)


class NoticeForm(RoomForm):
    """A notice: its text and its days."""

    starts_on = DayField(
        label=_("从哪天起"), help_text=_("张贴和上网同一天；公示够多少天由法规推算。")
    )
    ends_on = DayField(
        label=_("到哪天止"),
        required=False,
        help_text=_("不填的，公示按法规的日数；法规没写的不限。"),
    )
    body = forms.CharField(
        label=_("正文"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("【】里是要您填的，填完才能发布。"),
    )


class SittingForm(RoomForm):
    """A meeting of the committee: when, where, about what."""

    title = forms.CharField(label=_("会议名称"), max_length=80)
    starts_at = MomentField(label=_("时间"))
    place = forms.CharField(label=_("地点"), max_length=80)
    body = forms.CharField(
        label=_("议题"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行一个议题。"),
    )


class TalkForm(SittingForm):
    """A meeting of several parties: who comes, too."""

    body = forms.CharField(
        label=_("要商量的情况"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    parties = forms.CharField(
        label=_("参加的各方"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("一行一方，至少两方。"),
    )

    def clean_parties(self) -> tuple[str, ...]:
        """The names, in order."""
        lines = str(self.cleaned_data["parties"]).splitlines()
        return tuple(name for line in lines if (name := " ".join(line.split())))


ROOM_FORMS: dict[str, type[RoomForm]] = {
    Piece.Room.NOTICE: NoticeForm,
    Piece.Room.COMMITTEE: SittingForm,
    Piece.Room.MEETING: TalkForm,
}
"""By room; a room that is not named asks for a title alone."""


class JoinForm(forms.Form):
    """Which vote, begun elsewhere, is the step's."""

    poll = forms.UUIDField(label=_("归入已有的表决"))

    def __init__(self, *args: Any, votes: Sequence[tuple[UUID, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        choices = [("", _("请选择")), *((str(pk), name) for pk, name in votes)]
        self.fields["poll"].widget = forms.Select(choices=choices)


class RepinForm(forms.Form):
    """Why a procedure changes to the law of today."""

    why = forms.CharField(
        label=_("为什么改"), max_length=200, help_text=_("写清依据和谁决定的，会留在记录里。")
    )


class EndForm(forms.Form):
    """How a procedure ends, and what came of it."""

    how = forms.ChoiceField(
        label=_("怎样结束"), choices=[("close", _("办结")), ("void", _("作废：不该启动或者不办了"))]
    )
    why = forms.CharField(label=_("结果或理由"), max_length=200)


class SeatForm(OnceForm):
    """The next term: its days, its seats, and which post each of the elected has."""

    starts_on = DayField(label=_("任期起"), help_text=_("上一届到前一天结束。"))
    ends_on = DayField(label=_("任期届满日"), help_text=_("任期的最后一天；按议事规则和备案填写。"))
    seats = forms.IntegerField(
        label=_("席位"), min_value=1, max_value=99, help_text=_("应有的委员人数，不含候补。")
    )

    def __init__(self, people: Sequence[Any], data: Any = None, **kw: Any) -> None:
        super().__init__(data, **kw)
        self.people = tuple(people)
        posts = [("member", _("委员")), ("chair", _("主任")), ("vice", _("副主任"))]
        for person in self.people:
            self.fields[f"post_{person.pk.hex}"] = forms.ChoiceField(
                label=person.name, choices=posts, initial="member"
            )

    def posts(self) -> dict[UUID, str]:
        """Person → post."""
        return {one.pk: str(self.cleaned_data[f"post_{one.pk.hex}"]) for one in self.people}
