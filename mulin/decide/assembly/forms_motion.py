"""The forms of a motion and of its candidates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mulin.decide.assembly.actions.drafted import CandidateDraft, MotionDraft
from mulin.decide.assembly.models import Motion
from mulin.kit import money
from mulin.kit.words import plain, said
from mulin.law.questions import DecisionKind

STANDINGS = (
    said("本人自荐"),
    said("业主联名推荐"),
    said("业主小组推荐"),
    said("小区党组织推荐"),
    said("居民委员会推荐"),
    said("街道建议（仅供参考）"),
    said("工作室建议（仅供参考）"),
)


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
