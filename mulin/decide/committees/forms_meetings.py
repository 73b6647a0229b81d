"""Forms of committee meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mulin.decide.committees.actions.holding import Motion
from mulin.decide.committees.models import MeetingPaper
from mulin.decide.committees.queries.meetings import Seat
from mulin.ground.estate.forms import OnceForm, day_field

MOTIONS = 6


class CallForm(OnceForm):
    """When and where a meeting is held, and what about."""

    title = forms.CharField(label=_("会议名称"), max_length=80)
    held_on = day_field(_("开会日期"))
    place = forms.CharField(label=_("地点"), max_length=80)
    agenda = forms.CharField(
        label=_("议题"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行一个议题；会前要公告，没公告的议题不要表决。"),
    )


class StepForm(forms.Form):
    """On which day something was done, and a photo of it."""

    day = day_field(_("哪天办的"))
    photo = forms.FileField(label=_("张贴照片"), required=False)


class HoldForm(forms.Form):
    """Who came and signed, and how each motion went."""

    present = forms.MultipleChoiceField(
        label=_("到会委员"), widget=forms.CheckboxSelectMultiple, required=False
    )
    signed = forms.MultipleChoiceField(
        label=_("在决定上签字的委员"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self, seats: Sequence[Seat], agenda: Sequence[str], data: Any = None, **kw: Any
    ) -> None:
        super().__init__(data, **kw)
        named = [(str(s.member.pk), f"{s.member.person.name} {s.title}") for s in seats]
        self.fields["present"].choices = named  # type: ignore[attr-defined]
        self.fields["signed"].choices = named  # type: ignore[attr-defined]
        self.rows = max(MOTIONS, len(agenda))
        for n in range(1, self.rows + 1):
            said = agenda[n - 1] if n <= len(agenda) else ""
            self.fields[f"text_{n}"] = forms.CharField(
                label=_("第%(n)d项决定") % {"n": n}, max_length=400, required=False, initial=said
            )
            for key, word in (("agree", _("同意")), ("against", _("反对")), ("abstain", _("弃权"))):
                self.fields[f"{key}_{n}"] = forms.IntegerField(
                    label=word, min_value=0, max_value=99, required=False
                )

    @property
    def table(self) -> Iterator[list[forms.BoundField]]:
        """The motions as rows: text, agree, against, abstain."""
        for n in range(1, self.rows + 1):
            yield [self[f"{key}_{n}"] for key in ("text", "agree", "against", "abstain")]

    def motions(self) -> list[Motion]:
        """The rows in which anything was counted."""
        found = []
        for n in range(1, self.rows + 1):
            text = self.cleaned_data.get(f"text_{n}", "")
            counts = [self.cleaned_data.get(f"{k}_{n}") for k in ("agree", "against", "abstain")]
            if any(count is not None for count in counts):
                found.append(Motion(text, *(count or 0 for count in counts)))
        return found


class MeetingPaperForm(forms.Form):
    """A signed paper of the meeting."""

    kind = forms.ChoiceField(
        label=_("是什么"),
        choices=[
            (kind.value, kind.label)
            for kind in (MeetingPaper.Kind.MINUTES, MeetingPaper.Kind.SIGN_IN)
        ],
    )
    file = forms.FileField(label=_("扫描件或照片"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("file"):
            raise ValidationError(_("请选文件。"))
        return cleaned
