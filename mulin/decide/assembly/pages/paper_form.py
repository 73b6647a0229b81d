"""The form a paper ballot is typed into; first, second and third time it is the same form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.decide.assembly.pages.ballot_form import field_of
from mulin.decide.assembly.queries.motion_cards import MotionCard
from mulin.decide.assembly.queries.paper_desk import Sheet
from mulin.ground.page.fields import MomentField
from mulin.kit.clock import SHANGHAI
from mulin.kit.words import plain, said

BLANK = "blank"
"""An item left empty on the paper: said with a key of its own, so that none is passed by."""

INVALID = (
    said("没有业主签名"),
    said("签名的不是业主，也没有委托书"),
    said("签名或意思是伪造的"),
    said("整张认不清"),
    said("不是本次表决的票"),
)
"""Why a whole ballot is void (rulebook 1.3.10); repeats and proxies beyond the limit the count finds."""

VALID = "valid"


@dataclass(frozen=True)
class Row:
    """One motion on the screen: its keys, what is ticked, and whether something is missing."""

    card: MotionCard
    name: str
    ticked: tuple[str, ...]
    error: str = ""

    @property
    def keys(self) -> list[tuple[str, str, str, bool]]:
        """Key on the keyboard, value, words, ticked."""
        if self.card.is_election:
            names = [(str(n), c.pk.hex, c.name) for n, c in enumerate(self.card.candidates, 1)]
        else:
            names = [
                ("1", "agree", _("同意")),
                ("2", "against", _("反对")),
                ("3", "abstain", _("弃权")),
            ]
        rows = [*names, ("0", BLANK, _("空白、多选或认不清"))]
        return [(key, value, word, value in self.ticked) for key, value, word in rows]


class SecondForm(forms.Form):
    """What the second and the third person say beside the choices."""

    invalid = forms.ChoiceField(
        label=gettext_lazy("整张票有效吗"),
        choices=[
            (VALID, gettext_lazy("有效")),
            *((plain(reason), said("无效：{reason}", reason=reason)) for reason in INVALID),
        ],
    )

    def clean_invalid(self) -> str:
        """The reason, or nothing for a valid ballot."""
        said: str = self.cleaned_data["invalid"]
        return "" if said == VALID else said


class FirstForm(SecondForm):
    """What the first person says: whose signature, which box, when it came, a picture."""

    signer = forms.ChoiceField(label=gettext_lazy("谁签的名"), widget=forms.RadioSelect)
    box = forms.CharField(
        label=gettext_lazy("票箱"),
        max_length=20,
        help_text=gettext_lazy("例如“1 号箱”，和点票单上写的一样。"),
    )
    received_at = MomentField(
        label=gettext_lazy("什么时候收到的"),
        help_text=gettext_lazy("投进票箱或交到手上的时间；改票按这个时间算。"),
    )
    photo = forms.FileField(
        label=gettext_lazy("票的照片"),
        required=False,
        help_text=gettext_lazy("拍清楚整张票，第二个人对着照片复核。没拍的，复核时要看原件。"),
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    proxy = forms.CharField(
        label=gettext_lazy("代理人"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("业主委托别人代投的才填，写姓名。"),
    )
    proxy_paper = forms.FileField(
        label=gettext_lazy("委托书照片"),
        required=False,
        help_text=gettext_lazy("代理人投的必须附；底册已登记的监护人、继承人、法定代表人不用。"),
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
    )

    field_order = ("signer", "invalid", "box", "received_at", "photo", "proxy", "proxy_paper")

    def __init__(self, sheet: Sheet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agents = {"".join(h.name.split()) for h in sheet.holders if h.acts_as}
        choice: Any = self.fields["signer"]
        choice.choices = sheet.signers
        if len(sheet.signers) == 1:
            choice.initial = sheet.signers[0][0]

    def clean(self) -> dict[str, Any]:
        """A proxy needs his mandate, unless the register has it already."""
        data: dict[str, Any] = super().clean() or {}
        proxy = "".join(data.get("proxy", "").split())
        if data.get("proxy_paper") and not proxy:
            self.add_error("proxy", _("有委托书，请写代理人的姓名。"))
        bare = proxy and proxy not in self.agents and not data.get("proxy_paper")
        if bare and not data.get("invalid"):
            told = _("代理投票要有书面委托：请拍下委托书。没有委托书的，整张票选“无效”。")
            self.add_error("proxy_paper", told)
        return data


def rows_from(cards: Sequence[MotionCard], data: QueryDict | None) -> list[Row]:
    """The motions as they were typed; nothing is ticked beforehand."""
    return [_row(card, data.getlist(field_of(card)) if data else []) for card in cards]


def choices_of(rows: Sequence[Row]) -> dict[str, str | list[str]]:
    """What the paper says; a blank item is left out, as the rules want it."""
    said: dict[str, str | list[str]] = {}
    for row in rows:
        if row.ticked and row.ticked != (BLANK,):
            said[row.card.key] = list(row.ticked) if row.card.is_election else row.ticked[0]
    return said


def with_faults(rows: Sequence[Row], *, invalid: bool) -> list[Row]:
    """The rows, each that was passed by with its sentence; an invalid ballot needs no choices."""
    return (
        [
            Row(row.card, row.name, row.ticked, _("这一项还没有录。")) if not row.ticked else row
            for row in rows
        ]
        if not invalid
        else list(rows)
    )


def local_minute(now: datetime) -> str:
    """The present minute as the field wants it."""
    return now.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")


def _row(card: MotionCard, typed: Sequence[str]) -> Row:
    known = {BLANK, "agree", "against", "abstain"} if not card.is_election else {BLANK}
    known |= {c.pk.hex for c in card.candidates}
    ticked = [t for t in dict.fromkeys(typed) if t in known]
    if not card.is_election:
        ticked = ticked[:1]
    elif len(ticked) > 1 and BLANK in ticked:
        ticked.remove(BLANK)
    return Row(card, field_of(card), tuple(ticked))
