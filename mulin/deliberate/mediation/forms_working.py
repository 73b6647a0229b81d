"""Forms of sessions, causes, agreements and the end of a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.deliberate.mediation.causes import BY_CODE, CHOICES
from mulin.deliberate.mediation.forms import PICK, MoneyField, Pairs, Prefixed, area
from mulin.deliberate.mediation.models import Accord, Dispute, Guest
from mulin.ground.page.fields import DayField, MomentField
from mulin.kit.clock import SHANGHAI
from mulin.law.mediation import BARS, WAYS

ROWS_OF_GUESTS, ROWS_OF_TERMS = 4, 6


class TalkForm(Prefixed):
    """A session, and whom to ask besides the parties."""

    name = "talk"
    starts_at = MomentField(label=_("时间"))
    place = forms.CharField(label=_("地点"), max_length=80)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for at in range(1, ROWS_OF_GUESTS + 1):
            self.fields[f"profession_{at}"] = forms.ChoiceField(
                label=_("请哪一方"), choices=[PICK, *Guest.Profession.choices], required=False
            )
            self.fields[f"organisation_{at}"] = forms.CharField(
                label=_("单位"), max_length=80, required=False
            )
            self.fields[f"told_{at}"] = forms.CharField(
                label=_("告诉他什么"), max_length=300, required=False
            )

    @property
    def plain(self) -> Iterator[forms.BoundField]:
        """The fields before the table of guests."""
        return (self[name] for name in ("starts_at", "place"))

    @property
    def rows(self) -> Iterator[list[forms.BoundField]]:
        """The table of guests."""
        for at in range(1, ROWS_OF_GUESTS + 1):
            yield [self[f"{part}_{at}"] for part in ("profession", "organisation", "told")]

    @property
    def guests(self) -> Iterator[tuple[str, str, str]]:
        """Rows in which somebody was chosen."""
        typed = self.cleaned_data
        for at in range(1, ROWS_OF_GUESTS + 1):
            if typed[f"profession_{at}"]:
                yield (
                    typed[f"profession_{at}"],
                    typed[f"organisation_{at}"],
                    typed[f"told_{at}"],
                )

    def clean_starts_at(self) -> datetime:
        """The typed hour is Shanghai's."""
        typed: datetime = self.cleaned_data["starts_at"]
        return typed.replace(tzinfo=SHANGHAI)


class RecordForm(Prefixed):
    """What was said, and which guests came."""

    name = "record"
    record = forms.CharField(label=_("调解记录"), max_length=4000, widget=area(6))
    came = forms.MultipleChoiceField(
        label=_("到场的受邀人"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, guests: Pairs, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.offer("came", guests)
        if not guests:
            del self.fields["came"]


class ScanForm(Prefixed):
    """A signed sheet."""

    name = "scan"
    side = forms.ChoiceField(label=_("谁签的"), required=False)
    scan = forms.FileField(label=_("签字页照片或扫描件"))

    def __init__(self, *args: Any, sides: Pairs, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.offer("side", [("", _("到场各方")), *sides])


class CauseForm(Prefixed):
    """What it is about and what it came from."""

    name = "cause"
    cause = forms.ChoiceField(label=_("类别"), choices=CHOICES)
    origins = forms.MultipleChoiceField(
        label=_("成因"), widget=forms.CheckboxSelectMultiple, required=False
    )
    finding = forms.CharField(label=_("说明"), max_length=400, widget=area(2), required=False)

    def __init__(self, *args: Any, cause: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.offer("origins", list(BY_CODE[cause].origins.items()))
        self.initial["cause"] = cause
        self.fields["cause"].widget = forms.HiddenInput()


class AccordForm(Prefixed):
    """What was agreed, and who does what until when."""

    name = "accord"
    form = forms.ChoiceField(
        label=_("形式"), choices=Accord.Form.choices, widget=forms.RadioSelect, initial="written"
    )
    made_on = DayField(label=_("哪天达成"))
    facts = forms.CharField(label=_("主要事实和争议"), max_length=1000, widget=area(3))
    content = forms.CharField(label=_("协议内容"), max_length=2000, widget=area(4))

    def __init__(self, *args: Any, sides: Pairs, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for at in range(1, ROWS_OF_TERMS + 1):
            self.fields[f"side_{at}"] = forms.ChoiceField(
                label=_("谁"), choices=[PICK, *sides], required=False
            )
            self.fields[f"text_{at}"] = forms.CharField(
                label=_("做什么"), max_length=200, required=False
            )
            self.fields[f"amount_{at}"] = MoneyField(label=_("金额（元）"), required=False)
            self.fields[f"due_{at}"] = DayField(label=_("最迟"), required=False)

    @property
    def plain(self) -> Iterator[forms.BoundField]:
        """The fields before the table of what is to be done."""
        return (self[name] for name in ("form", "made_on", "facts", "content"))

    @property
    def rows(self) -> Iterator[list[forms.BoundField]]:
        """The table of what is to be done."""
        for at in range(1, ROWS_OF_TERMS + 1):
            yield [self[f"{part}_{at}"] for part in ("side", "text", "amount", "due")]

    @property
    def terms(self) -> Iterator[tuple[str, str, int, Any]]:
        """Rows that were filled in."""
        typed = self.cleaned_data
        for at in range(1, ROWS_OF_TERMS + 1):
            if typed[f"side_{at}"]:
                row = (typed[f"{part}_{at}"] for part in ("side", "text", "amount", "due"))
                yield tuple(row)

    def clean(self) -> dict[str, Any]:
        """A row that was begun is filled in to its end."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        for at in range(1, ROWS_OF_TERMS + 1):
            row = [typed.get(f"{part}_{at}") for part in ("side", "text", "due")]
            begun = any(row) or typed.get(f"amount_{at}")
            if begun and not all(row):
                self.add_error(f"text_{at}", _("这一行没有写全：谁、做什么、最迟哪天。"))
        return typed


class EndForm(Prefixed):
    """How it ended without agreement."""

    name = "end"
    how = forms.ChoiceField(
        label=_("怎样结束"),
        choices=[(s.value, s.label) for s in (Dispute.State.FAILED, Dispute.State.WITHDRAWN)],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("理由"), max_length=300, widget=area(2))
    ways = forms.MultipleChoiceField(
        label=_("告知了哪些途径"),
        choices=[(way.code, way.name) for way in WAYS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class BarForm(Prefixed):
    """Nobody may mediate this."""

    name = "bar"
    bar = forms.ChoiceField(
        label=_("属于哪种情形"), choices=[PICK, *((bar.code, bar.what) for bar in BARS)]
    )


class LongerForm(Prefixed):
    """More time."""

    name = "longer"
    until = DayField(label=_("延到"))
    why = forms.CharField(label=_("理由"), max_length=200)


class MoveForm(Prefixed):
    """To another committee."""

    name = "move"
    panel = forms.ChoiceField(label=_("转到"))
    why = forms.CharField(label=_("理由"), max_length=200)

    def __init__(self, *args: Any, panels: Pairs, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.offer("panel", [PICK, *panels])
