"""Forms of the dispatcher and of those who work: they check shapes and know no business."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.discover.intake.actions.working import HOW
from mulin.discover.intake.models import Pause, Ticket
from mulin.ground.page.fields import DayField
from mulin.ground.words import shown
from mulin.kit import money

Choices = Sequence[tuple[str, Any]]


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ManyFiles(forms.FileInput):
    """Photographs, several at once, from the camera or the album."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": "image/*", "data-i-photos": ""})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else [files.get(name)]


class PhotosField(forms.Field):
    """A list of files; an empty one where none was chosen."""

    widget = ManyFiles

    def clean(self, value: Any) -> list[Any]:
        found = [one for one in value or [] if one]
        if self.required and not found:
            raise forms.ValidationError(_("请至少拍一张照片。"))
        return found


class MoneyField(forms.CharField):
    """Yuan as typed, fen as kept."""

    def __init__(self, **kw: Any) -> None:
        super().__init__(
            max_length=14, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kw
        )

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return 0
        fen = money.parse(typed)
        if fen is None:
            raise forms.ValidationError(_("金额填元，最多两位小数，例如 186.50。"))
        return fen


class SendForm(forms.Form):
    """To whom."""

    to = forms.ChoiceField(label=_("派给"))

    def __init__(self, *args: Any, choices: Choices = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["to"].choices = [("", _("请选择")), *choices]  # type: ignore[attr-defined]


class TransferForm(forms.Form):
    """To which organisation, and why."""

    organisation = forms.ChoiceField(label=_("转给"))
    why = forms.CharField(label=_("为什么转"), max_length=200)

    def __init__(self, *args: Any, choices: Choices = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        field = self.fields["organisation"]
        field.choices = [("", _("请选择")), *choices]  # type: ignore[attr-defined]


class WhyForm(forms.Form):
    """A reason that stays on record."""

    why = forms.CharField(label=_("理由"), max_length=200, widget=area(2))


class PauseForm(forms.Form):
    """Why the clock is to stand, and until when about."""

    kind = forms.ChoiceField(
        label=_("为什么停"),
        choices=[c for c in Pause.Kind.choices if c[0] != Pause.Kind.PAYMENT],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("说明"), max_length=200, help_text=_("居民看得到这一句。"))
    expected = DayField(label=_("预计哪天恢复"), required=False)


class ExtendForm(forms.Form):
    """More working days."""

    days = forms.IntegerField(label=_("延几个工作日"), min_value=1, max_value=20)
    why = forms.CharField(label=_("为什么延期"), max_length=200)


class ContactForm(forms.Form):
    """What was said when the raiser was reached."""

    words = forms.CharField(label=_("联系了什么"), max_length=500, required=False)


class DoneForm(forms.Form):
    """What was done, with pictures."""

    done = forms.CharField(
        label=_("怎样办的"),
        max_length=1000,
        widget=area(3),
        help_text=_("修了什么、换了什么、结果怎样。居民看得到。"),
    )
    photos = PhotosField(label=_("处理后的照片"), required=False)
    before = PhotosField(label=_("处理前的照片"), required=False)


class ReplyForm(forms.Form):
    """How the raiser is answered, and with what words."""

    how = forms.ChoiceField(label=_("怎样回复"), choices=[])
    text = forms.CharField(label=_("回复什么"), max_length=1000, widget=area(3))

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        choices = [(code, shown(word)) for code, word in HOW.items()]
        self.fields["how"].choices = choices  # type: ignore[attr-defined]


SCORES = [
    ("1", _("很不满意")),
    ("2", _("不满意")),
    ("3", _("一般")),
    ("4", _("满意")),
    ("5", _("很满意")),
]


class JudgeForm(forms.Form):
    """The raiser's last word."""

    solved = forms.ChoiceField(
        label=_("结果"),
        choices=Ticket.Solved.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("修好了没有，请选一个。")},
    )
    score = forms.TypedChoiceField(
        label=_("满意吗"),
        choices=SCORES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("满意不满意，请选一个。")},
    )
    words = forms.CharField(label=_("还想说什么"), max_length=300, required=False, widget=area(2))


class VisitForm(JudgeForm):
    """The three questions of a return visit."""

    responded = forms.TypedChoiceField(
        label=_("报了以后，有人按时联系您吗"),
        choices=[("1", _("有")), ("0", _("没有"))],
        coerce=lambda typed: typed == "1",
        widget=forms.RadioSelect,
    )
    field_order = ("responded", "solved", "score", "words")


class PayerForm(forms.Form):
    """Which fund pays, how much, on what ground."""

    payer = forms.ChoiceField(
        label=_("谁出钱"),
        choices=[c for c in Ticket.Payer.choices if c[0] != Ticket.Payer.RESIDENT],
    )
    money = MoneyField(label=_("金额（元）"), required=False)
    why = forms.CharField(label=_("依据"), max_length=200)


class QuoteForm(forms.Form):
    """What the resident would pay."""

    money = MoneyField(label=_("要居民付（元）"))
    why = forms.CharField(label=_("收什么钱"), max_length=200)


class RemarkForm(forms.Form):
    """A word more."""

    text = forms.CharField(label=_("内容"), max_length=500, required=False, widget=area(2))
    photos = PhotosField(label=_("照片"), required=False)


class RecastForm(forms.Form):
    """The right category."""

    category = forms.ChoiceField(label=_("类别"))

    def __init__(self, *args: Any, choices: Choices = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["category"].choices = choices  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """Into which ticket, by its number, and why."""

    into = forms.CharField(label=_("并入哪一张（编号）"), max_length=20)
    why = forms.CharField(label=_("为什么"), max_length=200)


class MatterForm(forms.Form):
    """Which matter, by its number."""

    number = forms.CharField(label=_("事项编号"), max_length=20)
