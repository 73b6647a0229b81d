"""Papers: what is known about a stored file. The bytes lie in the vault, named by their digest."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mulin.ground.papers.formats import IMAGES, SUFFIXES
from mulin.ground.streets.models import StreetModel


class Klass(models.TextChoices):
    """How carefully a paper is kept. All but public papers are sealed where they lie."""

    PUBLIC = "public", _("公开")
    INTERNAL = "internal", _("内部")
    SENSITIVE = "sensitive", _("敏感")


class Paper(StreetModel):
    """A stored document or picture. ``digest`` is the SM3 of the plain bytes, 64 hex digits.

    ``kind`` is named by the room that keeps it (``assembly.notice``) and decides who may read it.
    The same bytes of one kind and class are one paper in a street.
    """

    kind = models.CharField(_("种类"), max_length=60)
    title = models.CharField(_("名称"), max_length=200)
    klass = models.CharField(_("密级"), max_length=10, choices=Klass.choices)
    digest = models.CharField(_("摘要（SM3）"), max_length=64)
    size = models.PositiveIntegerField(_("字节数"))
    media_type = models.CharField(_("格式"), max_length=100)
    created_on = models.DateTimeField(_("存入时间"))
    created_by = models.BigIntegerField(_("存入账号"), null=True)
    retention_until = models.DateField(_("保存至"), null=True)
    thumbnail = models.CharField(_("缩略图摘要"), max_length=64, null=True)  # noqa: DJ001

    class Meta:
        verbose_name = _("文书")
        constraints: ClassVar = [
            models.UniqueConstraint("street", "kind", "klass", "digest", name="paper_once")
        ]
        indexes: ClassVar = [
            models.Index("street", "retention_until", name="paper_retention"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def sealed(self) -> bool:
        """Whether the bytes are sealed at rest."""
        return self.klass != Klass.PUBLIC

    @property
    def is_image(self) -> bool:
        return self.media_type in IMAGES

    @property
    def filename(self) -> str:
        """The title as a name for a downloaded file, with the suffix of its real format."""
        suffix = SUFFIXES[self.media_type]
        bare = "".join("_" if c in '\\/:*?"<>|' or not c.isprintable() else c for c in self.title)
        stem = bare.strip(" .")
        return stem if stem.lower().endswith(suffix) else f"{stem or '文件'}{suffix}"
