"""What an owner ticked, between the steps: carried in the form itself, kept nowhere on the server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.decide.assembly.choices import WORDS
from mulin.decide.assembly.models import Candidate
from mulin.decide.assembly.queries.motion_cards import MotionCard

SAID = {
    "agree": gettext_lazy("同意"),
    "against": gettext_lazy("反对"),
    "abstain": gettext_lazy("弃权"),
}
NOBODY = "none"
"""The box "none of these": an election left entirely empty would look forgotten."""


@dataclass(frozen=True)
class Item:
    """One motion with what was ticked for it. ``error`` is one sentence, empty where all is well."""

    card: MotionCard
    name: str
    ticked: tuple[str, ...]
    error: str = ""

    @property
    def said(self) -> str | list[str] | None:
        """The choice as a ballot holds it; None where there is none yet."""
        if not self.ticked:
            return None
        if self.card.is_election:
            return [t for t in self.ticked if t != NOBODY]
        return self.ticked[0]

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """Value, word and whether it is ticked, for the three choices of a motion."""
        return [(word, str(SAID[word]), word in self.ticked) for word in WORDS]

    @property
    def names(self) -> list[tuple[Candidate, bool]]:
        """Candidates, and whether each is ticked."""
        return [(c, c.pk.hex in self.ticked) for c in self.card.candidates]

    @property
    def nobody(self) -> bool:
        return NOBODY in self.ticked

    @property
    def spoken(self) -> str:
        """``同意``, or the names."""
        if not self.card.is_election:
            return str(SAID[self.ticked[0]]) if self.ticked else _("未填")
        names = {c.pk.hex: c.name for c in self.card.candidates}
        chosen = [names[t] for t in self.ticked if t in names]
        return "、".join(chosen) or _("都不选（弃权）")


def items_from(cards: Iterable[MotionCard], data: QueryDict) -> list[Item]:
    """The motions with what the form said of each; unknown words count as nothing."""
    return [_item(card, data.getlist(field_of(card))) for card in cards]


def items_with(
    cards: Iterable[MotionCard], choices: Mapping[str, str | list[str]] | None
) -> list[Item]:
    """The motions with an earlier choice; nothing is chosen where there is none."""
    items = []
    for card in cards:
        said = (choices or {}).get(card.key)
        ticked = [said] if isinstance(said, str) else list(said or ())
        if card.is_election and said is not None and not ticked:
            ticked = [NOBODY]
        items.append(_item(card, ticked))
    return items


def choices_of(items: Sequence[Item]) -> dict[str, str | list[str]]:
    """What goes onto the ballot: only motions with a choice."""
    return {item.card.key: item.said for item in items if item.said is not None}


def missing(items: Sequence[Item]) -> list[Item]:
    """Motions without a usable choice."""
    return [item for item in items if item.error or not item.ticked]


def field_of(card: MotionCard) -> str:
    """The name of a motion's field: ``m2``."""
    return f"m{card.number}"


def _item(card: MotionCard, ticked: Iterable[str]) -> Item:
    if not card.is_election:
        known = [t for t in ticked if t in WORDS]
        return Item(card, field_of(card), tuple(known[:1]))
    allowed = {NOBODY, *(c.pk.hex for c in card.candidates)}
    known = [t for t in dict.fromkeys(ticked) if t in allowed]
    return Item(card, field_of(card), tuple(known), _wrong(card, known))


def _wrong(card: MotionCard, ticked: Sequence[str]) -> str:
    if NOBODY in ticked and len(ticked) > 1:
        return _("选了人，又勾了“都不选”，请去掉一个。")
    names = len(ticked) - (NOBODY in ticked)
    if names > (card.seats or 0):
        said = _("最多选 %(seats)s 人，您选了 %(names)s 人，请去掉 %(over)s 人。")
        over = names - (card.seats or 0)
        return said % {"seats": card.seats, "names": names, "over": over}
    return ""
