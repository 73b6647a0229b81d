"""The forms of a draft. They check shapes; the verbs and the readiness of the draft know the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mulin.decide.assembly.actions.drafted import PollDraft
from mulin.decide.assembly.models import Poll, PollOfficer
from mulin.ground.page.fields import DayField
from mulin.kit.clock import SHANGHAI, end_of

MIDNIGHT = "24:00"
HOURS = ("24:00", "22:00", "21:00", "20:00", "19:00", "18:00", "17:00", "12:00")


class BasicsForm(forms.Form):
    """The heading of a vote: who calls it, whom to ask, when it runs, whom it concerns."""

    title = forms.CharField(
        label=_lazy("名称"), max_length=120, help_text=_lazy("例如“2026 年第二次业主大会会议”。")
    )
    convener = forms.CharField(
        label=_lazy("召集人"),
        max_length=80,
        help_text=_lazy("业主委员会、筹备组、换届改选小组，或依法代行的居委会、街道。"),
    )
    contact_name = forms.CharField(
        label=_lazy("答疑的人"),
        max_length=40,
        help_text=_lazy("业主打电话能找到的真人，印在公示和票上。"),
    )
    contact_phone = forms.CharField(label=_lazy("答疑电话"), max_length=40)
    opens_on = DayField(label=_lazy("投票首日"), required=False)
    closes_on = DayField(label=_lazy("投票末日"), required=False)
    closes_hour = forms.ChoiceField(
        label=_lazy("末日截止到"), choices=[(h, h) for h in HOURS], initial=MIDNIGHT
    )
    return_place = forms.CharField(
        label=_lazy("纸质票投到哪里"),
        max_length=120,
        required=False,
        help_text=_lazy("投票箱的位置和开放时间。"),
    )
    concerns = forms.ChoiceField(
        label=_lazy("关系到哪家单位"),
        required=False,
        help_text=_lazy(
            "选聘、解聘、调价等议题关系到的物业公司或其他单位。选定以后，它的人看不到进度，也不能送票、录票、计票。"
        ),
    )
    reminders = forms.CharField(
        label=_lazy("提醒的日子"),
        required=False,
        max_length=40,
        help_text=_lazy("投票开始后第几天提醒还没投的业主，最多三次，例如“3、7”。锁定后不能再加。"),
    )

    def __init__(
        self, *args: Any, organisations: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        concerns = self.fields["concerns"]
        concerns.choices = [("", _("不专门关系到哪家单位")), *organisations]  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, poll: Poll) -> dict[str, Any]:
        """What the form shows of a draft."""
        local = poll.closes_at.astimezone(SHANGHAI) if poll.closes_at else None
        hour, day = MIDNIGHT, local.date() if local else None
        if local is not None and (local.hour, local.minute) != (0, 0):
            hour = f"{local:%H:%M}"
        elif day is not None:
            day -= timedelta(days=1)
        names = ("title", "convener", "contact_name", "contact_phone", "opens_on", "return_place")
        return {name: getattr(poll, name) for name in names} | {
            "closes_on": day,
            "closes_hour": hour,
            "concerns": poll.concerns_id.hex if poll.concerns_id else "",
            "reminders": "、".join(str(n) for n in poll.reminder_days),
        }

    def clean_reminders(self) -> tuple[int, ...]:
        """``3、7`` → (3, 7); at most three days, none twice."""
        typed = self.cleaned_data["reminders"].replace("，", "、").replace(",", "、")
        words = [w.strip() for w in typed.split("、") if w.strip()]
        if not all(w.isascii() and w.isdigit() and 0 < int(w) <= 60 for w in words):
            raise forms.ValidationError(_("写投票开始后的第几天，用顿号隔开，例如“3、7”。"))
        days = tuple(sorted({int(w) for w in words}))
        if len(days) > 3:
            raise forms.ValidationError(_("最多提醒三次，多了就成了催促。"))
        return days

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        opens, closes = data.get("opens_on"), data.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("投票末日早于首日。"))
        return data

    def draft(self, poll: Poll | None = None) -> PollDraft:
        """The heading as the verb takes it; what other screens settle is kept."""
        data = self.cleaned_data
        closes = _instant(data["closes_on"], data["closes_hour"])
        kept: dict[str, Any] = {}
        if poll is not None:
            kept = {
                "online_counts": poll.online_counts,
                "online_basis": poll.rule_sources.get("online", ""),
            }
        return PollDraft(
            title=data["title"],
            convener=data["convener"],
            contact_name=data["contact_name"],
            contact_phone=data["contact_phone"],
            return_place=data["return_place"],
            opens_on=data["opens_on"],
            closes_at=closes,
            concerns_id=UUID(data["concerns"]) if data["concerns"] else None,
            reminder_days=data["reminders"],
            **kept,
        )


def _instant(day: date | None, hour: str) -> datetime | None:
    if day is None:
        return None
    if hour == MIDNIGHT:
        return end_of(day)
    return datetime.combine(day, time.fromisoformat(hour), SHANGHAI)


class OfficerForm(forms.Form):
    """A counter or a witness."""

    duty = forms.ChoiceField(
        label=_lazy("职责"),
        choices=[(d.value, d.label) for d in (PollOfficer.Duty.COUNTER, PollOfficer.Duty.WITNESS)],
    )
    standing = forms.CharField(
        label=_lazy("身份"),
        max_length=60,
        required=False,
        help_text=_lazy("写进公示，例如“业主”“居委会委员”；不填就用他的岗位。"),
    )
