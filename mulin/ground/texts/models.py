"""Texts that an office put in the place of a standard one, and texts kept after filling."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel


class TextVersion(StreetModel):
    """An office's own text, or its going back to the standard (an empty ``body``). Never changed.

    Of those that have begun, the one that began last is in force; of one day, the one entered last.
    """

    code = models.CharField(_("文本"), max_length=60)
    body = models.TextField(_("正文"), blank=True)
    starts_on = models.DateField(_("起用日"))
    why = models.CharField(_("理由"), max_length=200)
    at = models.DateTimeField(_("登记时刻"))
    by = models.CharField(_("登记人"), max_length=80)

    class Meta:
        verbose_name = _("本街道的文本")
        indexes: ClassVar = [models.Index(fields=["street", "code", "-id"], name="text_code")]

    def __str__(self) -> str:
        return self.code

    @property
    def is_standard(self) -> bool:
        """Whether it goes back to the standard text."""
        return not self.body


class FilledText(StreetModel):
    """A filled text kept as a paper with what it is about: a procedure's step."""

    subject_id = models.UUIDField(_("关于"))
    step = models.CharField(_("步骤"), max_length=40, blank=True)
    code = models.CharField(_("文书"), max_length=60)
    paper = StreetForeignKey(Paper)
    at = models.DateTimeField(_("生成时刻"))
    by = models.CharField(_("生成人"), max_length=80)

    class Meta:
        verbose_name = _("已存的文书")
        indexes: ClassVar = [
            models.Index(fields=["street", "subject_id", "step"], name="filled_subject")
        ]
