"""Forms of pacts and duty lists: they check shapes and know no business."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.deliberate.pacts.standards import Rhythm, StandardDuty, kinds
from mulin.ground.page.fields import DayField

SPARE_ROWS = 4


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class BeginForm(forms.Form):
    """Which compound, which kind, and why."""

    compound = forms.ChoiceField(label=_("小区"))
    kind = forms.ChoiceField(label=_("哪一种"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("为什么制定或修改"), max_length=200,
        help_text=_("会给业主看，例如“养犬纠纷多，原来没有约定”。"),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        choices = [(code, kind.title) for code, kind in kinds().items()]
        self.fields["compound"].choices = list(places)  # type: ignore[attr-defined]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class ClauseForm(forms.Form):
    """One clause."""

    chapter = forms.CharField(
        label=_("章"), max_length=40, required=False, help_text=_("和上一条同一章的，写一样的名字。")
    )  # fmt: skip
    title = forms.CharField(label=_("条目"), max_length=40)
    text = forms.CharField(label=_("内容"), max_length=2000, widget=_area(6))
    article = forms.CharField(label=_("依据"), max_length=120, required=False)
    note = forms.CharField(
        label=_("起草说明"), max_length=300, required=False, widget=_area(2),
        help_text=_("给起草的人看，不写进公约正文。"),
    )  # fmt: skip


class UntilForm(forms.Form):
    """How long comments are asked for."""

    until = DayField(label=_("征求到哪一天"), help_text=_("至少七天；会贴在小区公示栏。"))


class CommentForm(forms.Form):
    """What somebody says of a clause."""

    text = forms.CharField(label=_("意见"), max_length=500, widget=_area(3))


class AnswerForm(forms.Form):
    """What is answered, and whether the text changes."""

    text = forms.CharField(label=_("答复"), max_length=500, widget=_area(2))
    taken_up = forms.BooleanField(label=_("采纳了，已改条款"), required=False)


class HintForm(forms.Form):
    """Why a clause stands as it is."""

    why = forms.CharField(label=_("为什么这样写"), max_length=300, widget=_area(2))


class WhyForm(forms.Form):
    """A reason that others will read."""

    why = forms.CharField(label=_("理由"), max_length=200, widget=_area(2))


class MeetingForm(forms.Form):
    """How a residents' meeting adopted it."""

    held_on = DayField(label=_("开会的日子"))
    in_force_on = DayField(label=_("从哪天起施行"))
    came = forms.IntegerField(label=_("到会人数"), min_value=1, max_value=99999)
    agreed = forms.IntegerField(label=_("同意人数"), min_value=1, max_value=99999)
    words = forms.CharField(
        label=_("怎样通过的"), max_length=100, help_text=_("例如“居民会议举手通过”。")
    )
    paper = forms.FileField(label=_("会议记录或照片"), required=False)


class EarlierForm(forms.Form):
    """How a pact came into force before it was written into this system."""

    adopted_on = DayField(label=_("哪天通过的"))
    in_force_on = DayField(label=_("从哪天起施行"))
    words = forms.CharField(
        label=_("怎样通过的"), max_length=100, help_text=_("例如“第一次业主大会会议表决通过”。")
    )
    paper = forms.FileField(label=_("通过的文件"), help_text=_("决定、公告或者盖章的文本。"))


class DutiesForm(forms.Form):
    """A duty list, a row a duty; empty rows are left out, so clearing one takes it away."""

    why = forms.CharField(label=_("为什么这样改"), max_length=200)

    def __init__(self, *args: Any, duties: Sequence[StandardDuty], **kw: Any) -> None:
        super().__init__(*args, **kw)
        typed = self.data.get("rows", "") if self.is_bound else ""
        rows = int(typed) if str(typed).isdigit() else len(duties) + SPARE_ROWS
        self.count = min(max(rows, 1), 60)
        for at in range(self.count):
            one = duties[at] if at < len(duties) else None
            self._row(at, one)

    def _row(self, at: int, one: StandardDuty | None) -> None:
        self.fields[f"text_{at}"] = forms.CharField(
            label=_("职责"), max_length=200, required=False, initial=one.text if one else "",
            widget=_area(2),
        )  # fmt: skip
        self.fields[f"basis_{at}"] = forms.CharField(
            label=_("依据"), max_length=120, required=False, initial=one.basis if one else "",
            widget=_area(2),
        )  # fmt: skip
        self.fields[f"rhythm_{at}"] = forms.ChoiceField(
            label=_("多久一次"), choices=[(r.value, r.label) for r in Rhythm],
            initial=one.rhythm.value if one else Rhythm.ON_DEMAND.value,
        )  # fmt: skip
        self.fields[f"answers_{at}"] = forms.CharField(
            label=_("谁负责"), max_length=60, required=False, initial=one.answers if one else ""
        )

    @property
    def rows(self) -> Iterator[tuple[forms.BoundField, ...]]:
        """The rows of the table."""
        for at in range(self.count):
            yield tuple(self[f"{part}_{at}"] for part in ("text", "basis", "rhythm", "answers"))

    @property
    def duties(self) -> list[StandardDuty]:
        """The duties as typed."""
        typed = self.cleaned_data
        found = []
        for at in range(self.count):
            text = " ".join(typed[f"text_{at}"].split())
            if text:
                basis, answers = typed[f"basis_{at}"], typed[f"answers_{at}"]
                rhythm = Rhythm(typed[f"rhythm_{at}"])
                found.append(
                    StandardDuty(text, " ".join(basis.split()), rhythm, " ".join(answers.split()))
                )
        return found

    def clean(self) -> dict[str, Any]:
        """A duty without anybody who answers for it is none."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        for at in range(self.count):
            if typed.get(f"text_{at}") and not typed.get(f"answers_{at}"):
                self.add_error(f"answers_{at}", _("写上谁负责。"))
        return typed
