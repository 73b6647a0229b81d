"""The verbs of texts: an office's own takes the standard's place, the standard comes back, one is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.papers.actions import store
from mulin.ground.papers.models import Klass
from mulin.ground.record.actions import record
from mulin.ground.texts.events import TextKept, TextReplaced, TextRestored
from mulin.ground.texts.language import faults_of
from mulin.ground.texts.models import FilledText, TextVersion
from mulin.ground.texts.permissions import may_change_texts
from mulin.ground.texts.queries import in_force
from mulin.ground.texts.standards import Standard, standards
from mulin.kit.canonical import sm3
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import joined, said

KEPT = "texts.filled"
"""The kind of paper of a filled text."""
NO_TEXT = Refusal(said("没有找到这份文本。"), said("请从文书文本的列表重新进入。"), hidden=True)
NO_REASON = Refusal(said("没有写为什么。"), said("例如“区房管局 2026 版式样”。"))


@dataclass(frozen=True)
class About:
    """What a filled text is about: where it belongs, and how it is called there."""

    subject_id: UUID
    compound_id: UUID
    step: str
    name: str


def replace_text(
    code: str, body: str, starts_on: date, why: str, *, once: UUID, by: Actor, now: datetime
) -> TextVersion:
    """Use an office's own text from a day on. Refuses one that could not be filled."""
    require(may_change_texts(by))
    standard = _standard(code)
    text = body.replace("\r\n", "\n").strip() + "\n"
    faults = faults_of(text)
    if faults:
        shown = joined("；", [str(fault) for fault in faults[:3]])
        raise Refused(Refusal(said("文本有 {n} 处不能用：{shown}", n=len(faults), shown=shown), ""))
    with transaction.atomic():
        known = TextVersion.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        if in_force(by.street_id, code, max(starts_on, day_of(now))).body == text:
            raise Refused(
                Refusal(said("和现在用的文本一字不差。"), said("没有要改的，就不用登记。"))
            )
        row = _version(code, text, starts_on, why, once=once, by=by, now=now)
        event = TextReplaced(standard.title, starts_on, row.why, sm3(text.encode()))
        record(event, by=by, at=now, on=day_of(now), subject_id=row.pk)
        return row


def restore_text(
    code: str, starts_on: date, why: str, *, once: UUID, by: Actor, now: datetime
) -> TextVersion:
    """Go back to the standard text from a day on."""
    require(may_change_texts(by))
    standard = _standard(code)
    with transaction.atomic():
        known = TextVersion.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        if not in_force(by.street_id, code, max(starts_on, day_of(now))).is_own:
            raise Refused(Refusal(said("现在用的就是标准文本。"), said("不用改回。")))
        row = _version(code, "", starts_on, why, once=once, by=by, now=now)
        event = TextRestored(standard.title, starts_on, row.why)
        record(event, by=by, at=now, on=day_of(now), subject_id=row.pk)
        return row


def keep_text(
    code: str, title: str, data: bytes, about: About, *, once: UUID, by: Actor, now: datetime
) -> FilledText:
    """Keep a filled text as a paper. The room it is about has judged who may."""
    with transaction.atomic():
        known = FilledText.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        paper = store(
            by.street_id,
            data,
            kind=KEPT,
            title=title[:200],
            klass=Klass.INTERNAL,
            by=by,
            today=day_of(now),
            now=now,
        )
        row = FilledText(
            id=once,
            street_id=by.street_id,
            subject_id=about.subject_id,
            step=about.step,
            code=code,
            paper=paper,
            at=now,
            by=by.post or by.name,
        )
        row.save(force_insert=True)
        event = TextKept(title, about.name, about.step, paper.digest)
        record(
            event,
            by=by,
            at=now,
            on=day_of(now),
            subject_id=about.subject_id,
            compound_id=about.compound_id,
        )
        return row


def _standard(code: str) -> Standard:
    found = standards().get(code)
    if found is None:
        raise Refused(NO_TEXT)
    return found


def _version(
    code: str, body: str, starts_on: date, why: str, *, once: UUID, by: Actor, now: datetime
) -> TextVersion:
    if not why.strip():
        raise Refused(NO_REASON)
    if starts_on < day_of(now):
        raise Refused(
            Refusal(said("起用日已经过了。"), said("已经发出的文书不会改，请填今天或以后。"))
        )
    row = TextVersion(
        id=once,
        street_id=by.street_id,
        code=code,
        body=body,
        starts_on=starts_on,
        why=why.strip()[:200],
        at=now,
        by=by.post or by.name,
    )
    row.save(force_insert=True)
    return row
