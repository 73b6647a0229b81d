"""The forms of a draft. They check shapes; the verbs and the readiness of the draft know the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mulin.decide.assembly.actions.drafts import CandidateDraft, MotionDraft, PollDraft
from mulin.decide.assembly.forms import day_input
from mulin.decide.assembly.models import Motion, Poll, PollOfficer
from mulin.kit import money
from mulin.kit.clock import SHANGHAI, end_of
from mulin.kit.words import plain, said
from mulin.law.questions import DecisionKind

MIDNIGHT = "24:00"
HOURS = ("24:00", "22:00", "21:00", "20:00", "19:00", "18:00", "17:00", "12:00")
STANDINGS = (
    said("本人自荐"),
    said("业主联名推荐"),
    said("业主小组推荐"),
    said("小区党组织推荐"),
    said("居民委员会推荐"),
    said("街道建议（仅供参考）"),
    said("工作室建议（仅供参考）"),
)


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
    opens_on = forms.DateField(label=_lazy("投票首日"), required=False, widget=day_input())
    closes_on = forms.DateField(label=_lazy("投票末日"), required=False, widget=day_input())
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


class MotionForm(forms.Form):
    """One motion: matter, text, who decides, money, and seats where it is an election."""

    kind = forms.ChoiceField(
        label=_lazy("法定事项"), choices=[(k.value, f"{k.numeral} {k.label}") for k in DecisionKind]
    )
    title = forms.CharField(
        label=_lazy("表决事项"),
        max_length=160,
        help_text=_lazy("印在票上的一句话：做什么、在哪里、花多少。"),
    )
    text = forms.CharField(
        label=_lazy("方案"), required=False, max_length=6000, widget=forms.Textarea,
        help_text=_lazy("【】里是要您定的内容；写清楚做法、金额、期限和对业主的影响。"),
    )  # fmt: skip
    scope = forms.ChoiceField(
        label=_lazy("由谁表决"), choices=Motion.Scope.choices, widget=forms.RadioSelect,
        initial=Motion.Scope.COMPOUND,
    )  # fmt: skip
    payment = forms.ChoiceField(
        label=_lazy("钱从哪里来"), choices=Motion.Payment.choices, initial=Motion.Payment.NONE
    )
    cost = forms.CharField(
        label=_lazy("金额（元）"),
        required=False,
        max_length=20,
        help_text=_lazy("不涉及费用的不填。"),
    )
    by_seats = forms.BooleanField(label=_lazy("这是选举：从候选人中选出委员"), required=False)
    seats = forms.IntegerField(label=_lazy("应选人数"), required=False, min_value=1, max_value=99)
    by_election = forms.BooleanField(
        label=_lazy("只是补选空缺的席位，不是整届选举"), required=False
    )

    def __init__(
        self,
        *args: Any,
        scope_ids: Sequence[str] = (),
        lawful: Callable[[int], bool] = lambda seats: True,
        size_words: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.scope_ids, self.lawful, self.size_words = tuple(scope_ids), lawful, size_words

    @classmethod
    def initial_of(cls, motion: Motion) -> dict[str, Any]:
        return {
            "kind": motion.kind,
            "title": motion.title,
            "text": motion.text,
            "scope": motion.scope,
            "payment": motion.payment,
            "cost": money.digits(motion.cost) if motion.cost else "",
            "by_seats": motion.is_election,
            "seats": motion.seats,
        }

    def clean_cost(self) -> int:
        typed = self.cleaned_data["cost"]
        fen = money.parse(typed) if typed else 0
        if fen is None or fen < 0:
            raise forms.ValidationError(_("金额写成数字，最多两位小数，例如 3,264,000.00。"))
        return fen

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("scope") != Motion.Scope.COMPOUND and not self.scope_ids:
            self.add_error("scope", _("请在图上选出由哪些楼栋或单元表决。"))
        if data.get("payment") != Motion.Payment.NONE and not data.get("cost"):
            self.add_error(
                "cost", _("写了资金来源，请写金额；不涉及费用的，资金来源选“不涉及费用”。")
            )
        self._check_seats(data)
        return data

    def _check_seats(self, data: dict[str, Any]) -> None:
        if not data.get("by_seats"):
            return
        if data.get("kind") != DecisionKind.ELECT_COMMITTEE:
            self.add_error("by_seats", _("只有第（三）项可以是选举，请改选法定事项。"))
        seats = data.get("seats")
        if not seats:
            self.add_error("seats", _("选举要写应选人数。"))
        elif not data.get("by_election") and not self.lawful(seats):
            self.add_error(
                "seats",
                (
                    _("业主委员会应为%(size_words)s。补选少数席位的，请勾选“只是补选”。")
                    % {"size_words": self.size_words}
                ),
            )

    def draft(self) -> MotionDraft:
        data = self.cleaned_data
        whole = data["scope"] == Motion.Scope.COMPOUND
        free = data["payment"] == Motion.Payment.NONE
        return MotionDraft(
            kind=data["kind"],
            title=data["title"],
            text=data["text"],
            scope=data["scope"],
            scope_ids=() if whole else self.scope_ids,
            seats=data["seats"] if data["by_seats"] else None,
            cost=0 if free else data["cost"],
            payment=data["payment"],
        )


class CandidateForm(forms.Form):
    """Somebody who stands: how he came to stand, what he says, and the checks as questions."""

    standing = forms.ChoiceField(
        label=_lazy("怎样产生"), choices=[(plain(s), s) for s in STANDINGS]
    )
    statement = forms.CharField(
        label=_lazy("自我介绍"), required=False, max_length=2000, widget=forms.Textarea
    )
    disclosure = forms.CharField(
        label=_lazy("依法披露"), required=False, max_length=2000, widget=forms.Textarea,
        help_text=_lazy("与物业服务企业的关系、是否兼任其他小区的职务等，本人书面说明。"),
    )  # fmt: skip
    bar = forms.ChoiceField(label=_lazy("核对结果"), required=False, widget=forms.RadioSelect)
    bar_note = forms.CharField(label=_lazy("查到的事实"), required=False, max_length=150)
    bar_answer = forms.CharField(
        label=_lazy("本人答复"),
        required=False,
        max_length=200,
        help_text=_lazy("给本人看过、写下他的说法。"),
    )

    def __init__(
        self, *args: Any, bars: Sequence[tuple[str, str]] = (), source: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.labels, self.source = dict(bars), source
        choices = [("", _("没有查到不得担任的情形")), *bars]
        self.fields["bar"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("bar") and not data.get("bar_note"):
            self.add_error("bar_note", _("写明查到的事实和时间，不能只勾一条。"))
        return data

    def draft(self, person_id: UUID) -> CandidateDraft:
        data = self.cleaned_data
        bar = data["bar"]
        told = f"{self.labels[bar]}：{data['bar_note']}"[:200] if bar else ""
        return CandidateDraft(
            person_id=person_id,
            standing=data["standing"],
            statement=data["statement"],
            disclosure=data["disclosure"],
            bar=told,
            bar_source=self.source[:80] if bar else "",
            bar_answer=data["bar_answer"] if bar else "",
        )


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
